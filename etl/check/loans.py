"""Loans against repayments, and every sheet that names a household against the household lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from catalog.spelling import key
from etl.check.forms import Forms, doubt
from etl.check.people import Stand
from etl.check.relations import Sum
from etl.findings import Finding
from etl.relate import Tables

Row = dict[str, Any]
#: Tables that name a household, and what dates the household's need in them.
NAMED = {
    "loan": "disbursed_date",
    "support_event": "event_date",
    "visit": "visit_date",
    "livelihood_participant": "entry_year",
}


def _paid(tables: Tables) -> dict[str, list[Row]]:
    paid: dict[str, list[Row]] = defaultdict(list)
    for row in tables.rows.get("loan_repayment", []):
        paid[row["loan_code"]].append(row)
    return paid


def loan_relations(forms: Forms) -> Iterable[Sum]:
    """Repaid is the sum of the repayments; outstanding is what is left of the principal."""
    paid = _paid(forms.tables)
    for loan in forms.tables.rows.get("loan", []):
        repaid, principal = forms.term(loan, "repaid_vnd"), forms.term(loan, "principal_vnd")
        left = forms.term(loan, "repaid_vnd", -1)
        yield from forms.sums(
            "loan.outstanding", forms.term(loan, "outstanding_vnd"), principal, left
        )
        parts = [forms.term(row, "principal_vnd") for row in paid.get(loan["loan_code"], [])]
        if parts:
            yield from forms.sums("loan.repaid", repaid, *parts)


def check_loans(tables: Tables, known: dict[str, list[Stand]]) -> Iterable[Finding]:
    """The life of each loan in its order; each borrower stands in some list under that name."""
    paid = _paid(tables)
    loans = {row["loan_code"]: row for row in tables.rows.get("loan", [])}
    for loan in loans.values():
        yield from _closing(tables, loan, paid.get(loan["loan_code"], []))
        yield from _lent_on(tables, loan, loans)
    for row in tables.rows.get("loan_repayment", []):
        yield from _repayment(tables, row, loans)
    years = [stand.sheet.info.year for rows in known.values() for stand in rows]
    first = min((year for year in years if year is not None), default=9999)
    for name, when in NAMED.items():
        for row in tables.rows.get(name, []):
            day = row.get(when)
            year = day.year if isinstance(day, date) else day
            rows = known.get(row.get("household_id") or "", [])
            if rows:
                yield from _named(tables, row, rows)
            elif year is not None and year >= first:
                coded = not tables.cell_of(row, "household").isdigit()
                name = "household" if coded else "head_name"
                yield doubt(tables, "household.unlisted", row, name, "…", "–")


def _closing(tables: Tables, loan: Row, paid: list[Row]) -> Iterable[Finding]:
    """A loan is closed exactly when it is repaid in full, on the day of the last payment."""
    closed, principal = loan.get("closed_date"), loan.get("principal_vnd")
    amounts = [row["principal_vnd"] for row in paid if row["principal_vnd"] is not None]
    total = (
        sum(amounts) if amounts or "loan_repayment" not in tables.rows else loan.get("repaid_vnd")
    )
    total = loan.get("repaid_vnd") if total is None else total
    if principal is None or total is None or not tables.rows.get("loan_repayment"):
        return
    dates = [row["paid_date"] for row in paid if row.get("paid_date")]
    if total > principal:
        yield doubt(tables, "loan.over_principal", loan, "principal_vnd", "…", "…")
    elif (closed is not None) != (total == principal):
        yield doubt(tables, "loan.closed", loan, "closed_date", "…", "…")
    elif closed is not None and dates and max(dates) != closed:
        yield doubt(tables, "loan.last_payment", loan, "closed_date", "…", "…")


def _lent_on(tables: Tables, loan: Row, loans: dict[str, Row]) -> Iterable[Finding]:
    """Money is lent on only after it came back."""
    code = loan.get("refunded_from_loan_code")
    if not code:
        return
    name, source = "refunded_from_loan_code", loans.get(code)
    if source is None:
        yield doubt(tables, "loan.unknown", loan, name, "…", "–")
    else:
        back, given = source.get("closed_date"), loan.get("disbursed_date")
        if back is None or (isinstance(given, date) and given < back):
            yield doubt(tables, "loan.not_back", loan, name, "…", "–")


def _repayment(tables: Tables, row: Row, loans: dict[str, Row]) -> Iterable[Finding]:
    loan = loans.get(row["loan_code"])
    if loan is None:
        if loans:
            yield doubt(tables, "loan.unknown", row, "loan_code", "…", "–")
        return
    paid, given = row.get("paid_date"), loan.get("disbursed_date")
    if isinstance(paid, date) and isinstance(given, date) and paid < given:
        yield doubt(tables, "date.order", row, "paid_date", "…", "…")
    if key(str(row.get("head_name") or "")) not in ("", key(str(loan.get("head_name") or ""))):
        yield doubt(tables, "household.other_name", row, "head_name", "…", "…")


def _named(tables: Tables, row: Row, rows: list[Stand]) -> Iterable[Finding]:
    """The household stands in some list under that name, in some year in that hamlet."""
    names = {key(str(s.record.values.get("head_name") or "")) for s in rows}
    hamlets = {s.record.values.get("hamlet_code") for s in rows}
    moved = any(_has_moved(s.record.values) for s in rows)
    if key(str(row.get("head_name") or "")) not in {"", *names}:
        yield doubt(tables, "household.other_name", row, "head_name", "…", "…")
    if not moved and row.get("hamlet_code") not in {None, *hamlets}:
        yield doubt(tables, "household.other_hamlet", row, "hamlet_code", "…", "…")


def _has_moved(values: dict[str, Any]) -> bool:
    """Whether a list says that the household came from another hamlet of the commune that year."""
    return values.get("movement") == "stayed" and values.get("column") == "other_in"
