"""Seed -> households, and what becomes of them from one review to the next."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

from catalog.tables import CAUSES, GROUPS, INDICATORS
from etl.sample.world import Entry, Hamlet, Household, Unit, Year, names

B1_LIMIT = 140
SOLD = ("no_labour_capacity", "merit", "minority")
IN_COMMUNE = "Chuyển ấp trong xã"
LEAVING = ("Giảm khác: chuyển đi khỏi xã", "Giảm khác: nhập hộ", "Giảm khác: hộ đơn thân chết")
NEEDS = ("loan", "breeding_stock", "vocational", "job", "know_how", "health", "housing", "none")


class Maker:
    """Makes households and moves them from one review to the next."""

    def __init__(self, rng: Random, former: tuple[Unit, ...], hamlets: tuple[Hamlet, ...]) -> None:
        self.rng, self.former, self.hamlets = rng, former, hamlets
        self.made = 0
        self.above: list[Entry] = []

    def household(self, hamlet: int) -> Household:
        """A new household; its name and its number say that it is made up."""
        self.made += 1
        rng, table = self.rng, names()
        male = rng.random() < 0.62
        middle = "Văn" if male else "Thị"
        name = f"{rng.choice(table['surnames'])} {middle} {table['given']} {self.made:04d}"
        flags = {
            flag
            for flag, share in zip(SOLD, (0.08, 0.04, 0.03), strict=True)
            if rng.random() < share
        }
        return Household(
            code=f"{self.former[self.hamlets[hamlet].former].code}-{50000 + self.made:05d}",
            name=name,
            sex="male" if male else "female",
            birth_year=rng.randint(1944, 1994),
            ethnicity="Khmer" if "minority" in flags else "Kinh",
            identity=f"000{rng.randrange(10**4):04d}{self.made:05d}",
            flags=frozenset(flags),
        )

    def entry(self, status: str, movement: str, before: str | None = None) -> Entry:
        """A household that comes into a list."""
        weights = [hamlet.households for hamlet in self.hamlets]
        hamlet = self.rng.choices(range(len(self.hamlets)), weights)[0]
        members = self.rng.choices(range(1, 8), (8, 16, 22, 26, 15, 8, 5))[0]
        made = Entry(self.household(hamlet), hamlet, members, status, before, movement)
        return self.scored(made, status)

    def scored(self, entry: Entry, status: str) -> Entry:
        """The entry with scores, deprivations, causes and needs that its status allows."""
        rng = self.rng
        if status in GROUPS:
            count = (
                rng.choice((3, 3, 4, 4, 5, 6)) if status == "poor" else rng.choice((0, 1, 1, 2, 2))
            )
            marks = tuple(sorted(rng.sample(INDICATORS, count), key=INDICATORS.index))
            causes = tuple(sorted(rng.sample(CAUSES, rng.choice((1, 1, 2, 3))), key=CAUSES.index))
            needs = tuple(sorted(rng.sample(NEEDS[:-1], rng.choice((1, 2, 2))), key=NEEDS.index))
            b1 = rng.randrange(50, B1_LIMIT + 1, 5)
            return replace(
                entry, status=status, marks=marks, causes=causes, needs=needs, b1=b1, b2=10 * count
            )
        b1 = rng.randrange(B1_LIMIT + 5, 216, 5)
        status = "average" if b1 <= 175 else "not_poor"
        return replace(entry, status=status, marks=(), b1=b1, b2=10 * rng.randint(0, 2))

    def next_year(self, before: Year, year: int, level: dict[str, int]) -> Year:
        """The review of the next year: who left, who changed the list, who came, who stayed."""
        rng, now = self.rng, Year(year)
        flows = self._flows(before, level)
        for status in GROUPS:
            here = list(before.listed(status))
            rng.shuffle(here)
            self._leave(now, here, status, flows[status])
            if status == "near_poor":
                self._worsen(now, here, flows["from_near"])
            self._stay(now, here, status)
            self._arrive(now, status, flows[status])
        for entries in (now.poor, now.near_poor, now.left):
            entries.sort(key=lambda e: (e.hamlet, e.household.code))
        self.above += [e for e in now.left if e.status in ("average", "not_poor")]
        return now

    def _flows(self, before: Year, level: dict[str, int]) -> dict[str, Any]:
        """How many households take each way, so that each list ends at its level."""
        rng = self.rng
        poor, near = len(before.poor), len(before.near_poor)
        fall = max(poor - level["poor"], 0)
        from_near = min(rng.randint(2, 7), near // 10)
        flows: dict[str, Any] = {"from_near": from_near}
        for status, count, extra in (
            ("poor", poor, from_near), ("near_poor", near, 0)
        ):  # fmt: skip
            ways = {name: rng.randint(*span) for name, span in _SPANS.items()}
            ways["out"] = min(ways["out"], count // 10)
            ways["near"] = round(fall * rng.uniform(0.3, 0.4)) if status == "poor" else 0
            arrived = ways["relapsed"] + ways["new"] + ways["in"] + extra
            gone = ways["out"] + ways["near"] + (from_near if status == "near_poor" else 0)
            arrived += flows["poor"]["near"] if status == "near_poor" else 0
            ways["escaped"] = count + arrived - gone - level[status]
            ways["new"] += max(-ways["escaped"], 0)
            ways["escaped"] = max(ways["escaped"], 0)
            flows[status] = ways
        return flows

    def _leave(self, now: Year, here: list[Entry], status: str, flow: dict[str, int]) -> None:
        """To above the near-poor line, from poor to near-poor, or away."""
        says = {"poor": "Thoát nghèo, vượt chuẩn cận nghèo", "near_poor": "Thoát cận nghèo"}[status]
        for _ in range(flow["escaped"]):
            gone = replace(here.pop(), before=status, movement=says, grown=0, origin=None)
            now.left.append(self.scored(gone, "above"))
        for _ in range(flow["near"]):
            moved = replace(here.pop(), before=status, grown=0, origin=None)
            says_near = "Hộ nghèo trở thành hộ cận nghèo"
            stays = self.scored(replace(moved, movement=says_near), "near_poor")
            now.near_poor.append(stays)
            says_left = "Thoát nghèo, trở thành hộ cận nghèo"
            now.left.append(replace(stays, movement=says_left))
        for _ in range(flow["out"]):
            away = here.pop()
            says_out = LEAVING[2] if away.members == 1 else self.rng.choice(LEAVING[:2])
            gone = replace(
                away, before=status, status=None, movement=says_out, grown=0, origin=None
            )
            now.left.append(gone)

    def _worsen(self, now: Year, here: list[Entry], count: int) -> None:
        for _ in range(count):
            says = "Hộ cận nghèo trở thành hộ nghèo"
            fell = replace(here.pop(), before="near_poor", movement=says, grown=0, origin=None)
            now.poor.append(self.scored(fell, "poor"))

    def _stay(self, now: Year, here: list[Entry], status: str) -> None:
        """Those who stay; one in twenty has a member more or less, one moves inside its commune."""
        says = {"poor": "Hộ nghèo cũ", "near_poor": "Hộ cận nghèo cũ"}[status]
        for index, entry in enumerate(here):
            grown = self.rng.choice((1, -1)) if self.rng.random() < 0.05 else 0
            grown = 0 if entry.members + grown < 1 else grown
            stays = replace(
                entry,
                before=status,
                movement=says,
                grown=grown,
                members=entry.members + grown,
                origin=None,
            )
            if index == 0 and now.year % 2:
                stays = self._moved(replace(entry, before=status, grown=0))
            now.listed(status).append(stays)

    def _moved(self, entry: Entry) -> Entry:
        """Into the next hamlet of the same former commune."""
        former = self.hamlets[entry.hamlet].former
        others = [i for i, h in enumerate(self.hamlets) if h.former == former and i != entry.hamlet]
        goal = self.rng.choice(others)
        return replace(entry, hamlet=goal, origin=entry.hamlet, movement=IN_COMMUNE)

    def _arrive(self, now: Year, status: str, flow: dict[str, int]) -> None:
        relapsed = {"poor": "Tái nghèo", "near_poor": "Tái cận nghèo"}[status]
        for _ in range(flow["relapsed"]):
            if self.above and self.rng.random() < 0.7:
                known = self.above.pop(self.rng.randrange(len(self.above)))
                back = replace(known, before="not_poor", movement=relapsed, origin=None, grown=0)
                now.listed(status).append(self.scored(back, status))
            else:
                now.listed(status).append(self.entry(status, relapsed, "not_poor"))
        for _ in range(flow["new"]):
            now.listed(status).append(self.entry(status, "Phát sinh mới", "not_poor"))
        for _ in range(flow["in"]):
            says = self.rng.choice(("Chuyển đến", "Tách hộ"))
            now.listed(status).append(self.entry(status, says))


_SPANS = {"out": (3, 8), "relapsed": (1, 4), "new": (5, 15), "in": (2, 6)}
