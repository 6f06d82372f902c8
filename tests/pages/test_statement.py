"""The page of loans beside a bank's statement: what it says is used, frozen debt is shown, nothing twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dashboard.drawn import drawn
from dashboard.load import read_warehouse
from dashboard.measure.trace import recomputed
from tests import bank, workbooks
from tests.pages.reader import TONGUES, open_page, read


def served(inbox: Path, folder: Path, lines: list[dict[str, Any]]) -> Path:
    """The warehouse of the sample with a statement beside its book."""
    mine = workbooks.copy(inbox, folder)
    bank.statement(mine / "Sao kê.xlsx", lines)
    workbooks.run(mine, folder)
    return folder / "warehouse"


@pytest.fixture(scope="module")
def frozen(inbox: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bank froze 3 million of its first loan and lent 20 million that the book does not have."""
    lines = bank.lines(inbox)
    lines[0] |= {
        "Dư nợ trong hạn": lines[0]["Dư nợ trong hạn"] - 3_000_000,
        "Dư nợ khoanh": 3_000_000,
    }
    new = lines[0] | {"Số khế ước": "KU-MỚI", "Mức vay": 20_000_000, "Dư nợ trong hạn": 12_000_000,
                      "Dư nợ quá hạn": 0, "Dư nợ khoanh": 0, "Tổng dư nợ": 12_000_000}  # fmt: skip
    return served(inbox, tmp_path_factory.mktemp("frozen"), [*lines, new])


def test_a_statement_that_says_what_the_book_says_changes_no_figure(
    inbox: Path, sample: Path, tmp_path: Path
) -> None:
    both = served(inbox, tmp_path, bank.lines(inbox))
    for page in ("credit", "overview"):
        alone, beside = (read(open_page(page, w, lang="vi")).values for w in (sample, both))
        assert beside.pop("loan_frozen_vnd/29221/now", "0") == "0"
        assert alone == beside


@pytest.mark.parametrize("tongue", TONGUES)
def test_frozen_debt_and_a_loan_of_the_bank_alone_are_shown(
    tongue: str, frozen: Path, sample: Path
) -> None:
    old, new = (read(open_page("credit", w, lang=tongue)).values for w in (sample, frozen))
    moved = {
        name: int(new[f"{name}/29221/now"]) - int(old[f"{name}/29221/now"])
        for name in ("loans", "loan_advanced_vnd", "loan_outstanding_vnd", "loan_repaid_vnd")
    }
    assert moved == {"loans": 1, "loan_advanced_vnd": 20_000_000, "loan_outstanding_vnd": 12_000_000,
                     "loan_repaid_vnd": 8_000_000}  # fmt: skip
    assert new["loan_frozen_vnd/29221/now"] == "3000000"
    assert new["loan_owed_vnd/KU-MỚI/now"] == "12000000"


@pytest.mark.parametrize("page", ["credit", "overview"])
def test_every_figure_beside_a_statement_adds_up_from_its_cells(page: str, frozen: Path) -> None:
    data = read_warehouse(frozen)
    shown = [drawn(data, key) for key in read(open_page(page, frozen, lang="vi")).values]
    found = [f for f in shown if f and f.value and "vnd" in f.key and "press" not in f.key]
    assert len(found) > 3
    assert [f.key for f in found if recomputed(f) != f.value] == []
    cells = {t.sheet for f in found for t in f.cells}
    assert "BCQUERY" in cells


def test_the_overview_and_the_ledger_say_the_same(frozen: Path) -> None:
    ledger = read(open_page("credit", frozen, lang="vi")).values
    overview = read(open_page("overview", frozen, lang="vi")).values
    overdue = next(v for k, v in overview.items() if k.startswith("credit_overdue_vnd/"))
    assert overdue == ledger["loan_overdue_vnd/29221/now"]
