"""A column of a sheet -> a reader of its cells that knows its unit, decimal mark and formats."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import Any

from etl.choose import Field
from etl.odd import DASHES
from etl.read import Sheet
from etl.read.cells import Value
from etl.tidy.dates import swapped
from etl.tidy.info import unit_factor
from etl.tidy.meaning import Context, Read
from etl.tidy.numbers import decimal_mark
from etl.tidy.records import TidySheet
from etl.tidy.values import read_cell

NUMBERS = ("count", "money", "number", "percent", "rate")


def is_spread(f: Field) -> bool:
    """Whether a merged cell of the column counts for every row that it covers."""
    return f.column.repeat or f.column.kind in ("order", "hamlet")


def _is_key(f: Field) -> bool:
    """Whether a row without this cell belongs nowhere; numbers and values by year may be missing."""
    column = f.column
    needed = column.required or column.kind == "household"
    return needed and not (column.adds or f.captured or column.kind in ("count", "money"))


class ColumnReader:
    """Reads the cells of one column; what was read once is remembered."""

    def __init__(self, f: Field, sheet: Sheet, unit: int, first_row: int) -> None:
        self.field, self.sheet = f, sheet
        self._first_row = first_row
        self.index, self.spread, self.is_key = f.index, is_spread(f), _is_key(f)
        self._tags = sheet.tags_by_column.get(f.index, {})
        values = [sheet.at(row, f.index) for row in range(first_row, len(sheet.rows))]
        mark = decimal_mark(values) if f.column.kind in NUMBERS else ""
        self._swapped = swapped(values) if f.column.kind == "date" else ()
        self._fractions = f.column.kind == "percent" and "%" in f.heading and _all_small(values)
        self._context = Context(unit, mark, "", sheet.typed)
        self._known: dict[Any, Read] = {}

    def value(self, row: int) -> Value:
        """The cell as it stands in the sheet."""
        if self.spread:
            return self.sheet.merged(row, self.index)
        cells = self.sheet.rows[row]
        return cells[self.index] if self.index < len(cells) else None

    def read(self, row: int) -> Read:
        """The typed value of the cell, or the rule that it breaks."""
        value = self.value(row)
        tag = self._tags.get(row, "") if self._tags else ""
        known = (value.__class__, value, tag)
        found = self._known.get(known)
        if found is None:
            found = self._known[known] = self._read(value, tag)
        return found

    def _read(self, value: Value, tag: str) -> Read:
        if self._swapped and isinstance(value, self._swapped):
            return Read(rule="cell.swapped_date")
        context = self._context
        if tag:
            context = Context(context.unit, context.decimal, tag, context.typed)
        found = read_cell(value, self.field.column, context)
        if found.mended == "note.dash" and self._has_dashes:
            found = replace(found, mended="")
        small = self._fractions and found.value is not None and "percent" not in tag
        return Read(rule="cell.two_percents") if small else found

    @cached_property
    def _has_dashes(self) -> bool:
        """Whether a dash is how the office leaves a cell of this column blank: most of three or more."""
        rows = range(self._first_row, len(self.sheet.rows))
        filled = [v for row in rows if (v := self.value(row)) is not None]
        dashes = sum(isinstance(v, str) and v.strip() in DASHES for v in filled)
        return dashes >= 3 and dashes * 2 > len(filled)


def _all_small(values: list[Value]) -> bool:
    """Whether all numbers of a column of percentages are at most 1: fractions, or very small?"""
    numbers = [v for v in values if isinstance(v, int | float) and not isinstance(v, bool)]
    return any(0 < v <= 1 for v in numbers) and all(v <= 1 for v in numbers)


def readers_of(tidied: TidySheet) -> list[ColumnReader]:
    """The readers of all known columns; those of the ID number and of what is not kept are left out."""
    unit = tidied.info.unit or unit_factor(tidied.form.unit_line) or 1
    return [
        ColumnReader(f, tidied.sheet, unit, tidied.choice.first_row)
        for f in tidied.choice.fields
        if f.column.field or f.column.kind == "order"
    ]


def printed_readers(readers: list[ColumnReader]) -> list[ColumnReader]:
    """Those of them that a printed total may have a figure in."""
    kinds = ("count", "money", "code", "rate", "text", "hamlet")
    return [reader for reader in readers if reader.field.column.kind in kinds]
