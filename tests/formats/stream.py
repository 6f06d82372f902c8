"""The stream of records inside an .xls: changed in its container, or written anew as Excel 95 did."""

from __future__ import annotations

import shutil
import struct
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import olefile

from tests.compound import compound

Records = list[tuple[int, bytes]]
BEGIN, END, SHEET = 0x0809, 0x000A, 0x0085


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


def rebuild(path: Path, change: Callable[[Records], Records]) -> None:
    """Write other records, more or fewer: where each sheet begins is told anew."""
    records = change(list(_records(stream_of(path))))
    begins = [n for n, (number, _) in enumerate(records) if number == BEGIN][1:]
    sizes = [4 + len(content) for _, content in records]
    starts = iter([sum(sizes[:n]) for n in begins])
    told = [
        (n, struct.pack("<I", next(starts)) + c[4:]) if n == SHEET else (n, c) for n, c in records
    ]
    path.write_bytes(compound("Workbook", b"".join(_record(n, c) for n, c in told)))


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    at = depth = 0
    while at + 4 <= len(stream):
        number, length = struct.unpack_from("<HH", stream, at)
        if number or length or depth:
            yield number, stream[at + 4 : at + 4 + length]
        depth += (number == BEGIN) - (number == END)
        at += 4 + length


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
