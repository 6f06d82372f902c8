"""Faults of single cells: what cannot be read, what was mended, what is doubtful and used."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from openpyxl.styles import Font
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from catalog.legacy import encode_tcvn3
from etl.read.cells import address
from etl.read.mend import mended
from tests.findings.case import Case, Fault, Pick, Then, put
from tests.findings.desk import LIVELIHOODS, OPENNESS, PLACES, TARGETS, WORKS, Desk, Spot
from tests.findings.sheets import NEAR, REVIEWED, TARGET, WORK, edited
from tests.inmemory import Cell
from tests.workbooks import cell_of

BUILT = (PLACES, WORKS)
OPEN = (PLACES, OPENNESS)
HELPED = (PLACES, LIVELIHOODS)
EPOCH = date(1899, 12, 30)


def at_value(change: Callable[[Any], None]) -> Callable[[Worksheet], None]:
    """The first value of the targets' sheet, changed in the file."""

    def edit(page: Worksheet) -> None:
        row, _ = cell_of(page, "Tỷ lệ hộ nghèo")
        _, column = cell_of(page, "Giá trị")
        change(page.cell(row, column))

    return edit


def cell_edit(change: Callable[[Any], None], field: str = "value") -> Any:
    """The fault of the first value of the targets' sheet."""
    return edited(TARGETS, TARGET, at_value(change), "G8", field)


def says(value: Any, format_: str = "") -> Callable[[Any], None]:
    """A cell that says something else, in a format of its own."""

    def change(cell: Any) -> None:
        cell.value = cell.value if value is ... else value
        cell.number_format = format_ or cell.number_format

    return change


def linked(desk: Desk) -> Spot:
    """A value that comes from another workbook, with the number stored last."""

    def change(name: str, content: bytes) -> tuple[str, bytes]:
        if name.startswith("xl/worksheets/"):
            found = re.compile(rb'(<c r="G8"[^>]*>)(<v>)')
            content = found.sub(rb"\1<f>[1]Sheet1!A1</f>\2", content, count=1)
        return name, content

    return _replaced(desk, TARGETS, desk.patch(TARGETS, change), "G8", "value", TARGET)


def _replaced(desk: Desk, start: str, content: bytes, cell: str, field: str, sheet: str) -> Spot:
    name = desk.named(start)
    desk.write(name, content)
    return Spot(name, sheet, cell, field)


def ghost(page: Worksheet) -> None:
    """A value below a merge, as a program leaves it that merges without clearing."""
    page["B4"] = "không ai thấy"
    page.merged_cells.add(CellRange("A4:B4"))


def joined(form: str, field: str) -> Fault:
    """Equal cells of a column, one below the other, merged into one; told at the first such."""

    def fault(desk: Desk) -> Spot:
        sheet = desk.office.inbox.sheet(form)
        column, page = sheet.column_of(field), sheet.sheet
        rows = sorted({record.row for record in sheet.records})
        assert column is not None
        pairs = [(a, b) for a, b in pairwise(rows) if b == a + 1]
        pairs = [p for p in pairs if page.at(p[0], column) == page.at(p[1], column) is not None]
        tops = [a for a, b in pairs if (a - 1, a) not in pairs]
        ends = [b for a, b in pairs if (b, b + 1) not in pairs]
        for _, below in pairs:
            desk.put(Cell(sheet.file, page.name, below, column, None), None)
        merges = tuple((a, column, b, column) for a, b in zip(tops, ends, strict=True))
        book = desk.books[sheet.file]
        pages = (replace(s, merges=s.merges + merges * (s.name == page.name)) for s in book.sheets)
        desk.books[sheet.file] = replace(book, sheets=tuple(pages))
        return Spot(sheet.file, page.name, address(tops[0], column), field)

    return fault


def swapped(desk: Desk) -> Spot:
    """A column of days that an American program filled: the first two are date cells, no other."""
    cells = [Pick("supervision", "check_date", nth=n) for n in range(24)]
    for n, pick in enumerate(cells):
        day = date(2025, 2 + n, 10) if n < 2 else f"{13 + n % 12}/10/2025"
        desk.put(pick.cell(desk), day)
    return cells[0].spot(desk)


def fractions(desk: Desk) -> Spot:
    """A column of percentages with nothing over 1: fractions, or hardly begun?"""
    picks = [Pick("infrastructure_project", "progress_pct", nth=n) for n in range(8)]
    for pick in picks:
        desk.put(pick.cell(desk), 0.5)
    return picks[0].spot(desk)


def in_old_font(font: str) -> Callable[[Worksheet], None]:
    """A text in the letters of TCVN3, in its font or in another."""

    def change(page: Worksheet) -> None:
        row, column = cell_of(page, "Đường bê tông ấp Bãi Vọng - Giồng Mẫu")
        cell = page.cell(row, column)
        cell.value, cell.font = encode_tcvn3(str(cell.value)), Font(name=font)

    return change


def spoilt(desk: Desk) -> Spot:
    """A text that was saved through the wrong charset."""
    pick = Pick("infrastructure_project", "name")
    cell = pick.cell(desk)
    desk.put(cell, "Ä\u0091Æ°á»\u009dng bÃª tÃ´ng")
    book = desk.books[cell.file]
    sheets = tuple(mended(s) if s.name == cell.sheet else s for s in book.sheets)
    desk.books[cell.file] = type(book)(book.file, book.sha256, sheets)
    return Spot(cell.file, cell.sheet, cell.name)


