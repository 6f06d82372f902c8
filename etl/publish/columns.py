"""Rows -> Arrow tables in the catalog's shape, sorted, so that the same rows give the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from operator import itemgetter
from typing import Any

import pyarrow as pa

from catalog.tables import Kind, Table

TYPES = {
    Kind.TEXT: pa.string(),
    Kind.INT: pa.int64(),
    Kind.VND: pa.int64(),
    Kind.YEAR: pa.int32(),
    Kind.DATE: pa.date32(),
    Kind.FLAG: pa.bool_(),
    Kind.NUMBER: pa.float64(),
    Kind.TEXTS: pa.list_(pa.string()),
}
Row = dict[str, Any]


def schema_of(table: Table) -> pa.Schema:
    """The Arrow schema of a published table."""
    return pa.schema([(name, TYPES[kind]) for name, kind in table.columns.items()])


def _sortable(value: Any) -> tuple[int, Any]:
    if value is None:
        return (0, "")
    if isinstance(value, date):
        return (1, value.isoformat())
    return (2, value) if isinstance(value, int | float) else (3, str(value))


#: The office's own order for its lists of places, reviews and households; else by key, then by address.
OFFICE_ORDER = (
    *("review_summary", "place", "review_movement"),
    *("household", "household_review", "household_movement", "household_head"),
)


def _in_order(table: Table, rows: list[Row]) -> list[Row]:
    if table.name in OFFICE_ORDER:
        return sorted(rows, key=lambda r: (str(r.get("source_file")), r.get("source_row") or 0))
    order = (*table.key, *(c for c in ("source_file", "source_row") if c in table.columns))
    try:
        return sorted(rows, key=itemgetter(*order))
    except (TypeError, KeyError):  # something is missing, or of two kinds: that comes first
        return sorted(rows, key=lambda row: [_sortable(row.get(name)) for name in order])


def arrow_table(table: Table, rows: list[Row]) -> pa.Table:
    """The rows of a table, sorted by its key and its address."""
    values = _columns(list(table.columns), _in_order(table, rows))
    arrays = [
        pa.array(column, type=TYPES[kind])
        for column, kind in zip(values, table.columns.values(), strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=schema_of(table))


def _columns(names: list[str], rows: list[Row]) -> list[Sequence[Any]]:
    """The values by column; row by row as long as every row has every name, which is much faster."""
    try:
        return list(zip(*map(itemgetter(*names), rows), strict=True)) or [()] * len(names)
    except KeyError:
        return [[row.get(name) for row in rows] for name in names]
