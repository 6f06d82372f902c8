"""Pages -> an .ods as LibreOffice writes it: repeated cells, spans, typed values beside their text."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from tests.formats.books import RATE, Cell, Page

NAMES = "urn:oasis:names:tc:opendocument:xmlns"
TYPE = "application/vnd.oasis.opendocument.spreadsheet"
HEAD = f"""<?xml version="1.0" encoding="UTF-8"?><office:document-content
 xmlns:office="{NAMES}:office:1.0" xmlns:table="{NAMES}:table:1.0" xmlns:text="{NAMES}:text:1.0"
 xmlns:style="{NAMES}:style:1.0" xmlns:of="{NAMES}:of:1.2" office:version="1.2">
<office:automatic-styles><style:style style:name="seen" style:family="table">
<style:table-properties table:display="true"/></style:style>
<style:style style:name="unseen" style:family="table"><style:table-properties table:display="false"/>
</style:style></office:automatic-styles><office:body><office:spreadsheet>"""
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
    return f"{name}{rows}{rest}</table:table-row></table:table>"


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
    return f"<{name}{spans}{formula} {kind}><text:p>{escape(text)}</text:p></{name}>"


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
