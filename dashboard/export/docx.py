"""A paper -> a Word document, which the office may still change before it is signed."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

from docx import Document
from docx.document import Document as Paper
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table as Grid
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from dashboard.export.sheet import Sheet, Table
from dashboard.export.still import still

FONT = "Times New Roman"
IN_TABLE = "In table"  # the style of a cell
HEAD = 12  # points, of the official heading: each of its lines stays one line
WIDTH = 16.4  # cm between the margins
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what a document cannot hold


def docx(sheet: Sheet) -> bytes:
    """The paper, as a file."""
    paper = _paper(sheet)
    _heading(paper, sheet)
    for notice in sheet.notices:
        _say(paper.add_paragraph(), notice, bold=True, align=ALIGN.CENTER)
    _say(paper.add_paragraph(), sheet.title, bold=True, size=16, align=ALIGN.CENTER)
    _say(paper.add_paragraph(), sheet.subject, bold=True, align=ALIGN.CENTER)
    for line in sheet.lines:
        _say(paper.add_paragraph(), line)
    for number, part in enumerate(sheet.tables, 1):
        _part(paper, number, part)
    _signatures(paper, sheet)
    made = io.BytesIO()
    paper.save(made)
    return still(made.getvalue())


def _paper(sheet: Sheet) -> Paper:
    paper = Document()
    page = paper.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin, page.right_margin = Cm(3), Cm(1.6)  # Decree 30/2020: 30 to 35, 15 to 20 mm
    page.top_margin = page.bottom_margin = Cm(2)
    style = paper.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(sheet.size)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(4)
    small = paper.styles.add_style(IN_TABLE, WD_STYLE_TYPE.PARAGRAPH)
    small.base_style, small.font.size = style, Pt(10.5)
    small.paragraph_format.space_after = Pt(0)
    _say(page.footer.paragraphs[0], sheet.foot, size=9)
    paper.core_properties.title = _clean(sheet.title)
    paper.core_properties.author = ""
    return paper


def _heading(paper: Paper, sheet: Sheet) -> None:
    grid = paper.add_table(0, 2)
    _widths(grid, (6, 10))
    grid.add_row()
    grid.add_row()
    left, right = grid.rows[0].cells
    _centred(left, [(sheet.office[0].upper(), False), (sheet.office[1].upper(), True)], HEAD)
    _centred(right, [(sheet.nation[0], True), (sheet.nation[1], True)], HEAD)
    left, right = grid.rows[1].cells
    _centred(left, [(sheet.number, False)])
    _say(right.paragraphs[0], sheet.place_and_day, italic=True, align=ALIGN.CENTER)


def _centred(cell: _Cell, lines: Sequence[tuple[str, bool]], size: float | None = None) -> None:
    for number, (text, bold) in enumerate(lines):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        _say(paragraph, text, bold=bold, size=size, align=ALIGN.CENTER)
        paragraph.paragraph_format.space_after = Pt(0)


def _part(paper: Paper, number: int, part: Table) -> None:
    title = paper.add_paragraph()
    _say(title, f"{number}. {part.title}", bold=True)
    title.paragraph_format.space_before = Pt(8)
    title.paragraph_format.keep_with_next = True
    if not part.rows:
        _say(paper.add_paragraph(), part.empty)
    elif not part.heads:
        for (text,) in part.rows:
            _say(paper.add_paragraph(), f"– {text}")
    else:
        _grid(paper, part)


def _grid(paper: Paper, part: Table) -> None:
    grid = paper.add_table(0, len(part.heads), style="Table Grid")
    style = paper.styles[IN_TABLE].style_id
    _widths(grid, part.widths)  # before the rows, which then have them
    for row, bold in [(part.heads, True), *((row, False) for row in part.rows)]:
        for cell, text in zip(grid.add_row().cells, row, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph._p.style = (
                style  # by its id: to look it up for each cell takes most of the time
            )
            _say(paragraph, text, bold=bold)


def _widths(grid: Grid, shares: Sequence[int]) -> None:
    grid.autofit = False
    for column, share in zip(grid.columns, shares, strict=True):
        column.width = Cm(WIDTH * share / sum(shares))


def _signatures(paper: Paper, sheet: Sheet) -> None:
    paper.add_paragraph()
    grid = paper.add_table(1, len(sheet.signatures))
    for cell, role in zip(grid.rows[0].cells, sheet.signatures, strict=True):
        _centred(cell, [(line, True) for line in role.upper().split("\n")])
        _say(cell.add_paragraph(), sheet.signed, italic=True, align=ALIGN.CENTER)
        for _ in range(4):
            cell.add_paragraph()


def _say(
    paragraph: Paragraph,
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    size: float | None = None,
    align: ALIGN = ALIGN.LEFT,
) -> None:
    """A text as it is, in one run."""
    run = paragraph.add_run(_clean(text))
    for name, wanted in (("bold", bold), ("italic", italic)):
        if wanted:  # else as the style says, and quicker
            setattr(run, name, True)
    if size:
        run.font.size = Pt(size)
    if align is not ALIGN.LEFT:
        paragraph.alignment = align


def _clean(text: str) -> str:
    return _CONTROL.sub("", text)
