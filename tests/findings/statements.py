"""Faults of a bank's statement beside the commune's book of loans."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter

from tests import bank
from tests.findings.case import Case, Fault, Then
from tests.findings.desk import CREDIT, PLACES, REVIEW, Desk, Spot

NAME = "Sao kê của ngân hàng.xlsx"
HERE = (PLACES, CREDIT)
FIRST = 5  # row: three titles, the header, then the first loan


def handed_in(desk: Desk, lines: list[dict[str, Any]], **how: Any) -> None:
    """The statement beside the workbooks, read as every file is."""
    path = bank.statement(Path(desk.folder.parent) / "statement.xlsx", lines, **how)
    desk.write(NAME, path.read_bytes())


def sound(desk: Desk) -> None:
    """The statement as the book has it."""
    handed_in(desk, bank.lines(desk.office.folder))


def said(heading: str, field: str, changed: dict[str, Any], **how: Any) -> Fault:
    """The first loan of the statement with something else in it; told at one of its cells."""

    def fault(desk: Desk) -> Spot:
        lines = bank.lines(desk.office.folder)
        lines[0] |= changed
        handed_in(desk, lines, **how)
        column = bank.HEADINGS.index(heading) + 1
        return Spot(NAME, "BCQUERY", f"{get_column_letter(column)}{FIRST}", field)

    return fault


def doubt(rule: str, fault: Fault, **how: Any) -> Case:
    """Something doubtful: what the statement says is used."""
    return Case(rule, "warning", 10, HERE, fault, Then.KEPT, sound=sound, **how)


TOTAL = ("Tổng dư nợ", "outstanding_vnd")
CASES = [
    doubt("statement.total", said(*TOTAL, {"Tổng dư nợ": 1})),
    doubt("statement.over_principal",
          said("Mức vay", "principal_vnd", {"Mức vay": 1_000_000_000, "Dư nợ trong hạn": 2_000_000_000,
                "Dư nợ quá hạn": 0, "Tổng dư nợ": 2_000_000_000, "Số khế ước": "KU-MẪU"})),
    doubt("statement.balance",
          said(*TOTAL, {"Dư nợ trong hạn": 1_000, "Dư nợ quá hạn": 0, "Tổng dư nợ": 1_000})),
    doubt("statement.other_code", said("Số khế ước", "loan_code", {"Số khế ước": "KU-MẪU"})),
    doubt("statement.no_date", said("Ngày số liệu", "as_of_date", {"Ngày số liệu": None}), value=None),
    doubt("statement.no_loan_date",
          said("Ngày vay", "disbursed_date", {"Ngày vay": None, "Số khế ước": "KU-MẪU"}), value=None),
    Case("statement.by_name", "note", 0, (*HERE, REVIEW),
         said("Tên KH", "head_name", {"Số khế ước": "KU-MẪU", "Mức vay": 990_000_000}), Then.KEPT,
         sound=sound),
]  # fmt: skip
