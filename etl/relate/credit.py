"""Loans, repayments, statements -> what each lender's loans come to at the end of every quarter."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from etl.relate.lineage import Behind
from etl.relate.statements import AMOUNTS, is_known

Row = dict[str, Any]
Part = tuple[Row, str, int]  # a row, the field that says it, what it adds
PRINCIPAL = "principal_vnd"


@dataclass(frozen=True)
class Book:
    """The loans that were given, what came back of each, what the bank said of each, the last day of all;
    `blank` has the codes of loans of which a repayment has no day or no sum."""

    given: list[Row]
    paid: dict[str, list[Row]]
    stated: dict[str, list[Row]]
    last: date
    blank: frozenset[str] = frozenset()

    def is_clear(self, loan: Row, end: date) -> bool:
        """Whether it is known what is owed: by a statement, or by what was lent and every repayment."""
        known = loan[PRINCIPAL] is not None and loan["loan_code"] not in self.blank
        return known or self.statement(loan, end) is not None

    def statement(self, loan: Row, end: date) -> Row | None:
        """The latest statement of a loan until a day."""
        known = [s for s in self.stated[loan["loan_code"]] if s["as_of_date"] <= end]
        return max(known, key=lambda s: s["as_of_date"], default=None)

    def back(self, loan: Row, end: date) -> list[Part] | None:
        """What came back until a day: the repayments; with a statement, what it leaves, and those since.

        None where it is not known: a statement of a loan whose principal nobody reports, or is less.
        """
        stated = self.statement(loan, end)
        paid = self._paid_since(loan, stated, end)
        if stated is None:
            return paid
        left, lent = _left(stated), loan[PRINCIPAL]
        if lent is None or _sum(left) > lent:
            return None
        return [(loan, PRINCIPAL, lent), *_less(left), *paid]

    def owed(self, loan: Row, end: date) -> list[Part]:
        """What is still to be paid back on a day: by the bank, else the principal; less what was paid."""
        if not self.is_clear(loan, end):
            return []
        stated = self.statement(loan, end)
        held = _left(stated) if stated else [(loan, PRINCIPAL, loan[PRINCIPAL])]
        return [*held, *_less(self._paid_since(loan, stated, end))]

    def _paid_since(self, loan: Row, stated: Row | None, end: date) -> list[Part]:
        since = stated["as_of_date"] if stated else date.min
        paid = [p for p in self.paid[loan["loan_code"]] if since < p["paid_date"] <= end]
        return [(p, PRINCIPAL, p[PRINCIPAL] or 0) for p in paid]

    def late(self, loan: Row, end: date) -> list[Part]:
        """What is overdue: once its day is over, what is owed and not frozen; before, what the bank says."""
        stated = self.statement(loan, end) or {}
        if loan.get("due_date") and loan["due_date"] < end:
            frozen = stated.get("frozen_vnd") or 0
            kept = [(stated, "frozen_vnd", -frozen)] if frozen else []
            parts = [*self.owed(loan, end), *kept]
            return parts if _sum(parts) > 0 else []
        late = stated.get("overdue_vnd") or 0
        return [(stated, "overdue_vnd", late)] if late else []


def _left(stated: Row) -> list[Part]:
    """What a statement leaves to be paid back."""
    return [(stated, name, stated[name]) for name in AMOUNTS if stated.get(name)]


def _less(parts: list[Part]) -> list[Part]:
    return [(row, name, -value) for row, name, value in parts]


def _sum(parts: Iterable[Part]) -> int:
    return sum(value for _, _, value in parts)


def book(loans: list[Row], repayments: list[Row], statements: list[Row]) -> Book:
    """The loans of a build with all that is dated of them; a statement counts when its balance is known."""
    paid: dict[str, list[Row]] = defaultdict(list)
    stated: dict[str, list[Row]] = defaultdict(list)
    for row in repayments:
        if row.get("paid_date"):
            paid[row["loan_code"]].append(row)
    for row in statements:
        if row.get("as_of_date") and is_known(row):
            stated[row["loan_code"]].append(row)
    given = [row for row in loans if row.get("disbursed_date")]
    days = [day for row in given for day in _days(row, paid, stated)]
    blank = {p["loan_code"] for p in repayments if not p["paid_date"] or p[PRINCIPAL] is None}
    return Book(given, paid, stated, max(days, default=date.min), frozenset(blank))


def _days(loan: Row, paid: dict[str, list[Row]], stated: dict[str, list[Row]]) -> list[date]:
    code = loan["loan_code"]
    days = [loan["disbursed_date"], *(p["paid_date"] for p in paid[code])]
    days += [s["as_of_date"] for s in stated[code]]
    return [*days, loan["as_of_date"]] if loan.get("as_of_date") else days


def credit(found: Book) -> Iterable[tuple[Row, list[Behind]]]:
    """Rows of `credit_summary`, each as of the day that the loans tell of; a loan is due in one sum.

    The quarters of all lenders end with the last one that any date reaches. What falls due after that
    day is not due yet, though its quarter ends later. Only there is it kept which rows a sum is made of.
    """
    groups: dict[tuple[Any, Any], list[Row]] = defaultdict(list)
    for row in found.given:
        groups[row["commune_code"], row.get("lender")].append(row)
    for (commune, lender), group in groups.items():
        for end in _quarter_ends(min(row["disbursed_date"] for row in group), found.last):
            day = min(end, found.last)
            at = {"commune_code": commune, "lender": lender, "quarter_end": end, "as_of_date": day}
            quarter, measures = _quarter(group, found, day)
            yield at | quarter, measures if end >= found.last else []


def dues(found: Book) -> Iterable[tuple[Row, list[Behind]]]:
    """Rows of `credit_due`: what is not yet paid back at a quarter's end, by the month it falls due."""
    communes: dict[Any, list[Row]] = defaultdict(list)
    for row in found.given:
        communes[row["commune_code"]].append(row)
    for commune, group in communes.items():
        for end in _quarter_ends(min(row["disbursed_date"] for row in group), found.last):
            months: dict[date, list[tuple[Row, list[Part]]]] = defaultdict(list)
            for row in group:
                if row.get("due_date") and row["disbursed_date"] <= end:
                    owed = found.owed(row, end)
                    if _sum(owed) > 0:
                        months[_month_end(row["due_date"])].append((row, owed))
            for month, loans in sorted(months.items()):
                at = {"commune_code": commune, "quarter_end": end, "month_end": month}
                amounts, measures = _told({
                    "loans": [(row, "due_date", 1) for row, _ in loans],
                    "outstanding_vnd": [part for _, owed in loans for part in owed],
                })  # fmt: skip
                yield at | amounts, measures if end >= found.last else []


