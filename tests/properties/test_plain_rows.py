"""Rows made a column at a time are the rows read cell by cell: same values, same findings."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.choose import Choice
from etl.parts import parts
from etl.read import Sheet, list_inbox, read_all
from etl.tidy import sheet as tidying
from etl.tidy import tidy
from etl.tidy.records import TidySheet
from etl.tidy.rows import Rows


def told(found: TidySheet) -> tuple[object, ...]:
    """Everything that a tidied sheet says."""
    records = [(r.row, r.values, r.section, r.section_row) for r in found.records]
    aside = [(r.row, r.values) for r in found.set_aside]
    return records, aside, found.findings, found.loaded, found.quarantined, found.other


def sheets(inbox: Path) -> list[tuple[Sheet, Choice]]:
    """Every sheet of an inbox whose form is known."""
    books = read_all(inbox, list_inbox(inbox), 2)
    found = (part for book in books for sheet in book.sheets for part in parts(sheet))
    return [(sheet, choice) for sheet, choice in found if choice is not None]


def spoilt(sheet: Sheet) -> Sheet:
    """The sheet with every seventh cell put in doubt, each in another way."""
    odd = (None, "??", "-", True, " 12 ", "1.234", 0.5)
    rows = [
        [
            odd[(r + c) % len(odd)] if (r * 31 + c) % 7 == 0 and r > 12 else v
            for c, v in enumerate(row)
        ]
        for r, row in enumerate(sheet.rows)
    ]
    return Sheet(sheet.name, rows, sheet.merges, sheet.hidden_rows, tags=sheet.tags)


@pytest.mark.parametrize("damage", [lambda sheet: sheet, spoilt], ids=["sound", "spoilt"])
def test_rows_by_column_are_rows_by_cell(
    damage: object, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert callable(damage)
    known = [(damage(sheet), choice) for sheet, choice in sheets(inbox)]
    quick = [told(tidy("x", sheet, choice)) for sheet, choice in known]
    made = []
    whole = tidying.plain_rows

    def none_plain(*given: object) -> dict[int, object]:
        made.extend(whole(*given))  # type: ignore[arg-type]
        return {}

    monkeypatch.setattr(tidying, "plain_rows", none_plain)
    slow = [told(tidy("x", sheet, choice)) for sheet, choice in known]
    assert quick == slow
    assert len(made) > 50


@pytest.mark.parametrize("damage", [lambda sheet: sheet, spoilt], ids=["sound", "spoilt"])
def test_rows_known_for_data_by_column_are_data_by_cell(damage: object, inbox: Path) -> None:
    assert callable(damage)
    known = 0
    for sheet, choice in sheets(inbox):
        quick = Rows(damage(sheet), choice)
        slow = Rows(damage(sheet), choice)
        slow._plain = set()
        known += len(quick._plain)
        for row in filter(quick.sheet.is_filled, range(choice.first_row, len(sheet.rows))):
            assert quick.kind(row) is slow.kind(row), (sheet.name, row)
    assert known > 100
