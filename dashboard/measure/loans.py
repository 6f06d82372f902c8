"""Loans, repayments, statements -> what each owes on a day, what came back of what was due (DOMAIN 8.11)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dashboard.data import Data, Row
from dashboard.measure.terms import Term, terms_of
from dashboard.measure.territory import Territory, territories

AMOUNTS = ("in_term_vnd", "overdue_vnd", "frozen_vnd")  # of a statement: together what is owed
OWED = AMOUNTS[:2]  # what a statement must say to be one; nothing frozen is often left blank


@dataclass(frozen=True, eq=False)
class Loan:
    """A loan that was given, as it stands on a day; money in đồng.

    `stated` is the bank's latest statement until then that says what is owed; `undated` says that a
    repayment has no day or no sum.
    """

    row: Row
    hamlet: str | None
    repaid: tuple[Row, ...]
    today: date
    stated: Row | None = None
    undated: bool = False

    @property
    def clear(self) -> bool:
        """Whether it is known what is owed: by a statement, or by what was lent and every repayment."""
        known = self.row["principal_vnd"] is not None and not self.undated
        return known or self.stated is not None

    @property
    def principal(self) -> int:
        """What was lent."""
        return int(self.row["principal_vnd"] or 0)

    @property
    def since(self) -> tuple[Row, ...]:
        """The repayments that no statement knows of yet."""
        last = self.stated["as_of_date"] if self.stated else date.min
        return tuple(row for row in self.repaid if row["paid_date"] > last)

    @property
    def back(self) -> int:
        """What came back until the day; with a statement, all that it does not say to be owed."""
        since = sum(int(row["principal_vnd"] or 0) for row in self.since)
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
        if not self.clear:
            return 0
        late = self.owed - self.frozen if self.is_over else self._said("overdue_vnd")
        return max(late, 0)

    @property
    def days_over(self) -> int:
        """Days since its due date while something is overdue; 0 before."""
        return (self.today - self.row["due_date"]).days if self.is_over and self.overdue else 0

    @property
    def state(self) -> str:
        """`overdue`, `late` (the bank says so before its day), `frozen`, `open`, `early` or `repaid`.

        `unclear` where what is owed is not known, `no_due` where the day is not written.
        """
        if not self.clear:
            return "unclear"
        if self.overdue:
            return "overdue" if self.days_over else "late"
        if self.owed > 0:
            waiting = "open" if self.row["due_date"] else "no_due"
            return "frozen" if self.frozen else waiting
        last = max((row["paid_date"] for row in self.repaid), default=None)
        due = self.row["due_date"]
        return "early" if last and due and last < due else "repaid"


@lru_cache(maxsize=64)
def loans(data: Data, territory: Territory, today: date) -> tuple[Loan, ...]:
    """The loans of the territory that were given until the day, in the order of the ledger."""
    known = (loan_of(data, row, home, today) for row, home in lines(data, territory))
    return tuple(loan for loan in known if loan is not None)


@lru_cache(maxsize=64)
def lines(data: Data, territory: Territory) -> tuple[tuple[Row, str | None], ...]:
    """Every line of the ledger whose household lives in the territory, with its hamlet.

    Where the build has one commune, one whose hamlet nobody knows is its own too.
    """
    alone = len(territories(data)) == 1
    return tuple((row, home) for row, home in _homes(data) if alone or territory.hamlet(home))


def elsewhere(data: Data, today: date) -> tuple[Row, ...]:
    """Lines of the ledger until a day whose household has no known hamlet, so that no commune counts them."""
    every = territories(data)
    known = {code for territory in every for hamlet in territory.hamlets for code in hamlet.codes}
    return tuple(
        row
        for row, home in _homes(data)
        if len(every) > 1 and home not in known and (row["disbursed_date"] or today) <= today
    )


def _homes(data: Data) -> Iterable[tuple[Row, str | None]]:
    homes = {row["household_id"]: row["hamlet_code"] for row in data.rows("household")}
    return ((row, homes.get(row["household_id"])) for row in data.rows("loan"))


def loan_of(data: Data, row: Row, home: str | None, today: date) -> Loan | None:
    """A loan of a household of a hamlet as it stands on a day; None when it was not given until then."""
    if not row["disbursed_date"] or row["disbursed_date"] > today:
        return None
    code = row["loan_code"]
    lines = data.of("loan_repayment", "loan_code", code)
    paid = _until(lines, "paid_date", today)
    said = _until(data.of("loan_statement", "loan_code", code), "as_of_date", today)
    owed = [one for one in said if all(one[name] is not None for name in OWED)]
    stated = max(owed, key=lambda one: one["as_of_date"], default=None)
    return Loan(row, home, paid, today, stated, any(map(is_blank, lines)))


def is_blank(line: Row) -> bool:
    """Whether a repayment has no day or no sum: what is owed on its loan is then not known."""
    return line["paid_date"] is None or line["principal_vnd"] is None


def _until(rows: Iterable[Row], name: str, today: date) -> tuple[Row, ...]:
    return tuple(row for row in rows if row[name] and row[name] <= today)


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
        terms += terms_of(data, loan.since, "principal_vnd", sign=sign)
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
    """The first loan of each household, in the order of the loans."""
    first: dict[str, Row] = {}
    for loan in found:
        first.setdefault(loan.row["household_id"], loan.row)
    return list(first.values())
