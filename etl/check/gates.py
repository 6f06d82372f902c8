"""What stops a build from being published; the old one stays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from catalog.forms import forms
from catalog.tables import TABLES, Zone
from etl.check.money import power_of_ten
from etl.findings import Finding, finding
from etl.relate import Tables
from etl.tidy import TidySheet

FALL = 0.20
FED_BY_LISTS = ("household", "household_review", "household_movement", "household_head")
Row = dict[str, Any]


def gates(
    tables: Tables, sheets: list[TidySheet], before: dict[str, Any], *, accepted: bool
) -> list[Finding]:
    """Findings that stop publishing. `before` is the manifest of the live build of the same kind."""
    found = [*_totals(tables), *power_of_ten(tables, before)]
    if not any(sheet.records for sheet in sheets):
        found.append(finding("error", "gate.no_file", ""))
    if not accepted:
        found += _fall(tables, before, sheets)
    return found


def _totals(tables: Tables) -> Iterable[Finding]:
    """No rate without an independent total, and none over 100 %."""
    for row in tables.rows.get("review_summary", []):
        whole = row.get("households")
        parts = [row.get(n) for n in ("poor_households", "near_poor_households")]
        known = sum(p for p in parts if p is not None)
        if whole is None or whole < known:
            rule = "gate.no_total" if whole is None else "gate.total_too_small"
            yield finding(
                "error",
                rule,
                row["source_file"],
                sheet=row["source_sheet"],
                cell=tables.cell_of(row, "households"),
                field="households",
                found="–" if whole is None else str(whole),
                expected=str(known),
            )


def two_workbooks(sheets: list[TidySheet]) -> list[Finding]:
    """Two workbooks for one review, when nobody said which one counts."""
    files: dict[tuple[str, ...], dict[str, set[str]]] = defaultdict(dict)
    found: dict[tuple[str, str], Finding] = {}
    for sheet in sheets:
        if sheet.form.info != "review" or not sheet.records:
            continue
        info = sheet.info
        period = str(info.date if info.round == "regular" else info.year)
        others = files[sheet.form.form, info.commune_code, period, info.round]
        for name, hamlets in others.items():
            if name != sheet.file and _hamlets(sheet) & hamlets:
                both = f"{name}, {sheet.file}"
                said = finding("error", "gate.two_workbooks", sheet.file, found=both)
                found.setdefault((name, sheet.file), said)
        others[sheet.file] = others.get(sheet.file, set()) | _hamlets(sheet)
    return list(found.values())


def _hamlets(sheet: TidySheet) -> set[str]:
    return {str(record.values.get("hamlet_code")) for record in sheet.records}


def _fall(tables: Tables, before: dict[str, Any], sheets: list[TidySheet]) -> Iterable[Finding]:
    """A table that lost more than a fifth of its rows may have lost a workbook, which is named."""
    gone = _gone(before, sheets)
    for name, had in _rows_before(before).items():
        has = len(tables.rows.get(name, []))
        if has >= had * (1 - FALL):
            continue
        lost = [place for place, fed in gone.items() if name in fed]
        for file, sheet in lost or [("", "")]:
            said = finding(
                "error",
                "gate.fall",
                file,
                sheet=sheet,
                field=name,
                found=str(has),
                expected=str(had),
            )
            yield said.renamed("gate.fall_gone") if lost else said


def _rows_before(before: dict[str, Any]) -> dict[str, int]:
    """Table -> its rows in the live build, for those that workbooks feed.

    A table that this version does not know, or what another version said otherwise, is no measure.
    """
    files, found = before.get("files"), dict[str, int]()
    for path, entry in files.items() if isinstance(files, dict) else ():
        zone, _, name = path.removesuffix(".parquet").rpartition("/")
        table = TABLES.get(name) if zone else None
        copy = table is not None and table.finer and zone == Zone.RESTRICTED
        if table and not table.derived and not copy and isinstance(entry.get("rows"), int):
            found[name] = entry["rows"]
    return found


def _gone(before: dict[str, Any], sheets: list[TidySheet]) -> dict[tuple[str, str], set[str]]:
    """Workbooks, or sheets of them, that the live build had and this one has not: what they fed."""
    tables = {form.form: form.table for form in forms()}
    files, parts = {s.file for s in sheets}, {(s.file, s.sheet.name) for s in sheets}
    gone: dict[tuple[str, str], set[str]] = defaultdict(set)
    for entry in before.get("report", {}).get("files", []):
        for part in entry.get("sheets", ()):
            fed = {tables.get(part["form"], "")}
            fed |= set(FED_BY_LISTS) if "household_list" in fed else set()
            whole = entry["file"] not in files
            if (entry["file"], part["sheet"]) not in parts:
                gone[entry["file"], "" if whole else part["sheet"]] |= fed
    return gone
