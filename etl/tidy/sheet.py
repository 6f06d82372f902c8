"""Sheet -> records of its form; every row is loaded, quarantined or named as what else it is."""

from __future__ import annotations

from typing import Any

from etl.choose import Choice, Field
from etl.odd import oddity
from etl.read import Sheet
from etl.read.cells import Fault, address
from etl.tidy.above import check_above
from etl.tidy.columns import NUMBERS, ColumnReader, printed_readers, readers_of
from etl.tidy.info import cell_of_words, read_info
from etl.tidy.lines import Lines
from etl.tidy.meaning import Read
from etl.tidy.members import check_members
from etl.tidy.personal import is_personal
from etl.tidy.plain import Groups, plain_rows, put, spread
from etl.tidy.records import Info, Record, TidySheet
from etl.tidy.rows import RowKind, Rows
from etl.tidy.unit import unit_in_heading

_PRINTED = (RowKind.TOTAL, RowKind.SUBTOTAL)
Section = tuple[str, int]


def tidy(file: str, sheet: Sheet, choice: Choice, above: Info | None = None) -> TidySheet:
    """The records of a sheet with their findings; nothing is dropped in silence."""
    tidied = TidySheet(file, sheet, choice, read_info(sheet, choice).under(above))
    tidied.other |= {r for r in range(choice.first_row) if sheet.filled(r)}
    _report_sheet(tidied)
    rows, readers, lines = Rows(sheet, choice), readers_of(tidied), Lines(sheet, choice)
    plain = plain_rows(readers, tidied.form.constants, len(sheet.rows))
    section: Section = ("", -1)
    head = -1
    for row in filter(sheet.is_filled, range(choice.first_row, len(sheet.rows))):
        kind = rows.kind(row)
        if kind is RowKind.DATA:
            _take_row(tidied, readers, row, section, plain.get(row))
        elif kind in _PRINTED:
            _read_printed(tidied, rows, readers, row, section)
        elif kind is RowKind.UNKNOWN:
            tidied.quarantined.add(row)
            cell = address(row, sheet.filled(row)[0])
            tidied.report("error", "row.unknown", row, cell=cell)
        else:
            tidied.other.add(row)
        if kind is RowKind.DATA:
            head = row
        elif kind is RowKind.MEMBER:
            tidied.members[head] = tidied.members.get(head, 0) + 1
        section = _section_at(tidied, (rows, lines), row, kind, section)
    check_members(tidied)
    return tidied


def _section_at(
    tidied: TidySheet, readers: tuple[Rows, Lines], row: int, kind: RowKind, above: Section
) -> Section:
    """The section that the rows below a row are in: that above it, or the one that it begins."""
    rows, lines = readers
    aside = row in tidied.quarantined
    if kind is RowKind.SECTION or (aside and rows.may_begin(row, kind)):
        return rows.section_text(row), row
    line = lines.of(row, above) if aside else None
    if line is None:
        return above
    tidied.lines[row] = line
    return line.text, row


def _report_sheet(tidied: TidySheet) -> None:
    """What is doubtful before any row is read: headings, hidden parts, the unit, mended cells."""
    top, sheet = tidied.choice.header.top, tidied.sheet
    tidied.findings += check_above(tidied.file, sheet, tidied.choice.first_row, tidied.choice)
    _report_words(tidied)
    for index, text in tidied.choice.unknown.items():
        cell = tidied.choice.heading_cell(sheet, index)
        tidied.report("warning", "column.unknown", top, cell=cell, found=text)
    for f in tidied.choice.twice:
        cell = tidied.choice.heading_cell(sheet, f.index)
        tidied.report("error", "column.twice", top, f.column.field, cell=cell, found=f.heading)
    for f in tidied.choice.fields:
        if f.index in sheet.hidden_columns and f.column.field:
            cell = tidied.choice.heading_cell(sheet, f.index)
            tidied.report("warning", "column.hidden", top, cell=cell, found=f.heading)
    for row in sorted(sheet.hidden_rows):
        if row >= tidied.choice.first_row and row < len(sheet.rows) and sheet.filled(row):
            tidied.report("warning", "row.hidden", row)
    if tidied.form.table == "household_list" and tidied.column_of("household") is None:
        tidied.report("warning", "column.no_code", top)
    money = [f.heading for f in tidied.choice.fields if f.column.kind == "money"]
    told = tidied.info.unit is not None or (bool(money) and all(map(unit_in_heading, money)))
    if tidied.form.has_money and not (told or tidied.form.unit_known):
        tidied.report("warning", "sheet.no_unit", top, expected=tidied.form.unit_line)
    for (row, column), mend in sheet.mends.items():
        cell = address(row, column)
        tidied.report(mend.severity, mend.rule, row, cell=cell, found=mend.found)


