"""A row of a household list -> the rules of the standard that it breaks (DOMAIN, Annex B)."""

from __future__ import annotations

from typing import Any

from catalog.standards import standards
from catalog.tables import GROUPS, INDICATORS
from etl.choose import Field
from etl.tidy import Record, TidySheet
from etl.tidy.identity import Identities
from etl.tidy.values import read_cell

Row = dict[str, Any]
ABOVE = ("average", "not_poor")
_JUDGED = ("status", "b1_score", "b2_score", *INDICATORS)  # all that `broken_rule` looks at


def check_households(sheet: TidySheet) -> None:
    """Rules of one household; a row that breaks the rule of its status is quarantined."""
    before = next((f for f in sheet.choice.fields if f.column.field == "from_status"), None)
    _check_identities(sheet)
    broken, known = [], {}
    for record in sheet.records:
        says = tuple(map(record.values.get, _JUDGED))
        if says not in known:
            known[says] = broken_rule(record.values, sheet.info.standard, sheet.info.area)
        rule = known[says]
        if rule:
            field = "b2_score" if "b2" in rule or sheet.column_of("status") is None else "status"
            sheet.report("error", rule, record.row, "b1_score" if "b1" in rule else field)
            broken.append(record)
            continue
        members = record.values.get("members")
        if members is not None and not 1 <= members <= 20:
            sheet.report("warning", "household.members", record.row, "members", found="…")
        if not _agrees(record.values, _printed_code(sheet, record, before)):
            sheet.report("warning", "household.movement", record.row, "movement", found="…")
    sheet.quarantine(*broken)


def _check_identities(sheet: TidySheet) -> None:
    """An ID number has 12 digits; only its cell is named, and the number goes no further."""
    identities = Identities(sheet)
    doubtful = identities.doubtful()
    for record in sheet.records if doubtful else ():
        found = identities.of(record) if record.row in doubtful else None
        if found is not None and found.rule:
            severity = "note" if found.rule.startswith("note.") else "warning"
            sheet.report(severity, found.rule, record.row, "identity", cell=found.cell, found="…")


def broken_rule(values: Row, standard_code: str | None, area: str) -> str:
    """The rule of the standard that a row breaks; "" when it keeps them or cannot be judged.

    Where nothing says whether the commune is rural or urban, B1 is not judged: the limits differ.
    """
    standard = standards().get(standard_code or "", {})
    marks: list[Any] = [values.get(name) for name in INDICATORS]
    b2, points = values.get("b2_score"), standard.get("points_per_deprivation")
    if points is None or standard.get("b1_limit_rural") is None:
        return ""
    if b2 is not None and (b2 % points or not 0 <= b2 <= points * len(INDICATORS)):
        return "household.b2_step"
    if b2 is not None and None not in marks and b2 != points * sum(marks):
        return "household.b2_marks"
    lacking = sum(marks) if None not in marks else (None if b2 is None else b2 // points)
    return _status_rule(values, standard, lacking, area)


def _status_rule(values: Row, standard: Row, lacking: int | None, area: str) -> str:
    """Poor and near-poor are told apart by the deprivations; both, and those who left, by B1."""
    needed, limit = standard["deprivations_for_poor"], standard.get(f"b1_limit_{area}")
    status, b1 = values.get("status"), values.get("b1_score")
    if status == "poor" and lacking is not None and lacking < needed:
        return "household.poor_rule"
    if status == "near_poor" and lacking is not None and lacking >= needed:
        return "household.near_poor_rule"
    if b1 is None or limit is None:
        return ""
    if status in GROUPS and b1 > limit:
        return "household.b1_rule"
    return "household.b1_left" if status in ABOVE and b1 <= limit else ""


def _agrees(values: Row, before: Any) -> bool:
    """Whether what happened in the year fits the classes before and after it, as printed."""
    status, movement = values.get("status"), values.get("movement")
    if before is not None and values.get("from_status") not in (None, before):
        return False
    if movement == "escaped":
        return status in (None, *ABOVE)
    if movement == "other_out":
        return status is None
    after = values.get("to_status")
    return after is None or status is None or after == status


def _printed_code(sheet: TidySheet, record: Record, f: Field | None) -> Any:
    """What the cell of the class before says itself: the movement may have said it over."""
    return read_cell(sheet.sheet.at(record.row, f.index), f.column).value if f else None
