"""Needs: who named one at a review, who of them got support that answers it since, who waits, how long."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.data import Data
from dashboard.measure.needs import EVERY, Need, named, need_of, unsaid
from dashboard.measure.support_list import got
from dashboard.measure.trace import recomputed
from tests.small import data, rows, territory

SUMMARY = """
commune_code hamlet_code review_year households poor_households near_poor_households
29221        H1          2025        50         4               2
29221        H2          2025        50         1               0
"""
REVIEWED = """
household_id hamlet_code status    needs
A            H1          poor      loan+job
B            H1          poor      loan
C            H1          near_poor loan
D            H1          near_poor none
E            H1          poor      -
F            H1          poor      land
G            H2          poor      loan+housing
"""
# A got it twice; B got something else; C got it before the review; G got the house on the day of the review
SUPPORT = """
household_id event_date kind      value_vnd funder
C            2025-12-09 credit    5         -
G            2025-12-10 housing   5         -
A            2025-12-20 credit    5         -
B            2025-12-21 livestock 5         -
A            2025-12-30 credit    5         -
"""
YEAR_END, CHRISTMAS = date(2025, 12, 31), date(2025, 12, 15)
REVIEW = {"commune_code": "29221", "review_year": 2025, "review_round": "annual",
          "review_date": date(2025, 12, 10)}  # fmt: skip
PLACE = {"source_file": "f", "source_sheet": "s"}


def small(reviewed: str = REVIEWED, support: str = SUPPORT, **change: object) -> Data:
    """A build of one review and one list of support; every row with its own cell."""
    made = data(review_summary=SUMMARY)
    listed = [
        {**row, **REVIEW, **PLACE, **change, "source_row": n,
         "needs": row["needs"].split("+") if row["needs"] else None}
        for n, row in enumerate(rows(reviewed), start=1)
    ]  # fmt: skip
    given = [{**row, **PLACE, "source_row": n} for n, row in enumerate(rows(support), start=50)]
    made.tables.update(household_review=tuple(listed), support_event=tuple(given))
    return made


def told(found: Need) -> tuple[object, ...]:
    """Asked, given, open, days; what is missing by its reason."""
    shown = (found.asked, found.given, found.open, found.days)
    return tuple(one.reason if one.value is None else one.value for one in shown)


def need(
    code: str = EVERY, today: date = YEAR_END, hamlet: str = "", found: Data | None = None
) -> Need:
    found = found or small()
    return need_of(found, territory(found), 2025, today, code, hamlet)


def test_asked_is_given_and_open_and_support_of_another_kind_or_before_the_review_is_none() -> None:
    assert told(need("loan")) == (4, 1, 3, 10)


def test_the_first_support_that_answers_counts_and_a_household_that_got_it_twice_counts_once() -> (
    None
):
    found = need("loan")
    assert (found.given.value, found.days.value) == (1, 10)
    assert len(found.given.terms) == len(found.days.terms) == 1


def test_support_on_the_day_of_the_review_answers_after_no_day() -> None:
    assert told(need("housing")) == (1, 1, 0, 0)


def test_what_comes_after_the_day_that_is_looked_at_is_not_yet_given() -> None:
    assert told(need("loan", CHRISTMAS)) == (4, 0, 4, "no_help_yet")
    assert need("loan", CHRISTMAS).given.key.endswith("/need.loan/2025-12-15")


def test_of_a_need_without_a_kind_of_support_nobody_can_say_whether_it_was_met() -> None:
    assert told(need("land")) == (1, "no_support_kind", "no_support_kind", "no_support_kind")


def test_all_together_a_household_counts_once_and_one_with_such_a_need_alone_stands_apart() -> None:
    found = need()
    assert told(found) == (5, 2, 2, 5.0)  # A after 10 days, G after 0
    assert found.unmatched.value == 1


def test_the_matrix_counts_each_kind_that_a_household_got_whether_it_answers_or_not() -> None:
    kinds = {kind: one.value for kind, one in need("loan").by_kind.items() if one.value}
    assert kinds == {"credit": 1, "livestock": 1, "housing": 1}


def test_a_household_counts_in_the_hamlet_of_its_list() -> None:
    assert told(need("loan", hamlet="H2")) == (1, 0, 1, "no_help_yet")
    assert told(need("loan", hamlet="H1")) == (3, 1, 2, 10)


def test_who_needs_nothing_is_not_asked_and_who_says_nothing_is_told_apart() -> None:
    found = small()
    assert unsaid(found, territory(found), 2025).value == 1
    assert named(found, territory(found), 2025) == ("loan", "land", "job", "housing")


def test_the_cells_of_every_figure_add_up_to_it() -> None:
    found = need("loan")
    for one in (found.asked, found.given, found.open, found.days):
        assert recomputed(one) == one.value


@pytest.mark.parametrize(
    ("found", "today", "reason"),
    [
        (small(support=SUPPORT.splitlines()[1]), YEAR_END, "no_support_list"),
        (small(review_date=None), YEAR_END, "no_need_date"),
        (small(), date(2025, 12, 1), "before_review"),
        (small(support="\n".join(SUPPORT.splitlines()[:3])), YEAR_END, "support_ends_before"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_missing_is_never_0(found: Data, today: date, reason: str) -> None:
    assert told(need("loan", today, found=found)) == (4, reason, reason, reason)


def test_without_a_list_for_a_hamlet_with_poor_households_nothing_is_counted() -> None:
    found = small("\n".join(REVIEWED.splitlines()[:-1]))
    assert told(need(found=found)) == ("some_lists",) * 4
    assert told(need(hamlet="H1", found=found))[0] == 4


LOANS = """
household_id loan_code disbursed_date principal_vnd
B            V1        2025-12-12     7
A            V2        2025-12-25     5
C            V3        2025-12-01     9
"""


def lent(drawing: str = LOANS) -> Data:
    """The small build with a loan book beside the list of support."""
    made = small()
    found = [{**row, **PLACE, "source_row": n} for n, row in enumerate(rows(drawing), start=90)]
    made.tables["loan"] = tuple(found)
    return made


def test_a_loan_is_help_of_kind_credit_from_the_day_it_was_paid_out() -> None:
    without = need_of(small(), territory(small()), 2025, YEAR_END, "loan")
    made = lent()
    found = need_of(made, territory(made), 2025, YEAR_END, "loan")
    assert (found.given.value, without.given.value) == (2, 1)  # B too; C got it before the review
    assert found.by_kind["credit"].value == 2
    assert sorted(t.value - t.since for t in found.days.terms) == [2, 10]
    assert {t.cell for t in found.days.terms} == {"52", "90"}
    assert recomputed(found.days) == found.days.value == 6


def test_a_loan_that_the_list_of_support_tells_of_counts_once() -> None:
    twice = lent().tables["loan"][1]
    assert [e["event_date"].day for e in got(lent(), "A", date(2025, 12, 10), YEAR_END)] == [20, 30]
    other = twice | {"principal_vnd": 6}
    made = small()
    made.tables["loan"] = (other,)
    days = [e["event_date"].day for e in got(made, "A", date(2025, 12, 10), YEAR_END)]
    assert days == [20, 25, 30]


def test_one_line_of_the_list_tells_of_one_loan() -> None:
    made = lent("household_id loan_code disbursed_date principal_vnd\n"
                "G V1 2025-12-11 5\nG V2 2025-12-12 5")  # fmt: skip
    line = made.tables["support_event"][1] | {"kind": "credit"}
    made.tables["support_event"] = (line,)
    assert len(got(made, "G", date(2025, 12, 10), YEAR_END)) == 2
