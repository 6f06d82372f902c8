"""Every figure of every page knows its cells, and they add up to it."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from dashboard.blocks.origin import name_of, panel
from dashboard.drawn import drawn
from dashboard.load import read_warehouse
from dashboard.measure.figure import Figure
from dashboard.measure.trace import recomputed
from dashboard.view import view_of
from tests.pages.reader import NAMES, TONGUES, open_page, read

UNITS = (1, 0.01, 1_000, 1_000_000, 1_000_000_000)  # of a sheet: households, per cent, đồng
#: The slides are drawn from the public zone, where no cell of a list stands: tests/pages/test_conference.py.
PAGES = [name for name in NAMES if name not in ("intake", "accounts", "conference")]


def figures(name: str, warehouse: Path, **address: str) -> list[Figure]:
    """The figures that stand on a page."""
    keys = read(open_page(name, warehouse, lang="vi", **address)).values
    found = [drawn(read_warehouse(warehouse), key) for key in keys]
    assert all(found), [key for key, figure in zip(keys, found, strict=True) if not figure]
    return [figure for figure in found if figure]


def adds_up(found: Figure) -> bool:
    again = recomputed(found)
    return again is not None and found.value is not None and abs(again - found.value) < 1e-12


@pytest.mark.parametrize("year", ["2023", "2025"])
@pytest.mark.parametrize("name", PAGES)
def test_the_cells_of_every_figure_add_up_to_it(name: str, year: str, sample: Path) -> None:
    shown = [f for f in figures(name, sample, year=year) if f.known and f.key[:6] != "press/"]
    assert shown
    assert [f.key for f in shown if not f.cells and f.value] == []
    assert [f.key for f in shown if f.cells and not adds_up(f)] == []
    assert [t for f in shown for t in f.cells if not t.cell.rstrip("0123456789")] == []


@pytest.mark.parametrize("unit", ["households", "persons"])
@pytest.mark.parametrize("rate", ["near_poverty_rate", "multidimensional_rate"])
def test_the_cells_of_the_steps_of_every_rate_add_up(rate: str, unit: str, sample: Path) -> None:
    shown = [f for f in figures("poverty", sample, rate=rate, unit=unit) if f.known]
    steps = [f for f in shown if f.key.startswith(f"{rate}_step/")]
    assert len(steps) > 6
    assert [f.key for f in steps if not adds_up(f)] == []


@pytest.mark.parametrize("name", ["overview", "infrastructure", "livelihoods"])
def test_on_another_day_they_add_up_with_the_share_of_each_that_is_due(
    name: str, sample: Path
) -> None:
    shown = [f for f in figures(name, sample, asof="2025-06-30") if f.known]
    assert [f.key for f in shown if f.cells and not adds_up(f)] == []
    shares = {term.share for f in shown for term in f.cells}
    assert (len(shares) > 1) is (name != "overview" or any("pace" in f.key for f in shown))


def holds(cell: Any, value: float) -> bool:
    """Whether a cell shows a term: its number in the sheet's unit, its day, or what counts as one row."""
    if isinstance(cell, datetime):
        return value in (1, cell.toordinal())
    if isinstance(cell, int | float) and any(abs(abs(cell) * u - abs(value)) < 1 for u in UNITS):
        return True
    return value == 1 and cell is not None


@pytest.mark.parametrize("name", [name for name in PAGES if name != "quality"])
def test_every_cell_that_a_source_names_holds_what_it_adds(
    name: str, sample: Path, inbox: Path
) -> None:
    both = (*figures(name, sample), *figures(name, sample, asof="2025-06-30"))
    terms = {term for found in both for term in found.cells}
    books = {file: load_workbook(inbox / file, data_only=True) for file in {t.file for t in terms}}
    assert len(terms) > 20
    wrong = [t for t in terms if not holds(books[t.file][t.sheet][t.cell].value, t.value)]
    assert wrong == []


@pytest.mark.parametrize("tongue", TONGUES)
@pytest.mark.parametrize("name", PAGES)
def test_every_figure_can_be_explained_in_every_language(
    name: str, tongue: str, sample: Path
) -> None:
    view = view_of(read_warehouse(sample), tongue, False, {})
    assert view is not None
    for found in figures(name, sample):
        text = panel(view, found)
        assert name_of(view, found).split(" · ")[0] in text.replace("&#x27;", "'")


@pytest.mark.parametrize("name", PAGES)
def test_every_mark_of_a_chart_names_its_figure(name: str, sample: Path) -> None:
    app = open_page(name, sample, lang="vi")
    traces = [t for chart in app.get("plotly_chart") for t in json.loads(chart.proto.spec)["data"]]
    heard = [t for t in traces if t["hoverinfo"] == "none"]
    silent = [t for t in traces if t not in heard]  # lines that join marks
    assert [t for t in silent if t.get("mode") != "lines" or t["showlegend"]] == []
    for trace in heard:
        keys = trace["customdata"]
        assert len(keys) == len(trace["x"] if isinstance(trace["x"], list) else keys)
        found = [drawn(read_warehouse(sample), key) for key in keys if key]
        assert all(found)
        assert all(f.key.startswith("press/") or adds_up(f) for f in found if f and f.value)
