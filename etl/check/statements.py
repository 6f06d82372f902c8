"""The bank's statements against themselves and against the commune's book."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from etl.check.forms import doubt
from etl.findings import Finding
from etl.relate import Tables
from etl.relate.statements import AMOUNTS, is_known

Row = dict[str, Any]


def check_statements(tables: Tables) -> Iterable[Finding]:
    """The parts add up to the total; nobody owes more than was lent; book and bank tell of one loan alike."""
    paid: dict[str, list[Row]] = defaultdict(list)
    for row in tables.rows.get("loan_repayment", []):
        paid[row["loan_code"]].append(row)
    loans = {row["loan_code"]: row for row in tables.rows.get("loan", [])}
    for row in tables.rows.get("loan_statement", []):
        loan = loans[row["loan_code"]]
        if row.get("as_of_date") is None:
            yield doubt(tables, "statement.no_date", row, "as_of_date", "–", "–")
        if loan.get("disbursed_date") is None:
            yield doubt(tables, "statement.no_loan_date", row, "disbursed_date", "–", "–")
        if is_known(row):
            yield from _balance(tables, row, loan, paid[row["loan_code"]])
        if row.get("by_name"):
            yield doubt(tables, "statement.by_name", row, "head_name", "…", "…").lowered("note")
        if row["told_by"] == "borrower":
            at = f"{loan['source_file']} · {loan['source_sheet']} · {loan['source_row']}"
            yield doubt(tables, "statement.other_code", row, "loan_code", "…", at)


def _balance(tables: Tables, row: Row, loan: Row, paid: list[Row]) -> Iterable[Finding]:
    """What is wrong with the balance of a statement whose parts are known."""
    owed, total = sum(row.get(name) or 0 for name in AMOUNTS), row.get("outstanding_vnd")
    if total is not None and total != owed:
        yield doubt(tables, "statement.total", row, "outstanding_vnd", "…", "…")
    elif loan["principal_vnd"] is not None and owed > loan["principal_vnd"]:
        yield doubt(tables, "statement.over_principal", row, "principal_vnd", "…", "…")
    elif row["told_by"] != "bank" and _differs(loan, paid, row, owed):
        yield doubt(tables, "statement.balance", row, _total(row), "…", "…")


def _total(row: Row) -> str:
    return "in_term_vnd" if row.get("outstanding_vnd") is None else "outstanding_vnd"


def _differs(loan: Row, paid: list[Row], row: Row, owed: int) -> bool:
    """Whether the book says another balance on the day of the statement."""
    day = row.get("as_of_date") or date.max
    back = sum(
        p["principal_vnd"] or 0 for p in paid if p.get("paid_date") and p["paid_date"] <= day
    )
    return loan["principal_vnd"] is not None and loan["principal_vnd"] - back != owed
