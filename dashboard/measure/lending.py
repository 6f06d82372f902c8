"""Loans on a day -> how long the overdue ones are, what falls due next, which sums went on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from dashboard.data import Data
from dashboard.measure.as_of import period
from dashboard.measure.figure import Figure, Unit, count
from dashboard.measure.loans import Loan, came_back, late, lent, loans
from dashboard.measure.terms import Term, rows_counted
from dashboard.measure.territory import Territory

AGES = ((1, 30), (31, 60), (61, 90), (91, None))  # days over the due date


def owed(data: Data, found: Iterable[Loan]) -> tuple[Term, ...]:
    """The cells of what is still to be paid back of some loans."""
    every = list(found)
    return lent(data, every) + came_back(data, every, -1)


@lru_cache(maxsize=64)
def ages(data: Data, territory: Territory, today: date) -> tuple[tuple[str, Figure, Figure], ...]:
    """Overdue loans by the days since they were due: their number and what is overdue of them.

    Those that only the bank says are overdue, before their last day, come last (`unknown`).
    """
    every = [loan for loan in loans(data, territory, today) if loan.overdue]
    at = f"{territory.code}/{period(data, today)}"
    groups = {
        f"{least}-{most}" if most else f"over-{least - 1}": [
            x for x in every if x.days_over >= least and (most is None or x.days_over <= most)
        ]
        for least, most in AGES
    }
    if early := [loan for loan in every if not loan.days_over]:
        groups["unknown"] = early
    return tuple((name, *_age(data, f"{at}/{name}", mine, today)) for name, mine in groups.items())


def _age(data: Data, at: str, mine: list[Loan], today: date) -> tuple[Figure, Figure]:
    number = count(
        f"loans_overdue/{at}", len(mine), as_of=today,
        terms=rows_counted(data, [loan.row for loan in mine], "loan_code"),
    )  # fmt: skip
    value = sum(loan.overdue for loan in mine)
    money = count(f"loan_overdue_vnd/{at}", value, Unit.VND, as_of=today, terms=late(data, mine))
    return number, money


def chains(found: Iterable[Loan]) -> tuple[tuple[Loan, ...], ...]:
    """Sums that went on from household to household: each chain from its first loan, the longest first."""
    by_code = {loan.row["loan_code"]: loan for loan in found}
    following: dict[str, list[Loan]] = defaultdict(list)
    for loan in by_code.values():
        if (before := loan.row["refunded_from_loan_code"]) in by_code:
            following[before].append(loan)
    starts = [x for x in by_code.values() if x.row["refunded_from_loan_code"] not in by_code]
    every = [way for start in starts for way in _ways((start,), following)]
    return tuple(sorted((way for way in every if len(way) > 1), key=len, reverse=True))


def _ways(way: tuple[Loan, ...], following: dict[str, list[Loan]]) -> Iterable[tuple[Loan, ...]]:
    """All ways on; a ledger that goes in a circle is followed once round."""
    onward = [loan for loan in following[way[-1].row["loan_code"]] if loan not in way]
    if not onward:
        yield way
    for loan in onward:
        yield from _ways((*way, loan), following)


@lru_cache(maxsize=64)
def balances(
    data: Data, territory: Territory, today: date
) -> tuple[tuple[date, Figure, Figure], ...]:
    """At each year's end and on the day: what is owed, and what would be if all came back on its day."""
    first = min((x.row["disbursed_date"].year for x in loans(data, territory, today)), default=None)
    if first is None:
        return ()
    ends = [date(year, 12, 31) for year in range(first, today.year)]
    return tuple(_balance(data, territory, day) for day in [*ends, today])


def _balance(data: Data, territory: Territory, day: date) -> tuple[date, Figure, Figure]:
    every = [loan for loan in loans(data, territory, day) if loan.clear]
    waiting = [loan for loan in every if not loan.is_due]
    terms = {"loan_balance_vnd": owed(data, every), "loan_schedule_vnd": lent(data, waiting)}
    left, planned = (
        count(
            f"{name}/{territory.code}/{day.isoformat()}", sum(int(t.value) for t in found),
            Unit.VND, as_of=day, terms=found,
        )
        for name, found in terms.items()
    )  # fmt: skip
    return day, left, planned
