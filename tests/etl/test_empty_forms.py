"""A form that is empty because there is nothing to tell is no doubt; a total over no row is one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.findings.desk import LIVELIHOODS, PLACES, WORKS, Desk, Office


@pytest.mark.parametrize(
    ("form", "total", "told"),
    [
        ("infrastructure_funding", 0, []),
        ("livelihood_funding", 0, []),
        ("livelihood_funding", 5, ["row.only_total"]),
    ],
)
def test_a_total_of_nothing_over_no_row_is_an_empty_form(
    form: str, total: int, told: list[str], office: Office, tmp_path: Path
) -> None:
    desk = office.desk((PLACES, WORKS, LIVELIHOODS), tmp_path)
    _empty(desk, form, total)
    found = [f.rule for f in desk.understood().findings if f.rule == "row.only_total"]
    assert found == told


def _empty(desk: Desk, form: str, total: int) -> None:
    """Take the rows of a form away and leave its totals, each of them one number."""
    page = next(s for s in desk.understood().gathered.sheets if s.form.form == form)
    printed = {record.row for record in page.printed}

    def left(row: int, cells: list[Any]) -> list[Any]:
        if row in printed:
            return [total if isinstance(cell, int | float) else cell for cell in cells]
        return [] if row in page.loaded else cells

    rows = [left(row, cells) for row, cells in enumerate(page.sheet.rows)]
    book = desk.books[page.file]
    sheets = tuple(replace(s, rows=rows) if s.name == page.sheet.name else s for s in book.sheets)
    desk.books[page.file] = replace(book, sheets=sheets, sha256="emptied")
