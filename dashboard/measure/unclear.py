"""The ledger of loans -> what is not written in it, counted: a gap is neither 0 nor left out in silence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from dashboard.data import Data, Row
from dashboard.measure.as_of import period
from dashboard.measure.figure import Figure, count
from dashboard.measure.loans import Loan, is_blank, lines, loans
from dashboard.measure.terms import rows_counted
from dashboard.measure.territory import Territory

#: What is not written: when a loan was paid out, how much, when it is due; a repayment's day or sum.
GAPS = ("no_day", "no_sum", "no_due", "no_repayment")


@lru_cache(maxsize=64)
def told_until(data: Data, territory: Territory, today: date) -> date | None:
    """The day up to which what is owed is known of every loan: the book's own, or that of the bank's word.

    None where there is no loan; never after the day that is looked at.
    """
    found = loans(data, territory, today)
    if not found:
        return None
    book = max((day for loan in found for day in _days(loan)), default=date.min)
    said = (loan.stated["as_of_date"] if loan.stated else book for loan in found)
    return min(today, *(max(book, day) for day in said))


def _days(loan: Loan) -> Iterator[date]:
    """What the commune's book says of its days: that of its sheet, and of every sum that came and went."""
    if loan.stated is None or _sheet(loan.row) != _sheet(
        loan.stated
    ):  # else only the bank tells of it
        yield from (day for day in (loan.row["disbursed_date"], loan.row.get("as_of_date")) if day)
    yield from (paid["paid_date"] for paid in loan.repaid)


def _sheet(row: Row) -> tuple[object, object]:
    return row["source_file"], row["source_sheet"]


@lru_cache(maxsize=64)
def gaps(
    data: Data, territory: Territory, today: date
) -> dict[str, tuple[Figure, tuple[str, ...]]]:
    """How many loans have a gap, by its name, and their codes; those without any are not there."""
    given = [loan.row for loan in loans(data, territory, today)]
    blank = {row["loan_code"] for row in data.rows("loan_repayment") if is_blank(row)}
    found: tuple[list[Row], ...] = (
        [row for row, _ in lines(data, territory) if row["disbursed_date"] is None],
        [row for row in given if row["principal_vnd"] is None],
        [row for row in given if row["due_date"] is None],
        [row for row in given if row["loan_code"] in blank],
    )
    at = f"{territory.code}/{period(data, today)}"
    return {
        name: (
            count(f"loans_unclear/{at}/{name}", len(rows), as_of=today,
                  terms=rows_counted(data, rows, "loan_code")),
            tuple(row["loan_code"] for row in rows),
        )
        for name, rows in zip(GAPS, found, strict=True)
        if rows
    }  # fmt: skip
