"""Places -> the territory of today, with the units that it was made of and its hamlets in their order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dashboard.data import Data, Row


@dataclass(frozen=True, eq=False)
class Hamlet:
    """A hamlet of today; `codes` has the codes that it ever had."""

    code: str
    name: str
    codes: frozenset[str]


@dataclass(frozen=True)
class Unit:
    """A commune in one period: (code, valid_from)."""

    code: str
    name: str
    valid_from: date
    valid_to: date | None

    @property
    def key(self) -> str:
        """How a former unit is called in a figure's key."""
        return f"{self.code}@{self.valid_from.isoformat()}"

    def holds(self, day: date | None) -> bool:
        """Whether the unit existed on a day."""
        return day is None or self.valid_from <= day <= (self.valid_to or date.max)


@dataclass(frozen=True, eq=False)
class Territory:
    """A commune of today and the units that became it."""

    code: str
    name: str
    since: date
    former: tuple[Unit, ...]
    hamlets: tuple[Hamlet, ...]

    def unit_of(self, row: Row) -> Unit | None:
        """The unit that a review row belongs to; None when it is of another territory."""
        day = row.get("review_date")
        if row["commune_code"] == self.code and (day is None or day >= self.since):
            return Unit(self.code, self.name, self.since, None)
        for unit in self.former:
            if unit.code == row["commune_code"] and unit.holds(day):
                return unit
        return None

    def hamlet(self, code: str | None) -> Hamlet | None:
        """The hamlet of today that a code, old or new, means."""
        return next((h for h in self.hamlets if code in h.codes), None)

    def expected_units(self, day: date | None) -> tuple[str, ...]:
        """The units whose reviews together cover the territory on a day."""
        if day is not None and day < self.since and self.former:
            return tuple(unit.key for unit in self.former if unit.holds(day))
        return (f"{self.code}@{self.since.isoformat()}",)


@lru_cache(maxsize=16)
def territories(data: Data) -> tuple[Territory, ...]:
    """The communes of today that have hamlets or reviews, in the order of the list of places."""
    places = data.rows("place")
    reviewed = {row["commune_code"] for row in data.rows("review_summary")}
    found = []
    for row in places:
        if row["level"] != "commune" or row["valid_to"] is not None:
            continue
        territory = _territory(places, row)
        codes = {territory.code, *(unit.code for unit in territory.former)}
        if territory.hamlets or codes & reviewed:
            found.append(territory)
    return tuple(found)


def _territory(places: tuple[Row, ...], row: Row) -> Territory:
    former = tuple(
        Unit(r["place_code"], r["name"], r["valid_from"], r["valid_to"])
        for r in places
        if r["level"] == "commune" and _leads_to(places, r, row)
    )
    hamlets = tuple(
        _hamlet(places, r)
        for r in places
        if r["level"] == "hamlet" and r["parent_code"] == row["place_code"] and not r["valid_to"]
    )
    return Territory(row["place_code"], row["name"], row["valid_from"], former, hamlets)


def _leads_to(places: tuple[Row, ...], unit: Row, target: Row) -> bool:
    """Whether a unit became the target, directly or through others."""
    seen: set[tuple[str, date]] = set()
    while unit["valid_to"] is not None and (unit["place_code"], unit["valid_from"]) not in seen:
        seen.add((unit["place_code"], unit["valid_from"]))
        later = [
            r
            for r in places
            if r["place_code"] == unit["successor_code"] and r["valid_from"] > unit["valid_from"]
        ]
        if not later:
            return False
        unit = min(later, key=lambda r: r["valid_from"])
        if unit is target:
            return True
    return False


def _hamlet(places: tuple[Row, ...], row: Row) -> Hamlet:
    codes = {row["place_code"]}
    while True:
        more = {
            r["place_code"]
            for r in places
            if r["level"] == "hamlet" and r["successor_code"] in codes
        } - codes
        if not more:
            break
        codes |= more
    return Hamlet(row["place_code"], row["name"], frozenset(codes))
