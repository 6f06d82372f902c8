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


@pytest.mark.parametrize("to", [0.058, 0.046, "0,058"])
def test_a_target_far_from_the_others_of_its_indicator_has_two_meanings(
    desk: Desk, to: Any
) -> None:
    value, told = value_of(desk, to)
    assert value is None
    assert "cell.two_percents" in told


def test_a_target_near_the_others_of_its_indicator_is_read_as_it_stands(desk: Desk) -> None:
    assert value_of(desk, 0.9) == (0.9, [])


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
