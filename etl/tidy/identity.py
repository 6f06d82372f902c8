"""Cell of the ID column -> its twelve digits, or why it has none. Compared while checking, kept nowhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from catalog.spelling import clean
from etl.read.cells import Fault, Value, address
from etl.tidy.records import Record, TidySheet

LENGTH = 12
_APART = re.compile(r"[\s.]")
_ALL_ZEROS = f"zeros:{LENGTH}"


class Identity(NamedTuple):
    """Twelve digits or None, the rule that says what is wrong or was mended, and where it stands."""

    digits: str | None
    rule: str
    row: int
    column: int

    @property
    def cell(self) -> str:
        """Its address."""
        return address(self.row, self.column)


class Identities:
    """The column of the ID numbers of a sheet."""

    def __init__(self, sheet: TidySheet) -> None:
        self.sheet = sheet
        self.column = next(iter(sheet.columns("identity")), -1)
        self.cells: Sequence[Value] = () if self.column < 0 else sheet.sheet.column(self.column)

    def of(self, record: Record) -> Identity | None:
        """The ID number of a row; None where the row has none."""
        value = self.cells[record.row] if self.cells else None
        if value is None or isinstance(value, Fault):
            return None
        if _is_whole(value):
            return Identity(str(value), "", record.row, self.column)
        return self._mended(value, record)

    def doubtful(self) -> set[int]:
        """The rows, from 0, whose cell holds something else than twelve digits written as a text."""
        return {r for r, v in enumerate(self.cells) if v is not None and not _is_whole(v)}

    def _mended(self, value: Value, record: Record) -> Identity:
        """Eleven digits get their zero back only when the cell's format or the birth year and sex of
        the row prove it (digit 4 tells century and sex, 5 and 6 the year). Nine are an older number.
        """
        plain = int(value) if isinstance(value, float) and value.is_integer() else value
        text = _APART.sub("", clean(str(plain)))
        cell = record.row, self.column
        if not (text.isascii() and text.isdigit()) or len(text) > LENGTH:
            return Identity(None, "identity.digits", *cell)
        if len(text) == LENGTH:
            return Identity(text, "", *cell)
        full = text.zfill(LENGTH)
        shown = _ALL_ZEROS in self.sheet.sheet.tags.get(cell, "").split(";")
        if shown or (len(text) == LENGTH - 1 and _fits(full, record)):
            return Identity(full, "note.zeros", *cell)
        lost = len(text) == LENGTH - 1
        return Identity(None, "identity.lost_zero" if lost else "identity.digits", *cell)


def _is_whole(value: Value) -> bool:
    return value.__class__ is str and len(value) == LENGTH and value.isascii() and value.isdigit()


def _fits(digits: str, record: Record) -> bool:
    """Whether the digits for century, sex and year are those of the head of the row."""
    born, sex = record.values.get("head_birth_year"), record.values.get("head_sex")
    if born is None or sex is None:
        return False
    century = 2 * (int(born) // 100 - 19)
    wanted = f"{century + (sex == 'female')}{int(born) % 100:02d}"
    return digits[3:6] == wanted
