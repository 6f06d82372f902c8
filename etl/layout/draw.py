"""Sheet -> a worksheet: head, merged header, code row, rows, signatures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from etl.layout.cells import code_row, value_of
from etl.layout.sheet import Line, Place, Sheet, places

DAY = "dd/mm/yyyy"
MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
BOLD = Font(bold=True)


def draw(page: Worksheet, sheet: Sheet) -> range:
    """Draw a sheet onto an empty page; returns the rows of its lines."""
    columns = places(sheet)
    row = _furniture(page, sheet, len(columns))
    row = _header(page, columns, row)
    if sheet.form.code_row:
        for index, code in enumerate(code_row(columns), start=1):
            page.cell(row, index, code).alignment = MIDDLE
        row += 1
    first = row
    for line in sheet.lines:
        row = _line(page, sheet, columns, line, row)
    _signatures(page, sheet, len(columns), row)
    for index in range(1, len(columns) + 1):
        page.column_dimensions[get_column_letter(index)].width = 6 if index == 1 else 16
    return range(first, row)


def _merge(page: Worksheet, top: int, left: int, bottom: int, right: int, value: Any) -> None:
    page.cell(top, left, value).alignment = MIDDLE
    if (top, left) != (bottom, right):
        page.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)


def _furniture(page: Worksheet, sheet: Sheet, width: int) -> int:
    """The head of the sheet; returns the row of the table's header."""
    row, half = sheet.start, max(width // 2, 1)
    where = f"{sheet.place}, {_written(sheet.day)}"
    left = ("ỦY BAN NHÂN DÂN", sheet.office, sheet.mark or None)
    right = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", where)
    for one, other in zip(left, right, strict=True):
        _merge(page, row, 1, row, half, one)
        _merge(page, row, half + 1, row, width, other)
        row += 1
    row += 1
    _merge(page, row, 1, row, width, sheet.form.title.format(**sheet.values))
    page.cell(row, 1).font = BOLD
    row += 1
    if sheet.info:
        _merge(page, row, 1, row, width, sheet.info)
        row += 1
    if sheet.form.unit_line:
        _merge(page, row, half + 1, row, width, f"Đơn vị tính: {sheet.form.unit_line}")
        row += 1
    return row


def _written(day: date | None) -> str:
    """The day of signing; dots where the office will write it."""
    if day is None:
        return "ngày … tháng … năm …"
    return f"ngày {day.day} tháng {day.month} năm {day.year}"


def _header(page: Worksheet, columns: Sequence[Place], top: int) -> int:
    """One to three header rows: equal neighbours merged across, short headings merged down."""
    depth = max(len(place.levels) for place in columns)
    for level in range(depth):
        start = 0
        while start < len(columns):
            end = start
            path = columns[start].levels[: level + 1]
            while end + 1 < len(columns) and columns[end + 1].levels[: level + 1] == path:
                end += 1
            if level < len(columns[start].levels):
                last = level == len(columns[start].levels) - 1
                bottom = top + depth - 1 if last else top + level
                _merge(page, top + level, start + 1, bottom, end + 1, path[-1])
            start = end + 1
    return top + depth


def _line(page: Worksheet, sheet: Sheet, columns: Sequence[Place], line: Line, row: int) -> int:
    if line.kind == "section":
        _section(page, line, row, len(columns))
        return row + 1
    for offset, values in enumerate(line.rows):
        for index, place in enumerate(columns, start=1):
            value = value_of(sheet, place, values)
            if value is not None and not (offset and _is_repeated(index, place)):
                cell = page.cell(row + offset, index, value)
                if isinstance(value, date):
                    cell.number_format = DAY
    if line.number is not None:
        page.cell(row, 1, line.number)
    if line.text:
        page.cell(row, _label_column(columns), line.text).font = BOLD
    _merge_unit(page, columns, line, row)
    return row + len(line.rows)


def _is_repeated(index: int, place: Place) -> bool:
    return index == 1 or place.column.repeat


def _merge_unit(page: Worksheet, columns: Sequence[Place], line: Line, row: int) -> None:
    if len(line.rows) < 2:
        return
    for index, place in enumerate(columns, start=1):
        if _is_repeated(index, place) and (line.number is not None or index > 1):
            bottom = row + len(line.rows) - 1
            page.merge_cells(start_row=row, start_column=index, end_row=bottom, end_column=index)


def _section(page: Worksheet, line: Line, row: int, width: int) -> None:
    if line.number is None:
        _merge(page, row, 1, row, width, line.text)
    else:
        page.cell(row, 1, line.number)
        _merge(page, row, 2, row, width, line.text)


def _label_column(columns: Sequence[Place]) -> int:
    """A total's label stands in the column that names the row: the second, or the third after a code."""
    named = ("hamlet", "name", "ignore")
    return 2 if columns[1].column.kind in named else 3


def _signatures(page: Worksheet, sheet: Sheet, width: int, row: int) -> None:
    half = max(width // 2, 1)
    _merge(page, row, 1, row, width, sheet.note or (f"{sheet.mark}." if sheet.mark else None))
    row += 2
    for one, other in (
        ("NGƯỜI LẬP BIỂU", "TM. ỦY BAN NHÂN DÂN"),
        (None, "CHỦ TỊCH"),
        ("(Ký, ghi rõ họ tên)", "(Ký, ghi rõ họ tên, đóng dấu)"),
    ):
        if one:
            _merge(page, row, 1, row, half, one)
        _merge(page, row, half + 1, row, width, other)
        row += 1
