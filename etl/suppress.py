"""Exact counts -> counts that tell of no household: small cells hidden, with enough others to hide them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from etl.hiding import Block, Cell, hide

THRESHOLD = 5

Row = dict[str, Any]
REVIEW = ("commune_code", "review_year", "review_round", "review_date")
#: The rows of a table that are judged together share these columns; their commune totals are public,
#: one for each value of the columns named second.
TOTALS = {
    "deprivation_summary": ((*REVIEW, "group"), ("indicator",)),
    "cause_summary": ((*REVIEW, "group"), ("cause",)),
    "transition_summary": (REVIEW, ("from_status", "to_status")),
    "support_summary": (("commune_code", "year"), ("kind",)),
}
#: The counts of a table; the first one decides, the others are hidden with it.
COUNTS = {"support_summary": ("households", "events", "value_vnd")}
#: What everybody knows of a household: a poor one lacks at least three indicators, a near-poor one at
#: most two (Decree 07/2021, article 3); each has a cause. Table, group -> least and most marks a household.
MARKS = {
    ("deprivation_summary", "poor"): (3, 12),
    ("deprivation_summary", "near_poor"): (0, 2),
    ("cause_summary", "poor"): (1, 8),
    ("cause_summary", "near_poor"): (1, 8),
}


def suppress(name: str, rows: list[Row], sizes: dict[tuple[Any, ...], int]) -> list[Row]:
    """The public copy of a table. `sizes` gives the published size of a group (`size_key`).

    After it, every hidden count may be anything from 0 to min(k-1, size) for one who knows the commune
    totals, the sizes, all that is shown and MARKS, unless these alone leave less room. Where two rows
    tell of one cell, the smaller decides for both.
    """
    together, across = TOTALS[name]
    blocks: dict[tuple[Any, ...], dict[Cell, list[int]]] = defaultdict(lambda: defaultdict(list))
    for index, row in enumerate(rows):
        column = tuple([row.get(c) for c in across])
        at = tuple([row.get(c) for c in together])
        blocks[at][row.get("hamlet_code"), column].append(index)
    hidden = {
        index
        for cells in blocks.values()
        for cell in _hidden(name, rows, cells, sizes)
        for index in cells[cell]
    }
    counts = COUNTS.get(name, ("households",))
    blank = dict.fromkeys(counts) | {"suppressed": True}
    return [row | blank if index in hidden else row for index, row in enumerate(rows)]


def size_key(row: Row) -> tuple[Any, ...]:
    """The group whose size is published: the poor or near-poor of a hamlet, else its households."""
    year = row.get("review_year", row.get("year"))
    if row.get("review_round") == "regular":  # a review of its own, with its own sizes
        year = str(row["review_date"])
    return row.get("hamlet_code"), year, row.get("group")


def _hidden(
    name: str, rows: list[Row], cells: dict[Cell, list[int]], sizes: dict[tuple[Any, ...], int]
) -> set[Cell]:
    """The cells to hide of those whose totals are published together."""
    every = {cell: [rows[i]["households"] for i in found] for cell, found in cells.items()}
    known = {cell: [n for n in told if n is not None] for cell, told in every.items()}
    count = {cell: min(filter(None, told), default=0) for cell, told in known.items() if told}
    small = {cell for cell, value in count.items() if 0 < value < THRESHOLD}
    if not small:
        return small
    size = {cell[0]: sizes.get(size_key(rows[cells[cell][0]])) for cell in count}
    marks = MARKS.get((name, str(rows[next(iter(cells.values()))[0]].get("group"))))
    bounds = {
        hamlet: (marks[0] * whole, marks[1] * whole)
        for hamlet, whole in size.items()
        if marks is not None and whole is not None
    }
    return hide(Block(count, size, bounds), small, THRESHOLD - 1)
