"""An inbox with one fault -> what a build makes of it, in memory; the sound inbox is read once."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.workbook import Workbook as Book

from etl.corrections import NONE, Corrections
from etl.findings import Finding
from etl.gather import Gathered, gather
from etl.read import Workbook, read_all
from etl.read.cells import Value
from etl.relate import Tables
from etl.report import as_json, exit_of, sheet_rows
from etl.run import Order, related
from etl.supersede import supersede
from tests.inmemory import Cell, Inbox

PLACES, REVIEW, REVIEWS = "Danh mục địa bàn", "Rà soát 2025", "Rà soát"
WORKS, LIVELIHOODS, CREDIT = "Công trình", "Sinh kế", "Vốn vay"
SUPPORT, OPENNESS, TARGETS = "Hỗ trợ", "Truyền thông", "Chỉ tiêu"
SECRET = b"made up for the tests"


@dataclass(frozen=True)
class Spot:
    """Where a finding is expected; a blank part is blank in the finding too."""

    file: str = ""
    sheet: str = ""
    cell: str = ""
    field: str = ""

    @property
    def row(self) -> int:
        """The number of the row as Excel counts, 0 where no cell is named."""
        return int(re.sub("[A-Z]", "", self.cell) or 0)


@dataclass
class Told:
    """What a build says and holds."""

    exit: int
    report: dict[str, Any]
    findings: list[Finding]
    gathered: Gathered
    tables: Tables

    def rows_at(self, spot: Spot) -> list[dict[str, Any]]:
        """The rows of all tables that come from the row of a spot."""
        return [
            row
            for rows in self.tables.rows.values()
            for row in rows
            if (row.get("source_file"), row.get("source_row")) == (spot.file, spot.row)
            and row.get("source_sheet") == spot.sheet
        ]

    def counts(self, spot: Spot) -> tuple[set[int], set[int], set[int]]:
        """The numbers of the loaded, quarantined and other rows of a spot's sheet."""
        parts = [
            s for s in self.gathered.sheets if (s.file, s.sheet.name) == (spot.file, spot.sheet)
        ]
        kinds = [
            [p.loaded for p in parts],
            [p.quarantined for p in parts],
            [p.other for p in parts],
        ]
        loaded, aside, other = ({r + 1 for rows in kind for r in rows} for kind in kinds)
        return loaded, aside, other


class Office:
    """The workbooks of the made-up commune for 2024 and 2025, as they are read."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.inbox = folder, Inbox(folder)
        paths = sorted(folder.glob("*.xlsx"))
        self.books = {book.file: book for book in read_all(folder, paths, 2)}

    def desk(self, names: tuple[str, ...], folder: Path) -> Desk:
        """The workbooks whose names begin so."""
        return Desk(self, {n: b for n, b in self.books.items() if n.startswith(names)}, folder)

    @lru_cache(maxsize=16)  # noqa: B019 - one office for the whole run
    def sound(self, names: tuple[str, ...]) -> Told:
        """What a build says of these workbooks as they are."""
        return self.desk(names, self.folder).understood()


@dataclass
class Desk:
    """Some workbooks, and the orders of a build; a fault changes one of them."""

    office: Office
    books: dict[str, Workbook]
    folder: Path
    corrections: Corrections = NONE
    order: dict[str, str] = field(default_factory=dict)
    warehouse: Path | None = None
    more: list[Workbook] = field(default_factory=list)  # further files, whose names may be taken

    def understood(self) -> Told:
        """What a build would say of it."""
        books = [self.books[name] for name in sorted(self.books)]
        gathered = gather([*books, *self.more], self.corrections)
        warehouse = self.warehouse or self.folder / "no warehouse"
        order = Order(self.folder, warehouse, self.folder / "state", **self.order)
        supersede(gathered, order.supersede)
        illustrative = all(gathered.illustrative.values())
        tables, findings = related(order, gathered, SECRET, illustrative)
        report = as_json("made up", sheet_rows(gathered), findings, illustrative)
        return Told(exit_of(findings), report, findings, gathered, tables)

    def named(self, start: str) -> str:
        """The workbook whose name begins so."""
        return next(name for name in self.books if name.startswith(start))

    def put(self, cell: Cell, value: Value, tag: str = "") -> None:
        """Change a cell in memory; `tag` is what its format says."""
        book = self.books[cell.file]
        sheets = []
        for sheet in book.sheets:
            if sheet.name == cell.sheet:
                rows = [list(row) for row in sheet.rows]
                rows += [[] for _ in range(cell.row + 1 - len(rows))]
                rows[cell.row] += [None] * (cell.column + 1 - len(rows[cell.row]))
                rows[cell.row][cell.column] = value
                tags = sheet.tags | ({(cell.row, cell.column): tag} if tag else {})
                sheet = replace(sheet, rows=rows, tags=tags)
            sheets.append(sheet)
        self.books[cell.file] = replace(book, sheets=tuple(sheets), sha256=book.sha256[::-1])

    def without(self, start: str, *sheets: str) -> None:
        """Take sheets out of a workbook."""
        book = self.books[self.named(start)]
        kept = tuple(sheet for sheet in book.sheets if sheet.name not in sheets)
        assert len(kept) == len(book.sheets) - len(sheets)
        self.books[book.file] = replace(book, sheets=kept, sha256=book.sha256[::-1])

    def clear(self, cell: Cell) -> None:
        """Empty the row of a cell."""
        book = self.books[cell.file]
        page = next(sheet for sheet in book.sheets if sheet.name == cell.sheet)
        for column in page.filled(cell.row):
            self.put(Cell(cell.file, cell.sheet, cell.row, column, None), None)

    def text(self, start: str, sheet: str, words: str) -> Cell:
        """The first cell of a sheet whose text begins so."""
        book = self.books[self.named(start)]
        page = next(s for s in book.sheets if s.name == sheet)
        for row, cells in enumerate(page.rows):
            for column, value in enumerate(cells):
                if isinstance(value, str) and value.startswith(words):
                    return Cell(book.file, sheet, row, column, value)
        raise AssertionError(words)

    def write(self, name: str, content: bytes, known: str = "") -> Spot:
        """A file beside the others (or in place of one), read as every file is."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / name
        path.write_bytes(content)
        told = {path: known} if known else None
        (book,) = read_all(self.folder, [path], 1, told)
        self.books[book.file] = book
        return Spot(book.file)

    def content(self, start: str) -> bytes:
        """The bytes of a workbook."""
        return (self.office.folder / self.named(start)).read_bytes()

    def edit(self, start: str, change: Callable[[Book], None]) -> str:
        """Change a workbook as somebody with a spreadsheet program would; its name."""
        name = self.named(start)
        path = self.folder / "edited.xlsx"
        self.folder.mkdir(parents=True, exist_ok=True)
        book = load_workbook(self.office.folder / name)
        change(book)
        book.save(path)
        self.write(name, path.read_bytes())
        return name

    def patch(self, start: str, change: Callable[[str, bytes], tuple[str, bytes] | None]) -> bytes:
        """A workbook whose parts were changed one by one, as no program would; its bytes."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / "patched.xlsx"
        with (
            zipfile.ZipFile(self.office.folder / self.named(start)) as old,
            zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new,
        ):
            for name in old.namelist():
                part = change(name, old.read(name))
                if part:
                    new.writestr(*part)
        return path.read_bytes()
