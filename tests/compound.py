"""Records -> an old workbook (.xls) in its container, as small as it can be; tables -> an .ods."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape

SECTOR, END, FREE, TABLE = 512, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MANIFEST = (
    '<?xml version="1.0"?><manifest:manifest '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
)
Rows = Sequence[Sequence[Any]]


def compound(name: str, content: bytes) -> bytes:
    """A container with one stream of at most 60 kB."""
    content = content.ljust(4096, b"\x00")
    content += bytes(-len(content) % SECTOR)
    count = len(content) // SECTOR
    chain = [*range(1, count), END, END, TABLE]
    table = struct.pack("<128I", *chain, *[FREE] * (128 - len(chain)))
    head = MAGIC + bytes(16) + struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, count, 0,
                                           4096, END, 0, END, 0)  # fmt: skip
    head += struct.pack("<109I", count + 1, *[FREE] * 108)
    entries = _entry("Root Entry", 5, 1, END, 0) + _entry(name, 2, FREE, 0, len(content))
    return head + content + entries.ljust(SECTOR, b"\x00") + table


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\x00\x00"
    links = struct.pack("<HBBIII", len(text), kind, 1, FREE, FREE, child)
    return text.ljust(64, b"\x00") + links + bytes(36) + struct.pack("<IQ", start, size)


def old_workbook(name: str, rows: Rows) -> bytes:
    """An .xls with one sheet of texts and numbers."""
    opened = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0xDBB, 0x7CC, 0, 6))
    opened += _record(0x42, struct.pack("<H", 1200))
    opened += _record(
        0x31, struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + _short("Arial")
    )
    opened += _record(0xE0, bytes(20))
    sheet = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0xDBB, 0x7CC, 0, 6))
    sheet += b"".join(_cells(rows)) + _record(0x0A, b"")
    entry = struct.pack("<BB", 0, 0) + _short(name)
    start = len(opened) + 4 + 4 + len(entry) + 4
    opened += _record(0x85, struct.pack("<I", start) + entry) + _record(0x0A, b"")
    return compound("Workbook", opened + sheet)


def _record(number: int, content: bytes) -> bytes:
    return struct.pack("<HH", number, len(content)) + content


def _short(text: str) -> bytes:
    return struct.pack("<BB", len(text), 1) + text.encode("utf-16-le")


def _cells(rows: Rows) -> Iterator[bytes]:
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            at = struct.pack("<HHH", row, column, 0)
            if isinstance(value, int | float):
                yield _record(0x203, at + struct.pack("<d", value))
            elif value is not None:
                text = str(value)
                yield _record(
                    0x204, at + struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")
                )


def document(name: str, rows: Rows) -> bytes:
    """An .ods with one table of texts and numbers."""
    lines = "".join(
        f"<table:table-row>{''.join(map(_in_table, cells))}</table:table-row>" for cells in rows
    )
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
        f'<office:body><office:spreadsheet><table:table table:name="{name}">{lines}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", content)
    return target.getvalue()


def _in_table(value: Any) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, int | float):
        return (
            f'<table:table-cell office:value-type="float" office:value="{value}">'
            f"<text:p>{value}</text:p></table:table-cell>"
        )
    words = f"<text:p>{escape(str(value))}</text:p>"
    return f'<table:table-cell office:value-type="string">{words}</table:table-cell>'
