"""A clean inbox read once; one workbook of it with a spoilt cell -> what a build makes of it."""

from __future__ import annotations

import io
import pickle
import random
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from etl.check import check, check_rows
from etl.findings import Finding
from etl.gather import Gathered, gather
from etl.read import list_inbox, read_all
from etl.read.inbox import _workbook
from etl.read.pool import Reader
from etl.relate import Tables, relate, resolve_all
from tests.diseases import CONTROL, LINKED, Disease

Row = dict[str, Any]


@dataclass(frozen=True)
class Struck:
    """Where a disease struck."""

    disease: str
    file: str
    sheet: str
    cell: str
    row: int


@dataclass
class Understood:
    """What an inbox gives: the rows of each table, what was found, rows that no count holds."""

    tables: Tables
    findings: list[Finding]
    lost: list[tuple[str, str]]

    @property
    def rows(self) -> dict[str, list[Row]]:
        """The rows of each table."""
        return self.tables.rows

    def between_forms(self) -> list[Finding]:
        """What is found when all tables are laid side by side."""
        return check(self.tables)


def understand(gathered: Gathered) -> Understood:
    """What a build would make of it, without publishing."""
    places, found = resolve_all(gathered.sheets)
    check_rows(gathered.sheets)
    tables = relate(gathered.sheets, places, b"test")
    found += gathered.findings + [f for s in gathered.sheets for f in s.findings]
    lost = [
        (s.file, s.sheet.name)
        for s in gathered.sheets
        if s.sheet.non_empty != len(s.loaded) + len(s.quarantined) + len(s.other)
    ]
    return Understood(tables, found, lost)


class Inbox:
    """A clean inbox; each of its workbooks can be spoilt beside the others as they were."""

    def __init__(self, folder: Path) -> None:
        self.paths = {path.name: path for path in list_inbox(folder)}
        self._gathered = gather(read_all(folder, [*self.paths.values()], 2))
        self._others: dict[str, bytes] = {}
        self._layout = [
            (s.file, s.sheet.name, s.choice.first_row, sorted(s.other))
            for s in self._gathered.sheets
        ]
        self.clean = understand(pickle.loads(pickle.dumps(self._gathered)))
        self._reader = Reader()

    def close(self) -> None:
        """End the reading process."""
        self._reader.stop()

    def beside(self, file: str, content: bytes, scratch: Path) -> Understood:
        """What a build makes of the inbox when this is the content of one of its files."""
        gathered: Gathered = pickle.loads(self._without(file))
        path = scratch / "struck.xlsx"
        path.write_bytes(content)
        gathered.take(_workbook(file, "struck", self._reader.ask(path)))
        gathered.sheets.sort(key=lambda sheet: [*self.paths].index(sheet.file))
        return understand(gathered)

    def _without(self, file: str) -> bytes:
        if file not in self._others:
            whole = self._gathered
            rest = Gathered(
                [s for s in whole.sheets if s.file != file],
                [f for f in whole.findings if f.file != file],
                {name: book for name, book in whole.files.items() if name != file},
                {name: status for name, status in whole.status.items() if name != file},
                {name: mark for name, mark in whole.illustrative.items() if name != file},
            )
            self._others[file] = pickle.dumps(rest)
        return self._others[file]

    def strike(self, diseases: tuple[Disease, ...], chosen: random.Random) -> tuple[Struck, bytes]:
        """One disease on one random cell that it can befall; headings and titles as often as figures."""
        while True:
            file = chosen.choice([*self.paths])
            book = load_workbook(self.paths[file])
            page = chosen.choice(book.worksheets)
            for _ in range(20):
                cell = self._cell(file, page, chosen)
                disease = chosen.choice(diseases)
                if disease.befall(cell):
                    target = io.BytesIO()
                    book.save(target)
                    struck = Struck(disease.name, file, page.title, cell.coordinate, cell.row)
                    number = book.worksheets.index(page) + 1
                    return struck, _patched(target.getvalue(), number, cell.coordinate)

    def _cell(self, file: str, page: Worksheet, chosen: random.Random) -> Cell:
        """A filled cell above, in or below the table, or in a section or total row of it."""
        parts = [part for part in self._layout if part[:2] == (file, page.title)]
        first, other = (parts[0][2], set(parts[0][3])) if parts else (0, set())
        cells = [c for row in page.iter_rows() for c in row if c.value is not None]
        above = [c for c in cells if c.row <= first]
        kept = [c for c in cells if c.row > first and c.row - 1 in other]
        data = [c for c in cells if c.row > first and c.row - 1 not in other]
        zone = chosen.choice([z for z in (above, kept, data, data) if z])
        return chosen.choice(zone)


def _patched(content: bytes, sheet: int, cell: str) -> bytes:
    """The marks of what openpyxl cannot write -> what they stand for."""
    found = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(found, "w") as new:
        strings = (
            old.read("xl/sharedStrings.xml") if "xl/sharedStrings.xml" in old.namelist() else b""
        )
        linked = re.search(f"{LINKED}([-0-9.e]+)".encode(), strings)
        for name in old.namelist():
            part = old.read(name).replace(CONTROL.encode(), b"\x0b").replace(LINKED.encode(), b"")
            if linked and name == f"xl/worksheets/sheet{sheet}.xml":
                part = _linked(part, cell.encode(), linked.group(1))
            new.writestr(name, part)
    return found.getvalue()


def _linked(part: bytes, cell: bytes, value: bytes) -> bytes:
    """The cell as a formula over another workbook, with the value that it had last."""
    pattern = rb'(<c r="' + cell + rb'"[^>]*?) t="s"([^>]*)><v>\d+</v>'
    put = rb"\1\2><f>[1]Sheet1!$A$1</f><v>" + value + rb"</v>"
    found, times = re.subn(pattern, put, part)
    assert times == 1
    return found
