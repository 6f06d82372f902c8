"""Pages -> an .ods as LibreOffice writes it: repeated cells, spans, typed values beside their text."""

from __future__ import annotations

import zipfile
from datetime import date
from functools import partial
from itertools import starmap
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from tests.formats.books import MILLIONS, OLD_FONT, RATE, SIGN, ZEROS, Cell, Page

NAMES = "urn:oasis:names:tc:opendocument:xmlns"
TYPE = "application/vnd.oasis.opendocument.spreadsheet"
HEAD = f"""<?xml version="1.0" encoding="UTF-8"?><office:document-content
 xmlns:office="{NAMES}:office:1.0" xmlns:table="{NAMES}:table:1.0" xmlns:text="{NAMES}:text:1.0"
 xmlns:style="{NAMES}:style:1.0" xmlns:number="{NAMES}:datastyle:1.0"
 xmlns:svg="{NAMES}:svg-compatible:1.0" xmlns:of="{NAMES}:of:1.2" office:version="1.2">
<office:font-face-decls><style:font-face style:name="old" svg:font-family="'.VnTime'"/>
</office:font-face-decls><office:automatic-styles>
<style:style style:name="column" style:family="table-column"/>
<number:number-style style:name="N1"><number:number number:decimal-places="0" number:min-integer-digits="12"/>
</number:number-style><number:number-style style:name="N2"><number:number number:decimal-places="2"
 number:min-integer-digits="1"/><number:text>%</number:text></number:number-style>
<number:number-style style:name="N3"><number:number number:decimal-places="0" number:min-integer-digits="1"
 number:grouping="true" number:display-factor="1000000"/></number:number-style>
<style:style style:name="zeros" style:family="table-cell" style:data-style-name="N1"/>
<style:style style:name="sign" style:family="table-cell" style:data-style-name="N2"/>
<style:style style:name="millions" style:family="table-cell" style:data-style-name="N3"/>
<style:style style:name="old" style:family="table-cell">
<style:text-properties style:font-name="old"/></style:style>
<style:style style:name="in .VnTime" style:family="text"><style:text-properties style:font-name="old"/>
</style:style><style:style style:name="in Arial" style:family="text">
<style:text-properties style:font-name="Arial"/></style:style>
<style:style style:name="seen" style:family="table">
<style:table-properties table:display="true"/></style:style>
<style:style style:name="unseen" style:family="table"><style:table-properties table:display="false"/>
</style:style></office:automatic-styles><office:body><office:spreadsheet>"""
STYLES = {ZEROS: "zeros", SIGN: "sign", MILLIONS: "millions"}
TAIL = "</office:spreadsheet></office:body></office:document-content>"
MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?><manifest:manifest
 xmlns:manifest="{NAMES}:manifest:1.0" manifest:version="1.2">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{TYPE}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""


def write_ods(pages: list[Page], path: Path) -> None:
    """mimetype, manifest and content.xml: all that a reader needs."""
    content = HEAD + "".join(map(_table, pages)) + TAIL
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", TYPE, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", content)


def _table(page: Page) -> str:
    height = 1 + max(row for row, _ in page.cells)
    rows = "".join(_row(page, row) for row in range(height))
    rest = f'<table:table-row table:number-rows-repeated="{1_048_576 - height}"><table:table-cell/>'
    style = "unseen" if page.hidden else "seen"
    name = f'<table:table table:name={quoteattr(page.name)} table:style-name="{style}">'
    columns = "".join(map(partial(_column, page), range(1 + max(c for _, c in page.cells))))
    return f"{name}{columns}{rows}{rest}</table:table-row></table:table>"


def _column(page: Page, column: int) -> str:
    """The first column of a sheet bears the old font: a cell without a style of its own takes it."""
    hidden = ' table:visibility="collapse"' if column in page.hidden_columns else ""
    texts = {cell.font for (_, c), cell in page.cells.items() if c == column}
    style = ' table:default-cell-style-name="old"' if OLD_FONT in texts else ""
    return f'<table:table-column table:style-name="column"{hidden}{style}/>'


def _row(page: Page, row: int) -> str:
    hidden = ' table:visibility="collapse"' if row in page.hidden_rows else ""
    width = 1 + max((c for r, c in page.cells if r == row), default=0)
    covered = {
        (r, c)
        for top, left, bottom, right in page.merges
        for r in range(top, bottom + 1)
        for c in range(left, right + 1)
        if (r, c) != (top, left)
    }
    end = max([width, *(c + 1 for r, c in covered if r == row)])
    cells = (_cell(page, row, column, (row, column) in covered) for column in range(end))
    return f"<table:table-row{hidden}>{''.join(cells)}</table:table-row>"


def _cell(page: Page, row: int, column: int, covered: bool) -> str:
    name = "table:covered-table-cell" if covered else "table:table-cell"
    cell = page.cells.get((row, column))
    if cell is None:
        return f"<{name}/>"
    spans = "".join(
        f' table:number-rows-spanned="{bottom - top + 1}"'
        f' table:number-columns-spanned="{right - left + 1}"'
        for top, left, bottom, right in page.merges
        if (top, left) == (row, column)
    )
    formula = f" table:formula={quoteattr('of:=' + cell.formula)}" if cell.formula else ""
    kind, text = _typed(cell)
    style = "" if cell.font else f' table:style-name="{STYLES.get(cell.format, "Default")}"'
    shown = "".join(starmap(_span, cell.runs)) or escape(text)
    return f"<{name}{style}{spans}{formula} {kind}><text:p>{shown}</text:p></{name}>"


def _span(text: str, font: str) -> str:
    """A run of letters; without a font it bears the cell's."""
    if not font:
        return escape(text)
    return f'<text:span text:style-name="in {font}">{escape(text)}</text:span>'


def _typed(cell: Cell) -> tuple[str, str]:
    """The attributes that hold the value, and the text that is shown."""
    value = cell.value
    if cell.error:  # so LibreOffice marks an error: a text that it computed
        return 'office:value-type="string" office:string-value=""', str(value)
    if isinstance(value, bool):
        word = str(value).lower()
        return f'office:value-type="boolean" office:boolean-value="{word}"', word.upper()
    if isinstance(value, date):
        return f'office:value-type="date" office:date-value="{value}"', f"{value:%d/%m/%Y}"
    if isinstance(value, int | float):
        kind = "percentage" if cell.format == RATE else "float"
        return f'office:value-type="{kind}" office:value="{value!r}"', str(value)
    return 'office:value-type="string"', str(value)
