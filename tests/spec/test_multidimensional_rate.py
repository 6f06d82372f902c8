"""Multidimensional rate: poor and near-poor households together, added before dividing (DOMAIN 8.2)."""

from __future__ import annotations

from dashboard.measure.reviews import rate_of, review
from dashboard.words import percent
from tests.small import data, territory

REVIEW = """
hamlet_code commune_code review_year households poor_households near_poor_households
H1          29221        2025        3960       {poor}          {near}
"""


def test_42_and_58_of_3960_is_2_53_percent_and_not_the_sum_of_rounded_rates() -> None:
    found = data(review_summary=REVIEW.format(poor=42, near=58))
    figure = rate_of(found, review(found, territory(found), 2025), "multidimensional_rate")
    assert percent("vi", float(figure.value or 0)) == "2,53%"
    assert figure.part == 100


def test_a_group_that_is_not_reported_leaves_no_rate() -> None:
    found = data(review_summary=REVIEW.format(poor=42, near="-"))
    figure = rate_of(found, review(found, territory(found), 2025), "multidimensional_rate")
    assert (figure.value, figure.reason) == (None, "not_reported")
