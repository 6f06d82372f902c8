"""A stored formula -> whether its value comes from another file (MS-XLS 2.5.198, MS-XLSB 2.5.97)."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from etl.read.cells import address
from etl.read.evidence import Evidence

_ARRAY, _STRING, _EXTENDED, _ATTRIBUTE, _CHOOSE = 0x01, 0x17, 0x18, 0x19, 0x04
_BY_SHEET = range(0x39, 0x3E)  # a name, a cell, a range of a sheet, and those that were lost

_SAME = {
    **dict.fromkeys([0x02, 0x23], 4),  # what stands for a table of results; a name
    **dict.fromkeys(range(0x03, 0x17), 0),  # operators, brackets, an argument left out
    **{0x1C: 1, 0x1D: 1, 0x1E: 2, 0x1F: 8},  # an error, a truth value, numbers
    **{0x21: 2, 0x22: 3, 0x39: 6},  # functions, a name of a sheet
    **dict.fromkeys([0x26, 0x27, 0x28], 6),
    **dict.fromkeys([0x29, 0x2E, 0x2F], 2),
}
_CELLS = ((0x24, 0x2A, 0x2C), (0x25, 0x2B, 0x2D), (0x3A, 0x3C), (0x3B, 0x3D))


@dataclass(frozen=True)
class Dialect:
    """How a binary format writes formulas: the length of each token after its number, and of a text."""

    lengths: Mapping[int, int]
    text: str
    has_tables: bool  # a column of a table is a token, and may be another file's


def _dialect(array: int, extended: int, cells: Sequence[int], *, text: str) -> Dialect:
    own = {n: size for numbers, size in zip(_CELLS, cells, strict=True) for n in numbers}
    lengths = _SAME | own | {_ARRAY: 4, 0x20: array, _EXTENDED: extended}
    return Dialect(lengths, text, has_tables=text == "H")


OLD = _dialect(7, 5, (4, 8, 6, 10), text="B")
BINARY = _dialect(14, 13, (6, 12, 8, 14), text="H")


@dataclass
class Links:
    """Of one sheet. `outside`: the references that lead into another file; `arrays` that use one."""

    outside: frozenset[int]
    dialect: Dialect
    arrays: set[tuple[int, int]] = field(default_factory=set)

    def see(self, found: Evidence, place: tuple[int, int], formula: bytes, array: bytes) -> None:
        """Note a cell whose formula, or whose array at `array`, takes its value from another file."""
        if not self.outside:
            return
        of_array = formula[:1] == bytes([_ARRAY]) and self._place(array) in self.arrays
        if of_array or self.outside & references(formula, self.dialect):
            note_link(found, place)

    def see_array(self, found: Evidence, place: tuple[int, int], formula: bytes) -> None:
        """Note where an array formula begins that does; its first cell has been seen already."""
        if self.outside & references(formula, self.dialect):
            self.arrays.add(place)
            note_link(found, place)

    def _place(self, array: bytes) -> tuple[int, int]:
        layout = "<II" if self.dialect.has_tables else "<HH"
        short = len(array) < struct.calcsize(layout)
        row, column = (-1, -1) if short else struct.unpack_from(layout, array)
        return row, column


def note_link(found: Evidence, place: tuple[int, int]) -> None:
    """Say of a cell that its value comes from another file, before what its format says."""
    at = address(*place)
    found.tags[at] = f"linked;{found.tags[at]}" if at in found.tags else "linked"


def outside_of(books: Sequence[bool], references: bytes, layout: str) -> frozenset[int]:
    """The numbers of the references that lead into another file.

    `books`: which of the books that formulas name is one; `layout`: of a reference, its book first.
    """
    size = struct.calcsize(layout)
    named = struct.iter_unpack(layout, references[: len(references) // size * size])
    return frozenset(n for n, (book, *_) in enumerate(named) if book < len(books) and books[book])


def references(formula: bytes, dialect: Dialect) -> set[int]:
    """The numbers of the references that a formula uses; of a damaged one, those before the damage."""
    found: set[int] = set()
    at = 0
    try:
        while at < len(formula):
            kind = formula[at] & 0x1F | 0x20 if formula[at] & 0x60 else formula[at]
            if kind in _BY_SHEET:
                found.add(struct.unpack_from("<H", formula, at + 1)[0])
            elif kind == _EXTENDED and dialect.has_tables:
                found.add(struct.unpack_from("<H", formula, at + 2)[0])
            at += 1 + _length(formula, at, kind, dialect)
    except (struct.error, IndexError, KeyError):
        return found  # the value is read all the same, and a token that nobody knows names no file
    return found


def _length(formula: bytes, at: int, kind: int, dialect: Dialect) -> int:
    if kind == _STRING:
        letters = int(struct.unpack_from("<" + dialect.text, formula, at + 1)[0])
        old = 2 + letters * (2 if formula[at + 2] & 1 else 1)
        return 2 + 2 * letters if dialect.has_tables else old
    if kind == _ATTRIBUTE:
        many = formula[at + 1] & _CHOOSE
        return 5 + 2 * int(struct.unpack_from("<H", formula, at + 2)[0]) if many else 3
    return dialect.lengths[kind]
