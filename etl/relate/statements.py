"""The bank's statements + the commune's book -> one row for each loan, whoever tells of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from catalog.spelling import key
from etl.relate.programmes import unreported
from etl.tidy import TidySheet

Row = dict[str, Any]
AMOUNTS = ("in_term_vnd", "overdue_vnd", "frozen_vnd")
_COPIED = ("lender", "programme", "principal_vnd", "disbursed_date", "due_date", "as_of_date",
           "head_name", "hamlet_code", "commune_code",
           "source_file", "source_sheet", "source_row")  # fmt: skip


def join(rows: dict[str, list[Row]], sheets: Iterable[TidySheet] = ()) -> None:
    """Give each statement the code of its loan in the book, by code, else by borrower, day and sum.

    A loan that only the bank tells of becomes a row of `loan`. `told_by` says how each was found, and
    `said_code` what the bank calls it. Of two lines about one loan on one day the second is set aside.
    """
    statements = rows.get("loan_statement", [])
    if not statements:
        return
    loans = rows.setdefault("loan", [])
    codes = {key(str(row["loan_code"])) for row in statements}
    found = _Found(loans, codes, _homes(rows))
    for row in statements:
        _complete(row)
        row["said_code"], row["told_by"] = row["loan_code"], found.of(row)
        row["loan_code"] = found.by_code[key(str(row["said_code"]))]["loan_code"]
    rows["loan_statement"] = _once(statements, sheets)


class _Found:
    """Which loan each code of the bank means; `loans` grows by those that only the bank tells of."""

    def __init__(
        self, loans: list[Row], stated: set[str], homes: dict[tuple[str, Any], set[str]]
    ) -> None:
        self.loans, self.homes = loans, homes
        self.by_code = {key(str(loan["loan_code"])): loan for loan in loans}
        self.how = dict.fromkeys(self.by_code, "code")
        #: What may be meant by borrower, day and sum: a loan whose own code the bank does not use.
        self.alike: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
        for code, loan in self.by_code.items():
            if code not in stated:
                self.alike[_who(loan)].append(loan)

    def of(self, row: Row) -> str:
        """How the loan of a statement was found: by its `code`, its `borrower`, or by the `bank` alone."""
        code, same = key(str(row["loan_code"])), self.alike[_who(row)]
        if code in self.by_code:
            return self.how[code]
        if len(same) == 1 and all(_who(row)):
            self.by_code[code], self.how[code] = same.pop(), "code"
            return "borrower"  # said once, also where each month has a statement
        self.by_code[code], self.how[code] = _new(row, self.homes), "bank"
        self.loans.append(self.by_code[code])
        return "bank"


def _once(statements: list[Row], sheets: Iterable[TidySheet]) -> list[Row]:
    """One line of each loan and day; the others are told in their sheets and none of data."""
    first: dict[tuple[Any, ...], Row] = {}
    again: dict[tuple[str, str, int], Row] = {}
    for row in statements:
        stands = first.setdefault((row["loan_code"], row["as_of_date"]), row)
        if stands is not row:
            again[row["source_file"], row["source_sheet"], row["source_row"]] = stands
    for sheet in sheets:
        for record in list(sheet.records):
            at = again.get((sheet.file, sheet.sheet.name, record.row + 1))
            if at is not None:
                where = f"{at['source_file']} · {at['source_sheet']} · {at['source_row']}"
                sheet.report("error", "row.twice", record.row, expected=where)
                sheet.quarantine(record)
    return list(first.values())


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
    """A loan of the bank; without a code its household is the only one whose last known head it is.

    Else it is one that no list knows, told apart by its head. `by_name` says that only the name tells it.
    """
    found = homes.get((key(str(row.get("head_name") or "")), row.get("hamlet_code")), set())
    row["by_name"] = not row.get("household") and len(found) == 1
    home = next(iter(found)) if row["by_name"] else row.get("household_id")
    copied = {name: row.get(name) for name in _COPIED}
    return unreported("loan") | copied | {"loan_code": row["loan_code"], "household_id": home}


def _homes(rows: dict[str, list[Row]]) -> dict[tuple[str, Any], set[str]]:
    """The households by their head and hamlet of today, as the last list that has them says."""
    found: dict[tuple[str, Any], set[str]] = defaultdict(set)
    for home in rows.get("household", []):
        if home.get("head_name") and home.get("hamlet_code"):
            found[key(home["head_name"]), home["hamlet_code"]].add(home["household_id"])
    return found
