"""Workbooks in code: copies of the made-up commune's with one thing changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from etl.progress import Progress
from etl.run import Order, Outcome, build

REVIEW = "Rà soát 2025 - Xã Thạnh Hải.xlsx"
WORKS = "Công trình hạ tầng 2022-2025 - Xã Thạnh Hải.xlsx"
Edit = Callable[[Workbook], None]


def copy(inbox: Path, folder: Path) -> Path:
    """A copy of an inbox that a test may spoil."""
    return Path(shutil.copytree(inbox, folder / "inbox"))


def edit(path: Path, change: Edit) -> None:
    """Change a workbook in place, as somebody with a spreadsheet program would."""
    book = load_workbook(path)
    change(book)
    book.save(path)


def run(inbox: Path, folder: Path, **order: str) -> Outcome:
    """Build an inbox into `folder`; asserts that no row was lost."""
    outcome = build(
        Order(inbox, folder / "warehouse", folder / "state", **order), Progress(quiet=True)
    )
    for file in outcome.report.get("files", []):
        for part in (file, *file["sheets"]):
            kept = part["rows_loaded"] + part["rows_quarantined"] + part["rows_other"]
            assert part["rows_in"] == kept, part
    return outcome


def cell_of(page: Worksheet, text: str, column: int | None = None) -> tuple[int, int]:
    """Row and column of the first cell that says `text`."""
    for row in page.iter_rows():
        for cell in row:
            if cell.value == text and column in (None, cell.column):
                return cell.row, cell.column
    raise AssertionError(text)


def rules(outcome: Outcome) -> set[str]:
    """The rules that found something."""
    return {finding.rule for finding in outcome.findings}


def places(outcome: Outcome) -> set[tuple[str, str, str]]:
    """Where the findings are: sheet, cell, severity."""
    return {(f.sheet, f.cell, str(f.severity)) for f in outcome.findings}


def name_first_work(book: Workbook, name: str) -> None:
    """Give the first infrastructure work of the register another name."""
    page = book["Danh mục công trình"]
    row, column = cell_of(page, "Tên công trình")
    first = next(r for r in range(row + 1, page.max_row) if page.cell(r, 1).value == 1)
    page.cell(first, column).value = name
