"""Pages -> an .xlsb: a zip of parts that are records, each a number, a length and its bytes (MS-XLSB)."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from xml.sax.saxutils import quoteattr

from tests.formats.books import DAY, MILLIONS, OLD_FONT, RATE, SIGN, ZEROS, Cell, Page

EPOCH = date(1899, 12, 30)
FORMATS = {"General": 0, DAY: 164, RATE: 10, ZEROS: 165, SIGN: 166, MILLIONS: 167}
FONTS = ("Calibri", OLD_FONT, "Arial")
STYLES = [(format_, font) for font in FONTS for format_ in FORMATS]
ERRORS = {
    "#NULL!": 0,
    "#DIV/0!": 7,
    "#VALUE!": 15,
    "#REF!": 23,
    "#NAME?": 29,
    "#NUM!": 36,
    "#N/A": 42,
}
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KIND = "application/vnd.ms-excel"
ONE = struct.pack("<HI", 0, 3) + b"\x1e\x01\x00" + struct.pack("<I", 0)  # a formula: the number 1
REFERENCE = b"\x5a\x01\x00" + struct.pack("<IH", 0, 0xC000)  # A1 of the second sheet that is named
LINKED = struct.pack("<HI", 0, len(REFERENCE)) + REFERENCE + struct.pack("<I", 0)


def record(number: int, content: bytes = b"") -> bytes:
    """A record; seven bits a byte for its number and its length."""
    head = bytes([number]) if number < 128 else bytes([number & 127 | 128, number >> 7])
    length, size = b"", len(content)
    while True:
        length += bytes([size & 127 | (128 if size > 127 else 0)])
        size >>= 7
        if not size:
            return head + length + content


def wide(text: str) -> bytes:
    """A text: its length in units of UTF-16, then these."""
    content = text.encode("utf-16-le")
    return struct.pack("<I", len(content) // 2) + content


def write_xlsb(pages: list[Page], path: Path) -> None:
    """Workbook, sheets, shared texts and styles: what a spreadsheet program needs to open it."""
    texts = sorted({c.value for p in pages for c in p.cells.values() if _is_shared(c)})
    index = {str(text): number for number, text in enumerate(texts)}
    runs = {str(c.value): c.runs for p in pages for c in p.cells.values() if c.runs}
    sheets = [f"worksheets/sheet{number}.bin" for number, _ in enumerate(pages, start=1)]
    parts = {"sharedStrings.bin": _texts(list(index), runs), "styles.bin": _styles()}
    parts |= {name: _sheet(page, index) for name, page in zip(sheets, pages, strict=True)}
    kinds = ["worksheet"] * len(sheets) + ["sharedStrings", "styles"]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _types(sheets))
        archive.writestr("_rels/.rels", _relations([("officeDocument", "xl/workbook.bin")]))
        archive.writestr("xl/workbook.bin", _book(pages))
        targets = [*sheets, "sharedStrings.bin", "styles.bin"]
        related = _relations(list(zip(kinds, targets, strict=True)))
        archive.writestr("xl/_rels/workbook.bin.rels", related)
        for name, content in parts.items():
            archive.writestr(f"xl/{name}", content)


def _is_shared(cell: Cell) -> bool:
    return isinstance(cell.value, str) and not cell.formula


def _types(sheets: list[str]) -> str:
    named = [
        *((s, "worksheet") for s in sheets),
        ("workbook.bin", "sheet.binary.macroEnabled.main"),
    ]
    named += [("sharedStrings.bin", "sharedStrings"), ("styles.bin", "styles")]
    parts = "".join(
        f'<Override PartName="/xl/{name}" ContentType="{KIND}.{kind}"/>' for name, kind in named
    )
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{rels}"/>{parts}</Types>'
    )


def _relations(targets: list[tuple[str, str]]) -> str:
    entries = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/{kind}" Target={quoteattr(target)}/>'
        for n, (kind, target) in enumerate(targets, start=1)
    )
    return f'<?xml version="1.0"?><Relationships xmlns="{RELATIONS}">{entries}</Relationships>'


def _book(pages: list[Page]) -> bytes:
    sheets = b"".join(
        record(
            156, struct.pack("<II", page.hidden, number) + wide(f"rId{number}") + wide(page.name)
        )
        for number, page in enumerate(pages, start=1)
    )
    properties = record(153, struct.pack("<II", 0, 0) + wide(""))
    named = _externals() if any(map(_is_linked, _cells(pages))) else b""
    return record(131) + properties + record(143) + sheets + record(144) + named + record(132)


def _cells(pages: list[Page]) -> list[Cell]:
    return [cell for page in pages for cell in page.cells.values()]


def _is_linked(cell: Cell) -> bool:
    return cell.formula.startswith("[")


def _externals() -> bytes:
    """The books that formulas name (this one, then another) and a sheet of each."""
    sheets = struct.pack("<I", 2) + struct.pack("<Iii", 0, 0, 0) + struct.pack("<Iii", 1, 0, 0)
    books = record(357) + record(355, wide("rId9"))
    return record(353) + books + record(362, sheets) + record(354)


def _texts(texts: list[str], runs: Mapping[str, Sequence[tuple[str, str]]]) -> bytes:
    items = b"".join(
        record(19, bytes([text in runs]) + wide(text) + _marks(runs.get(text, ())))
        for text in texts
    )
    return record(159, struct.pack("<II", len(texts), len(texts))) + items + record(160)


def _marks(runs: Sequence[tuple[str, str]]) -> bytes:
    """Where in a text which font begins; the cell's own needs no mark."""
    marks, at = [], 0
    for text, font in runs:
        marks += [struct.pack("<HH", at, FONTS.index(font))] if font else []
        at += len(text)
    return struct.pack("<I", len(marks)) + b"".join(marks) if runs else b""


