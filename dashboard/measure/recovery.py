"""The ledger of loans -> what was lent, fell due, came back, is overdue, frozen (DOMAIN 8.11)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dashboard.data import Data
from dashboard.measure.as_of import as_of, period
from dashboard.measure.figure import Figure, How, Unit, count, rate
from dashboard.measure.loans import Loan, came_back, households, late, lent, loans
from dashboard.measure.terms import Term, rows_counted, terms_of
from dashboard.measure.territory import Territory

FEW = 20  # loans: of fewer no rate is shown, whatever money they come to


@dataclass(frozen=True)
class Recovery:
    """The ledger in figures."""

    number: Figure
    advanced: Figure
    repaid: Figure
    outstanding: Figure
    overdue: Figure
    frozen: Figure
    due: Figure
    due_back: Figure
    early: Figure
    due_rate: Figure
    total_rate: Figure
    turnover: Figure


@lru_cache(maxsize=64)
def recovery(data: Data, territory: Territory, today: date | None = None) -> Recovery:
    """What was lent, fell due and came back: of what was due only of loans whose balance is known."""
    day = today or as_of(data) or date.min
    every = loans(data, territory, day)
    clear = [loan for loan in every if loan.clear]
    due, ahead = ([x for x in clear if x.is_due is come] for come in (True, False))
    at = f"{territory.code}/{period(data, day)}"

    def money(name: str, terms: tuple[Term, ...]) -> Figure:
        value = sum(int(term.value) for term in terms) if every else None
        return count(f"{name}/{at}", value, Unit.VND, reason="no_ledger", as_of=day, terms=terms)

    return Recovery(
        count(
            f"loans/{at}", len(every) if every else None, reason="no_ledger", as_of=day,
            terms=rows_counted(data, [loan.row for loan in every], "loan_code"),
        ),
        money("loan_advanced_vnd", lent(data, every)),
        money("loan_repaid_vnd", came_back(data, every)),
        money("loan_outstanding_vnd", lent(data, clear) + came_back(data, clear, -1)),
        money("loan_overdue_vnd", late(data, every)),
        _frozen(data, f"loan_frozen_vnd/{at}", every, day),
        money("loan_due_vnd", lent(data, due)),
        money("loan_due_repaid_vnd", came_back(data, due)),
        money("loan_early_vnd", came_back(data, ahead)),
        _share(data, f"loan_due_recovery_rate/{at}", due, every, day),
        _share(data, f"loan_total_recovery_rate/{at}", clear, every, day),
        _turnover(data, f"loan_turnover/{at}", every, day),
    )  # fmt: skip


def _frozen(data: Data, key: str, every: Iterable[Loan], day: date) -> Figure:
    """What the bank froze; only its statements say it."""
    stated = [loan.stated for loan in every if loan.stated is not None]
    value = sum(int(row["frozen_vnd"] or 0) for row in stated) if stated else None
    terms = terms_of(data, stated, "frozen_vnd")
    return count(key, value, Unit.VND, reason="no_statement", as_of=day, terms=terms)


def _share(data: Data, key: str, found: list[Loan], every: tuple[Loan, ...], day: date) -> Figure:
    """What came back of some loans over what was lent in them; no rate of few of them."""
    why = "" if len(found) >= FEW else "few_loans" if every else "no_ledger"
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
