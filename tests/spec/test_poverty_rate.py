"""Poverty rate: poor households over all resident households at the review (DOMAIN 8.1, 8.5, 8.12)."""

from __future__ import annotations

import pytest

from dashboard.measure.figure import rate
from dashboard.measure.reviews import rate_of, review
from dashboard.words import percent
from tests.small import data, territory


@pytest.mark.parametrize(
    ("poor", "low", "high"),
    [(40, 3756, 3791), (42, 3944, 3981), (60, 5634, 5687), (64, 6010, 6066)],
)
def test_the_households_that_give_1_06_percent(poor: int, low: int, high: int) -> None:
    written = [percent("vi", poor / n) for n in (low - 1, low, high, high + 1)]
    assert written == ["1,07%", "1,06%", "1,06%", "1,05%"]


def test_42_of_3960_is_1_06_percent() -> None:
    found = data(
        review_summary="""
        hamlet_code commune_code review_year households poor_households near_poor_households
        H1          29221        2025        2000       20              30
        H2          29221        2025        1960       22              28
        """
    )
    figure = rate_of(found, review(found, territory(found), 2025), "poverty_rate")
    assert (figure.part, figure.whole) == (42, 3960)
    assert percent("vi", float(figure.value or 0)) == "1,06%"


@pytest.mark.parametrize(
    ("first", "second", "pooled"),
    [((96, 2350), (66, 1600), "4,10%"), ((50, 500), (70, 3500), "3,00%")],
)
def test_before_the_merger_the_households_are_added_and_the_rates_are_not(
    first: tuple[int, int], second: tuple[int, int], pooled: str
) -> None:
    found = data(
        review_summary=f"""
        hamlet_code commune_code review_year households poor_households near_poor_households
        H1          29209        2024        {first[1]} {first[0]}      0
        H2          29221        2024        {second[1]} {second[0]}    0
        """
    )
    figure = rate_of(found, review(found, territory(found), 2024), "poverty_rate")
    assert percent("vi", float(figure.value or 0)) == pooled


def test_without_the_form_of_one_predecessor_there_is_no_rate() -> None:
    found = data(
        review_summary="""
        hamlet_code commune_code review_year households poor_households near_poor_households
        H1          29209        2024        500        50              0
        """
    )
    figure = rate_of(found, review(found, territory(found), 2024), "poverty_rate")
    assert (figure.value, figure.reason) == (None, "partial")


@pytest.mark.parametrize(
    ("part", "whole", "reason"),
    [
        (204, 10, "over_100"),
        (5, None, "no_total"),
        (5, 0, "no_total"),
        (None, 400, "not_reported"),
        (1, 19, "too_small"),
        (1, 20, ""),
        (0, 400, ""),
    ],
)
def test_a_rate_that_cannot_be_is_missing_with_its_reason(
    part: int | None, whole: int | None, reason: str
) -> None:
    found = rate("poverty_rate/29221/2025", part, whole)
    assert found.reason == reason
    assert (found.value is None) == bool(reason)


def test_one_hamlet_that_reports_no_total_leaves_the_commune_without_a_rate() -> None:
    found = data(
        review_summary="""
        hamlet_code commune_code review_year households poor_households near_poor_households
        H1          29221        2025        2000       20              30
        H2          29221        2025        -          22              28
        """
    )
    figure = rate_of(found, review(found, territory(found), 2025), "poverty_rate")
    assert (figure.value, figure.reason) == (None, "no_total")
