"""Commune -> livelihood projects, their money, and who takes part with what outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from catalog.tables import GROUPS
from etl.layout.sheet import Line, Row, Sheet, data
from etl.sample.office import MILLION, Office, funding_rows, summed
from etl.sample.world import ROMAN, Entry, names

ENDED = {"poor": "escaped_poverty", "near_poor": "escaped_near_poverty"}
OVERLAP = 9  # households that are in a project and in the community group
STILL = {"poor": "still_poor", "near_poor": "still_near_poor"}


def livelihoods(office: Office) -> list[Sheet]:
    """Projects, money, the participants of the projects and of the community group."""
    table = names()["project"]
    projects = [p for p in table if p["kind"] != "community_group"]
    groups = [p for p in table if p["kind"] == "community_group"]
    chosen = Participants(office)
    members = {p["code"]: chosen.of_project(p) for p in projects}
    group = {p["code"]: chosen.of_group(p) for p in groups}
    rows = [
        row
        for p in projects
        for row in funding_rows(
            office, office.code(p["code"]), p["name"], "Tên dự án", p["funding"]
        )
    ]
    money = [data(n, row) for n, row in enumerate(rows, start=1)]
    register = [*_projects(office, "DỰ ÁN SINH KẾ", projects, members, 0)]
    register += _projects(office, "NHÓM CỘNG ĐỒNG", groups, group, 1)
    listed = [
        line for n, p in enumerate(projects) for line in _participants(n, p, members[p["code"]])
    ]
    together = [row for rows_ in group.values() for row in rows_]
    return [
        office.sheet("livelihood_project", register),
        office.sheet("livelihood_funding", [*money, Line("total", (summed(rows),), "TỔNG CỘNG")],
                     2, years=office.years),
        office.sheet("participant_project", [*listed, _whole(members.values())], 3),
        office.sheet("participant_group", [
            *(data(n, row) for n, row in enumerate(together, start=1)), _whole(group.values())]),
    ]  # fmt: skip


def _projects(
    office: Office, title: str, table: list[Any], members: dict[str, list[Row]], number: int
) -> list[Line]:
    lines = [Line("section", text=title, number=ROMAN[number])]
    for n, project in enumerate(table, start=1):
        approved = round(sum(planned for *_, planned, _ in project["funding"]) * MILLION)
        start, end = (office.commune.last + back for back in project["years"])
        end = max([end, *(row["entry_year"] for row in members[project["code"]])])
        lines.append(
            data(n, {
                "project_code": office.code(project["code"]),
                "name": project["name"],
                "kind": project["kind"],
                "programme": names()["texts"]["programme"],
                "start_year": start,
                "end_year": end,
                "hamlet_codes": office.hamlets(project["hamlets"]),
                "approved_vnd": approved or None,
                "printed_households": len(members[project["code"]]),
            })
        )  # fmt: skip
    return lines


def _participants(number: int, project: dict[str, Any], rows: list[Row]) -> list[Line]:
    section = Line("section", text=project["name"].upper(), number=ROMAN[number])
    return [section, *(data(n, row) for n, row in enumerate(rows, start=1))]


def _whole(groups: Iterable[list[Row]]) -> Line:
    rows = [row for group in groups for row in group]
    sums = {n: sum(row[n] for row in rows) for n in ("support_vnd", "own_contribution_vnd")}
    return Line("total", (sums,), f"Tổng cộng: {len(rows)} hộ")


class Participants:
    """Chooses participants whose outcome is what the lists say."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.taken: dict[str, None] = {}  # in order, so that the same seed chooses the same
        commune = office.commune
        self.ended = {
            e.household.code: (y.year, e) for y in commune.years for e in y.left if e.status
        }
        last = commune.state(commune.last)
        self.listed = {e.household.code: s for s in GROUPS for e in last.listed(s)}

    def of_project(self, project: dict[str, Any]) -> list[Row]:
        """The households of one project; one of them withdrew, one outcome is not known."""
        start = self.office.commune.last + project["years"][0]
        rows = self._some(project, start, project["households"], lambda _: True)
        changed = {"SK-01": "withdrew", "SK-02": "unknown"}.get(project["code"])
        if changed and rows:
            still = [row for row in rows if row["outcome"] in STILL.values()] or rows
            still[0]["outcome"] = changed
            if changed == "unknown":
                still[0]["outcome_year"] = None
        return rows

    def of_group(self, project: dict[str, Any]) -> list[Row]:
        """The community group: so many that left, the others still in a list or withdrawn."""
        start = self.office.commune.last + project["years"][0]
        self.taken = dict.fromkeys(list(self.taken)[OVERLAP:])
        left = self._some(project, start, project["exits"], lambda end: end in ENDED.values())
        missing = project["households"] - project["exits"]
        others = self._some(project, start, missing, lambda end: end in STILL.values())
        if others:
            others[-1]["outcome"] = "withdrew"
        return left + others

    def _some(
        self, project: dict[str, Any], start: int, number: int, wanted: Callable[[str], bool]
    ) -> list[Row]:
        entry_year = max(start, self.office.commune.first)
        before = self.office.commune.state(entry_year - 1)
        known = [
            (entry, status, outcome)
            for status in GROUPS
            for entry in before.listed(status)
            if (outcome := self._outcome(entry, status)) is not None
            and entry.household.code not in self.taken
            and wanted(outcome[0])
            and (not project["hamlets"] or entry.hamlet in project["hamlets"])
        ]
        found = self.office.rng.sample(known, min(number, len(known)))
        found.sort(key=lambda f: f[0].household.code)
        self.taken |= dict.fromkeys(entry.household.code for entry, *_ in found)
        return [self._row(project, entry_year, *one) for one in found]

    def _outcome(self, entry: Entry, status: str) -> tuple[str, int] | None:
        """What became of a household by the last review; None where the lists do not say it."""
        code, last = entry.household.code, self.office.commune.last
        if code in self.listed:
            return STILL[self.listed[code]], last
        if code in self.ended and self.ended[code][1].status in ("average", "not_poor"):
            year, gone = self.ended[code]
            return (ENDED[status], year) if gone.before == status else None
        return None

    def _row(
        self,
        project: dict[str, Any],
        year: int,
        entry: Entry,
        status: str,
        outcome: tuple[str, int],
    ) -> Row:
        return {
            "project_code": self.office.code(project["code"]),
            "head_name": entry.household.name,
            "household": entry.household.code,
            "hamlet_code": self.office.commune.hamlets[entry.hamlet].name,
            "entry_year": year,
            "status_at_entry": status,
            "support_vnd": round(project["support"] * MILLION),
            "own_contribution_vnd": round(project["own"] * MILLION),
            "outcome": outcome[0],
            "outcome_year": outcome[1],
        }
