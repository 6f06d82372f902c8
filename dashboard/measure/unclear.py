"""The ledger of loans -> what is not written in it, counted: a gap is neither 0 nor left out in silence."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from dashboard.data import Data, Row
from dashboard.measure.as_of import period
from dashboard.measure.figure import Figure, count
from dashboard.measure.loans import is_blank, lines, loans
from dashboard.measure.terms import rows_counted
from dashboard.measure.territory import Territory

#: What is not written: when a loan was paid out, how much, when it is due; a repayment's day or sum.
GAPS = ("no_day", "no_sum", "no_due", "no_repayment")


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
