"""Row -> what kind of row it is. Every row that holds a value has exactly one kind."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cached_property

from catalog.spelling import clean, key
from etl.choose import Choice, Field
from etl.headings import is_code_row
from etl.odd import is_lost_value
from etl.read import Sheet
from etl.read.cells import Value
from etl.tidy.columns import is_spread
from etl.tidy.members import People
from etl.tidy.sections import (
    ROMAN,
    is_section,
    names_hamlet,
    placed,
    section_name,
    speaks_of_hamlet,
)
from etl.tidy.sums import BEGUN, NOTE, SIGN, subtotals, whole

_ORDER = re.compile(r"^\d{1,6}(?:[.)]|\.0)?$")
_WITHIN = re.compile(
    r"^(?:[IVXLC]{1,6}|\d{1,3})\.\d{1,4}[.)]?$"
)  # a number within a section: `I.1`, `2.14`


class RowKind(StrEnum):
    """The kinds of rows below a header."""

    DATA = "data"
    SECTION = "section"
    SUBTOTAL = "subtotal"
    TOTAL = "total"
    CODE = "code"
    NOTE = "note"
    SIGNATURE = "signature"
    MEMBER = "member"
    UNKNOWN = "unknown"


class Rows:
    """Reads the rows of one sheet as its form lays them out."""

    def __init__(self, sheet: Sheet, choice: Choice) -> None:
        self.sheet, self.choice = sheet, choice
        self.signed = False
        self._listed = choice.form.table == "household_list"
        self.people = People(sheet, choice.fields)
        self.order = next((f for f in choice.fields if f.column.kind == "order"), None)
        self.required = [f for f in choice.fields if f.column.required]
        self.keys = [f for f in choice.fields if f.column.coded or f.column.kind == "name"]
        self.others = [f for f in choice.fields if f is not self.order]
        self._other_columns = {f.index for f in self.others}
        self.subtotals = [*whole(choice), *subtotals(choice)]

    def value(self, row: int, f: Field) -> Value:
        """The value of a field; merged order and repeated cells count for each row they cover."""
        return self.sheet.merged(row, f.index) if is_spread(f) else self.sheet.at(row, f.index)

    def texts(self, row: int) -> list[str]:
        """The texts of a row, merges over several rows included."""
        first = [self.value(row, f) for f in self.choice.fields if f.column.repeat]
        return [clean(v) for v in (*first, *self.sheet.rows[row]) if isinstance(v, str)]

    def section_text(self, row: int) -> str:
        """What a section row says, without its numeral."""
        return section_name(self.sheet.rows[row])

    def may_begin(self, row: int, kind: RowKind) -> bool:
        """Whether a row that is set aside may begin a section, which then nobody knows."""
        spoken = kind is RowKind.UNKNOWN and speaks_of_hamlet(self._cells(row))
        return self._listed and (spoken or row in self._placed)

    def _cells(self, row: int) -> list[Value]:
        return [value for value in self.sheet.rows[row] if value is not None]

    def kind(self, row: int) -> RowKind:
        """The kind of a row that holds a value."""
        if self.people.listed and self.people.is_member(row):
            return RowKind.MEMBER
        if row in self._plain or self._is_plainly_data(row):
            return RowKind.DATA
        texts, filled = self.texts(row), self.sheet.filled(row)
        head = texts[0] if texts else ""
        if is_code_row(self.sheet, row) or row in self.choice.repeated:
            return RowKind.CODE
        if row in self._placed and names_hamlet(self._cells(row)):
            return RowKind.SECTION
        total = self._total_kind(row, texts)
        if total is not None:
            return total
        if self._is_section(row, filled, head):
            return RowKind.SECTION
        if NOTE.match(head) and not self._is_data(row):
            return RowKind.NOTE
        if self._is_signature(row, texts):
            self.signed = True
            return RowKind.SIGNATURE
        return RowKind.DATA if self._is_data(row) else RowKind.UNKNOWN

    @cached_property
    def _plain(self) -> set[int]:
        """The rows without a merge of which `_is_plainly_data` holds, found column by column."""
        if self.order is None:
            return set()
        cells = self.sheet.column(self.order.index)
        found = {r for r, v in enumerate(cells) if v.__class__ is int and 0 < v < 1_000_000}
        for f, words in self.subtotals:
            column = self.sheet.column(f.index)
            said = {value for value in set(column) if key(str(value or "")) in words}
            found -= {row for row, value in enumerate(column) if value in said} if said else set()
        every = self.sheet.rows
        found -= self._placed
        for top, _, bottom, _ in self.sheet.merges:
            found.difference_update(range(top, min(bottom, len(every)) + 1))
        return {
            r
            for r in found
            if every[r][-1] is not None and len(every[r]) - 1 in self._other_columns
        }

    @cached_property
    def _placed(self) -> set[int]:
        """The rows that may begin a section of a hamlet, in a list of households."""
        return placed(self.sheet, self.order.index if self.order else 0) if self._listed else set()

    def _is_plainly_data(self, row: int) -> bool:
        """A whole number in the first column and no word of a subtotal: most rows are such."""
        order = self.order and self.value(row, self.order)
        if order.__class__ is not int or not 0 < order < 1_000_000:
            return False
        if row in self._placed or (self.sheet.merges and len(self.sheet.filled(row)) == 1):
            return False  # a section may stand under the number of the row above it
        for f, words in self.subtotals:
            if key(str(self.value(row, f) or "")) in words:
                return False
        cells = self.sheet.rows[row]
        if cells[-1] is not None and len(cells) - 1 in self._other_columns:
            return True  # nearly always: a row ends with its last filled cell
        return any(self.value(row, f) is not None for f in self.others)

    def _is_signature(self, row: int, texts: list[str]) -> bool:
        if self._is_data(row):
            return False
        return any(SIGN.match(t) for t in texts) or (self.signed and len(texts) <= 3)

    def _total_kind(self, row: int, texts: list[str]) -> RowKind | None:
        order = self.order and self.value(row, self.order)
        if isinstance(order, str) and ROMAN.match(order.strip()) and self._figures(row):
            return RowKind.SUBTOTAL
        for f, words in self.subtotals:
            if key(str(self.value(row, f) or "")) in words:
                whole = f.column.kind == "hamlet" or self._says_total(row, texts)
                return RowKind.TOTAL if whole else RowKind.SUBTOTAL
        if not self._says_total(row, texts):
            return None
        return RowKind.SUBTOTAL if texts[0].casefold().startswith("cộng") else RowKind.TOTAL

    def _says_total(self, row: int, texts: list[str]) -> bool:
        return not self._is_numbered(row) and any(BEGUN.match(text) for text in texts[:2])

    def _is_numbered(self, row: int) -> bool:
        """Whether a row has its number, or what was one: `Toàn xã` may be a place of data."""
        order = None if self.order is None else self.value(row, self.order)
        number = order is not None and _ORDER.match(str(order).strip())
        return bool(number) or is_lost_value(order)

    def _figures(self, row: int) -> bool:
        cells = [self.sheet.at(row, f.index) for f in self.choice.fields]
        return any(isinstance(v, int | float) and not isinstance(v, bool) for v in cells)

    def _is_section(self, row: int, filled: list[int], head: str) -> bool:
        if len(filled) == 1 and SIGN.match(head):
            return False
        values = self._cells(row)
        return is_section(values, divided=self.choice.form.section in ("hamlet", "group"))

    def _is_data(self, row: int) -> bool:
        """A number in the first column, or enough cells filled to be a loss otherwise."""
        cells = [self.value(row, f) for f in self.others]
        filled = sum(v is not None for v in cells)
        if self._is_numbered(row):
            return filled > 0
        order = str((self.order and self.value(row, self.order)) or "").strip()
        if (
            _WITHIN.match(order)
            and self.keys
            and None not in (self.value(row, f) for f in self.keys)
        ):
            return True
        needed = [self.value(row, f) is not None for f in self.required]
        return filled * 2 > len(cells) or (filled >= 3 and bool(needed) and all(needed))
