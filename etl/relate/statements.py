"""The bank's statements + the commune's book -> one row for each loan, whoever tells of it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from catalog.spelling import key
from etl.relate.programmes import unreported

Row = dict[str, Any]
AMOUNTS = ("in_term_vnd", "overdue_vnd", "frozen_vnd")
_COPIED = ("lender", "programme", "principal_vnd", "disbursed_date", "due_date", "as_of_date",
           "head_name", "hamlet_code", "source_file", "source_sheet", "source_row")  # fmt: skip


def join(rows: dict[str, list[Row]]) -> None:
    """Give each statement the code of its loan in the book, by code, else by borrower, day and sum.

    A loan that only the bank tells of becomes a row of `loan`. `told_by` says how each was found, and
    `said_code` what the bank calls it.
    """
    statements = rows.get("loan_statement", [])
    if not statements:
        return
    loans = rows.setdefault("loan", [])
    by_code = {key(str(loan["loan_code"])): loan for loan in loans}
    alike: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for loan in loans:
        alike[_who(loan)].append(loan)
    homes, new = _homes(rows), set[str]()
    for row in statements:
        _complete(row)
        row["said_code"], code = row["loan_code"], key(str(row["loan_code"]))
        same, row["told_by"] = alike[_who(row)], "bank" if code in new else "code"
        if code not in by_code and len(same) == 1 and all(_who(row)):
            by_code[code], row["told_by"] = same[0], "borrower"
        if code not in by_code:
            by_code[code], row["told_by"] = _new(row, homes), "bank"
            loans.append(by_code[code])
            new.add(code)
        row["loan_code"] = by_code[code]["loan_code"]


def is_known(row: Row) -> bool:
    """Whether a statement says what is owed: a part that cannot be read is not 0."""
    return row.get("in_term_vnd") is not None and row.get("overdue_vnd") is not None


def _complete(row: Row) -> None:
    """An export without `khoanh` says it by its total."""
    if row.get("frozen_vnd") is None and row.get("outstanding_vnd") is not None and is_known(row):
        rest = row["outstanding_vnd"] - row["in_term_vnd"] - row["overdue_vnd"]
        row["frozen_vnd"] = rest if rest >= 0 else None


def _who(row: Row) -> tuple[Any, ...]:
    """Borrower, day and sum: what two papers about one loan have in common."""
    return key(str(row.get("head_name") or "")), row.get("disbursed_date"), row.get("principal_vnd")


def _new(row: Row, homes: dict[tuple[str, Any], set[str]]) -> Row:
    """A loan of the bank; its household is the only one of that name in that hamlet, if there is one."""
    found = homes.get((key(str(row.get("head_name") or "")), row.get("hamlet_code")), set())
    home = row.get("household_id") or (next(iter(found)) if len(found) == 1 else None)
    copied = {name: row.get(name) for name in _COPIED}
    return unreported("loan") | copied | {"loan_code": row["loan_code"], "household_id": home}


def _homes(rows: dict[str, list[Row]]) -> dict[tuple[str, Any], set[str]]:
    found: dict[tuple[str, Any], set[str]] = defaultdict(set)
    for head in rows.get("household_head", []):
        at = key(str(head.get("head_name") or "")), head.get("hamlet_code")
        found[at].add(head["household_id"])
    return found
