"""Where spending should be by now: past plans wholly, this year's by months or by the work's own days."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from dashboard.data import Data
from dashboard.measure.pace import Pace, months_gone, paces, share_due
from dashboard.measure.trace import recomputed
from tests.small import data, territory

REVIEW = """
hamlet_code commune_code review_year households poor_households near_poor_households
H1          29221        2024        3960       42              58
"""
REGISTER = """
project_code name approved_vnd hamlet_codes status start_date finish_date source_file source_sheet source_row
CT-1         Một  3000         -            -      {start}    {finish}    f           s            1
"""
FUNDING = """
project_code year fund_source planned_vnd disbursed_vnd as_of_date source_file source_sheet source_row
CT-1         2023 central     1000        1000          {money}    f           s            1
CT-1         2024 central     1200        {spent}       {money}    f           s            2
CT-1         2025 central     800         -             {money}    f           s            3
"""


def works(
    start: str = "-",
    finish: str = "-",
    spent: str = "0",
    money: str = "2024-03-31",
    funding: str = FUNDING,
) -> Data:
    register = REGISTER.format(start=start, finish=finish)
    return data(
        infrastructure_project=register, review_summary=REVIEW,
        infrastructure_funding=funding.format(spent=spent, money=money),
    )  # fmt: skip


def pace(found: Data, today: date, code: str = "CT-1") -> Pace:
    return paces(found, territory(found), "infrastructure", today)[code]


@pytest.mark.parametrize(
    ("today", "gone"),
    [
        (date(2023, 12, 31), 0), (date(2024, 1, 30), 0), (date(2024, 1, 31), 1),
        (date(2024, 2, 28), 1), (date(2024, 2, 29), 2), (date(2024, 6, 30), 6),
        (date(2024, 12, 30), 11), (date(2024, 12, 31), 12), (date(2025, 1, 1), 12),
    ],
)  # fmt: skip
def test_a_month_counts_when_its_last_day_is_reached(today: date, gone: int) -> None:
    assert months_gone(2024, today) == Fraction(gone, 12)


def test_past_plans_are_due_wholly_and_this_years_by_its_months() -> None:
    found = works()
    assert pace(found, date(2024, 3, 31)).expected.value == 1000 + 1200 * 3 // 12
    assert pace(found, date(2024, 12, 31)).expected.value == 2200
    assert pace(found, date(2025, 6, 30)).expected.value == 2200 + 400


def test_a_start_or_a_finish_within_the_year_spreads_the_plan_over_the_works_own_days() -> None:
    row = {"start_date": date(2024, 3, 1), "finish_date": date(2024, 3, 10)}
    days = [share_due(row, 2024, date(2024, 3, day)) for day in (1, 5, 10, 11)]
    assert days == [Fraction(1, 10), Fraction(1, 2), 1, 1]
    assert share_due(row, 2024, date(2024, 2, 29)) == 0
    over_two = {"start_date": date(2024, 12, 1), "finish_date": date(2025, 5, 1)}
    assert share_due(over_two, 2024, date(2024, 11, 30)) == 0
    assert share_due(over_two, 2024, date(2024, 12, 31)) == 1
    assert share_due(
        {"start_date": None, "finish_date": None}, 2024, date(2024, 6, 30)
    ) == Fraction(1, 2)
    swapped = {"start_date": date(2024, 9, 1), "finish_date": date(2024, 3, 1)}
    assert share_due(swapped, 2024, date(2024, 6, 30)) == Fraction(1, 2)


def test_the_cells_with_their_shares_add_up_to_what_is_due_and_to_its_rate() -> None:
    found = pace(works(spent="77"), date(2024, 5, 31))
    for figure in (found.expected, found.rate, found.gap):
        assert recomputed(figure) == figure.value
    assert [(t.value, t.share) for t in found.expected.terms] == [
        (1000, 1),
        (1200, Fraction(5, 12)),
    ]


@pytest.mark.parametrize(
    ("spent", "band"), [("350", "on_track"), ("349", "slow"), ("50", "slow"), ("49", "behind")]
)
def test_from_90_percent_on_track_from_70_slow_below_behind(spent: str, band: str) -> None:
    found = pace(works(spent=spent, money="2024-05-31"), date(2024, 5, 31))  # 1 500 due
    assert (found.expected.value, found.band) == (1500, band)


def test_a_plan_of_zero_and_no_plan_divide_nothing_and_say_why() -> None:
    zero = (
        FUNDING.replace("1000        1000", "0           0   ")
        .replace("1200", "0   ")
        .replace("800", "0  ")
    )
    found = pace(works(funding=zero), date(2024, 5, 31))
    assert (found.expected.value, found.rate.value, found.band, found.reason) == (
        0,
        None,
        "",
        "nothing_due",
    )
    none = (
        FUNDING.replace("1000        1000", "-           1000")
        .replace("1200", "-   ")
        .replace("800", "-  ")
    )
    found = pace(works(funding=none), date(2024, 5, 31))
    assert (found.expected.value, found.rate.value, found.band, found.reason) == (
        None,
        None,
        "",
        "no_plan",
    )


def test_before_the_plan_begins_nothing_is_due() -> None:
    found = pace(works(), date(2022, 12, 31))
    assert (found.expected.value, found.band, found.reason) == (0, "", "nothing_due")
    for figure in (found.expected, found.gap):
        assert recomputed(figure) == figure.value, "its source names the plan that was looked at"
    assert {(t.value, t.share) for t in found.expected.terms} == {(1000, 0), (1200, 0), (800, 0)}


def test_money_that_nobody_reported_is_not_zero() -> None:
    blank = FUNDING.replace("1000        1000", "1000        -   ")
    found = pace(works(spent="-", funding=blank), date(2024, 5, 31))
    assert (found.rate.value, found.band, found.reason) == (None, "", "not_reported")


def test_money_of_a_later_day_is_no_praise_of_this_one_but_may_still_be_too_little() -> None:
    assert pace(works(spent="1200", money="2024-12-31"), date(2024, 5, 31)).reason == "spent_later"
    assert pace(works(spent="0", money="2024-12-31"), date(2024, 12, 30)).band == "behind"


def test_the_programme_is_the_sum_of_its_works() -> None:
    found = works(spent="77")
    whole, one = pace(found, date(2024, 5, 31), ""), pace(found, date(2024, 5, 31))
    assert (whole.expected.value, whole.rate.value) == (one.expected.value, one.rate.value)


def test_a_work_without_a_plan_leaves_no_pace_of_all() -> None:
    line = next(one for one in REGISTER.splitlines() if one.startswith("CT-1"))
    second = (
        FUNDING
        + "CT-2         2023 central     -           900         -          f           s            9\n"
    )
    found = data(
        infrastructure_project=(REGISTER + line.replace("CT-1", "CT-2")).format(start="-", finish="-"),
        infrastructure_funding=second.format(spent="77", money="2024-03-31"),
        review_summary=REVIEW,
    )  # fmt: skip
    whole, one = pace(found, date(2024, 5, 31), ""), pace(found, date(2024, 5, 31))
    assert (whole.rate.value, whole.gap.value, whole.band) == (None, None, "")
    assert {whole.reason, whole.rate.reason} == {"unmatched"}
    assert one.rate.known


def test_what_later_years_disbursed_is_not_counted_and_past_years_need_no_later_money() -> None:
    later = FUNDING.replace("800         -", "800         700")
    found = pace(works(spent="1200", funding=later, money="2025-12-31"), date(2024, 12, 31))
    assert (found.expected.value, found.spent.value, found.spent.key) == (
        2200,
        2200,
        "disbursed_vnd/CT-1/to-2024",
    )
    assert recomputed(found.spent) == 2200
    done = FUNDING.rpartition("CT-1         2025")[0]
    assert (
        pace(works(spent="1200", funding=done, money="2025-12-31"), date(2025, 2, 1)).band
        == "on_track"
    )
