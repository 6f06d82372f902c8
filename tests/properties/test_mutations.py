"""A number changed alone, anywhere in the forms, does not pass unseen; few findings tell of it."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from etl.headings import is_code_row
from etl.tidy import TidySheet
from tests.inmemory import Cell, Inbox

CHANGED = 10
#: What no other cell says again (docs/assumptions.md).
FREE = {
    "b1_score", "head_birth_year", "beneficiary_households", "poor_beneficiary_households",
    "attendance", "value", "start_year", "end_year", "progress_pct", "",
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Inbox:
    """Two years of the made-up commune, across its merger."""
    from etl.sample import write_sample

    path: Path = tmp_path_factory.mktemp("mutations")
    write_sample(path, from_year=2024)
    return Inbox(path)


def numbers(sheet: TidySheet) -> list[Cell]:
    """The cells of a sheet that hold a number which something else in the forms repeats."""
    found = []
    for row in sorted(sheet.loaded | {p.row for p in sheet.printed}):
        for f in sheet.choice.fields:
            value = sheet.sheet.at(row, f.index)
            counts = isinstance(value, int | float) and f.column.field not in FREE
            if counts and not is_code_row(sheet.sheet, row):
                found.append(Cell(sheet.file, sheet.sheet.name, row, f.index, value))
    return found


@pytest.mark.parametrize("seed", range(CHANGED))
def test_no_changed_number_passes_unseen(seed: int, folder: Inbox) -> None:
    random = Random(seed)
    sheet = random.choice([s for s in folder.sheets if numbers(s)])
    cell = random.choice(numbers(sheet))
    found = folder.say((cell, float(str(cell.value)) + random.choice([1, 2, 3])))
    assert found, f"{cell.sheet} {cell.name}"
    assert len(found) <= 3, [(f.rule, f.sheet, f.cell) for f in found]
