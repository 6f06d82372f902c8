"""A form -> an empty workbook of it in the office's layout, with drop-downs and hints."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from catalog.forms import Column, Form, forms
from catalog.messages import message
from catalog.spelling import key
from etl.choices import choices, rows_per_unit
from etl.gather import LISTS
from etl.layout import draw, save
from etl.layout.sheet import Line, Place, Sheet, places

AnyCell = Cell | MergedCell
ROWS, SECTIONS, YEARS = 50, 5, 4
BLANK = "…"
INFO = {
    "review": f"Mã xã: {BLANK}; Thời điểm rà soát: {BLANK}; Chuẩn nghèo: {BLANK}",
    "as_of": f"Số liệu đến ngày {BLANK}",
}
GROUPS = ("HỘ NGHÈO", "HỘ CẬN NGHÈO")
NUMERALS = ("I", "II", "III", "IV", "V")
FORMATS = {
    "date": "dd/mm/yyyy", "count": "#,##0", "text": "@", "household": "@", "identity": "@",
}  # fmt: skip
_LONGEST_LIST, _LONGEST_TITLE, _LONGEST_HINT = 255, 32, 255
_LINE = Side(style="thin")
_FRAME = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


def form_of(name: str) -> Form | None:
    """The form of a name, or of the name of its sheet; None when there is none."""
    found = [form for form in forms() if name == form.form or key(name) == key(form.sheet)]
    return max(found, key=lambda form: form.edition, default=None)


def template(form: Form, out: Path, last_year: int, language: str = "vi") -> None:
    """Write the empty workbook. `last_year` is the last one of a form with columns by year."""
    sheet = empty_sheet(form, last_year)
    book = Workbook()
    book.remove(book.worksheets[0])
    page = book.create_sheet(form.sheet)
    first = draw(page, sheet).start
    page.freeze_panes = page.cell(first, 1)
    blocks, sections = blocks_of(sheet, first)
    for index, place in enumerate(places(sheet), start=1):
        _prepare(page, index, place.column, blocks)
        page.add_data_validation(_validation(book, form, place, index, blocks, language))
    if form.section == "hamlet":
        _hint(page, [page.cell(row, 1) for row in sections], "section", language)
    if sheet.info:
        info = [c for row in page.iter_rows(1, first) for c in row if c.value == sheet.info]
        _hint(page, info, f"info_{form.info}", language)
    save(book, out)


def empty_sheet(form: Form, last_year: int) -> Sheet:
    """The sheet of a form that an office will fill: dots where it writes, no mark of made-up data."""
    return Sheet(
        form, f"XÃ {BLANK}", BLANK, None, tuple(_lines(form)),
        {"year": BLANK, "period": BLANK}, INFO.get(form.info, ""),
        tuple(range(last_year - YEARS + 1, last_year + 1)), mark="",
    )  # fmt: skip


def blocks_of(sheet: Sheet, first: int) -> tuple[list[range], list[int]]:
    """The runs of prepared rows, and the rows of the sections between them."""
    blocks: list[range] = []
    sections, row = [], first
    for line in sheet.lines:
        end = row + max(len(line.rows), 1)
        if line.kind == "section":
            sections.append(row)
        elif blocks and blocks[-1].stop == row:
            blocks[-1] = range(blocks[-1].start, end)
        else:
            blocks.append(range(row, end))
        row = end
    return blocks, sections


def _lines(form: Form) -> list[Line]:
    """Empty rows, under the sections that the form has."""
    unit = Line("data", ({},) * rows_per_unit(form))
    count = ROWS // rows_per_unit(form)
    if form.section == "hamlet":
        titles = [Line("section", text=f"{number}. Ấp {BLANK}") for number in NUMERALS[:SECTIONS]]
    elif form.section == "group":
        titles = [Line("section", text=t, number=n) for t, n in zip(GROUPS, NUMERALS, strict=False)]
    else:
        return [unit] * count
    return [line for title in titles for line in (title, *[unit] * (count // len(titles)))]


def _prepare(page: Worksheet, index: int, column: Column, blocks: list[range]) -> None:
    for row in (row for block in blocks for row in block):
        cell = page.cell(row, index)
        cell.border = _FRAME
        cell.number_format = FORMATS.get(column.kind, "General")


def _validation(
    book: Workbook, form: Form, place: Place, index: int, blocks: list[range], language: str
) -> DataValidation:
    """What a column takes, and the hint that Excel shows when a cell is chosen."""
    column = place.column
    found = _rule(book, column, choices(form, column))
    hint = message(f"hint.{column.kind}", language, {"expected": form.unit_line})
    if column.required:
        hint = f"{message('hint.required', language, {})} {hint}"
    found.promptTitle = found.errorTitle = place.levels[-1][:_LONGEST_TITLE]
    found.prompt = found.error = hint[:_LONGEST_HINT]
    found.showInputMessage = found.allow_blank = True
    letter = get_column_letter(index)
    for block in blocks:
        found.add(f"{letter}{block.start}:{letter}{block.stop - 1}")
    return found


def _rule(book: Workbook, column: Column, listed: tuple[str, ...]) -> DataValidation:
    if listed:
        strict = column.kind != "codes"  # several codes may be written into one cell
        return DataValidation("list", _source(book, column, listed), showErrorMessage=strict)
    if column.kind == "count":
        return DataValidation("whole", "0", operator="greaterThanOrEqual", showErrorMessage=True)
    if column.kind == "money":
        return DataValidation("decimal", "0", operator="greaterThanOrEqual", showErrorMessage=True)
    if column.kind in ("number", "percent"):
        limits = ("-1000000000", "1000000000")
        return DataValidation("decimal", *limits, operator="between", showErrorMessage=True)
    if column.kind in ("year", "birth_year"):
        return DataValidation("whole", "1900", "2100", operator="between", showErrorMessage=True)
    if column.kind == "date":  # a date typed as text is read too: ask, do not forbid
        return DataValidation(
            "date",
            "367",
            operator="greaterThanOrEqual",
            showErrorMessage=True,
            errorStyle="warning",
        )
    return DataValidation()


def _source(book: Workbook, column: Column, listed: tuple[str, ...]) -> str:
    """The list itself when it is short, else its place on the last sheet."""
    inline = ",".join(listed)
    if len(inline) <= _LONGEST_LIST and not any("," in text or '"' in text for text in listed):
        return f'"{inline}"'
    if "Danh mục" not in book.sheetnames:
        page = book.create_sheet("Danh mục")
        page.cell(1, 1, LISTS).font = Font(bold=True)
    page = book["Danh mục"]
    index = sum(value is not None for value in next(page.iter_rows(2, 2, values_only=True), ())) + 1
    for row, text in enumerate((column.heading.split(" / ")[-1], *listed), start=2):
        page.cell(row, index, text)
    letter = get_column_letter(index)
    page.column_dimensions[letter].width = 40
    return f"'Danh mục'!${letter}$3:${letter}${len(listed) + 2}"


def _hint(page: Worksheet, cells: Iterable[AnyCell], name: str, language: str) -> None:
    """A hint on lines that the officer fills: above the table, or the name of a part."""
    hint = message(f"hint.{name}", language, {})[:_LONGEST_HINT]
    found = DataValidation(prompt=hint, showInputMessage=True)
    for cell in cells:
        found.add(cell.coordinate)
    page.add_data_validation(found)
