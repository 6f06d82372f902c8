"""What was read: sheets of cells, and what the container said about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import zip_longest


@dataclass(frozen=True)
class Fault:
    """A cell without a usable value: an error (`#REF!`) or a formula that was never computed."""

    text: str


Value = str | int | float | bool | date | Fault | None


def letter(column: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def address(row: int, column: int) -> str:
    """The address of a cell as Excel writes it; both counted from 0."""
    return f"{letter(column)}{row + 1}"


@dataclass(frozen=True)
class Mend:
    """A cell whose value is not what the file holds: the rule that says why, and how sure it is."""

    rule: str
    severity: str
    found: str = ""


@dataclass(frozen=True)
class Sheet:
    """One sheet: its cells (rows and columns from 0), its merges, what its container says of them.

    `tags`: what the format of a cell says of its value (`read/styles.py`). `typed`: whether numbers
    are number cells; in a .csv everything is text. `mends`: cells put right while reading.
    """

    name: str
    rows: list[list[Value]]
    merges: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    visible: bool = True
    typed: bool = True
    tags: dict[tuple[int, int], str] = field(default_factory=dict)
    mends: dict[tuple[int, int], Mend] = field(default_factory=dict)

    @cached_property
    def tags_by_column(self) -> dict[int, dict[int, str]]:
        """The tags of each column by row."""
        found: dict[int, dict[int, str]] = {}
        for (row, column), tag in self.tags.items():
            found.setdefault(column, {})[row] = tag
        return found

    def at(self, row: int, column: int) -> Value:
        """The value of a cell; blank outside the grid."""
        cells = self.rows[row] if 0 <= row < len(self.rows) else []
        return cells[column] if 0 <= column < len(cells) else None

    @cached_property
    def _columns(self) -> list[Sequence[Value]]:
        return list(zip_longest(*self.rows))

    def column(self, index: int) -> Sequence[Value]:
        """The cells of a column, blank where a row is shorter."""
        every = self._columns
        return every[index] if index < len(every) else (None,) * len(self.rows)

    @cached_property
    def _anchors(self) -> dict[tuple[int, int], tuple[int, int]]:
        return {
            (row, column): (top, left)
            for top, left, bottom, right in self.merges
            for row in range(top, min(bottom, len(self.rows)) + 1)
            for column in range(left, right + 1)
        }

    def anchor(self, row: int, column: int) -> tuple[int, int]:
        """The top left cell of the merge that covers a cell; the cell itself when there is none."""
        return self._anchors.get((row, column), (row, column))

    def merged(self, row: int, column: int) -> Value:
        """The value that a reader sees there: that of the merge, where one covers the cell."""
        return self.at(*self.anchor(row, column))

    def filled(self, row: int) -> list[int]:
        """The columns of a row that hold a value."""
        return [c for c, value in enumerate(self.rows[row]) if value is not None]

    def is_filled(self, row: int) -> bool:
        """Whether a row holds a value."""
        cells = self.rows[row]
        return bool(cells) and (cells[-1] is not None or any(v is not None for v in cells))

    @cached_property
    def non_empty(self) -> int:
        """How many rows hold a value."""
        return sum(map(self.is_filled, range(len(self.rows))))


@dataclass(frozen=True)
class Workbook:
    """One file of the inbox: its sheets, or why it was refused (a message key)."""

    file: str
    sha256: str
    sheets: tuple[Sheet, ...] = ()
    refused: str = ""
    detail: dict[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
