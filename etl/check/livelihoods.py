"""Participants of livelihood projects against the household lists and the list of projects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from etl.check.forms import Forms, doubt
from etl.check.history import Review, Reviews
from etl.check.relations import Spot, Sum, Term
from etl.findings import Finding
from etl.relate import Tables

Row = dict[str, Any]
STILL = {"still_poor": "poor", "still_near_poor": "near_poor"}
ESCAPED = {"escaped_poverty": "poor", "escaped_near_poverty": "near_poor"}


def participant_relations(forms: Forms) -> Iterable[Sum]:
    """`Số hộ tham gia` is the number of rows of the participants' lists."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in forms.tables.rows.get("livelihood_participant", []):
        rows[row["project_code"]].append(row)
    for project in forms.tables.rows.get("livelihood_project", []):
        found = rows.get(project["project_code"])
        if found:
            at = found[0]
            spot = Spot(at["source_file"], at["source_sheet"], f"A{at['source_row']}", "rows")
            part = Term(spot, len(found), "household")
            yield from forms.sums(
                "participant.count", forms.term(project, "printed_households"), part
            )


def check_participants(tables: Tables, known: Reviews) -> Iterable[Finding]:
    """Entry, class at entry and outcome of each household agree with project and lists."""
    yield from _projects(tables)
    projects = {r["project_code"]: r for r in tables.rows.get("livelihood_project", [])}
    for row in tables.rows.get("livelihood_participant", []):
        project = projects.get(row["project_code"])
        if project is None and projects:
            yield doubt(tables, "project.unknown", row, "project_code", row["project_code"], "–")
        hamlet = row.get("hamlet_code")
        commune = tables.places.commune_of(hamlet, None) if hamlet else None
        root = tables.places.root(commune) if commune else ""
        mine = {year: review for (at, year), review in known.items() if at == root}
        ways = (_years(tables, row), _entry(tables, row, mine), _outcome(tables, row, mine))
        yield from [found for way in ways for found in way][:1]


def _projects(tables: Tables) -> Iterable[Finding]:
    """Households enter while their project runs; when most do not, its own years are doubtful."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in tables.rows.get("livelihood_participant", []):
        if row.get("entry_year") is not None:
            rows[row["project_code"]].append(row)
    for project in tables.rows.get("livelihood_project", []):
        found = rows.get(project["project_code"], [])
        early = [r for r in found if r["entry_year"] < (project.get("start_year") or 0)]
        late = [r for r in found if r["entry_year"] > (project.get("end_year") or 9999)]
        for name, out in (("start_year", early), ("end_year", late)):
            if len(out) > max(1, len(found) // 4):
                years = [row["entry_year"] for row in out]
                said = min(years) if out is early else max(years)
                yield doubt(tables, "project.years", project, name, project[name], said)
            else:
                for row in out:
                    said = project[name]
                    yield doubt(
                        tables, "participant.entry_year", row, "entry_year", row["entry_year"], said
                    )


def _years(tables: Tables, row: Row) -> Iterable[Finding]:
    entry, end, as_of = row.get("entry_year"), row.get("outcome_year"), row.get("as_of_date")
    last = as_of.year if as_of else 9999
    now = row.get("outcome") in STILL and as_of is not None
    if end is not None and (end < (entry or 0) or end > last or (now and end != last)):
        yield doubt(tables, "participant.outcome_year", row, "outcome_year", "…", "…")


def _status_before(household: str, year: int, mine: dict[int, Review]) -> str | None:
    """The class after the review before a year; else the opening of that year's own review."""
    if year - 1 in mine:
        stand = mine[year - 1].listed.get(household)
        return str(stand.record.values.get("status")) if stand else "not_poor"
    if year in mine:
        stand = mine[year].left.get(household) or mine[year].listed.get(household)
        status = stand.record.values.get("from_status") if stand else "not_poor"
        return str(status) if status else None
    return None


def _entry(tables: Tables, row: Row, mine: dict[int, Review]) -> Iterable[Finding]:
    year, said = row.get("entry_year"), row.get("status_at_entry")
    if year is None or said is None:
        return
    was = _status_before(row["household_id"], year, mine)
    if was is not None and was != ("not_poor" if said == "average" else said):
        yield doubt(tables, "participant.status", row, "status_at_entry", "…", "…")


def _outcome(tables: Tables, row: Row, mine: dict[int, Review]) -> Iterable[Finding]:
    """Who escaped left a list in that year and is in none now; who is still poor is in one."""
    outcome, year = row.get("outcome"), row.get("outcome_year")
    as_of = row.get("as_of_date") or date.max
    years = [y for y in mine if y <= as_of.year]
    if not years:
        return
    now = mine[max(years)].listed.get(row["household_id"])
    status = now.record.values.get("status") if now else None
    escaped = ESCAPED.get(outcome or "")
    wrong = escaped and (status or row.get("status_at_entry") not in (None, escaped))
    if wrong or (outcome in STILL and status != STILL[outcome]):
        yield doubt(tables, "participant.outcome", row, "outcome", "…", "…")
    elif escaped and year in mine and row["household_id"] not in mine[year].left:
        yield doubt(tables, "participant.outcome_year", row, "outcome_year", "…", "…")
