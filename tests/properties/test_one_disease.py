"""One disease on one cell: the same tables or a finding there; no crash, no other figure changed."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from tests.diseases import Disease, Understood, diseases, understand

CASES = int(os.environ.get("DISEASES", "25"))
SEED = int(os.environ.get("DISEASE_SEED", "1"))
#: What stands in a row of a sheet; the tables that join several rows follow from these.
TABLES = (
    "review_summary", "review_movement", "deprivation_summary", "cause_summary",
    "household_review", "infrastructure_project", "infrastructure_funding", "livelihood_project",
    "livelihood_funding", "livelihood_participant", "loan", "loan_repayment", "support_event",
    "donation", "visit", "communication_event", "information_access", "posting", "supervision",
    "officer_assignment", "target", "place",
)  # fmt: skip
Address = tuple[str, str, int]


def rows_of(found: Understood) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Every row by table, address and what tells rows of one address apart."""
    told = ("unit", "indicator", "cause", "group", "year", "fund_source")
    return {
        (name, r.get("source_file"), r.get("source_sheet"), r.get("source_row"),
         *(str(r.get(n)) for n in told)): {k: v for k, v in r.items() if not k.startswith("_")}
        for name in TABLES
        for r in found.rows.get(name, [])
    }  # fmt: skip


def changed(before: Understood, after: Understood, at: Address) -> list[str]:
    """Figures of other rows that are neither the same nor set aside, and rows that came from nowhere."""
    old, new = rows_of(before), rows_of(after)
    found = [f"new row {key}" for key in new.keys() - old.keys() if key[1:4] != at]
    for key in old.keys() & new.keys():
        if key[1:4] != at:
            found += [
                f"{key}: {name} {old[key][name]!r} -> {value!r}"
                for name, value in new[key].items()
                if value is not None and value != old[key][name]
            ]
    return found


def strike(folder: Path, chosen: random.Random) -> tuple[Disease, Path, str, str, int] | None:
    """Spoil one random filled cell of one random workbook; None when the disease cannot befall it."""
    path = chosen.choice(sorted(folder.glob("*.xlsx")))
    book: Workbook = load_workbook(path)
    page = chosen.choice(book.worksheets)
    cells = [cell for row in page.iter_rows() for cell in row if cell.value is not None]
    cell = chosen.choice(cells)
    disease = chosen.choice(diseases())
    if not disease.befall(cell):
        return None
    book.save(path)
    return disease, path, page.title, cell.coordinate, cell.row


@pytest.fixture(scope="module")
def clean(inbox: Path) -> Understood:
    """What the sound inbox gives."""
    return understand(inbox)


@pytest.mark.parametrize("case", range(CASES))
def test_a_disease_gives_the_same_tables_or_a_finding_at_its_cell(
    case: int, clean: Understood, inbox: Path, tmp_path: Path
) -> None:
    chosen = random.Random(f"{SEED} {case}")
    mine = Path(shutil.copytree(inbox, tmp_path / "inbox"))
    struck = None
    while struck is None:
        struck = strike(mine, chosen)
    disease, path, sheet, cell, row = struck
    found = understand(mine)
    told = f"{disease.name} at {path.name} · {sheet} · {cell}"
    assert not found.lost, told
    here = [f for f in found.findings if f.file == path.name and f.sheet == sheet]
    if not any(f.cell == cell for f in here):
        assert rows_of(found) == rows_of(clean), f"{told}: {[(f.rule, f.cell) for f in here][:5]}"
    assert not changed(clean, found, (path.name, sheet, row)), told
