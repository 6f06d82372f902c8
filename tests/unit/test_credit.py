"""Sums of loans: one whose balance is not known is in no sum of what is owed, due or late."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from etl.relate.credit import book, credit, dues

END = date(2025, 12, 31)


def loan(code: str, **changed: Any) -> dict[str, Any]:
    """A loan of 10 that fell due in June."""
    told = {
        "loan_code": code, "household_id": code, "commune_code": "X", "lender": "vbsp",
        "principal_vnd": 10, "disbursed_date": date(2025, 10, 2), "due_date": date(2025, 11, 30),
        "as_of_date": END,
    }  # fmt: skip
    return told | changed


def paid(code: str, day: date | None, vnd: int | None) -> dict[str, Any]:
    return {"loan_code": code, "paid_date": day, "principal_vnd": vnd}


@pytest.mark.parametrize(
    ("second", "repayments"),
    [
        (loan("B"), [paid("B", None, 4)]),
        (loan("B"), [paid("B", date(2025, 11, 1), None)]),
        (loan("B", principal_vnd=None), []),
    ],
    ids=["a repayment without a day", "a repayment without a sum", "a loan without a sum"],
)
def test_a_loan_whose_balance_is_not_known_is_in_no_sum_of_what_is_owed(
    second: dict[str, Any], repayments: list[dict[str, Any]]
) -> None:
    found = book([loan("A"), second], [paid("A", date(2025, 11, 1), 3), *repayments], [])
    ((quarter, _),) = credit(found)
    assert (quarter["loans"], quarter["outstanding_vnd"], quarter["overdue_vnd"]) == (2, 7, 7)
    assert quarter["due_vnd"] == 10
    assert [(row["loans"], row["outstanding_vnd"]) for row, _ in dues(found)] == [(1, 7)]


def test_with_a_statement_of_the_bank_the_balance_is_known() -> None:
    said = {
        "loan_code": "B",
        "as_of_date": END,
        "in_term_vnd": 0,
        "overdue_vnd": 6,
        "frozen_vnd": 0,
    }
    found = book([loan("B")], [paid("B", None, 4)], [said])
    ((quarter, _),) = credit(found)
    assert (quarter["outstanding_vnd"], quarter["overdue_vnd"], quarter["due_vnd"]) == (6, 6, 10)


@pytest.mark.parametrize(
    ("due", "overdue", "has_come"),
    [
        (date(2025, 11, 29), 10, 10),
        (date(2025, 11, 30), 0, 10),  # on its day a loan is due, and not yet overdue
        (date(2025, 12, 15), 0, 0),  # the quarter ends later than the loans tell of
    ],
)
def test_a_quarter_that_is_not_over_is_judged_by_the_day_that_the_loans_tell_of(
    due: date, overdue: int, has_come: int
) -> None:
    day = date(2025, 11, 30)
    ((quarter, _),) = credit(book([loan("A", due_date=due, as_of_date=day)], [], []))
    assert (quarter["quarter_end"], quarter["as_of_date"]) == (END, day)
    assert (quarter["overdue_vnd"], quarter["due_vnd"]) == (overdue, has_come)
