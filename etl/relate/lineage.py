"""Counts of rows -> the rows behind each count: where each stands, and what it adds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from catalog.tables import TABLES

Row = dict[str, Any]
Behind = tuple[str, str, list[tuple[Row, int]]]  #: a measure, the field that tells it, its parts
ADDRESS = ("source_file", "source_sheet", "source_row")


def row_key(table: str, row: Row) -> str:
    """What names a row of a table in `lineage`: its key, joined by `|`; blank where a part is missing."""
    parts = (row.get(name) for name in TABLES[table].key)
    return "|".join("" if part is None else str(part) for part in parts)


def behind(
    table: str, row: Row, measure: str, field: str, parts: Iterable[tuple[Row, int]]
) -> Iterable[Row]:
    """Rows of `lineage`: the values of `parts` add up to `row[measure]`; `field` says which cell tells it."""
    head = {"table": table, "row_key": row_key(table, row), "measure": measure, "field": field}
    for part, value in parts:
        if part.get("source_file"):
            yield head | {name: part[name] for name in ADDRESS} | {"value": value}
