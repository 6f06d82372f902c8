"""Counts by hamlet -> the same with a row of 0 for each hamlet that a list covers and has no row of a kind.

A list says 0 where it has no row, and nothing of the hamlets that it is not about; and a small count is
hidden only among others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from etl.relate.places import Places

Row = dict[str, Any]
At = tuple[Any, ...]
Covers = Callable[[At, str], bool]
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


def add_moves(rows: dict[str, list[Row]]) -> None:
    """Rows of 0 in `transition_summary`; none of a hamlet of whose poor, as counted, no list tells."""
    lists = TABLES["transition_summary"][0]
    told = {(_of(row, lists), row["hamlet_code"]) for row in rows["transition_summary"]}
    silent = {
        (_of(row, lists), row["hamlet_code"])
        for row in rows.get("review_summary", ())
        if row["poor_households"] or row["near_poor_households"]
    } - told
    _add(rows, "transition_summary", lambda at, hamlet: (at, hamlet) not in silent)


def add_support(rows: dict[str, list[Row]], events: Iterable[Row], places: Places) -> None:
    """Rows of 0 in `support_summary`, for hamlets of what were the communes of those that a list names.

    What was given without a value is no 0 đồng where it was not given.
    """
    lists, kinds, _ = TABLES["support_summary"]
    named: dict[Any, set[str]] = defaultdict(set)
    there: dict[At, set[Any]] = defaultdict(set)
    for event in events:
        paper = event["source_file"], event["source_sheet"]
        named[paper] |= places.origins(event["hamlet_code"])
        there[_of(event, lists)].add(paper)
    valued = {
        (*_of(row, lists), *_of(row, kinds))
        for row in rows["support_summary"]
        if row["value_vnd"] is not None
    }

    def covers(at: At, hamlet: str) -> bool:
        return any(named[paper] & places.origins(hamlet) for paper in there[at])

    for row in _add(rows, "support_summary", covers):
        if (*_of(row, lists), *_of(row, kinds)) not in valued:
            row["value_vnd"] = None


def _add(rows: dict[str, list[Row]], table: str, covers: Covers) -> list[Row]:
    """Add rows of 0 and return them: for each kind that a list has, the hamlets reviewed and covered."""
    lists, kinds, zero = TABLES[table]
    there = {(*_of(r, lists), *_of(r, kinds), r["hamlet_code"]) for r in rows[table]}
    found: dict[At, set[At]] = defaultdict(set)
    for row in rows[table]:
        found[_of(row, lists)].add(_of(row, kinds))
    hamlets: dict[At, set[str]] = defaultdict(set)
    for row in rows.get("review_summary", ()):
        hamlets[_of(row | {"year": row["review_year"]}, lists)].add(row["hamlet_code"])
    names = ("hamlet_code", *lists, *kinds)
    added = [
        dict(zip(names, (hamlet, *at, *kind), strict=True)) | zero
        for at, wanted in found.items()
        for kind in sorted(wanted, key=str)
        for hamlet in sorted(h for h in hamlets[at] if covers(at, h))
        if (*at, *kind, hamlet) not in there
    ]
    rows[table] += added
    return added


def _of(row: Row, columns: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple([row[column] for column in columns])
