"""Exact counts -> counts that tell of no household: small cells hidden, with enough others to hide them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

THRESHOLD = 5

Row = dict[str, Any]
REVIEW = ("commune_code", "review_year", "review_round", "review_date")
#: What a commune total is the sum over: the rows of a table that share these columns.
TOTALS = {
    "deprivation_summary": (*REVIEW, "group", "indicator"),
    "cause_summary": (*REVIEW, "group", "cause"),
    "transition_summary": (*REVIEW, "from_status", "to_status"),
    "support_summary": ("commune_code", "year", "kind"),
}
#: The counts of a table; the first one decides, the others are hidden with it.
COUNTS = {"support_summary": ("households", "events", "value_vnd")}


def suppress(name: str, rows: list[Row], sizes: dict[tuple[Any, ...], int]) -> list[Row]:
    """The public copy of a table. `sizes` gives the published size of a group (`size_key`).

    After it, every hidden count may be anything from 0 to min(k-1, size) for one who knows the
    commune total and all that is shown, unless the total itself is smaller than that.
    """
    groups: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        groups[tuple(row.get(c) for c in TOTALS[name])].append(index)
    hidden: set[int] = set()
    for members in groups.values():
        hidden |= _hide(rows, members, sizes)
    counts = COUNTS.get(name, ("households",))
    blank = dict.fromkeys(counts) | {"suppressed": True}
    return [row | blank if index in hidden else row for index, row in enumerate(rows)]


def size_key(row: Row) -> tuple[Any, ...]:
    """The group whose size is published: the poor or near-poor of a hamlet, else its households."""
    year = row.get("review_year", row.get("year"))
    if row.get("review_round") == "regular":  # a review of its own, with its own sizes
        year = str(row["review_date"])
    return row.get("hamlet_code"), year, row.get("group")


def _hide(rows: list[Row], members: list[int], sizes: dict[tuple[Any, ...], int]) -> set[int]:
    """The cells of one total to hide: the small ones, then the smallest others until none can be told."""
    count = {i: rows[i]["households"] for i in members if rows[i]["households"] is not None}
    most = {i: max(sizes.get(size_key(rows[i]), 10**9), count[i]) for i in count}
    hidden = {i for i in count if 0 < count[i] < THRESHOLD}
    others = sorted(set(count) - hidden, key=lambda i: (count[i] == 0, count[i], i))
    while hidden and others and not _safe(hidden, count, most):
        hidden.add(others.pop(0))
    return hidden


def _safe(hidden: set[int], count: dict[int, int], most: dict[int, int]) -> bool:
    """Whether each hidden count may be 0 and may be the largest small one, given their known sum."""
    known = sum(count[i] for i in hidden)
    room = sum(most[i] for i in hidden)
    return all(known >= min(THRESHOLD - 1, most[i]) and known <= room - most[i] for i in hidden)
