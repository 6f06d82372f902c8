"""Counts by hamlet -> the same with a row of 0 for each hamlet of the commune that has none of a kind.

A list that covers a commune says 0 where it has no row; and a small count is hidden only among others.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

Row = dict[str, Any]
#: What tells lists apart, what tells the counts of a list apart, and what a row of nothing says.
TABLES: dict[str, tuple[tuple[str, ...], tuple[str, ...], Row]] = {
    "transition_summary": (
        ("commune_code", "review_year", "review_round", "review_date"),
        ("from_status", "to_status"),
        {"households": 0, "suppressed": False},
    ),
    "support_summary": (
        ("commune_code", "year"),
        ("kind",),
        {"events": 0, "households": 0, "value_vnd": 0, "suppressed": False},
    ),
}


def add(rows: dict[str, list[Row]], table: str) -> None:
    """Add the rows of 0 to a table: for each kind that a list has, the hamlets that were reviewed."""
    lists, kinds, zero = TABLES[table]
    there = {(*_of(r, lists), *_of(r, kinds), r["hamlet_code"]) for r in rows[table]}
    found: dict[Any, set[Any]] = defaultdict(set)
    for row in rows[table]:
        found[_of(row, lists)].add(_of(row, kinds))
    hamlets: dict[Any, set[str]] = defaultdict(set)
    for row in rows.get("review_summary", ()):
        hamlets[_of(row | {"year": row["review_year"]}, lists)].add(row["hamlet_code"])
    for at, wanted in found.items():
        for kind in sorted(wanted, key=str):
            for hamlet in sorted(hamlets[at]):
                if (*at, *kind, hamlet) not in there:
                    names = ("hamlet_code", *lists, *kinds)
                    rows[table].append(dict(zip(names, (hamlet, *at, *kind), strict=True)) | zero)


def _of(row: Row, columns: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple([row[column] for column in columns])
