"""The stream of records inside an .xls: changed in its container, or written anew as Excel 95 did."""

from __future__ import annotations

import shutil
import struct
from collections.abc import Sequence
from pathlib import Path

import olefile


def stream_of(path: Path) -> bytes:
    """The records of the workbook."""
    with olefile.OleFileIO(path) as container:
        content: bytes = container.openstream("Workbook").read()
    return content


def put_stream(path: Path, content: bytes) -> None:
    """Write other records in place of the old ones; what is too long is cut, the rest is zeros."""
    size = len(stream_of(path))
    with olefile.OleFileIO(path, write_mode=True) as container:
        container.write_stream("Workbook", content[:size].ljust(size, b"\x00"))


def _record(number: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", number, len(content)) + content


def write_excel_95(rows: Sequence[Sequence[str | float | None]], like: Path, path: Path) -> None:
    """A workbook of one sheet, its texts in one byte a letter, in the container of another .xls."""
    name = b"Bieu 1"
    begin = [_record(0x0809, struct.pack("<4H", 0x0500, kind, 0, 1993)) for kind in (5, 16)]
    start = len(begin[0]) + 4 + 7 + len(name) + 4
    head = begin[0] + _record(0x0085, struct.pack("<IHB", start, 0, len(name)) + name) + _record(10)
    cells = b"".join(
        _cell(row, column, value)
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
        if value is not None
    )
    shutil.copy(like, path)
    put_stream(path, head + begin[1] + cells + _record(10))


def _cell(row: int, column: int, value: str | float) -> bytes:
    at = struct.pack("<3H", row, column, 0)
    if isinstance(value, int | float):
        return _record(0x0203, at + struct.pack("<d", value))
    text = value.encode("latin-1")
    return _record(0x0204, at + struct.pack("<H", len(text)) + text)
