"""What is told of a household's or a loan's cell never shows what stands in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl.workbook import Workbook

from tests import bank, workbooks
from tests.workbooks import cell_of

SECRET = "1.2.3-MẪU"


@pytest.mark.parametrize(
    ("sheet", "heading", "text"),
    [
        ("Món vay", "Số tiền vay", SECRET),
        ("Món vay", "Ngày giải ngân", SECRET),
        ("Trả nợ", "Mã món vay", SECRET),
        ("Trả nợ", "Ngày trả", SECRET),
    ],
)
def test_a_finding_about_a_loan_names_the_cell_and_not_what_it_says(
    sheet: str, heading: str, text: str, inbox: Path, tmp_path: Path
) -> None:
    mine = workbooks.copy(inbox, tmp_path)

    def spoil(book: Workbook) -> None:
        page, column = book[sheet], cell_of(book[sheet], heading)[1]
        row = next(r for r in range(1, page.max_row) if page.cell(r, 1).value == 1)
        page.cell(row, column).value = text

    workbooks.edit(bank.book_of(mine), spoil)
    outcome = workbooks.run(mine, tmp_path)
    assert outcome.findings
    for found in outcome.findings:
        assert text not in f"{found.found} {found.expected} {found.says('vi')}"