def error(rule: str, form: str, field: str, to: Any, books: Any = BUILT, **pick: Any) -> Case:
    """A cell with two meanings or none: no value, and the row stays."""
    return Case(rule, "error", 10, books, put(form, field, to, **pick), Then.NULL)


def note(rule: str, form: str, field: str, to: Any, books: Any = BUILT, **pick: Any) -> Case:
    """A cell with one meaning: the tables are what they were."""
    return Case(rule, "note", 0, books, put(form, field, to, **pick), Then.SAME)


def work(field: str, text: str) -> Any:
    """The fault of a text of the list of works."""
    return put("infrastructure_project", field, text)


CASES = [
    Case("cell.says_nothing", "warning", 10, BUILT, work("name", "chưa rõ"), Then.KEPT, "chưa rõ"),
    Case("cell.code", "warning", 10, BUILT, work("name", "<b>x</b>"), Then.KEPT, "<b>x</b>"),
    Case("cell.control", "warning", 10, BUILT, work("name", "Đường\x0bmới"), Then.KEPT, "Đường mới"),
    Case("cell.digits", "warning", 10, BUILT, work("name", "Đường số ٣"), Then.KEPT, "Đường số ٣"),
    Case("cell.no_code", "error", 10, NEAR, put("target", "place_code", "N/A"), Then.ASIDE),
    Case("note.dash", "note", 0, BUILT, work("contractor", "-"), Then.NULL),
    Case("cell.formula", "error", 10, NEAR, cell_edit(says("=A1+1")), Then.NULL),
    Case("cell.error", "error", 10, NEAR, cell_edit(says("#REF!")), Then.NULL),
    error("cell.not_a_number", "infrastructure_project", "progress_pct", "gần xong"),
    error("cell.two_numbers", "infrastructure_project", "approved_vnd", "1.500"),
    error("cell.two_units", "infrastructure_project", "approved_vnd", 5_240_000_000),
    error("cell.not_a_count", "infrastructure_project", "beneficiary_households", -3),
    error("cell.not_money", "infrastructure_project", "approved_vnd", -5),
    error("cell.not_a_date", "infrastructure_project", "start_date", "31/02/2025"),
    error("cell.not_a_year", "livelihood_project", "start_year", 20255, HELPED),
    error("cell.not_in_list", "infrastructure_project", "status", "Gần xong"),
    error("cell.not_a_mark", "list_poor", "merit", "hình như có", REVIEWED),
    error("cell.too_long", "posting", "complaints", 123456789012345678, OPEN),
    error("cell.dash", "posting", "complaints", "-", OPEN),
    error("cell.unknown_hamlet", "infrastructure_project", "hamlet_codes", "Ấp Bãi Vong", nth=1),
    Case("cell.not_text", "error", 10, REVIEWED, put("list_poor", "household", True), Then.ASIDE),
    Case("cell.swapped_date", "error", 10, OPEN, swapped, Then.NULL, number=2),
    Case("cell.two_percents", "error", 10, BUILT, fractions, Then.NULL, number=8),
    Case("cell.two_percents", "error", 10, NEAR, cell_edit(says(0.11)), Then.NULL, name="of a target"),
    Case("cell.fraction", "warning", 10, NEAR, cell_edit(says(0.046)), Then.KEPT, 4.6),
    error("cell.two_percents", "infrastructure_project", "progress_pct", 0.68),
    Case("cell.under_merge", "warning", 10, NEAR, edited(TARGETS, TARGET, ghost, "B4"), Then.SAME),
    Case("cell.merged", "error", 10, HELPED,
         joined("participant_project", "support_vnd"), Then.NULL, number=4),
    Case("cell.linked", "warning", 10, NEAR, linked, Then.KEPT, 4.6),
    Case("cell.shown_otherwise", "warning", 10, NEAR, cell_edit(says(..., "#,##0,,")), Then.SAME),
    Case("cell.rounded", "warning", 10, BUILT,
         put("infrastructure_project", "approved_vnd", 5240.0000003), Then.SAME),
    Case("text.decoded", "note", 0, BUILT, edited(WORKS, WORK, in_old_font(".VnTime"), "C12"), Then.SAME),
    Case("text.by_score", "warning", 10, BUILT,
         edited(WORKS, WORK, in_old_font("Arial"), "C12"), Then.SAME),
    Case("text.unknown", "warning", 10, BUILT, spoilt, Then.LOADED),
    note("note.number_as_text", "infrastructure_project", "beneficiary_households", "498"),
    note("note.date_as_text", "infrastructure_project", "start_date", "05/09/2022"),
    note("note.serial_date", "infrastructure_project", "start_date", (date(2022, 9, 5) - EPOCH).days),
    note("note.year", "livelihood_project", "start_year", lambda year: EPOCH + timedelta(days=year), HELPED),
    note("note.name_case", "list_poor", "head_name", lambda name: name.upper(), REVIEWED),
    Case("note.zeros", "note", 0, REVIEWED,
         put("list_poor", "household", 123, tag="zeros:8"), Then.KEPT, "00000123"),
]  # fmt: skip
