"""What tidying a sheet gives: records, printed totals, findings, and a place for every row."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from catalog.forms import Form
from etl.choose import Choice, Field
from etl.findings import Finding, finding
from etl.read import Sheet
from etl.read.cells import address


@dataclass(frozen=True)
class Info:
    """What stands above the header: commune and its kind, date, standard, year, round, unit."""

    commune_code: str = ""
    commune_name: str = ""
    date: date | None = None
    year: int | None = None
    standard: str | None = None
    round: str = "annual"
    unit: int | None = None
    hamlet: str = ""
    area: str = ""  # `rural` or `urban`; "" when nothing says it

    def under(self, above: Info | None) -> Info:
        """What it does not say itself as the form above it says it."""
        if above is None:
            return self
        own = {name: value for name, value in vars(self).items() if value not in ("", None)}
        return replace(above, **own | ({} if self.date else {"round": above.round}))


@dataclass(slots=True)
class Record:
    """One row of a form. `values` has the fields of the form; places and households as written."""

    row: int
    values: dict[str, Any]
    section: str = ""
    section_row: int = -1

    def is_of(self, f: Field) -> bool:
        """Whether what a column adds (a year, a fund) is that of this record."""
        return all(str(self.values.get(name)) == str(value) for name, value in f.added)


class Line(NamedTuple):
    """A row of a list with a text alone: a section if the text is a hamlet. `before`: the section above.

    `apart`: it stands where sections do, so that nobody knows whose the rows below are when it is none.
    """

    text: str
    before: tuple[str, int]
    apart: bool


@dataclass
class TidySheet:
    """One sheet after tidying. The rows of the sheet are all in exactly one of the three counts."""

    file: str
    sheet: Sheet
    choice: Choice
    info: Info
    records: list[Record] = field(default_factory=list)
    set_aside: list[Record] = field(default_factory=list)
    printed: list[Record] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    loaded: set[int] = field(default_factory=set)
    quarantined: set[int] = field(default_factory=set)
    other: set[int] = field(default_factory=set)
    members: dict[int, int] = field(default_factory=dict)
    told: set[tuple[str, str]] = field(default_factory=set)
    lines: dict[int, Line] = field(default_factory=dict)

    @property
    def form(self) -> Form:
        """The form of the sheet."""
        return self.choice.form

    @cached_property
    def _columns(self) -> dict[str, int]:
        return {f.column.field: f.index for f in reversed(self.choice.fields)}

    @cached_property
    def _kinds(self) -> dict[str, list[int]]:
        kinds: dict[str, list[int]] = {}
        for f in self.choice.fields:
            kinds.setdefault(f.column.kind, []).append(f.index)
        return kinds

    def columns(self, kind: str) -> list[int]:
        """The sheet columns that hold values of a kind."""
        return self._kinds.get(kind, [])

    def column_of(self, name: str, **adds: Any) -> int | None:
        """The sheet column that feeds a field; None when the sheet has none."""
        if not adds:
            return self._columns.get(name)
        for f in self.choice.fields:
            given = {k: str(v) for k, v in (*f.column.adds, *f.captured)}
            if f.column.field == name and all(given.get(k) == str(v) for k, v in adds.items()):
                return f.index
        return None

    def cell(self, row: int, name: str = "", **adds: Any) -> str:
        """The address of a field in a row; that of the first column when the field is unknown."""
        column = self.column_of(name, **adds) if name else None
        return address(*self.sheet.anchor(row, column if column is not None else 0))

    def report(self, severity: str, rule: str, row: int, name: str = "", **more: str) -> None:
        """Add a finding about a field of a row."""
        cell = more.pop("cell", "") or self.cell(row, name)
        self.told.add((rule, cell))
        self.findings.append(
            finding(severity, rule, self.file, sheet=self.sheet.name, cell=cell, field=name, **more)
        )

    def take_section(self, row: int) -> None:
        """A row that nobody knew is a section: nothing is to be said of it."""
        number = str(row + 1)
        self.quarantined.discard(row)
        self.other.add(row)
        self.set_aside = [r for r in self.set_aside if r.row != row]
        self.findings = [
            f
            for f in self.findings
            if not (f.rule.startswith("row.") and re.sub("[A-Z]", "", f.cell) == number)
        ]

    def quarantine(self, *records: Record) -> None:
        """Take the rows of records out of what is loaded, all at once; printed totals still count them."""
        rows = {record.row for record in records}
        self.loaded -= rows
        self.quarantined |= rows
        self.set_aside += [r for r in self.records if r.row in rows]
        self.records = [r for r in self.records if r.row not in rows]
