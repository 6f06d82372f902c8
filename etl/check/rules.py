"""Rows -> findings: the rules of one row (DOMAIN, Annex B) and those between forms."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from catalog.standards import standards
from catalog.tables import INDICATORS, TABLES
from etl.check.forms import check_forms, doubt
from etl.check.totals import check_sheet
from etl.findings import Finding
from etl.relate import Tables
from etl.tidy import Record, TidySheet

Row = dict[str, Any]


def check_rows(sheets: list[TidySheet]) -> None:
    """Rules of one row and of one sheet. A row that breaks the rule of its status is quarantined."""
    for sheet in sheets:
        check_sheet(sheet)
        if sheet.form.table == "household_list":
            for record in list(sheet.records):
                _check_household(sheet, record)


def check(tables: Tables) -> list[Finding]:
    """Findings between rows and forms, after all tables are made."""
    found = [*check_forms(tables), *_money(tables), *_dates(tables), *_targets(tables)]
    return sorted(found, key=lambda f: (f.file, f.sheet, f.rule, f.cell))


def _check_household(sheet: TidySheet, record: Record) -> None:
    values = record.values
    rule = _broken(values, sheet.info.standard)
    if rule:
        sheet.report("error", rule, record.row, "b2_score" if "b2" in rule else "status")
        sheet.quarantine(record)
        return
    members = values.get("members")
    if members is not None and not 1 <= members <= 20:
        sheet.report("warning", "household.members", record.row, "members", found=str(members))


def _broken(values: Row, standard_code: str | None) -> str:
    """The rule of the standard that the row breaks; "" when it keeps them or cannot be judged."""
    standard = standards().get(standard_code or "", {})
    marks: list[Any] = [values.get(name) for name in INDICATORS]
    b1, b2, status = values.get("b1_score"), values.get("b2_score"), values.get("status")
    points, limit = standard.get("points_per_deprivation"), standard.get("b1_limit_rural")
    if points is None or limit is None:
        return ""
    if b2 is not None and (b2 % points or not 0 <= b2 <= points * len(INDICATORS)):
        return "household.b2_step"
    if b2 is not None and None not in marks and b2 != points * sum(marks):
        return "household.b2_marks"
    needed = standard["deprivations_for_poor"]
    lacking = sum(marks) if None not in marks else (None if b2 is None else b2 // points)
    if status == "poor" and lacking is not None and lacking < needed:
        return "household.poor_rule"
    if status == "near_poor" and lacking is not None and lacking >= needed:
        return "household.near_poor_rule"
    over = b1 is not None and b1 > limit
    return "household.b1_rule" if over and status in ("poor", "near_poor") else ""


def _money(tables: Tables) -> Iterable[Finding]:
    approved = {
        row["project_code"]: row for row in tables.rows.get("infrastructure_project", [])
    } | {row["project_code"]: row for row in tables.rows.get("livelihood_project", [])}
    for name in ("infrastructure_funding", "livelihood_funding"):
        planned: dict[str, int] = {}
        for row in tables.rows.get(name, []):
            plan, spent = row.get("planned_vnd"), row.get("disbursed_vnd")
            code = row["project_code"]
            planned[code] = planned.get(code, 0) + (plan or 0)
            if plan is not None and spent is not None and spent > plan:
                yield doubt(tables, "money.over_plan", row, "disbursed_vnd", spent, plan)
            if code not in approved:
                yield doubt(tables, "project.unknown", row, "project_code", code, "–")
        for code, total in planned.items():
            limit = approved.get(code, {}).get("approved_vnd")
            if limit is not None and total > limit:
                yield doubt(
                    tables, "money.over_approved", approved[code], "approved_vnd", total, limit
                )


_ORDERED = {
    "infrastructure_project": ("start_date", "finish_date"),
    "loan": ("disbursed_date", "due_date"),
    "posting": ("from_date", "to_date"),
    "place": ("valid_from", "valid_to"),
    "officer_assignment": ("from_date", "to_date"),
}


def _dates(tables: Tables) -> Iterable[Finding]:
    for name, (first, last) in _ORDERED.items():
        for row in tables.rows.get(name, []):
            start, end = row.get(first), row.get(last)
            if isinstance(start, date) and isinstance(end, date) and start > end:
                personal = TABLES[name].personal
                shown = "…" if last in personal else end.strftime("%d/%m/%Y")
                since = "…" if last in personal else start.strftime("%d/%m/%Y")
                yield doubt(tables, "date.order", row, last, shown, since)


def _targets(tables: Tables) -> Iterable[Finding]:
    for row in tables.rows.get("target", []):
        unit = tables.places.unit(row["place_code"], date(row["year"], 12, 31))
        if unit is None and not tables.places.derived:
            yield doubt(tables, "target.place", row, "place_code", row["place_code"], "–")
    for name, part, whole in (
        ("information_access", "reached_households", "target_households"),
        ("supervision", "misclassified", "households_checked"),
        ("infrastructure_project", "poor_beneficiary_households", "beneficiary_households"),
        ("review_summary", "poor_persons", "persons"),
    ):
        for row in tables.rows.get(name, []):
            if None not in (row.get(part), row.get(whole)) and row[part] > row[whole]:
                yield doubt(tables, "count.over_whole", row, part, row[part], row[whole])
