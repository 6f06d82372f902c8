"""Counts of rows -> the rows behind each count: where each stands, and what it adds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from catalog.tables import row_key

Row = dict[str, Any]
Behind = tuple[str, str, list[tuple[Row, int]]]  #: a measure, the field that tells it, its parts
ADDRESS = ("source_file", "source_sheet", "source_row")


def behind(
    table: str, row: Row, measure: str, field: str, parts: Iterable[tuple[Row, int]]
) -> Iterable[Row]:
    """Rows of `lineage`: the values of `parts` add up to `row[measure]`; `field` says which cell tells it."""
    head = {"table": table, "row_key": row_key(table, row), "measure": measure, "field": field}
    for part, value in parts:
        if part.get("source_file"):
            yield head | {name: part[name] for name in ADDRESS} | {"value": value}
