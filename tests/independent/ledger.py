"""The two sheets of the loan book -> the figures of the credit page, counted another way."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

Loans = list[dict[str, Any]]


def ledger(
    commune: str, loans: Loans, payments: Loans, scale: int, found: dict[str, Any], today: date
) -> None:
    """Every figure of the ledger on a day, by its key."""
    paid: dict[str, list[tuple[date, int]]] = defaultdict(list)
    for row in payments:
        paid[row["Mã món vay"]].append((row["Ngày trả"], row["Số tiền gốc trả"]))
    book = [
        (
            row["Mã món vay"], row["Mã hộ"], round(row["Số tiền vay"] * scale),
            row["Ngày giải ngân"], row["Ngày đến hạn"], row["Vay lại từ món vay"],
        )
        for row in loans
    ]  # fmt: skip

    def back(code: str, day: date) -> int:
        return sum(money for when, money in paid[code] if when <= day)

    at = f"{commune}/now"
    given = sum(loan[2] for loan in book)
    repaid = sum(back(loan[0], today) for loan in book)
    due = [loan for loan in book if loan[4] <= today]
    late = [(loan, loan[2] - back(loan[0], today)) for loan in due if loan[4] < today]
    late = [(loan, left) for loan, left in late if left > 0]
    due_vnd, due_back = sum(x[2] for x in due), sum(back(x[0], today) for x in due)
    found |= {
        f"loans/{at}": len(book),
        f"loan_advanced_vnd/{at}": given,
        f"loan_repaid_vnd/{at}": repaid,
        f"loan_outstanding_vnd/{at}": given - repaid,
        f"loan_overdue_vnd/{at}": sum(left for _, left in late),
        f"loan_due_vnd/{at}": due_vnd,
        f"loan_due_repaid_vnd/{at}": due_back,
        f"loan_early_vnd/{at}": repaid - due_back,
        f"loan_turnover/{at}": len({x[1] for x in book}) / len({x[1] for x in book if not x[5]}),
    }
    if len(due) >= 20:
        found[f"loan_due_recovery_rate/{at}"] = due_back / due_vnd
    if len(book) >= 20:
        found[f"loan_total_recovery_rate/{at}"] = repaid / given
    for name, least, most in (
        ("1-30", 1, 30),
        ("31-60", 31, 60),
        ("61-90", 61, 90),
        ("over-90", 91, 99999),
    ):
        mine = [left for loan, left in late if least <= (today - loan[4]).days <= most]
        found[f"loans_overdue/{at}/{name}"] = len(mine)
        found[f"loan_overdue_vnd/{at}/{name}"] = sum(mine)
    for code, _, principal, _, _, _ in book:
        found[f"loan_principal_vnd/{code}/now"] = principal
        found[f"loan_back_vnd/{code}/now"] = back(code, today)
        found[f"loan_owed_vnd/{code}/now"] = principal - back(code, today)
    before = {x[0]: x[5] for x in book}
    home = {x[0]: x[1] for x in book}
    for code in before.keys() - set(before.values()):
        way, at_loan = [], code
        while at_loan in before and at_loan not in way:
            way.append(at_loan)
            at_loan = before[at_loan]
        if len(way) > 1:
            found[f"loan_chain_households/{code}/now"] = len({home[c] for c in way})
    for year in range(min(x[3] for x in book).year, today.year + 1):
        day = date(year, 12, 31)
        then = [x for x in book if x[3] <= day]
        found[f"loan_balance_vnd/{commune}/{day}"] = sum(x[2] - back(x[0], day) for x in then)
        found[f"loan_schedule_vnd/{commune}/{day}"] = sum(x[2] for x in then if x[4] > day)
