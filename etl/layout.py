"""Form + lines -> a worksheet in the office's layout: head, merged header, code row, rows, signatures."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from catalog.codes import spelling
from catalog.forms import Column, Form

ILLUSTRATIVE = "DỮ LIỆU MINH HỌA"
UNITS = {"triệu đồng": 1_000_000, "nghìn đồng": 1_000, "đồng": 1}
DAY = "dd/mm/yyyy"
MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
BOLD = Font(bold=True)
STAMP = (2000, 1, 1, 0, 0, 0)  # the same workbook has the same bytes whenever it is written
Row = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """A line of the table. `data` has as many rows as the form has per unit, `section` a text."""

    kind: str
    rows: tuple[Row, ...] = ()
    text: str = ""
    number: Any = None


@dataclass(frozen=True)
class Sheet:
    """What a sheet says. Keys of a row: field, `field|year`, `field|value`, or the heading itself."""

    form: Form
    office: str
    place: str
    day: date
    lines: tuple[Line, ...]
    values: dict[str, str] = field(default_factory=dict)
    info: str = ""
    years: tuple[int, ...] = ()
    note: str = ""
    start: int = 1


@dataclass(frozen=True)
class Place:
    """A column of the sheet: the form's column, the year it is repeated for, its heading levels."""

    column: Column
    key: str
    levels: tuple[str, ...]


def data(number: int, *rows: Row) -> Line:
    """A numbered unit of one or more rows."""
    return Line("data", rows, number=number)


def places(sheet: Sheet) -> list[Place]:
    """The columns of a sheet; those with `{year}` in their heading once for each year."""
    found: list[Place] = []
    pending: list[Column] = []
    for column in (*sheet.form.columns, None):
        if column is not None and "{year}" in column.heading:
            pending.append(column)
            continue
        found += [_place(c, sheet, year) for year in sheet.years for c in pending]
        pending = []
        if column is not None:
            found.append(_place(column, sheet))
    return found


def _place(column: Column, sheet: Sheet, year: int | None = None) -> Place:
    written = column.heading.replace("{year}", str(year or sheet.values.get("year", "")))
    written = written.replace("{date}", sheet.day.strftime("%d/%m/%Y"))
    name = column.field or (f"rate {'/'.join(column.of)}" if column.of else column.heading)
    marks = [str(year)] if year else [value for _, value in column.adds]
    if column.sets:
        marks = [value for _, value in column.sets]
    return Place(column, "|".join([name, *marks]), tuple(written.split(" / ")))


def write(sheets: Iterable[Sheet], path: Path) -> None:
    """A workbook with these sheets, always the same bytes for the same sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        _draw(book.create_sheet(sheet.form.sheet), sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    _write_stamped(buffer, path)


def _write_stamped(buffer: io.BytesIO, path: Path) -> None:
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            if name != "docProps/core.xml":
                entry = zipfile.ZipInfo(name, STAMP)
                entry.compress_type = zipfile.ZIP_DEFLATED
                new.writestr(entry, _without_core(name, old.read(name)))


def _without_core(name: str, content: bytes) -> bytes:
    """The file without its mentions of the part that only holds the time of writing."""
    if name not in ("[Content_Types].xml", "_rels/.rels"):
        return content
    text = content.decode("utf-8")
    for start in ('<Override PartName="/docProps/core.xml"', "<Relationship "):
        at = text.find(start)
        while at >= 0:
            end = text.index("/>", at) + 2
            if "core" in text[at:end]:
                text = text[:at] + text[end:]
                at = text.find(start, at)
            else:
                at = text.find(start, end)
    return text.encode("utf-8")


def _draw(page: Worksheet, sheet: Sheet) -> None:
    columns = places(sheet)
    row = _furniture(page, sheet, len(columns))
    row = _header(page, columns, row)
    if sheet.form.code_row:
        for index, code in enumerate(_codes(columns), start=1):
            page.cell(row, index, code).alignment = MIDDLE
        row += 1
    for line in sheet.lines:
        row = _line(page, sheet, columns, line, row)
    _signatures(page, sheet, len(columns), row)
    for index in range(1, len(columns) + 1):
        page.column_dimensions[get_column_letter(index)].width = 6 if index == 1 else 16


def _merge(page: Worksheet, top: int, left: int, bottom: int, right: int, value: Any) -> None:
    page.cell(top, left, value).alignment = MIDDLE
    if (top, left) != (bottom, right):
        page.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)


def _furniture(page: Worksheet, sheet: Sheet, width: int) -> int:
    """The head of the sheet; returns the row of the table's header."""
    row, half = sheet.start, max(width // 2, 1)
    where = f"{sheet.place}, ngày {sheet.day.day} tháng {sheet.day.month} năm {sheet.day.year}"
    left = ("ỦY BAN NHÂN DÂN", sheet.office, ILLUSTRATIVE)
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


def _codes(columns: Sequence[Place]) -> list[Any]:
    """`A`, `B`, 1, 2, `3=2/1*100` …"""
    numbers = {place.key: index - 1 for index, place in enumerate(columns) if index > 1}
    codes: list[Any] = ["A", "B", *range(1, len(columns) - 1)]
    for index, place in enumerate(columns):
        if place.column.kind == "rate" and index > 1:
            mark = place.key.partition("|")[2]
            part, whole = (numbers.get(f"{f}|{mark}" if mark else f) for f in place.column.of)
            codes[index] = f"{index - 1}={part}/{whole}*100"
    return codes


def _line(page: Worksheet, sheet: Sheet, columns: Sequence[Place], line: Line, row: int) -> int:
    if line.kind == "section":
        _section(page, line, row, len(columns))
        return row + 1
    for offset, values in enumerate(line.rows):
        for index, place in enumerate(columns, start=1):
            value = _value(sheet, place, values)
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


def _value(sheet: Sheet, place: Place, values: Row) -> Any:
    value = values.get(place.key)
    if place.column.kind == "rate" and value is None:
        value = _rate(place, values)
    if value is None or value == "" or value is False:
        return None
    return _written(sheet, place.column, value)


def _rate(place: Place, values: Row) -> str | None:
    """`4,12%`, rounded half up, of the two fields that the rate is of."""
    mark = place.key.partition("|")[2]
    part, whole = (values.get(f"{f}|{mark}" if mark else f) for f in place.column.of)
    if part is None or not whole:
        return None
    exact = (Decimal(int(part)) * 100 / Decimal(int(whole))).quantize(
        Decimal("0.01"), ROUND_HALF_UP
    )
    return f"{exact}%".replace(".", ",")


def _written(sheet: Sheet, column: Column, value: Any) -> Any:
    """A value as the office writes it."""
    if value in column.subtotal:
        return value
    if column.kind == "money":
        exact = Decimal(value) / UNITS[sheet.form.unit_line]
        return int(exact) if exact == int(exact) else float(exact)
    if column.kind == "mark":
        return "x"
    if column.kind == "code" and not column.list.startswith("movement"):
        return spelling(column.list, value)
    if column.kind == "codes":
        return "; ".join(spelling(column.list, code) for code in value)
    if column.kind == "hamlet":
        return value if value == "Toàn xã" else f"Ấp {value}"
    if column.kind == "hamlets":
        return "; ".join(f"Ấp {name}" for name in value)
    return value


def _signatures(page: Worksheet, sheet: Sheet, width: int, row: int) -> None:
    half = max(width // 2, 1)
    _merge(page, row, 1, row, width, sheet.note or f"{ILLUSTRATIVE}.")
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
