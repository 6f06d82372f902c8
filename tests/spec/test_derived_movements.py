"""Lists without a column of movements: last year's against this year's must give the movement form."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from etl.findings import Finding
from tests import workbooks

LISTS = ("DS hộ nghèo", "DS hộ cận nghèo")
POOR = "Biểu 2 Diễn biến hộ nghèo"
TOTAL, HAMLET = 13, 15  # rows of the form: all hamlets together, the first one
COLUMN, LEFT = "Diễn biến trong năm", "DS thoát nghèo"


def silent(book: Workbook) -> None:
    """The lists as an office keeps them that writes no movements, and no list of those who left."""
    for name in LISTS:
        page = book[name]
        top, column = workbooks.cell_of(page, COLUMN)
        for row in range(top, page.max_row + 1):
            cell = page.cell(row, column)
            if cell.__class__.__name__ != "MergedCell":
                cell.value = None
    del book[LEFT]


@pytest.fixture
def inbox(inbox: Path, tmp_path: Path) -> Path:
    """The made-up commune; its last review has silent lists."""
    copied = workbooks.copy(inbox, tmp_path)
    workbooks.edit(copied / workbooks.REVIEW, silent)
    return copied


def derived(inbox: Path, folder: Path) -> list[Finding]:
    outcome = workbooks.run(inbox, folder)
    return [f for f in outcome.findings if f.rule == "movement.derived"]


def test_a_form_that_says_what_the_lists_say_is_not_doubted(inbox: Path, tmp_path: Path) -> None:
    assert derived(inbox, tmp_path) == []


@pytest.mark.parametrize(("came", "went"), [("J", "F"), ("I", "G"), ("K", "G")])
def test_one_more_that_came_and_one_more_that_went_is_doubted_though_the_form_balances(
    inbox: Path, tmp_path: Path, came: str, went: str
) -> None:
    def more(book: Workbook) -> None:
        for row in (TOTAL, HAMLET):
            for column in (came, went):
                cell = book[POOR][f"{column}{row}"]
                cell.value = int(str(cell.value)) + 1

    workbooks.edit(inbox / workbooks.REVIEW, more)
    found = derived(inbox, tmp_path)
    assert {(f.sheet, f.cell) for f in found} == {(POOR, f"J{HAMLET}"), (POOR, f"F{HAMLET}")}
    assert all(int(f.found) != int(f.expected) for f in found)
