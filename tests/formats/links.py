"""A reference workbook -> the same one with a value that comes from another file, in each format."""

from __future__ import annotations

import struct
from dataclasses import replace
from pathlib import Path

from tests.formats.binary import write_xlsb
from tests.formats.books import BOOKS, REVIEW, Page
from tests.formats.document import write_ods
from tests.formats.stream import Records, rebuild
from tests.formats.write import write, write_xlsx

ROW, COLUMN = 8, 6  # G9, the near-poor households of the second hamlet
COUNTRY, FORMULA, NUMBER, ARRAY = 0x008C, 0x0006, 0x027E, 0x0221
#: Books that the formulas of an .xls name: this one, functions of a program, two that are used up, others.
THIS, PROGRAM = struct.pack("<HH", 3, 0x0401), struct.pack("<HH", 1, 0x3A01)
NOWHERE, BLANK = struct.pack("<HHBB", 0, 1, 0, 0x20), struct.pack("<HHBB", 0, 1, 0, 0)


def _named(text: str) -> bytes:
    return struct.pack("<HHB", 0, len(text), 1) + ("\x01" + text[1:]).encode("utf-16-le")


ANOTHER = _named("|khác.xls")
CELL = b"\x5a" + struct.pack("<HHH", 1, 0, 0xC000)  # A1 of the second sheet that is named
OWN = b"\x5a" + struct.pack("<HHH", 0, 0, 0xC000)


def link(suffix: str, folder: Path) -> Path:
    """The review in one of the formats; one of its cells takes its value from another file."""
    path = folder / f"{REVIEW}{suffix}"
    if suffix == ".xls":
        write(REVIEW, suffix, folder)
        rebuild(path, lambda records: linked(records, CELL))
    else:
        {".xlsx": write_xlsx, ".ods": write_ods, ".xlsb": write_xlsb}[suffix](_pages(suffix), path)
    return path


def _pages(suffix: str) -> list[Page]:
    sheet, *others = BOOKS[REVIEW]()
    formula = "['file:///C:/khác.ods'#$Sheet1.A1]" if suffix == ".ods" else "[1]Sheet1!A1"
    sheet.cells[ROW, COLUMN] = replace(sheet.cells[ROW, COLUMN], formula=formula)
    return [sheet, *others]


def linked(
    records: Records, tokens: bytes, books: tuple[bytes, ...] = (THIS, ANOTHER), array: bytes = b""
) -> Records:
    """The records of the review, its cell a formula; `array`: what it is the first cell of."""
    sheets = b"".join(struct.pack("<Hhh", n, 0, 0) for n in range(len(books)))
    named = [(0x01AE, b) for b in books] + [(0x0017, struct.pack("<H", len(books)) + sheets)]
    at = next(n for n, (number, _) in enumerate(records) if number == COUNTRY)
    records = [*records[:at], *named, *records[at:]]
    place = struct.pack("<HH", ROW, COLUMN)
    at = next(n for n, r in enumerate(records) if r[0] == NUMBER and r[1].startswith(place))
    head = records[at][1][:6] + struct.pack("<dHI", 6, 0, 0)
    formula = [(FORMULA, head + struct.pack("<H", len(tokens)) + tokens)]
    return [*records[:at], *formula, *([(ARRAY, array)] if array else []), *records[at + 1 :]]
