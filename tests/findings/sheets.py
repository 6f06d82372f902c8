"""Faults of sheets, headings and rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from openpyxl import Workbook as Book
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from etl.parts import MOST
from etl.read.cells import address
from tests.editions import book_of
from tests.findings.case import Case, Fault, Then, put
from tests.findings.desk import OPENNESS, PLACES, REVIEW, TARGETS, WORKS, Desk, Spot
from tests.inmemory import Cell
from tests.workbooks import cell_of

TARGET, WORK, POOR = "Chỉ tiêu", "Danh mục công trình", "DS hộ nghèo"
NEAR = (PLACES, TARGETS)
REVIEWED = (PLACES, REVIEW)
Edit = Callable[[Worksheet], None]


def edited(start: str, sheet: str, change: Edit, cell: str = "", field: str = "") -> Any:
    """A sheet changed as somebody with a spreadsheet program would."""

    def fault(desk: Desk) -> Spot:
        name = desk.edit(start, lambda book: change(book[sheet]))
        return Spot(name, sheet, cell, field)

    return fault


def heading(
    start: str, sheet: str, old: str, new: str | None, field: str = "", moved: int = 0
) -> Any:
    """A heading (or another text above the rows) that says something else."""

    def fault(desk: Desk) -> Spot:
        cell = desk.text(start, sheet, old)
        there = Cell(cell.file, sheet, cell.row, cell.column + moved, None)
        desk.put(there, new)
        return Spot(there.file, sheet, there.name, field)

    return fault


def further(*rows: list[Any], hidden: bool = False) -> Any:
    """One more sheet in the workbook of targets."""

    def change(book: Book) -> None:
        page = book.create_sheet("Nháp")
        for row in rows:
            page.append(row)
        page.sheet_state = "hidden" if hidden else "visible"

    return lambda desk: Spot(desk.edit(TARGETS, change), "Nháp")


def crowded(desk: Desk) -> Spot:
    """Two forms in turn below each other, more often than a sheet of an office holds tables."""
    heads = [
        desk.books[desk.named(start)].sheets[0].rows[desk.text(start, sheet, "Mã đơn vị").row]
        for start, sheet in ((TARGETS, TARGET), (PLACES, "Địa bàn"))
    ]
    rows = [row for _ in range(MOST // 2 + 1) for head in heads for row in (head, [1], [])]
    spot: Spot = further(*map(list, rows))(desk)
    return spot


def unknown_only(desk: Desk) -> Spot:
    """A workbook without any form."""
    path = desk.folder / "ghi chép.xlsx"
    desk.folder.mkdir(parents=True, exist_ok=True)
    book_of(path, Nháp=[["Việc", "Người"], ["Họp", "Cán bộ Thí Dụ"]])
    return desk.write("Ghi chép.xlsx", path.read_bytes())


def no_review(desk: Desk) -> Spot:
    """Neither the line of the review nor the date over the title."""
    sheet = "Biểu 1 Tổng hợp"
    for words in ("Mã xã", "(Mã xã", "Thạnh Hải, ngày"):
        try:
            desk.put(desk.text(REVIEW, sheet, words), None)
        except AssertionError:
            continue
    top = desk.office.inbox.sheet("review_summary").choice.header.top
    return Spot(desk.named(REVIEW), sheet, f"A{top}")


def day_above(start: str, sheet: str, old: str, new: str) -> Fault:
    """The line above a table that says its day, with a day that is none; told there."""

    def fault(desk: Desk) -> Spot:
        cell = desk.text(start, sheet, old)
        desk.put(cell, new)
        return Spot(cell.file, sheet, cell.name)

    return fault


def whole_only(desk: Desk) -> Spot:
    """A form by hamlet in which one numbered row stands for the whole commune."""
    sheet = desk.office.inbox.sheet("information_access")
    first, *others = sorted({r.row for r in (*sheet.records, *sheet.printed)})
    for row in others:
        desk.clear(Cell(sheet.file, sheet.sheet.name, row, 0, None))
    column = sheet.column_of("hamlet_code") or 0
    desk.put(Cell(sheet.file, sheet.sheet.name, first, column, None), "Toàn xã")
    return Spot(sheet.file, sheet.sheet.name, address(first, 0))


def unsure_row(desk: Desk) -> Spot:
    """A row with a word or two and no ordinal number, in the midst of the table."""
    cell = desk.text(TARGETS, TARGET, "Tỷ lệ hộ cận nghèo")
    for column in (0, 2, 3, 4, 5, 6, 7):
        desk.put(Cell(cell.file, TARGET, cell.row, column, None), None)
    return Spot(cell.file, TARGET, f"B{cell.row + 1}")


def nameless(desk: Desk) -> Spot:
    """A list without codes, and in one of its rows no name."""
    no_code(desk)
    cell = desk.office.inbox.cell("list_poor", "head_name")
    desk.put(cell, None)
    return Spot(cell.file, cell.sheet, f"A{cell.row + 1}", "household")


def no_code(desk: Desk) -> Spot:
    """A list whose column of codes has another heading."""
    cell = desk.text(REVIEW, POOR, "Mã hộ")
    desk.put(cell, "Ký hiệu của ấp")
    return Spot(cell.file, POOR, f"A{cell.row + 1}")


def empty_codes(desk: Desk) -> Spot:
    """A list whose column of codes nobody filled: its rows are as many as before."""
    sheet = desk.office.inbox.sheet("list_poor")
    for record in sheet.records:
        desk.put(desk.office.inbox.at(sheet, record, "household"), None)
    rows, before = (t.tables.rows for t in (desk.understood(), desk.office.sound(REVIEWED)))
    assert len(rows["household_review"]) == len(before["household_review"])
    cell = desk.text(REVIEW, POOR, "Mã hộ")
    return Spot(cell.file, POOR, f"A{cell.row + 1}")


def without_unit(desk: Desk) -> Spot:
    """A sheet with money that says no unit: told at its header."""
    cell = desk.text(WORKS, WORK, "Đơn vị tính")
    desk.put(cell, None)
    return Spot(cell.file, WORK, f"A{cell.row + 2}")


def second_of_its_code(desk: Desk) -> Spot:
    """A project with the code of another: told at its row."""
    spot = put("infrastructure_project", "project_code", "CT-01", nth=1)(desk)
    return Spot(spot.file, spot.sheet, f"A{spot.row}")


def other_group(desk: Desk) -> Spot:
    """A section that says neither poor nor near-poor: none of its rows counts."""
    sheet = desk.office.inbox.sheet("deprivation")
    row = sheet.records[0].section_row
    column = sheet.sheet.filled(row)[-1]
    desk.put(Cell(sheet.file, sheet.sheet.name, row, column, None), "PHẦN KHÁC")
    return Spot(sheet.file, sheet.sheet.name, address(row, column), "group")


def hide_column(page: Worksheet) -> None:
    _, column = cell_of(page, "Số văn bản")
    page.column_dimensions[get_column_letter(column)].hidden = True


def hide_row(page: Worksheet) -> None:
    row, _ = cell_of(page, "Tỷ lệ hộ nghèo")
    page.row_dimensions[row].hidden = True


CASES = [
    Case("sheet.unknown", "warning", 10, NEAR, further(["Việc", "Người"]), Then.UNREAD),
    Case("sheet.crowded", "warning", 10, NEAR, crowded, Then.UNREAD),
    Case("sheet.hidden", "warning", 10, NEAR, further(["Việc"], hidden=True), Then.UNREAD),
    Case("sheet.none_known", "error", 20, NEAR, unknown_only, Then.REFUSED),
    Case("sheet.no_unit", "warning", 10, (PLACES, WORKS),
         without_unit, Then.SAME),
    Case("sheet.no_review", "error", 20, REVIEWED, no_review, Then.REFUSED),
    Case("cell.not_a_date", "error", 10, (PLACES, WORKS),
         day_above(WORKS, WORK, "Số liệu đến", "Số liệu đến tháng 13/2025"),
         Then.LOADED, name="above a table"),
    Case("cell.no_day", "warning", 10, REVIEWED,
         day_above(REVIEW, POOR, "Mã xã", "Mã xã: 29221; Thời điểm rà soát: cuối năm; "
                   "Chuẩn nghèo: Nghị định số 07/2021/NĐ-CP"), Then.SAME),
    Case("row.only_total", "error", 10, (PLACES, OPENNESS), whole_only, Then.OTHER),
    Case("sheet.title_differs", "warning", 10, REVIEWED,
         heading(REVIEW, POOR, "DANH SÁCH HỘ NGHÈO", "DANH SÁCH HỘ CẬN NGHÈO SAU KHI RÀ SOÁT NĂM 2025"),
         Then.SAME),
    Case("column.missing", "error", 20, NEAR,
         heading(TARGETS, TARGET, "Mã đơn vị", "Ký hiệu", "place_code"), Then.REFUSED),
    Case("column.unknown", "warning", 10, NEAR,
         heading(TARGETS, TARGET, "Số văn bản", "Cột của văn phòng", moved=1), Then.SAME),
    Case("column.no_code", "warning", 10, REVIEWED, no_code, Then.LOADED),
    Case("column.no_code", "warning", 10, REVIEWED, empty_codes, Then.LOADED, name="left empty"),
    Case("column.hidden", "warning", 10, NEAR,
         edited(TARGETS, TARGET, hide_column, "H6"), Then.SAME),
    Case("column.twice", "error", 10, NEAR,
         heading(TARGETS, TARGET, "Số văn bản", "Đơn vị tính", "unit"), Then.LOADED, number=2),
    Case("row.unknown", "error", 10, NEAR, unsure_row, Then.ASIDE),
    Case("row.no_key", "error", 10, NEAR, put("target", "place_code", None), Then.ASIDE),
    Case("row.hidden", "warning", 10, NEAR, edited(TARGETS, TARGET, hide_row, "A8"), Then.SAME),
    Case("row.unknown_hamlet", "error", 10, REVIEWED,
         put("review_summary", "hamlet_code", "Ấp Bãi Vong"), Then.ASIDE),
    Case("row.no_group", "error", 10, REVIEWED, other_group, Then.OTHER),
    Case("row.no_household", "error", 10, REVIEWED, nameless, Then.ASIDE),
    Case("row.twice", "error", 10, (PLACES, WORKS),
         second_of_its_code, Then.ASIDE),
]  # fmt: skip