def _told(parts: Mapping[str, list[Part] | None]) -> tuple[Row, list[Behind]]:
    """The sum of each measure, and the rows behind it by the field that says what they add; None of None."""
    measures: list[Behind] = []
    for measure, found in parts.items():
        fields: dict[str, list[tuple[Row, int]]] = defaultdict(list)
        for row, name, value in found or ():
            fields[name].append((row, value))
        measures += [(measure, name, rows) for name, rows in fields.items()]
    sums = {m: None if found is None else _sum(found) for m, found in parts.items()}
    return sums, measures


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


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


def _quarter(loans: list[Row], found: Book, end: date) -> tuple[Row, list[Behind]]:
    """What the loans of a lender come to on a day, and the rows that add up to it."""
    given = [row for row in loans if row["disbursed_date"] <= end]
    lent = [(row, PRINCIPAL, row[PRINCIPAL] or 0) for row in given]
    come = [row for row in given if row.get("due_date") and row["due_date"] <= end]
    due = [(row, PRINCIPAL, row[PRINCIPAL] or 0) for row in come if found.is_clear(row, end)]
    served = {row["household_id"] or row["loan_code"]: row for row in reversed(given)}
    back = [found.back(row, end) for row in given]
    known = [parts for parts in back if parts is not None]
    return _told({
        "loans": [(row, "disbursed_date", 1) for row in given],
        "principal_vnd": lent,
        "due_vnd": due,
        "repaid_vnd": [p for parts in known for p in parts] if len(known) == len(back) else None,
        "outstanding_vnd": [part for row in given for part in found.owed(row, end)],
        "overdue_vnd": [part for row in given for part in found.late(row, end)],
        "households_served": [(row, "household", 1) for row in served.values()],
    })  # fmt: skip
