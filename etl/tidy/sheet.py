"""Sheet -> records of its form; every row is loaded, quarantined or named as what else it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from etl.choose import Choice, Field
from etl.findings import finding
from etl.read import Sheet
from etl.read.cells import Fault, address
from etl.tidy.info import read_info
from etl.tidy.records import Record, TidySheet
from etl.tidy.rows import RowKind, Rows
from etl.tidy.values import Read, read_cell

PERSONAL_KINDS = {"name", "identity", "birth_year", "household", "hamlet_in_text"}
PERSONAL_FIELDS = {"ethnicity", "b1_score", "b2_score", "status", "causes", "needs", "members"}
_PRINTED = (RowKind.TOTAL, RowKind.SUBTOTAL)


def tidy(file: str, sheet: Sheet, choice: Choice) -> TidySheet:
    """The records of a sheet with their findings; nothing is dropped in silence."""
    tidied = TidySheet(file, sheet, choice, read_info(sheet, choice))
    tidied.other |= {r for r in range(choice.first_row) if sheet.filled(r)}
    _report_headings(tidied)
    rows = Rows(sheet, choice)
    section, section_row = "", -1
    for row in range(choice.first_row, len(sheet.rows)):
        if not sheet.filled(row):
            continue
        kind = rows.kind(row)
        if kind is RowKind.SECTION:
            section, section_row = rows.section_text(row), row
        if kind is RowKind.DATA:
            _read_row(tidied, rows, row, section, section_row)
        elif kind in _PRINTED:
            _read_printed(tidied, rows, row, section, section_row)
        elif kind is RowKind.UNKNOWN:
            tidied.quarantined.add(row)
            tidied.report("error", "row.unknown", row)
        else:
            tidied.other.add(row)
    return tidied


def _report_headings(tidied: TidySheet) -> None:
    top = tidied.choice.header.top
    for index, text in tidied.choice.unknown.items():
        cell = address(tidied.choice.header.bottom, index)
        tidied.report("warning", "column.unknown", top, cell=cell, found=text)
    for row in sorted(tidied.sheet.hidden_rows):
        if row >= tidied.choice.first_row and row < len(tidied.sheet.rows):
            tidied.report("warning", "row.hidden", row)
    if tidied.form.table == "household_list" and tidied.column_of("household") is None:
        tidied.report("warning", "column.no_code", top)
    if tidied.form.has_money and tidied.info.unit is None:
        tidied.report("warning", "sheet.no_unit", top, expected=tidied.form.unit_line)


def _read(tidied: TidySheet, rows: Rows, row: int, f: Field) -> Read:
    unit = tidied.info.unit or _usual_unit(tidied)
    return read_cell(rows.value(row, f), f.column, unit)


def _usual_unit(tidied: TidySheet) -> int:
    from etl.tidy.info import unit_factor

    return unit_factor(tidied.form.unit_line) or 1


def _read_row(tidied: TidySheet, rows: Rows, row: int, section: str, section_row: int) -> None:
    """A data row -> one record, or one for each of the values that its columns add."""
    shared: dict[str, Any] = dict(tidied.form.constants)
    groups: dict[tuple[tuple[str, str], ...], dict[str, Any]] = {}
    broken: list[Field] = []
    for f in tidied.choice.fields:
        read = _read(tidied, rows, row, f)
        if read.rule and f.column.kind != "order" and f.column.field:
            _report_cell(tidied, rows, row, f, "error", read.rule)
            broken += [f] if f.column.required else []
        elif read.mended and f.column.field:
            _report_cell(tidied, rows, row, f, "note", read.mended)
        _put(shared, groups, f, read)
    keys = [*rows.required, *(f for f in tidied.choice.fields if f.column.kind == "household")]
    missing = [f for f in dict.fromkeys(keys) if rows.value(row, f) is None and not _in_group(f)]
    for f in missing:
        tidied.report("error", "row.no_key", row, f.column.field, expected=f.heading)
    keyed = [f for f in broken if f.column.kind in ("code", "household", "text")]
    (tidied.quarantined if missing or keyed else tidied.loaded).add(row)
    target = tidied.set_aside if missing or keyed else tidied.records
    target += [Record(row, values, section, section_row) for values in _spread(shared, groups)]


def _in_group(f: Field) -> bool:
    return bool(f.column.adds or f.captured) or f.column.kind == "count" or f.column.kind == "money"


def _put(
    shared: dict[str, Any],
    groups: dict[tuple[tuple[str, str], ...], dict[str, Any]],
    f: Field,
    read: Read,
) -> None:
    """A value into the record, or into the group that its column adds (an indicator, a year)."""
    column = f.column
    added = tuple(pair for pair in (*column.adds, *f.captured) if pair[0] != "date")
    target = groups.setdefault(added, {}) if added else shared
    if isinstance(read.value, dict):
        target.update(read.value)
    elif column.field and (read.value is not None or column.field not in target):
        target[column.field] = read.value
    if read.value is not None:
        target.update(dict(column.sets))


def _spread(
    shared: dict[str, Any], groups: dict[tuple[tuple[str, str], ...], dict[str, Any]]
) -> Iterable[dict[str, Any]]:
    if not groups:
        yield shared
    for added, values in groups.items():
        years = {k: int(v) if k == "year" else v for k, v in added}
        if "year" in years and all(v is None for v in values.values()):
            continue  # a blank pair of a year is no row
        yield shared | years | values


def _report_cell(
    tidied: TidySheet, rows: Rows, row: int, f: Field, severity: str, rule: str
) -> None:
    personal = f.column.kind in PERSONAL_KINDS or f.column.field in PERSONAL_FIELDS
    value = rows.value(row, f)
    shown = value.text if isinstance(value, Fault) else str(value)
    tidied.findings.append(
        finding(
            severity,
            rule,
            tidied.file,
            sheet=tidied.sheet.name,
            cell=address(row, f.index),
            field=f.column.field,
            found="…" if personal else shown[:60],
            expected=f.heading,
        )
    )


def _read_printed(tidied: TidySheet, rows: Rows, row: int, section: str, section_row: int) -> None:
    """A total or subtotal row: kept to be compared, never loaded."""
    tidied.other.add(row)
    values: dict[str, Any] = {"_text": " ".join(rows.texts(row)), "_kind": rows.kind(row).value}
    groups: dict[tuple[tuple[str, str], ...], dict[str, Any]] = {}
    for f in tidied.choice.fields:
        if f.column.kind in ("count", "money", "code", "rate", "text", "hamlet"):
            read = _read(tidied, rows, row, f)
            _put(values, groups, f, Read(None if read.rule else read.value))
    for spread in _spread(values, groups):
        tidied.printed.append(Record(row, spread, section, section_row))
