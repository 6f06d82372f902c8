"""Two data versions side by side: exactly the figures that a changed cell moves, each with that cell."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dashboard.data import Data
from dashboard.load import build_of, read_warehouse
from dashboard.measure.territory import territories
from dashboard.measure.versions import changes
from etl.progress import Progress
from etl.run import Order, build
from tests.pages.reader import open_page, read

BOOK, SHEET, CELL = "Rà soát 2025 - Xã Thạnh Hải.xlsx", "Biểu 1 Tổng hợp", "C13"


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory, inbox: Path, sample: Path) -> Path:
    """The sample's warehouse after one hamlet has ten more households, published beside it."""
    folder = tmp_path_factory.mktemp("versions")
    shutil.copytree(inbox, folder / "inbox")
    shutil.copytree(sample, folder / "warehouse")
    book = load_workbook(folder / "inbox" / BOOK)
    book[SHEET][CELL].value += 10
    book.save(folder / "inbox" / BOOK)
    build(Order(folder / "inbox", folder / "warehouse", sample.parent / "state"), Progress())
    return folder / "warehouse"


def both(sample: Path, changed: Path) -> tuple[Data, Data]:
    now = read_warehouse(changed)
    before = build_of(changed, read_warehouse(sample).build)
    assert before.build and now.build and before.build != now.build
    return before, now


def test_only_figures_over_the_changed_cell_differ_and_each_names_it(
    sample: Path, changed: Path
) -> None:
    before, now = both(sample, changed)
    found = changes(before, now, territories(now)[0], 2025)
    keys = {change.figure.key for change in found}
    assert {"households/29221/2025", "households/TD01/2025", "poverty_rate/TD01/2025"} <= keys
    assert not [key for key in keys if key.split("/")[0] in ("poor_households", "opening", "cause")]
    for change in found:
        places = {(at.file, at.sheet, at.cell) for pair in change.cells for at in pair if at}
        assert places == {(BOOK, SHEET, CELL)}, change.figure.key


def test_a_version_beside_itself_differs_in_nothing(sample: Path) -> None:
    data = read_warehouse(sample)
    assert changes(data, data, territories(data)[0], 2025) == ()


def test_the_page_lists_what_differs_with_the_cell_and_both_values(
    sample: Path, changed: Path
) -> None:
    before, _ = both(sample, changed)
    page = read(open_page("quality", changed, lang="vi", older=before.build))
    assert f"{BOOK} · {SHEET} · {CELL}: 388 → 398" in page.shown
    assert page.values["households/29221/2025"] == "4822"


def test_an_address_that_names_no_build_compares_with_nothing(changed: Path) -> None:
    page = read(open_page("quality", changed, lang="vi", older="0123456789abcdef"))
    assert "→" not in page.shown
