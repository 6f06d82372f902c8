"""Loans, repayments, statements -> what each owes on a day, what came back of what was due (DOMAIN 8.11)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dashboard.data import Data, Row
from dashboard.measure.terms import Term, terms_of
from dashboard.measure.territory import Territory

AMOUNTS = ("in_term_vnd", "overdue_vnd", "frozen_vnd")  # of a statement: together what is owed


@dataclass(frozen=True, eq=False)
class Loan:
    """A loan that was given, as it stands on a day; money in đồng.

    `stated` is the bank's latest statement until then; `repaid` has the repayments since.
    """

    row: Row
    hamlet: str | None
    repaid: tuple[Row, ...]
    today: date
    stated: Row | None = None

    @property
    def principal(self) -> int:
        """What was lent."""
        return int(self.row["principal_vnd"] or 0)

    @property
    def back(self) -> int:
        """What came back until the day; with a statement, all that it does not say to be owed."""
        since = sum(int(row["principal_vnd"] or 0) for row in self.repaid)
        return since if self.stated is None else self.principal - self._said(*AMOUNTS) + since

    def _said(self, *names: str) -> int:
        return sum(int(self.stated[name] or 0) for name in names) if self.stated else 0

    @property
    def owed(self) -> int:
        """What is still to be paid back."""
        return self.principal - self.back

    @property
    def is_due(self) -> bool:
        """Whether its due date has come."""
        return self.row["due_date"] is not None and self.row["due_date"] <= self.today

    @property
    def is_over(self) -> bool:
        """Whether its due date is over."""
        return self.row["due_date"] is not None and self.row["due_date"] < self.today

    @property
    def frozen(self) -> int:
        """What the bank froze (khoanh): owed, and not asked for now."""
        return self._said("frozen_vnd")

    @property
    def overdue(self) -> int:
        """Once its day is over, what is owed and not frozen; before, what the bank says is overdue."""
        late = self.owed - self.frozen if self.is_over else self._said("overdue_vnd")
        return max(late, 0)

    @property
    def days_over(self) -> int:
        """Days since its due date while something is overdue; 0 before."""
        return (self.today - self.row["due_date"]).days if self.is_over and self.overdue else 0

    @property
    def state(self) -> str:
        """`overdue`, `late` (the bank says so before its day), `frozen`, `open`, `early` or `repaid`."""
        if self.overdue:
            return "overdue" if self.days_over else "late"
        if self.owed > 0:
            return "frozen" if self.frozen else "open"
        last = max((row["paid_date"] for row in self.repaid if row["paid_date"]), default=None)
        due = self.row["due_date"]
        return "early" if last and due and last < due else "repaid"


@lru_cache(maxsize=64)
def loans(data: Data, territory: Territory, today: date) -> tuple[Loan, ...]:
    """The loans of the territory that were given until the day, in the order of the ledger."""
    homes = {row["household_id"]: row["hamlet_code"] for row in data.rows("household")}
    paid, stated = _paid(data, today), _stated(data, today)
    found = []
    for row in data.rows("loan"):
        code, home = row["loan_code"], homes.get(row["household_id"])
        if not row["disbursed_date"] or row["disbursed_date"] > today or not territory.hamlet(home):
            continue
        said = stated.get(code)
        since = said["as_of_date"] if said else date.min
        back = tuple(p for p in paid[code] if p["paid_date"] > since)
        found.append(Loan(row, home, back, today, said))
    return tuple(found)


def _paid(data: Data, today: date) -> dict[str, list[Row]]:
    paid: dict[str, list[Row]] = defaultdict(list)
    for row in data.rows("loan_repayment"):
        if row["paid_date"] and row["paid_date"] <= today:
            paid[row["loan_code"]].append(row)
    return paid


def _stated(data: Data, today: date) -> dict[str, Row]:
    """The latest statement of each loan until a day."""
    known = [s for s in data.rows("loan_statement") if s["as_of_date"] and s["as_of_date"] <= today]
    return {s["loan_code"]: s for s in sorted(known, key=lambda s: s["as_of_date"])}


def lent(data: Data, found: Iterable[Loan], *, whole: bool = False) -> tuple[Term, ...]:
    """The cells of what was lent."""
    return terms_of(data, [loan.row for loan in found], "principal_vnd", whole=whole)


def came_back(data: Data, found: Iterable[Loan], sign: int = 1) -> tuple[Term, ...]:
    """The cells of what was paid back; of a loan with a statement, what was lent less what it leaves."""
    terms: tuple[Term, ...] = ()
    for loan in found:
        if loan.stated is not None:
            terms += terms_of(data, [loan.row], "principal_vnd", sign=sign)
            terms += terms_of(data, [loan.stated], *AMOUNTS, sign=-sign)
        terms += terms_of(data, loan.repaid, "principal_vnd", sign=sign)
    return terms


def late(data: Data, found: Iterable[Loan]) -> tuple[Term, ...]:
    """The cells of what is overdue."""
    terms: tuple[Term, ...] = ()
    for loan in (loan for loan in found if loan.overdue):
        stated = [loan.stated] if loan.stated is not None else []
        if loan.is_over:
            terms += lent(data, [loan]) + came_back(data, [loan], -1)
            terms += terms_of(data, stated, "frozen_vnd", sign=-1)
        else:
            terms += terms_of(data, stated, "overdue_vnd")
    return terms


def households(found: Iterable[Loan]) -> list[Row]:
    """The first loan of each household."""
    rows = [loan.row for loan in found]
    return list({row["household_id"]: row for row in reversed(rows)}.values())[::-1]
