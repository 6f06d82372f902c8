"""A form that lacks a hamlet of the summary is not added up as if it were the whole."""

from __future__ import annotations

import pytest

from dashboard.measure.breakdown import by_detail
from dashboard.measure.figure import Figure
from dashboard.measure.flows import gross_exits, movement
from tests.small import data, territory
from tests.spec.moved import BOTH

REVIEW = """
hamlet_code commune_code review_year households poor_households near_poor_households
H1          29221        2025        3960       42              58
H2          29221        2025        1000       {poor}          0
"""
LACKING = """
hamlet_code commune_code review_year group indicator  households
{place}     29221        2025        poor  d01_employment 31
"""
LINES = BOTH.splitlines()
ONE = "\n".join(line for line in LINES if not line.startswith("H2"))


def exits(forms: str, poor: int, hamlet: str = "") -> Figure:
    """Who left poverty by the movement forms."""
    found = data(review_summary=REVIEW.format(poor=poor), review_movement=forms)
    moved = movement(found, territory(found), 2025, "poor", hamlet)
    return gross_exits(moved, hamlet or "29221", 2025)


@pytest.mark.parametrize(
    ("forms", "poor", "value", "reason"),
    [(BOTH, 5, 15, ""), (ONE, 0, 15, ""), (ONE, 5, None, "some_hamlets")],
)
def test_exits_of_the_commune_need_the_form_of_every_hamlet_with_poor(
    forms: str, poor: int, value: int | None, reason: str
) -> None:
    found = exits(forms, poor)
    assert (found.value, found.reason) == (value, reason)
    assert exits(forms, poor, "H1").value == 15


@pytest.mark.parametrize(("poor", "value", "reason"), [(0, 31, ""), (5, None, "some_hamlets")])
def test_deprivations_of_the_commune_need_the_form_of_every_hamlet_with_poor(
    poor: int, value: int | None, reason: str
) -> None:
    found = data(
        review_summary=REVIEW.format(poor=poor),
        deprivation_summary=LACKING.format(place="H1"),
        deprivation_commune=LACKING.format(place="-"),
    )
    first = by_detail(found, territory(found), 2025, "poor", "indicator")[0]
    assert (first.value, first.reason) == (value, reason)
