"""Loans and repayments -> what each owes on a day, and what came back of what was due (DOMAIN 8.11)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dashboard.data import Data, Row
from dashboard.measure.as_of import as_of, period
from dashboard.measure.figure import Figure, How, Unit, count, rate
from dashboard.measure.terms import Term, rows_counted, terms_of
from dashboard.measure.territory import Territory

FEW = 20  # loans: below it they are listed, and no rate is shown


@dataclass(frozen=True, eq=False)
class Loan:
    """A loan that was given, as it stands on a day; money in đồng."""

    row: Row
    hamlet: str | None
    repaid: tuple[Row, ...]
    today: date

    @property
    def principal(self) -> int:
        """What was lent."""
        return int(self.row["principal_vnd"] or 0)

    @property
    def back(self) -> int:
        """What came back until the day."""
        return sum(int(row["principal_vnd"] or 0) for row in self.repaid)

    @property
    def owed(self) -> int:
        """What is still to be paid back."""
        return self.principal - self.back

    @property
    def is_due(self) -> bool:
        """Whether its due date has come."""
        return self.row["due_date"] is not None and self.row["due_date"] <= self.today

    @property
    def days_over(self) -> int:
        """Days since its due date while something is owed; 0 before."""
        return (self.today - self.row["due_date"]).days if self.is_due and self.owed > 0 else 0

    @property
    def state(self) -> str:
        """`overdue`, `open`, `early` (paid back before it was due) or `repaid`."""
        if self.owed > 0:
            return "overdue" if self.days_over else "open"
        last = max((row["paid_date"] for row in self.repaid if row["paid_date"]), default=None)
        due = self.row["due_date"]
        return "early" if last and due and last < due else "repaid"


@lru_cache(maxsize=64)
def loans(data: Data, territory: Territory, today: date) -> tuple[Loan, ...]:
    """The loans of the territory that were given until the day, in the order of the ledger."""
    homes = {row["household_id"]: row["hamlet_code"] for row in data.rows("household")}
    paid: dict[str, list[Row]] = defaultdict(list)
    for row in data.rows("loan_repayment"):
        if row["paid_date"] and row["paid_date"] <= today:
            paid[row["loan_code"]].append(row)
    return tuple(
        Loan(row, home, tuple(paid[row["loan_code"]]), today)
        for row in data.rows("loan")
        if row["disbursed_date"] and row["disbursed_date"] <= today
        and territory.hamlet(home := homes.get(row["household_id"])) is not None
    )  # fmt: skip


@dataclass(frozen=True)
class Recovery:
    """The ledger in figures."""

    number: Figure
    advanced: Figure
    repaid: Figure
    outstanding: Figure
    overdue: Figure
    due: Figure
    due_back: Figure
    early: Figure
    due_rate: Figure
    total_rate: Figure
    turnover: Figure


@lru_cache(maxsize=64)
def recovery(data: Data, territory: Territory, today: date | None = None) -> Recovery:
    """What was lent, fell due and came back. Money that comes early is no part of what was due."""
    day = today or as_of(data) or date.min
    every = loans(data, territory, day)
    due = [loan for loan in every if loan.is_due]
    ahead = [loan for loan in every if not loan.is_due]
    at = f"{territory.code}/{period(data, day)}"

    def money(name: str, terms: tuple[Term, ...]) -> Figure:
        value = sum(int(term.value) for term in terms) if every else None
        return count(f"{name}/{at}", value, Unit.VND, reason="no_ledger", as_of=day, terms=terms)

    few = "" if len(every) >= FEW else "few_loans" if every else "no_ledger"
    return Recovery(
        count(
            f"loans/{at}", len(every) if every else None, reason="no_ledger", as_of=day,
            terms=rows_counted(data, [loan.row for loan in every], "loan_code"),
        ),
        money("loan_advanced_vnd", lent(data, every)),
        money("loan_repaid_vnd", came_back(data, every)),
        money("loan_outstanding_vnd", lent(data, every) + came_back(data, every, -1)),
        money("loan_overdue_vnd", _owed(data, [loan for loan in due if loan.days_over])),
        money("loan_due_vnd", lent(data, due)),
        money("loan_due_repaid_vnd", came_back(data, due)),
        money("loan_early_vnd", came_back(data, ahead)),
        _share(data, f"loan_due_recovery_rate/{at}", due, few, day),
        _share(data, f"loan_total_recovery_rate/{at}", every, few, day),
        _turnover(data, f"loan_turnover/{at}", every, day),
    )  # fmt: skip


def lent(data: Data, found: Iterable[Loan], *, whole: bool = False) -> tuple[Term, ...]:
    """The cells of what was lent."""
    return terms_of(data, [loan.row for loan in found], "principal_vnd", whole=whole)


def came_back(data: Data, found: Iterable[Loan], sign: int = 1) -> tuple[Term, ...]:
    """The cells of what was paid back."""
    paid = [row for loan in found for row in loan.repaid]
    return terms_of(data, paid, "principal_vnd", sign=sign)


def _owed(data: Data, found: list[Loan]) -> tuple[Term, ...]:
    return lent(data, found) + came_back(data, found, -1)


def _share(
    data: Data, key: str, found: list[Loan] | tuple[Loan, ...], why: str, day: date
) -> Figure:
    """What came back of some loans over what was lent in them; no rate of few loans."""
    back, whole = sum(loan.back for loan in found), sum(loan.principal for loan in found)
    return rate(
        key, back, whole or None, reason=why, smallest=0, as_of=day, parts=Unit.VND,
        terms=came_back(data, found) + lent(data, found, whole=True),
    )  # fmt: skip


def _turnover(data: Data, key: str, every: tuple[Loan, ...], day: date) -> Figure:
    """Households served over households that were lent new money: how often a sum went on."""
    first = [loan for loan in every if not loan.row["refunded_from_loan_code"]]
    served, began = households(every), households(first)
    whole = tuple(
        Term(t.value, t.file, t.sheet, t.cell, True) for t in rows_counted(data, began, "loan_code")
    )
    return Figure(
        key, len(served) / len(began) if began else None, Unit.COUNT, len(served), len(began), day,
        reason="" if began else "no_ledger", how=How.RATIO,
        terms=rows_counted(data, served, "loan_code") + whole,
    )  # fmt: skip


def households(found: Iterable[Loan]) -> list[Row]:
    """The first loan of each household."""
    rows = [loan.row for loan in found]
    return list({row["household_id"]: row for row in reversed(rows)}.values())[::-1]
