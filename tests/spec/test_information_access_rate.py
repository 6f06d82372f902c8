"""Information access: poor and near-poor households reached, of all of them (DOMAIN 8.13)."""

from __future__ import annotations

from dashboard.measure.support import information_access
from dashboard.words import percent
from tests.small import data, territory

REVIEW = """
hamlet_code commune_code review_year households poor_households near_poor_households
H1          29221        2025        3960       42              58
"""


def test_380_of_447_is_85_01_percent() -> None:
    found = data(
        review_summary=REVIEW,
        information_access="""
        hamlet_code year target_households reached_households
        H1          2024 200               170
        H2          2024 247               210
        """,
    )
    figure = information_access(found, territory(found), 2024)
    assert (figure.part, figure.whole) == (380, 447)
    assert percent("vi", float(figure.value or 0)) == "85,01%"


def test_a_year_that_was_not_measured_is_missing_and_not_zero() -> None:
    found = data(review_summary=REVIEW)
    figure = information_access(found, territory(found), 2022)
    assert (figure.value, figure.reason) == (None, "not_measured")
