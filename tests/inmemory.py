"""An inbox read once; a cell changed in memory -> everything that a build would say."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from etl.choose import choose
from etl.examine import all_findings
from etl.findings import Finding
from etl.gather import Gathered, gather
from etl.headings import headers
from etl.read import list_inbox, read_all
from etl.read.cells import Value, address
from etl.relate import resolve_all
from etl.tidy import Record, TidySheet, tidy

Test = Callable[[dict[str, Any]], bool]


@dataclass(frozen=True)
class Cell:
    """One cell of one sheet of the inbox."""

    file: str
    sheet: str
    row: int
    column: int
    value: Value

    @property
    def name(self) -> str:
        """Its address."""
        return address(self.row, self.column)


class Inbox:
    """The workbooks of a folder, as they are read; every change starts from them anew."""

    def __init__(self, folder: Path) -> None:
        gathered = gather(read_all(folder, list_inbox(folder), 2))
        self._clean = pickle.dumps(gathered)
        resolve_all(gathered.sheets)
        self.sheets = gathered.sheets

    def sheet(self, form: str, year: int = 2025) -> TidySheet:
        """The sheet of a form; of a review form, that of a year."""
        found = [s for s in self.sheets if s.form.form == form]
        return next(s for s in found if s.form.info != "review" or s.info.year == year)

    def cell(
        self, form: str, field: str, *, where: Test = lambda _: True, nth: int = 0, year: int = 2025,
        printed: bool = False, **adds: str,
    ) -> Cell:  # fmt: skip
        """The cell of a field in the nth data row (or printed total) of a form that `where` likes."""
        sheet = self.sheet(form, year)
        rows = {r.row: r for r in (sheet.printed if printed else sheet.records) if where(r.values)}
        return self.at(sheet, list(rows.values())[nth], field, **adds)

    def at(self, sheet: TidySheet, record: Record, field: str, **adds: str) -> Cell:
        """The cell of a field of a record."""
        column = sheet.column_of(field, **adds)
        assert column is not None, field
        value = sheet.sheet.at(record.row, column)
        return Cell(sheet.file, sheet.sheet.name, record.row, column, value)

    def say(self, *changes: tuple[Cell, Value]) -> list[Finding]:
        """The findings after some cells were changed; a sheet is understood anew."""
        gathered: Gathered = pickle.loads(self._clean)
        for cell, value in changes:
            for index, old in enumerate(gathered.sheets):
                if (old.file, old.sheet.name) == (cell.file, cell.sheet):
                    gathered.sheets[index] = _with(old, cell, value)
        return all_findings(gathered)


def _with(old: TidySheet, cell: Cell, value: Value) -> TidySheet:
    rows = [list(row) for row in old.sheet.rows]
    rows[cell.row][cell.column] = value
    sheet = replace(old.sheet, rows=rows)
    above = cell.row < old.choice.first_row
    choice = choose(sheet, headers(sheet)) if above else old.choice
    assert choice is not None
    return tidy(old.file, sheet, choice)


def spots(findings: list[Finding]) -> list[tuple[str, str, str]]:
    """Rule, sheet and cell of each finding."""
    return sorted((f.rule, f.sheet, f.cell) for f in findings)
