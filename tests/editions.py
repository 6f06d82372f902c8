"""Workbooks in code: the made-up commune's forms as other offices lay them out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from etl.parts import parts
from etl.publish.pointer import current
from etl.read import read_workbook
from etl.read.cells import Sheet
from etl.tidy import TidySheet, tidy
from tests.workbooks import REVIEW

HEAD = "Mã xã: 29221; Thời điểm rà soát: 12/12/2025; Chuẩn nghèo: Nghị định số 07/2021/NĐ-CP"


@dataclass(frozen=True)
class Layout:
    """How a sheet is laid out anew: its headings, the order of its columns, the rows above."""

    headings: Sequence[str] = ()
    order: Sequence[int] = ()
    above: int = 0
    code_row: bool = False
    extra: str = ""


def only(inbox: Path, folder: Path, *sheets: str, source: str = REVIEW) -> Path:
    """An inbox of the places and of some sheets of one workbook."""
    folder.mkdir(parents=True, exist_ok=True)
    places = next(inbox.glob("*địa bàn*"))
    (folder / places.name).write_bytes(places.read_bytes())
    book = load_workbook(inbox / source)
    for name in [name for name in book.sheetnames if name not in sheets]:
        del book[name]
    book.save(folder / source)
    return folder


def grid(path: Path, name: str) -> tuple[Sheet, int, int]:
    """A sheet as it is read, the first row of its header and the first row below its code row."""
    sheet = next(s for s in read_workbook(path).sheets if s.name == name)
    top = next(r for r in range(20) if sheet.at(r, 0) in ("TT", "STT"))
    code = next(r for r in range(top, top + 6) if sheet.at(r, 0) == "A")
    return sheet, top, code


def lay_out(path: Path, name: str, layout: Layout) -> None:
    """Write a sheet anew in another layout; its rows below the header stay what they are."""
    sheet, top, code = grid(path, name)
    width = len(sheet.rows[code])
    order = list(layout.order) or list(range(width))
    book = load_workbook(path)
    index = book.sheetnames.index(name)
    del book[name]
    page = book.create_sheet(name, index)
    row = layout.above
    for texts in sheet.rows[:top]:
        values = [v for v in texts if v is not None]
        if values:
            row += 1
            page.cell(row, 1).value = values[0]
    levels = [layout.headings[c].split(" / ") for c in order]
    row = header(page, row + 1, levels, layout.extra)
    first = code if layout.code_row else code + 1
    for source in range(first, len(sheet.rows)):
        row += 1
        for place, column in enumerate(order, start=1):
            page.cell(row, place).value = _value(sheet, source, column)
        if layout.extra and isinstance(sheet.at(source, 0), int):
            page.cell(row, len(order) + 1).value = "TRUE"
    book.save(path)


def _value(sheet: Sheet, row: int, column: int) -> Any:
    """The order and the hamlet of the second row of a unit stand in its merged cell: written out."""
    return sheet.merged(row, column) if column < 2 and sheet.at(row, 2) else sheet.at(row, column)


def header(page: Worksheet, row: int, levels: list[list[str]], extra: str = "") -> int:
    """Write heading levels; equal neighbours are merged. Returns the last row of the header."""
    levels = [*levels, [extra]] if extra else levels
    depth = max(len(level) for level in levels)
    for step in range(depth):
        column = 0
        while column < len(levels):
            end = column
            prefix = levels[column][: step + 1]
            if len(prefix) <= step:
                column += 1
                continue
            while end + 1 < len(levels) and levels[end + 1][: step + 1] == prefix:
                end += 1
            bottom = row + depth - 1 if len(levels[column]) == step + 1 else row + step
            page.cell(row + step, column + 1).value = prefix[step]
            if (bottom, end) != (row + step, column):
                page.merge_cells(start_row=row + step, start_column=column + 1,
                                 end_row=bottom, end_column=end + 1)  # fmt: skip
            column = end + 1
    return row + depth - 1


def read(path: Path, name: str) -> list[TidySheet]:
    """The forms of one sheet, tidied."""
    sheet = next(s for s in read_workbook(path).sheets if s.name == name)
    return [tidy(path.name, part, choice) for part, choice in parts(sheet) if choice]


def values(path: Path, name: str) -> list[dict[str, Any]]:
    """What the records of a sheet say, without what only another layout of it has."""
    return [dict(record.values) for found in read(path, name) for record in found.records]


def said(path: Path, name: str) -> list[tuple[str, str]]:
    """The findings of a sheet: rule and cell."""
    return [(f.rule, f.cell) for found in read(path, name) for f in found.findings]


def rows_of(folder: Path, name: str) -> list[dict[str, Any]]:
    """The rows of a table of the build in `folder`, of its restricted zone where it has one."""
    build = folder / "warehouse" / "builds" / str(current(folder / "warehouse"))
    path = max(build.rglob(f"{name}.parquet"), key=lambda path: path.parent.name)
    rows: list[dict[str, Any]] = pq.read_table(path).to_pylist()
    return rows


def below(page: Worksheet, other: Worksheet) -> None:
    """Put a copy of another sheet below the rows of this one, as somebody who saves paper does."""
    down = page.max_row + 2
    for cells in other.iter_rows():
        for cell in cells:
            if cell.value is not None:
                page.cell(cell.row + down, cell.column).value = cell.value
    for merge in other.merged_cells.ranges:
        page.merge_cells(start_row=merge.min_row + down, start_column=merge.min_col,
                         end_row=merge.max_row + down, end_column=merge.max_col)  # fmt: skip


def book_of(path: Path, **sheets: Iterable[Sequence[Any]]) -> None:
    """A workbook of sheets given as rows."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name.replace("_", " "))
        for cells in rows:
            page.append(list(cells))
    book.save(path)