def _report_words(tidied: TidySheet) -> None:
    """A time in words above the table is no day: the day that is taken in its place is named."""
    cell, text = cell_of_words(tidied.sheet, tidied.choice)
    day = f"{tidied.info.date:%d/%m/%Y}" if tidied.info.date else "–"
    if cell:
        tidied.report("warning", "cell.no_day", 0, cell=cell, found=text[:60], expected=day)


def _take_row(
    tidied: TidySheet,
    readers: list[ColumnReader],
    row: int,
    section: Section,
    values: dict[str, Any] | None,
) -> None:
    """A data row whose values are known already, or that is to be read cell by cell."""
    if values is None:
        _read_row(tidied, readers, row, section)
    else:
        tidied.loaded.add(row)
        tidied.records.append(Record(row, values, *section))


def _read_row(tidied: TidySheet, readers: list[ColumnReader], row: int, section: Section) -> None:
    """A data row -> one record, or one for each of the values that its columns add."""
    shared: dict[str, Any] = dict(tidied.form.constants)
    groups: Groups = {}
    broken: list[Field] = []
    missing, order = False, None
    for reader in readers:
        read, column = reader.read(row), reader.field.column
        if column.kind == "order":
            order = reader
            continue
        if read.rule:
            _report_cell(tidied, reader, row, "error", read.rule)
            broken += [reader.field] if column.coded else []
        elif read.value is None and reader.is_key:
            _report_cell(tidied, reader, row, "error", "row.no_key")
            missing = True
        elif read.mended:
            _report_cell(tidied, reader, row, "note", read.mended)
        if read.doubt:
            _report_cell(tidied, reader, row, "warning", read.doubt)
        put(shared, groups, reader.field, read)
    keyed = any(f.column.kind not in ("mark", *NUMBERS) for f in broken)
    if order is not None:
        _check_order(tidied, order, row, aside=missing or keyed)
    (tidied.quarantined if missing or keyed else tidied.loaded).add(row)
    target = tidied.set_aside if missing or keyed else tidied.records
    target += [Record(row, values, *section) for values in spread(shared, groups)]


def _check_order(tidied: TidySheet, reader: ColumnReader, row: int, *, aside: bool) -> None:
    """The number of a row is kept nowhere; what stands in its place is told all the same.

    A formula is no more than a way to number rows, unless its row is set aside: it may have said why.
    """
    value = reader.value(row)
    rule = oddity(value) if isinstance(value, str) else ""
    if isinstance(value, bool):
        rule = "cell.not_text"
    elif isinstance(value, Fault):
        rule = ("cell.formula" if aside else "") if value.text == "=" else "cell.error"
    if rule:
        _report_cell(tidied, reader, row, "warning", rule)


def _report_cell(
    tidied: TidySheet, reader: ColumnReader, row: int, severity: str, rule: str
) -> None:
    f = reader.field
    personal = is_personal(tidied.form.table, f.column)
    value = reader.value(row)
    shown = value.text if isinstance(value, Fault) else str(value)
    at = tidied.sheet.anchor(row, f.index) if reader.spread else (row, f.index)
    if at[0] != row and (rule, address(*at)) in tidied.told:
        return  # one cell over several rows is told once
    tidied.report(
        severity, rule, row, f.column.field,
        cell=address(*at), found="…" if personal else shown[:60], expected=f.heading,
    )  # fmt: skip


def _read_printed(
    tidied: TidySheet, rows: Rows, readers: list[ColumnReader], row: int, section: Section
) -> None:
    """A total or subtotal row: kept to be compared, never loaded."""
    tidied.other.add(row)
    values: dict[str, Any] = {"_text": " ".join(rows.texts(row)), "_kind": rows.kind(row).value}
    groups: Groups = {}
    for reader in printed_readers(readers):
        read = reader.read(row)
        if read.rule in ("cell.error", "cell.formula"):
            _report_cell(tidied, reader, row, "error", read.rule)
        put(values, groups, reader.field, Read(None if read.rule else read.value))
    tidied.printed += [Record(row, one, *section) for one in spread(values, groups)]
