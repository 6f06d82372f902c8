"""Commune -> loans and their repayments: repaid in full is closed, money is lent on once it came back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from catalog.tables import GROUPS
from etl.layout.sheet import Line, Row, Sheet, data
from etl.sample.office import MILLION, Office
from etl.sample.world import ROMAN, Entry, names

TITLES = {
    "revolving_fund": "QUỸ QUAY VÒNG",
    "vbsp": "NGÂN HÀNG CHÍNH SÁCH XÃ HỘI",
    "front_fund": "QUỸ VÌ NGƯỜI NGHÈO (MTTQ)",
}
LOANS = {"revolving_fund": 12, "vbsp": 34, "front_fund": 6}
SIZES = {"revolving_fund": (7, 8, 10), "vbsp": (30, 36, 42, 50), "front_fund": (5, 6)}
PREFIX = {"revolving_fund": "QV", "vbsp": "NH", "front_fund": "VN"}
TERMS = {"revolving_fund": 3, "vbsp": 5, "front_fund": 2}


@dataclass
class Loan:
    """One loan; `paid` has its repayments of principal."""

    code: str
    lender: str
    entry: Entry
    principal: int
    start: date
    due: date
    purpose: str
    paid: list[tuple[date, int]] = field(default_factory=list)
    refunded_from: str | None = None

    @property
    def repaid(self) -> int:
        """What came back."""
        return sum(amount for _, amount in self.paid)

    @property
    def closed(self) -> date | None:
        """The day of the last payment, once all is repaid."""
        return self.paid[-1][0] if self.paid and self.repaid == self.principal else None


def credit(office: Office) -> list[Sheet]:
    """The ledger of loans and the ledger of repayments."""
    loans = _loans(office)
    lines: list[Line] = []
    for number, lender in enumerate(TITLES):
        lines.append(Line("section", text=TITLES[lender], number=ROMAN[number]))
        mine = [loan for loan in loans if loan.lender == lender]
        lines += [data(n, _row(office, loan)) for n, loan in enumerate(mine, start=1)]
    sums = {
        "principal_vnd": sum(loan.principal for loan in loans),
        "repaid_vnd": sum(loan.repaid for loan in loans),
        "outstanding_vnd": sum(loan.principal - loan.repaid for loan in loans),
    }
    paid = sorted((day, loan.code, amount, loan) for loan in loans for day, amount in loan.paid)
    payments = [
        data(n, {
            "loan_code": code, "head_name": loan.entry.household.name,
            "Họ và tên người vay": loan.entry.household.name,
            "paid_date": day, "principal_vnd": amount,
        })
        for n, (day, code, amount, loan) in enumerate(paid, start=1)
    ]  # fmt: skip
    whole = Line("total", ({"principal_vnd": sums["repaid_vnd"]},), "TỔNG CỘNG")
    return [
        office.sheet("loan", [*lines, Line("total", (sums,), "TỔNG CỘNG")], 2),
        office.sheet("loan_repayment", [*payments, whole], 3),
    ]


def _row(office: Office, loan: Loan) -> Row:
    return {
        "loan_code": loan.code,
        "head_name": loan.entry.household.name,
        "household": loan.entry.household.code,
        "hamlet_code": office.commune.hamlets[loan.entry.hamlet].name,
        "lender": loan.lender,
        "programme": names()["texts"]["loan_programmes"][loan.lender],
        "purpose": loan.purpose,
        "principal_vnd": loan.principal,
        "disbursed_date": loan.start,
        "due_date": loan.due,
        "closed_date": loan.closed,
        "repaid_vnd": loan.repaid,
        "outstanding_vnd": loan.principal - loan.repaid,
        "refunded_from_loan_code": loan.refunded_from,
    }


def _loans(office: Office) -> list[Loan]:
    found: list[Loan] = []
    for lender, number in LOANS.items():
        for n in range(1, number + 1):
            code = office.code(f"{PREFIX[lender]}-{n:03d}")
            found.append(_loan(office, code, lender, found))
    return found


def _loan(office: Office, code: str, lender: str, before: list[Loan]) -> Loan:
    """A loan to a household that some list has; every fourth of the fund is money that came back."""
    rng, commune = office.rng, office.commune
    back = [one for one in before if one.lender == lender == "revolving_fund" and one.closed]
    used = {one.refunded_from for one in before}
    source = next((one for one in back if one.code not in used), None)
    year = rng.randint(commune.first, commune.last)
    start = date(year, rng.randint(1, 12), rng.randint(1, 28))
    if source and source.closed and source.closed + timedelta(days=20) < office.day:
        start = source.closed + timedelta(days=20)
    else:
        source = None
    state = commune.state(max(start.year - 1, commune.first - 1))
    entry = rng.choice([e for status in GROUPS for e in state.listed(status)])
    principal = source.principal if source else rng.choice(SIZES[lender]) * MILLION
    due = date(start.year + TERMS[lender], start.month, min(start.day, 28))
    purpose = rng.choice(names()["texts"]["loan_purposes"])
    origin = source.code if source else None
    loan = Loan(code, lender, entry, principal, start, due, purpose, refunded_from=origin)
    _repay(office, loan)
    return loan


def _repay(office: Office, loan: Loan) -> None:
    """Fifths of the principal, every half year or so, never after the day of the ledger."""
    rng, day = office.rng, loan.start
    while loan.repaid < loan.principal:
        day += timedelta(days=rng.randint(150, 320))
        if day > office.day:
            return
        left = loan.principal - loan.repaid
        loan.paid.append((day, min(left, rng.choice((1, 1, 2)) * loan.principal // 5)))
