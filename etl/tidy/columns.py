"""A column of a sheet -> a reader of its cells that knows its unit, decimal mark and formats."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from etl.choose import Field
from etl.headings import is_code_row
from etl.odd import DASHES, is_lost_value, none_is_odd
from etl.read import Sheet
from etl.read.cells import Fault, Value
from etl.tidy.dates import swapped
from etl.tidy.meaning import TEXTS, Context, Read, plain_texts
from etl.tidy.numbers import decimal_mark
from etl.tidy.records import TidySheet
from etl.tidy.unit import unit_factor, unit_in_heading
from etl.tidy.values import read_cell

NUMBERS = ("count", "money", "number", "percent", "rate")
#: What one cell over several rows cannot say of each: it may be that of all of them together.
ADDED_UP = (*NUMBERS, "mark")


def is_spread(f: Field) -> bool:
    """Whether a merged cell of the column counts for every row that it covers."""
    return f.column.repeat or f.column.kind in ("order", "hamlet")


def _is_key(f: Field) -> bool:
    """Whether a row without this cell belongs nowhere; numbers and values by year may be missing."""
    column = f.column
    return column.coded and not (column.adds or f.captured or column.kind in ("count", "money"))


def _under_merges(f: Field, sheet: Sheet, first_row: int) -> dict[int, int]:
    """The rows of a column that the merges in it cover -> the row that holds their value."""
    if is_spread(f) or f.column.kind in ADDED_UP:
        return {}
    last = len(sheet.rows) - 1
    down = [m for m in sheet.merges if m[1] == f.index and first_row <= m[0] < m[2]]
    return {row: m[0] for m in down for row in range(m[0] + 1, min(m[2], last) + 1)}


class ColumnReader:
    """Reads the cells of one column; what was read once is remembered."""

    def __init__(self, f: Field, sheet: Sheet, unit: int, first_row: int) -> None:
        self.field, self.sheet, self.first_row = f, sheet, first_row
        self.index, self._whole, self.is_key = f.index, is_spread(f), _is_key(f)
        self._under = _under_merges(f, sheet, first_row)
        self.spread = self._whole or bool(self._under)
        self._tags = sheet.tags_by_column.get(f.index, {})
        self._cells = sheet.column(f.index)[first_row:]
        mark = decimal_mark(self._cells) if f.column.kind in NUMBERS else ""
        self._swapped = swapped(self._cells) if f.column.kind == "date" else ()
        self._fractions = (
            f.column.kind == "percent" and "%" in f.heading and _all_small(self._cells)
        )
        self._different = set(self._cells)
        told = self._different if f.column.kind in (*TEXTS, "identity") else ()
        texts = {v for v in told if isinstance(v, str)}
        sound = f.column.kind in TEXTS and none_is_odd(texts)
        self._context = Context(unit, mark, "", sheet.typed, sound)
        self._plain = plain_texts(texts, f.column, self._context)
        numbers = not self._different.isdisjoint((0, 1))
        self._mixed = numbers and bool in set(map(type, self._cells))  # truth values equal them
        self._known: dict[Any, Read] = {}
        if self._under:  # what tells of a column are its own cells: each counts once there
            self._cells = self._with_merges()

    def _with_merges(self) -> Sequence[Value]:
        cells = list(self._cells)
        for row, top in self._under.items():
            cells[row - self.first_row] = cells[top - self.first_row]
        if self._tags:
            self._tags = self._tags | {r: self._tags.get(top, "") for r, top in self._under.items()}
        return cells

    def value(self, row: int) -> Value:
        """The cell as it stands in the sheet."""
        if self._whole:
            return self.sheet.merged(row, self.index)
        cells = self.sheet.rows[self._under.get(row, row)]
        return cells[self.index] if self.index < len(cells) else None

    def read(self, row: int) -> Read:
        """The typed value of the cell, or the rule that it breaks."""
        tag = self._tags.get(row, "") if self._tags else ""
        return self._remembered(self.value(row), tag)

    def reads(self) -> list[Read]:
        """All cells from the first row on, read; equal cells give the same object."""
        rows = range(self.first_row, len(self.sheet.rows))
        if self._tags or (self._whole and self.sheet.merges):
            return [self.read(row) for row in rows]
        if self._mixed:
            return [self._remembered(value, "") for value in self._cells]
        return list(map(self._all.__getitem__, self._cells))

    def values(self) -> list[Any]:
        """What all cells say from the first row on; None where one says nothing."""
        if self._tags or self._mixed or (self._whole and self.sheet.merges):
            return [read.value for read in self.reads()]
        said: dict[Any, Any] = dict(zip(self._plain, self._plain, strict=True))
        for value in self._different - self._plain:
            said[value] = self._remembered(value, "").value
        return list(map(said.__getitem__, self._cells))

    @cached_property
    def _all(self) -> dict[Any, Read]:
        """Every different cell, read once; for a column without formats, merges or truth values."""
        others = self._different - self._plain
        return {v: Read(v) for v in self._plain} | {v: self._remembered(v, "") for v in others}

    def distinct(self) -> Iterable[Read]:
        """What was read until now, each different cell once, without texts that say themselves."""
        return self._known.values()

    def unnumbered(self) -> list[int]:
        """The rows in which something else stands where the number of the row should."""
        rows = enumerate(self._cells, start=self.first_row)
        odd = (str, Fault, bool)
        return [row for row, value in rows if value.__class__ in odd and is_lost_value(value)]

    def is_odd(self, read: Read) -> bool:
        """Whether something is to be said of a cell, or it lacks what a row must have."""
        said = read.rule or read.mended or read.doubt
        return bool(said) or (self.is_key and read.value is None)

    def _remembered(self, value: Value, tag: str) -> Read:
        known = (value.__class__, value, tag) if tag or self._mixed else value
        found = self._known.get(known)
        if found is None:
            found = self._known[known] = self._read(value, tag)
        return found

    def _read(self, value: Value, tag: str) -> Read:
        if self._swapped and isinstance(value, self._swapped):
            return Read(rule="cell.swapped_date")
        context = self._context
        if tag:
            context = replace(context, tag=tag)
        found = read_cell(value, self.field.column, context)
        if found.mended == "note.dash" and self._has_dashes:
            found = found._replace(mended="")
        written = isinstance(value, str) and value.rstrip().endswith("%")
        said = written or "percent" in tag
        small = self._fractions and found.value is not None and not said
        return Read(rule="cell.two_percents") if small else found

    @cached_property
    def _has_dashes(self) -> bool:
        """Whether a dash is how the office leaves a cell of this column blank: most of three or more."""
        filled = [v for v in self._cells if v is not None]
        dashes = sum(isinstance(v, str) and v.strip() in DASHES for v in filled)
        return dashes >= 3 and dashes * 2 > len(filled)


def _all_small(values: Sequence[Value]) -> bool:
    """Whether all numbers of a column of percentages are at most 1: fractions, or very small?"""
    numbers = [v for v in values if isinstance(v, int | float) and not isinstance(v, bool)]
    return any(0 < v <= 1 for v in numbers) and all(v <= 1 for v in numbers)


def unit_of(tidied: TidySheet, f: Field) -> int:
    """How many đồng one unit of a column of money is: by its heading, its sheet, else its form."""
    own = unit_in_heading(f.heading) or tidied.info.unit
    return own or unit_factor(tidied.form.unit_line) or 1


def readers_of(tidied: TidySheet) -> list[ColumnReader]:
    """The readers of all known columns; those of the ID number and of what is not kept are left out."""
    first = tidied.choice.first_row
    if first < len(tidied.sheet.rows) and is_code_row(tidied.sheet, first):
        first += 1  # the numbers of the columns say nothing of what stands in them
    return [
        ColumnReader(f, tidied.sheet, unit_of(tidied, f), first)
        for f in tidied.choice.fields
        if f.column.field or f.column.kind == "order"
    ]


def printed_readers(readers: list[ColumnReader]) -> list[ColumnReader]:
    """Those of them that a printed total may have a figure in."""
    kinds = ("count", "money", "code", "rate", "text", "hamlet")
    return [reader for reader in readers if reader.field.column.kind in kinds]
