"""A percentage of 1 or less is used where one meaning is left, else it has no value (SAFETY N6)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.findings.case import Pick
from tests.findings.desk import PLACES, REVIEWS, TARGETS, Desk, Office

RATE = Pick("target", "value", where=lambda v: v["indicator"] == "poverty_rate")


@pytest.fixture
def desk(office: Office, tmp_path: Path) -> Iterator[Desk]:
    """The targets of the made-up commune, without its reviews."""
    yield office.desk((PLACES, TARGETS), tmp_path)


def value_of(desk: Desk, to: Any, tag: str = "") -> tuple[Any, list[str]]:
    """What the first target of the poverty rate is read as, and the rules told at its cell."""
    spot = RATE.spot(desk)
    desk.put(RATE.cell(desk), to, tag)
    told = desk.understood()
    (row,) = told.rows_at(spot)
    return row["value"], [
        f.rule for f in told.findings if (f.sheet, f.cell) == (spot.sheet, spot.cell)
    ]


SAID = [
    (0.009, "percent", 0.9),
    (0.9, "percent_text", 0.9),
    ("0,9%", "", 0.9),
    (0.058, "percent", 5.8),
]


@pytest.mark.parametrize(("to", "tag", "meant"), SAID)
def test_a_cell_that_says_per_cent_is_read_as_it_says(
    desk: Desk, to: Any, tag: str, meant: float
) -> None:
    value, told = value_of(desk, to, tag)
    assert value == pytest.approx(meant)
    assert "cell.two_percents" not in told


@pytest.mark.parametrize(("to", "meant"), [(0.058, 5.8), (0.046, 4.6)])
def test_a_target_that_is_near_the_others_as_a_fraction_is_one_and_that_is_told(
    desk: Desk, to: float, meant: float
) -> None:
    assert value_of(desk, to) == (meant, ["cell.fraction"])


@pytest.mark.parametrize("to", [0.9, 0.3, 0.2])
def test_a_target_nearer_to_the_others_as_it_stands_is_read_so(desk: Desk, to: float) -> None:
    assert value_of(desk, to) == (to, [])


def test_a_target_that_is_near_as_a_fraction_alone_but_far_worse_has_two_meanings(
    desk: Desk,
) -> None:
    assert value_of(desk, 0.1) == (None, ["cell.two_percents"])


def test_the_plan_of_a_commune_is_judged_by_its_own_figures(office: Office, tmp_path: Path) -> None:
    desk = office.desk((PLACES, TARGETS, REVIEWS), tmp_path)
    last = Pick("target", "value", where=lambda v: RATE.where(v) and v["year"] == 2025)
    desk.put(last.cell(desk), 0.3)
    found = next(r for r in desk.understood().rows_at(last.spot(desk)))
    assert found["value"] == 0.3


def test_a_target_alone_is_judged_by_the_rates_of_the_reviews(
    office: Office, tmp_path: Path
) -> None:
    for books, value in (((PLACES, TARGETS), None), ((PLACES, TARGETS, REVIEWS), 1)):
        desk = office.desk(books, tmp_path)
        for cell in _others(desk):
            desk.put(cell, None)
        found, told = value_of(desk, 1)
        assert found == value
        assert ("cell.two_percents" in told) == (value is None)


def _others(desk: Desk) -> list[Any]:
    count = len({r.row for r in desk.office.inbox.sheet("target").records if RATE.where(r.values)})
    return [Pick("target", "value", where=RATE.where, nth=n).cell(desk) for n in range(1, count)]


def test_a_target_of_households_is_a_count(desk: Desk) -> None:
    unit = Pick("target", "unit", where=RATE.where)
    desk.put(unit.cell(desk), "hộ")
    assert value_of(desk, 1)[0] == 1
