"""One as-of date: the latest in the data, or the one that the reader sets."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.measure.as_of import as_of, day_of
from dashboard.view import view_of
from tests.small import data

REVIEW = """
hamlet_code commune_code review_year households poor_households near_poor_households
H1          29221        2025        3960       42              58
"""
CREDIT = """
commune_code quarter_end as_of_date
29221        2025-09-30  2025-09-30
29221        {quarter}   {day}
"""


@pytest.mark.parametrize(
    ("quarter", "day", "latest"),
    [
        ("2025-12-31", "2025-10-20", "2025-12-10"),
        ("2025-12-31", "2025-12-20", "2025-12-20"),
        ("2026-03-31", "2026-02-15", "2026-02-15"),  # the quarter is not over
        ("2026-03-31", "2026-03-31", "2026-03-31"),
    ],
)
def test_of_the_loans_the_day_counts_that_they_tell_of_and_not_the_end_of_its_quarter(
    quarter: str, day: str, latest: str
) -> None:
    found = data(review_summary=REVIEW, credit_summary=CREDIT.format(quarter=quarter, day=day))
    assert as_of(found) == date.fromisoformat(latest)


def test_without_dates_there_is_no_day() -> None:
    assert as_of(data()) is None


@pytest.mark.parametrize(
    "nonsense", ["", "x", "2025-13-01", "31/12/2025", "0001-01-01", "9999-12-31", None]
)
def test_nonsense_in_the_address_falls_back_to_the_latest(nonsense: str | None) -> None:
    assert day_of(data(review_summary=REVIEW), nonsense) == date(2025, 12, 10)


def test_a_day_in_the_address_is_the_day_and_every_link_keeps_it() -> None:
    found = data(review_summary=REVIEW)
    usual = view_of(found, "vi", False, {})
    asked = view_of(found, "vi", False, {"asof": "2025-06-30"})
    assert usual is not None
    assert asked is not None
    assert (usual.today, asked.today, asked.latest) == (
        date(2025, 12, 10), date(2025, 6, 30), date(2025, 12, 10),
    )  # fmt: skip
    assert asked.link("hamlets", "H1") == "/hamlets?lang=vi&year=2025&asof=2025-06-30&hamlet=H1"
    assert usual.link("overview") == "/overview?lang=vi&year=2025"
