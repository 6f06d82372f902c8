"""How a sheet was understood: its form, its header, and what each of its columns is."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from catalog.forms import Column, Form
from etl.headings import Header
from etl.read import Sheet
from etl.read.cells import address


@dataclass(frozen=True)
class Field:
    """A column of the sheet and the column of the form that it is."""

    index: int
    heading: str
    column: Column
    captured: tuple[tuple[str, str], ...] = ()

    @cached_property
    def added(self) -> tuple[tuple[str, str], ...]:
        """The values that the column adds to its records: an indicator, a year."""
        return tuple(pair for pair in (*self.column.adds, *self.captured) if pair[0] != "date")


@dataclass(frozen=True)
class Choice:
    """How a sheet was understood."""

    form: Form
    header: Header
    fields: tuple[Field, ...]
    unknown: dict[int, str] = field(default_factory=dict)
    missing: tuple[Column, ...] = ()
    twice: tuple[Field, ...] = ()
    repeated: frozenset[int] = frozenset()
    score: float = 0.0

    @property
    def first_row(self) -> int:
        """The row below the header."""
        return self.header.bottom + 1

    def heading_cell(self, sheet: Sheet, column: int) -> str:
        """The cell in which the heading of a column stands, the lowest of its levels that says something."""
        rows = range(self.header.bottom, self.header.top - 1, -1)
        cells = [sheet.anchor(row, column) for row in rows]
        return address(*next((at for at in cells if sheet.at(*at) is not None), cells[0]))
