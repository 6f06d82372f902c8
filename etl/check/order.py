"""Limits inside one row: money within plan, dates in order, a part within its whole, known places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from catalog.indicators import target_unit
from catalog.standards import standards
from catalog.tables import TABLES
from etl.check.forms import doubt
from etl.findings import Finding
from etl.relate import Tables
from etl.relate.places import hamlet_key

Row = dict[str, Any]
DONE = ("completed", "accepted", "settled")
_ORDERED = {
    "infrastructure_project": ("start_date", "finish_date"),
    "livelihood_project": ("start_year", "end_year"),
    "loan": ("disbursed_date", "due_date"),
    "posting": ("from_date", "to_date"),
    "place": ("valid_from", "valid_to"),
    "officer_assignment": ("from_date", "to_date"),
    "visit": ("visit_date", "next_date"),
}
#: The parts of a whole: a sum of parts may not be more than it.
_WITHIN = (
    ("information_access", ("reached_households",), "target_households"),
    ("supervision", ("misclassified",), "households_checked"),
    ("supervision", ("resolved",), "misclassified"),
    ("posting", ("resolved",), "complaints"),
    ("infrastructure_project", ("poor_beneficiary_households",), "beneficiary_households"),
    ("review_summary", ("poor_persons", "near_poor_persons", "average_persons"), "persons"),
    (
        "review_summary",
        ("poor_households", "near_poor_households", "average_households"),
        "households",
    ),
)


def check_order(tables: Tables) -> list[Finding]:
    """Findings about single rows of all tables."""
    found = [*_money(tables), *_dates(tables), *_parts(tables), *_targets(tables)]
    return [*found, *_progress(tables), *_causes(tables), *_deprivations(tables)]


def _money(tables: Tables) -> Iterable[Finding]:
    for kind in ("infrastructure", "livelihood"):
        approved = {row["project_code"]: row for row in tables.rows.get(f"{kind}_project", [])}
        planned: dict[str, int] = defaultdict(int)
        for row in tables.rows.get(f"{kind}_funding", []):
            plan, spent, code = (
                row.get("planned_vnd"),
                row.get("disbursed_vnd"),
                row["project_code"],
            )
            planned[code] += plan or 0
            if spent is not None and spent > (plan or 0):
                said = "–" if plan is None else plan
                yield doubt(
                    tables, "money.over_plan", row, "disbursed_vnd", spent, said, year=row["year"]
                )
        yield from _unknown(tables, tables.rows.get(f"{kind}_funding", []), approved)
        for code, total in planned.items():
            limit = approved.get(code, {}).get("approved_vnd")
            if limit is not None and total > limit:
                row = approved[code]
                yield doubt(tables, "money.over_approved", row, "approved_vnd", total, limit)


def _unknown(tables: Tables, rows: Iterable[Row], projects: dict[str, Row]) -> Iterable[Finding]:
    """A code that no project has; once for all the years of its row."""
    places = {(row["source_file"], row["source_sheet"], row["source_row"]): row for row in rows}
    for row in places.values():
        if row["project_code"] not in projects:
            yield doubt(tables, "project.unknown", row, "project_code", row["project_code"], "–")


def _dates(tables: Tables) -> Iterable[Finding]:
    """A date that lies before its beginning is doubtful, not unreadable: the row is used (CONTRACT 1)."""
    for name, (first, last) in _ORDERED.items():
        for row in tables.rows.get(name, []):
            start, end = row.get(first), row.get(last)
            if start is not None and end is not None and start > end:
                hidden = last in TABLES[name].personal
                shown = ("…", "…") if hidden else (_day(end), _day(start))
                yield doubt(tables, "date.order", row, last, *shown)


def _day(value: date | int) -> str:
    return value.strftime("%d/%m/%Y") if isinstance(value, date) else str(value)


def _parts(tables: Tables) -> Iterable[Finding]:
    for name, parts, whole in _WITHIN:
        for row in tables.rows.get(name, []):
            values = [row[part] for part in parts if row.get(part) is not None]
            if values and row.get(whole) is not None and sum(values) > row[whole]:
                cell = parts[0] if len(parts) == 1 else whole
                adds = (
                    {"year": row["year"]} if "year" in row and name == "information_access" else {}
                )
                yield doubt(tables, "count.over_whole", row, cell, sum(values), row[whole], **adds)


def _targets(tables: Tables) -> Iterable[Finding]:
    """A target's code means a place in its year, its name is that place's, its unit that of its indicator."""
    for row in tables.rows.get("target", []):
        code, said = row["place_code"], row.get("place_name")
        unit = tables.places.unit(code, date(row["year"], 12, 31)) if row.get("year") else None
        if unit is None and not tables.places.derived:
            yield doubt(tables, "target.place", row, "place_code", code, "–")
        elif unit and said and hamlet_key(str(said)) != hamlet_key(unit["name"]):
            yield doubt(tables, "target.name", row, "place_code", said, unit["name"])
        value, counted = row.get("value"), target_unit(row["indicator"])
        if row.get("unit") not in (None, counted):
            yield doubt(tables, "target.unit", row, "unit", row["unit"], counted)
        elif value is not None and counted == "%" and not 0 <= value <= 100:
            yield doubt(tables, "target.value", row, "value", value, "0–100")


def _progress(tables: Tables) -> Iterable[Finding]:
    """Finished works stand at 100 %, works in preparation at 0, no work beyond 100."""
    for row in tables.rows.get("infrastructure_project", []):
        progress, status = row.get("progress_pct"), row.get("status")
        if progress is None:
            continue
        wanted = "100" if status in DONE else ("0" if status == "preparing" else "0–100")
        low, _, high = wanted.partition("–")
        if not int(low) <= progress <= int(high or low):
            yield doubt(
                tables, "project.progress", row, "progress_pct", f"{progress}%", f"{wanted}%"
            )


def _sums(tables: Tables, name: str) -> Iterable[tuple[Row, int]]:
    """The first row of each line of a form, and the sum of its counts."""
    lines: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in tables.rows.get(name, []):
        lines[row["source_file"], row["source_sheet"], row["source_row"]].append(row)
    for rows in lines.values():
        counts = [row["households"] for row in rows]
        if None not in counts and rows[0].get("group_households") is not None:
            yield rows[0], sum(counts)


def _causes(tables: Tables) -> Iterable[Finding]:
    """Fewer causes than households: somebody's cause is missing."""
    for row, total in _sums(tables, "cause_summary"):
        if total < row["group_households"]:
            found = doubt(tables, "cause.fewer", row, "group_households", "…", "…")
            yield found.lowered("note")


def _deprivations(tables: Tables) -> Iterable[Finding]:
    """Poor households lack at least three indicators each, near-poor ones at most two."""
    for row, total in _sums(tables, "deprivation_summary"):
        needed = standards().get(str(row.get("standard")), {}).get("deprivations_for_poor")
        households = row["group_households"]
        if needed is None:
            continue
        poor = row["group"] == "poor"
        if total < needed * households if poor else total > (needed - 1) * households:
            yield doubt(tables, "deprivation.limit", row, "group_households", "…", "…")
