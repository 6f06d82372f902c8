"""Tables of households -> the rows of one hamlet or one household, in full, read when somebody asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dashboard.data import EXACT, Row
from dashboard.door.roles import Role
from dashboard.door.scope import Scope, Tables, visible

#: Tables whose counts by hamlet the public zone hides where they are small; here they are exact.
FINER = ("deprivation_summary", "cause_summary")
#: Names, scores and what officers wrote: none of it stands in memory as rows before it is asked for.
FILES = {
    name: f"restricted/{name}.parquet"
    for name in (
        "household",
        "household_review",
        "household_movement",
        "household_head",
        "household_link",
        "household_suggestion",
        "livelihood_participant",
        "visit",
    )
} | {f"{EXACT}{name}": f"restricted/{name}.parquet" for name in FINER}
HOMES = ("household", "loan")  # by which a row tells whose it is


@dataclass(frozen=True)
class Shelf:
    """A table in the order of one column; `places` has the first row and the number of rows of a value."""

    rows: pa.Table
    places: Mapping[str | None, tuple[int, int]]


@dataclass(frozen=True, eq=False)
class Shelves:
    """The tables of one build, as they stand in its files."""

    contents: Mapping[str, bytes]
    _found: dict[tuple[str, str], Shelf] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def rows(self, table: str, column: str, value: str | None) -> tuple[Row, ...]:
        """The rows that have a value in a column; the work does not grow with the rows of others."""
        shelf = self._shelf(table, column)
        first, number = shelf.places.get(value, (0, 0))
        return tuple(shelf.rows.slice(first, number).to_pylist()) if number else ()

    def _shelf(self, table: str, column: str) -> Shelf:
        with self._lock:
            if (table, column) not in self._found:
                self._found[table, column] = _sorted(self.contents[table], column)
            return self._found[table, column]


def table_of(content: bytes, columns: list[str] | None = None) -> pa.Table:
    """The table of a file's content, all columns or some.

    Without any thread of Arrow's, not even one that reads ahead: when Python ends while such threads
    do, the process is aborted or hangs.
    """
    with pq.ParquetFile(pa.BufferReader(content), pre_buffer=False) as file:
        return file.read(columns, use_threads=False)


def _sorted(content: bytes, column: str) -> Shelf:
    rows = table_of(content).sort_by(column).combine_chunks()
    places, first = {}, 0
    for found in pc.value_counts(rows.column(column)).to_pylist():
        places[found["values"]] = (first, found["counts"])
        first += found["counts"]
    return Shelf(rows, places)


@dataclass(frozen=True, eq=False)
class Seen:
    """The shelves as far as a scope may see them; `homes` are the households and loans that it sees."""

    shelves: Shelves
    scope: Scope
    homes: Tables

    @property
    def tables(self) -> frozenset[str]:
        """The tables that are read in full."""
        return frozenset(FILES)

    @property
    def hamlets(self) -> frozenset[str]:
        """The hamlets of an officer; none where all may be seen."""
        return self.scope.hamlets if self.scope.role is Role.HAMLET_OFFICER else frozenset()

    def rows(self, table: str, column: str, value: str | None) -> tuple[Row, ...]:
        """The rows and columns that the scope may see of those that have a value in a column."""
        found = self.shelves.rows(table, column, value)
        return visible(self.scope, self.homes | {table: found}).get(table, ())


def seen(shelves: Shelves, scope: Scope, tables: Tables) -> Seen | None:
    """What a scope may ask for; None for the public. `tables` are those that it sees already."""
    if scope.role is Role.PUBLIC or not shelves.contents:
        return None
    return Seen(shelves, scope, {name: tables.get(name, ()) for name in HOMES})
