"""Near-poverty rate: near-poor households over all resident households (DOMAIN 8.2)."""

from __future__ import annotations

from dashboard.measure.reviews import rate_of, review
from dashboard.words import percent
from tests.small import data, territory


def test_58_of_3960_is_1_46_percent() -> None:
    found = data(
        review_summary="""
        hamlet_code commune_code review_year households poor_households near_poor_households
        H1          29221        2025        3960       42              58
        """
    )
    figure = rate_of(found, review(found, territory(found), 2025), "near_poverty_rate")
    assert percent("vi", float(figure.value or 0)) == "1,46%"
