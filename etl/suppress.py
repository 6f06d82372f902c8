"""Exact counts -> counts that tell of no household: small cells hidden, with enough others to hide them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from catalog.standards import standards
from catalog.tables import CAUSES
from etl.hiding import PLENTY, Block, Cell, hide

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
#: The least and the most that each household adds to the counts of its hamlet; None: no most.
Marks = tuple[int, int | None]


@dataclass(frozen=True)
class Known:
    """What is published beside the counts: the size of each group (`size_key`), each review's standard."""

    sizes: Mapping[tuple[Any, ...], int]
    standards: Mapping[tuple[Any, ...], str] = field(default_factory=dict)


def known(reviews: Iterable[Row]) -> Known:
    """What the rows of `review_summary` tell."""
    sizes, said = {}, {}
    for row in reviews:
        said[_of(row, REVIEW)] = row["standard"]
        for group in ("poor", "near_poor", None):
            value = row[f"{group}_households"] if group else row["households"]
            if value is not None:
                sizes[size_key(row | {"group": group})] = value
    return Known(sizes, said)


def marks(table: str, group: str | None, standard: str | None) -> Marks | None:
    """What everybody knows of a household of a group: each has a cause; what it lacks, by its standard.

    A poor one lacks as many indicators as make it poor, a near-poor one fewer (Decree 07/2021, article 3).
    """
    if table == "cause_summary":
        return 1, len(CAUSES)
    says = standards().get(standard or "", {})
    needed = says.get("deprivations_for_poor")
    if table != "deprivation_summary" or needed is None:
        return None
    return (needed, len(says["indicators"]) or None) if group == "poor" else (0, needed - 1)


def suppress(name: str, rows: list[Row], published: Known) -> list[Row]:
    """The public copy of a table.

    After it, every hidden count may be anything from 0 to min(k-1, size) for one who knows the commune
    totals, the sizes, all that is shown and `marks`, unless these alone leave less room. Where two rows
    tell of one cell, the smaller decides for both.
    """
    together, across = TOTALS[name]
    blocks: dict[tuple[Any, ...], dict[Cell, list[int]]] = defaultdict(lambda: defaultdict(list))
    for index, row in enumerate(rows):
        blocks[_of(row, together)][row.get("hamlet_code"), _of(row, across)].append(index)
    hidden = {
        index
        for cells in blocks.values()
        for cell in _hidden(name, rows, cells, published)
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


def _of(row: Row, columns: Iterable[str]) -> tuple[Any, ...]:
    return tuple([row.get(c) for c in columns])


def _hidden(
    name: str, rows: list[Row], cells: dict[Cell, list[int]], published: Known
) -> set[Cell]:
    """The cells to hide of those whose totals are published together."""
    every = {cell: [rows[i]["households"] for i in found] for cell, found in cells.items()}
    told = {cell: [n for n in counts if n is not None] for cell, counts in every.items()}
    count = {cell: min(filter(None, counts), default=0) for cell, counts in told.items() if counts}
    small = {cell for cell, value in count.items() if 0 < value < THRESHOLD}
    if not small:
        return small
    size = {cell[0]: published.sizes.get(size_key(rows[cells[cell][0]])) for cell in count}
    first = rows[next(iter(cells.values()))[0]]
    each = marks(name, first.get("group"), published.standards.get(_of(first, REVIEW)))
    bounds = {
        hamlet: _times(each, whole) for hamlet, whole in size.items() if each and whole is not None
    }
    return hide(Block(count, size, bounds), small, THRESHOLD - 1)


def _times(each: Marks, households: int) -> tuple[int, int]:
    least, most = each
    return least * households, PLENTY if most is None else most * households
