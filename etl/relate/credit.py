"""Loans and repayments -> what each lender's loans come to at the end of every quarter."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from etl.relate.lineage import Behind

Row = dict[str, Any]
_TOLD_BY = {"loans": "disbursed_date", "households_served": "household"}


def credit(loans: list[Row], repayments: list[Row]) -> Iterable[tuple[Row, list[Behind]]]:
    """Rows of `credit_summary`; a loan is due in one sum on its due date.

    The quarters of all lenders end with the last one that any date reaches. Only there is it kept
    which rows a sum is made of.
    """
    given, paid, last = _book(loans, repayments)
    groups: dict[tuple[Any, Any], list[Row]] = defaultdict(list)
    for row in given:
        groups[row["commune_code"], row.get("lender")].append(row)
    for (commune, lender), group in groups.items():
        for end in _quarter_ends(min(row["disbursed_date"] for row in group), last):
            at = {"commune_code": commune, "lender": lender, "quarter_end": end}
            quarter, measures = _quarter(group, paid, end)
            yield at | quarter, measures if end >= last else []


def dues(loans: list[Row], repayments: list[Row]) -> Iterable[tuple[Row, list[Behind]]]:
    """Rows of `credit_due`: what is not yet paid back at a quarter's end, by the month it falls due."""
    given, paid, last = _book(loans, repayments)
    communes: dict[Any, list[Row]] = defaultdict(list)
    for row in given:
        communes[row["commune_code"]].append(row)
    for commune, group in communes.items():
        for end in _quarter_ends(min(row["disbursed_date"] for row in group), last):
            months: dict[date, list[tuple[Row, list[Row]]]] = defaultdict(list)
            for row in group:
                back = [p for p in paid[row["loan_code"]] if p["paid_date"] <= end]
                if row.get("due_date") and row["disbursed_date"] <= end and _left(row, back) > 0:
                    months[_month_end(row["due_date"])].append((row, back))
            for month, owed in sorted(months.items()):
                at = {"commune_code": commune, "quarter_end": end, "month_end": month}
                amounts, measures = _owed(owed)
                yield at | amounts, measures if end >= last else []


def _owed(owed: list[tuple[Row, list[Row]]]) -> tuple[Row, list[Behind]]:
    """The number of loans, and what is left of each: its principal less what came back."""
    lent = [(row, row["principal_vnd"] or 0) for row, _ in owed]
    returned = [(p, -(p["principal_vnd"] or 0)) for _, back in owed for p in back]
    parts = {"loans": [(row, 1) for row, _ in owed], "outstanding_vnd": [*lent, *returned]}
    row = {name: sum(value for _, value in found) for name, found in parts.items()}
    told = {"loans": "due_date", "outstanding_vnd": "principal_vnd"}
    return row, [(name, told[name], found) for name, found in parts.items()]


def _left(loan: Row, back: list[Row]) -> int:
    return (loan["principal_vnd"] or 0) - sum(p["principal_vnd"] or 0 for p in back)


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _book(loans: list[Row], repayments: list[Row]) -> tuple[list[Row], dict[str, list[Row]], date]:
    """The loans that were given, the repayments of each, and the last day that any date tells of."""
    paid: dict[str, list[Row]] = defaultdict(list)
    for row in repayments:
        if row.get("paid_date"):
            paid[row["loan_code"]].append(row)
    given = [row for row in loans if row.get("disbursed_date")]
    return given, paid, max([day for row in given for day in _days(row, paid)], default=date.min)


def _days(loan: Row, paid: dict[str, list[Row]]) -> list[date]:
    days = [loan["disbursed_date"], *(p["paid_date"] for p in paid[loan["loan_code"]])]
    return [*days, loan["as_of_date"]] if loan.get("as_of_date") else days


def _quarter_ends(first: date, last: date) -> Iterable[date]:
    year, quarter = first.year, (first.month - 1) // 3
    while True:
        month = quarter * 3 + 4
        following = date(year, month, 1) if month <= 12 else date(year + 1, 1, 1)
        end = following - timedelta(days=1)
        yield end
        if end >= last:
            return
        year, quarter = (year, quarter + 1) if quarter < 3 else (year + 1, 0)


def _quarter(loans: list[Row], paid: dict[str, list[Row]], end: date) -> tuple[Row, list[Behind]]:
    """What the loans of a lender come to on a day, and the loans and repayments that add up to it."""
    given = [row for row in loans if row["disbursed_date"] <= end]
    back = {
        row["loan_code"]: [p for p in paid[row["loan_code"]] if p["paid_date"] <= end]
        for row in given
    }
    repaid = {code: sum(p["principal_vnd"] or 0 for p in found) for code, found in back.items()}
    lent = [(row, row["principal_vnd"] or 0) for row in given]
    due = [(row, vnd) for row, vnd in lent if row.get("due_date") and row["due_date"] <= end]
    returned = [(p, p["principal_vnd"] or 0) for found in back.values() for p in found]
    late = [(row, vnd) for row, vnd in due if vnd > repaid[row["loan_code"]]]
    paid_late = [(p, p["principal_vnd"] or 0) for row, _ in late for p in back[row["loan_code"]]]
    served = {row["household_id"]: row for row in reversed(given)}
    parts = {
        "loans": [(row, 1) for row in given],
        "principal_vnd": lent,
        "due_vnd": due,
        "repaid_vnd": returned,
        "outstanding_vnd": [*lent, *((p, -vnd) for p, vnd in returned)],
        "overdue_vnd": [*late, *((p, -vnd) for p, vnd in paid_late)],
        "households_served": [(row, 1) for row in served.values()],
    }
    row = {name: sum(value for _, value in found) for name, found in parts.items()}
    return row, [(name, _TOLD_BY.get(name, "principal_vnd"), p) for name, p in parts.items()]
