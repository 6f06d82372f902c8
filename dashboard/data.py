"""What a build holds, as the measures read it: rows that nobody changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from catalog.tables import row_key

Row = dict[str, Any]
#: Before the name of a finer table: its exact counts, for those who may see them.
EXACT = "exact_"


class Closely(Protocol):
    """Reads the rows of households in full when somebody asks, as far as a scope may see them.

    `tables` are those that it can read; `hamlets` those of an officer of hamlets, none for all of them.
    """

    @property
    def tables(self) -> frozenset[str]:
        """The tables that are read in full."""

    @property
    def hamlets(self) -> frozenset[str]:
        """The hamlets that somebody may see, when not all."""

    def rows(self, table: str, column: str, value: str | None) -> tuple[Row, ...]:
        """The rows of a table that have a value in a column, in their order."""


@dataclass(frozen=True, eq=False)
class Data:
    """One build. `tables` has the rows of the public zone by table; hashed by identity.

    `closely` reads what stands behind the door household by household; None for whoever may not.
    """

    build: str
    tables: dict[str, tuple[Row, ...]] = field(default_factory=dict)
    manifest: dict[str, Any] = field(default_factory=dict)
    damaged: bool = False  # the live build is not whole: this is an older one, or nothing
    outdated: bool = False  # the live build is of another version: likewise
    whole: bool = True  # whoever is asking sees the rows of all hamlets
    closely: Closely | None = None

    @property
    def illustrative(self) -> bool:
        """Whether everything in it is made up."""
        return bool(self.manifest.get("illustrative", False))

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show."""
        return not self.build

    def rows(self, table: str) -> tuple[Row, ...]:
        """The rows of a table; none when the build does not have it."""
        return self.tables.get(table, ())

    def of(self, table: str, column: str, value: str | None) -> tuple[Row, ...]:
        """The rows of a table that have a value in a column, in full; the others are not looked at."""
        if self.closely is not None and table in self.closely.tables:
            return self.closely.rows(table, column, value)
        at = (table, column)
        if at not in self._indexes:
            found: dict[Any, list[Row]] = {}
            for row in self.rows(table):
                found.setdefault(row[column], []).append(row)
            self._indexes[at] = {known: tuple(rows) for known, rows in found.items()}
        return self._indexes[at].get(value, ())

    def exact(self, table: str, hamlet: str) -> tuple[Row, ...]:
        """The exact counts of a hamlet in a finer table; none for whoever may not see its households."""
        return self.of(EXACT + table, "hamlet_code", hamlet)

    @cached_property
    def _indexes(self) -> dict[tuple[str, str], dict[Any, tuple[Row, ...]]]:
        return {}

    def cell(self, row: Row, name: str, added: str = "") -> str:
        """The address of a value: column letter and row number, e.g. `E15`."""
        sheets = self.manifest.get("columns", {}).get(row.get("source_file"), {})
        fields = _part(sheets, str(row.get("source_sheet")), row.get("source_row") or 0)
        letter = fields.get(f"{name}|{added}" if added else name, "")
        return f"{letter}{row.get('source_row', '')}"

    def behind(self, table: str, derived: Row, measure: str) -> tuple[Row, ...]:
        """The sheet rows that a measure of a derived row adds up; none where the public zone is served."""
        return self._lineage.get((table, row_key(table, derived), measure), ())

    @cached_property
    def _lineage(self) -> dict[tuple[str, str, str], tuple[Row, ...]]:
        found: dict[tuple[str, str, str], list[Row]] = {}
        for row in self.rows("lineage"):
            if row["measure"]:
                found.setdefault((row["table"], row["row_key"], row["measure"]), []).append(row)
        for row in self.rows("household_movement"):
            at = ("transition_summary", row_key("transition_summary", row), "households")
            found.setdefault(at, []).append(row | {"field": "movement", "value": 1})
        return {at: tuple(rows) for at, rows in found.items()}


def _part(sheets: dict[str, Row], name: str, number: int) -> Row:
    """The columns of the form in which a row stands: a sheet may hold several, one below the other."""
    begins = {int(key.rpartition(":")[2]): key for key in sheets if key.startswith(f"{name}:")}
    first = max((row for row in begins if row <= number), default=None)
    return sheets.get(name if first is None else begins[first], {})


EMPTY = Data("")