def _styles() -> bytes:
    """The formats of our own, two fonts, and a cell style for each pair."""
    own = [record(44, struct.pack("<H", n) + wide(code)) for code, n in FORMATS.items() if n > 163]
    fonts = [
        record(43, struct.pack("<5H5B6x", 220, 0, 400, 0, 0, 0, 2, 0, 0, 0) + wide(f))
        for f in FONTS
    ]
    styles = [
        record(47, struct.pack("<5HBBI", 0, FORMATS[code], FONTS.index(font), 0, 0, 0, 0, 0))
        for code, font in STYLES
    ]
    parts = [record(278)]
    for start, items in ((615, own), (611, fonts), (617, styles)):
        parts += [record(start, struct.pack("<I", len(items))), *items, record(start + 1)]
    return b"".join([*parts, record(279)])


def _sheet(page: Page, index: dict[str, int]) -> bytes:
    rows = sorted({row for row, _ in page.cells})
    last = max(column for _, column in page.cells)
    content = record(129) + record(148, struct.pack("<4I", rows[0], rows[-1], 0, last))
    hidden = [struct.pack("<4IH", c, c, 2000, 0, 1) for c in sorted(page.hidden_columns)]
    content += (
        b"".join([record(390), *(record(60, c) for c in hidden), record(391)]) if hidden else b""
    )
    content += record(145)
    for row in rows:
        flags = 0x10 if row in page.hidden_rows else 0
        content += record(0, struct.pack("<IIHBBBI", row, 0, 300, 0, flags, 0, 0))
        for (_, column), cell in sorted((a, c) for a, c in page.cells.items() if a[0] == row):
            style = STYLES.index((cell.format, cell.font or FONTS[0]))
            content += _cell(cell, struct.pack("<II", column, style), index)
    content += record(146)
    if page.merges:
        content += record(177, struct.pack("<I", len(page.merges)))
        for top, left, bottom, right in page.merges:
            content += record(176, struct.pack("<4I", top, bottom, left, right))
        content += record(178)
    return content + record(130)


def _cell(cell: Cell, head: bytes, index: dict[str, int]) -> bytes:
    value, formula = cell.value, (LINKED if _is_linked(cell) else ONE) if cell.formula else b""
    if cell.error:
        return record(11 if formula else 3, head + bytes([ERRORS[str(value)]]) + formula)
    if isinstance(value, bool):
        return record(10 if formula else 4, head + bytes([value]) + formula)
    if isinstance(value, date):
        value = (value - EPOCH).days
    if isinstance(value, int | float):
        return record(9 if formula else 5, head + struct.pack("<d", value) + formula)
    if formula:
        return record(8, head + wide(str(value)) + formula)
    return record(7, head + struct.pack("<I", index[str(value)]))
