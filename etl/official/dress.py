"""A drawn sheet -> a page to print, sign and send: A4 across, one page wide, a frame around each cell."""

from __future__ import annotations

from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

FONT = "Times New Roman"
LINE = Side(style="thin")
FRAME = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
FIRST, NAMES, OTHERS = 6, 24, 12  # widths of the columns, in characters
HEADER = 40  # height of a row of the header, in points: long headings take three lines


def dress(page: Worksheet, lines: range) -> None:
    """Frame the table from its header to its last line, and set the page; `lines` are its rows."""
    top = next(row for row in range(1, lines.start) if page.cell(row, 1).value in ("TT", "STT"))
    for number, row in enumerate(page.iter_rows(), start=1):
        for cell in row:
            cell.font = Font(name=FONT, size=11, bold=cell.font.bold)
            if top <= number < lines.stop:
                cell.border = FRAME
            if number in lines and str(cell.value).endswith("%"):
                cell.alignment = Alignment(horizontal="right")
    for number in range(top, lines.start):
        page.row_dimensions[number].height = HEADER
    for index in range(1, page.max_column + 1):
        size = {1: FIRST, 2: NAMES}.get(index, OTHERS)
        page.column_dimensions[get_column_letter(index)].width = size
    page.print_title_rows = f"{top}:{lines.start - 1}"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
