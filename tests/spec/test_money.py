"""Approved, planned, disbursed; disbursement and completion (DOMAIN 8.10)."""

from __future__ import annotations

import pytest

from dashboard.measure.money import programme
from dashboard.measure.spending import slices
from dashboard.words import figure, percent
from tests.small import data, territory

REGISTER = """
project_code approved_vnd hamlet_codes source_file source_sheet source_row
CT-1         12000000000  -            f           s            1
CT-2         8710000000   -            f           s            2
"""
FUNDING = """
project_code year fund_source planned_vnd  disbursed_vnd source_file source_sheet source_row
CT-1         2023 central     11000000000  11000000000   -           -            1
CT-2         2024 central     7400000000   6112000000    -           -            2
"""
REVIEW = """
hamlet_code commune_code review_year households poor_households near_poor_households
H1          29221        2025        3960       42              58
"""


def test_17112_of_18400_is_93_percent_and_82_63_of_what_was_approved() -> None:
    found = data(
        infrastructure_project=REGISTER, infrastructure_funding=FUNDING, review_summary=REVIEW
    )
    whole = programme(found, territory(found), "infrastructure")
    assert (whole.number.value, whole.approved.value) == (2, 20_710_000_000)
    assert figure("vi", whole.approved) == "20,71 tỷ đồng"
    assert (whole.planned.value, whole.disbursed.value) == (18_400_000_000, 17_112_000_000)
    assert percent("vi", float(whole.disbursement.value or 0)) == "93,00%"
    assert percent("vi", float(whole.completion.value or 0)) == "82,63%"


def test_more_than_the_plan_is_a_doubt_and_no_rate() -> None:
    funding = FUNDING.replace("6112000000 ", "7999000000 ").replace(
        "11000000000  11000000000", "11000000000  12000000000"
    )
    found = data(
        infrastructure_project=REGISTER, infrastructure_funding=funding, review_summary=REVIEW
    )
    whole = programme(found, territory(found), "infrastructure")
    assert (whole.disbursement.value, whole.disbursement.reason) == (None, "over_100")


@pytest.mark.parametrize(
    ("planned", "disbursed", "approved", "reasons"),
    [
        ("-", "6112000000", "8710000000", ("unmatched", "")),
        ("7400000000", "-", "8710000000", ("unmatched", "unmatched")),
        ("7400000000", "6112000000", "-", ("", "unmatched")),
        ("-", "-", "-", ("", "not_reported")),
    ],
)
def test_money_of_a_work_that_has_only_one_of_two_sums_makes_no_rate_of_all(
    planned: str, disbursed: str, approved: str, reasons: tuple[str, str]
) -> None:
    found = data(
        infrastructure_project=REGISTER.replace("8710000000", approved),
        infrastructure_funding=FUNDING.replace("7400000000", planned).replace("6112000000", disbursed),
        review_summary=REVIEW,
    )  # fmt: skip
    whole = programme(found, territory(found), "infrastructure")
    assert (whole.disbursement.reason, whole.completion.reason) == reasons


def test_years_and_sources_add_up_to_the_whole() -> None:
    found = data(
        infrastructure_project=REGISTER, infrastructure_funding=FUNDING, review_summary=REVIEW
    )
    for by in ("year", "fund_source"):
        parts = slices(found, territory(found), "infrastructure", by)
        assert sum(p.planned.value or 0 for p in parts) == 18_400_000_000
        assert sum(p.disbursed.value or 0 for p in parts) == 17_112_000_000


def test_a_register_without_money_has_no_rate_and_no_zero() -> None:
    found = data(infrastructure_project=REGISTER, review_summary=REVIEW)
    whole = programme(found, territory(found), "infrastructure")
    assert (whole.disbursed.value, whole.disbursed.reason) == (None, "no_plan")
    assert (whole.disbursement.value, whole.disbursement.reason) == (None, "no_plan")
