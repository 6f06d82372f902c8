"""Every figure of the pages, recomputed by code that knows nothing of the product; then eleven changes."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from openpyxl.workbook import Workbook

from tests import workbooks
from tests.independent.changes import CHANGES, Change
from tests.independent.recompute import RATES, Figures, recompute
from tests.pages.reader import NAMES, open_page, read
from tests.workbooks import cell_of

#: What a newspaper printed is no figure of the workbooks.
OTHERS = re.compile(r"press/")


def drawn(warehouse: Path) -> dict[str, str]:
    """Every figure of the pages by its key, those of each rate that is explained too."""
    values: dict[str, str] = {}
    others = [("poverty", {"rate": name}) for name in RATES if name != "poverty_rate"]
    others.append(("households", {"hamlet": "TD03", "year": "2024"}))
    for name, address in [
        *((name, {}) for name in NAMES),
        *others,
        ("hamlets", {"hamlet": "TD03"}),
    ]:
        found = read(open_page(name, warehouse, lang="vi", **address)).values
        clash = {key for key in found.keys() & values.keys() if found[key] != values[key]}
        assert not clash, "one key has two values"
        values |= {key: value for key, value in found.items() if not OTHERS.match(key)}
    return values


@cache
def unchanged(sample: Path) -> dict[str, str]:
    """The figures of the pages before any change."""
    return drawn(sample)


@cache
def known(inbox: Path) -> Figures:
    """The recomputed figures of the unchanged sample."""
    return recompute(inbox)


def differing(shown: dict[str, str], expected: Figures) -> list[str]:
    """The keys whose shown value is not the expected one."""
    return [key for key, value in shown.items() if not same(value, expected.get(key))]


def same(value: str, expected: object) -> bool:
    """An empty value is a missing figure."""
    if value == "" or expected is None:
        return value == "" and expected is None
    if isinstance(expected, str):
        return value == expected
    number = float(str(expected))
    return abs(float(value) - number) <= 1e-12 * max(1.0, abs(number))


def test_every_figure_of_the_pages_is_the_recomputed_one(sample: Path, inbox: Path) -> None:
    shown = unchanged(sample)
    assert len(shown) > 400
    assert differing(shown, known(inbox)) == []


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.name)
def test_a_consistent_change_moves_exactly_the_predicted_figures(
    change: Change, sample: Path, inbox: Path, tmp_path: Path
) -> None:
    mine = workbooks.copy(inbox, tmp_path)
    change.make(mine)
    outcome = workbooks.run(mine, tmp_path)
    # the sheet of information access was not told of the change: it says so, at its cell
    assert workbooks.rules(outcome) <= {"access.target"}
    before, after = known(inbox), recompute(mine)
    for key, difference in change.moves.items():
        assert after[key] - before[key] == difference, key
    old, new = unchanged(sample), drawn(tmp_path / "warehouse")
    assert differing(new, after) == []
    moved = {key for key in old.keys() & new.keys() if old[key] != new[key]}
    predicted = {key for key in old.keys() & new.keys() if before.get(key) != after.get(key)}
    assert moved == predicted
    assert moved


def counts_one_more(book: Workbook) -> None:
    """The summary form counts one poor household more in a hamlet than the movement form closes with."""
    page = book["Biểu 1 Tổng hợp"]
    row, _ = cell_of(page, "Ấp Bãi Vọng")
    _, column = cell_of(page, "Hộ nghèo")
    page.cell(row, column).value += 1


def test_a_summary_that_differs_from_the_movement_form_is_a_bar_of_its_own(
    inbox: Path, tmp_path: Path
) -> None:
    mine = workbooks.copy(inbox, tmp_path)
    workbooks.edit(mine / workbooks.REVIEW, counts_one_more)
    assert "list.summary" in workbooks.rules(workbooks.run(mine, tmp_path))
    shown, expected = drawn(tmp_path / "warehouse"), recompute(mine)
    gaps = {key: value for key, value in shown.items() if "closing_gap" in key}
    assert gaps["closing_gap/29221/2025/poor"] == "1"
    assert float(gaps["rate_step/29221/2025/closing_gap"]) == 1 / 4812
    assert "multidimensional_rate_step/29221/2025/closing_gap" in gaps
    assert differing(gaps, expected) == []
