"""Review lists -> which households are poor, near-poor or left, and how many they must be."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from catalog.tables import GROUPS
from dashboard.data import Data, Row
from dashboard.measure.figure import Figure
from dashboard.measure.flows import gross_exits, movement
from dashboard.measure.reviews import annual_rows, counted, review
from dashboard.measure.territory import Hamlet, Territory

ABOVE = ("average", "not_poor")
#: What a household of the movements has left, by its status before: a poor one also into near-poverty.
LEFT = {"left_poor": ("poor", (*ABOVE, "near_poor")), "left_near_poor": ("near_poor", ABOVE)}


@dataclass(frozen=True)
class Named:
    """A household of a result list: the name of its head at that review, its hamlet. For stewards only."""

    head_name: str
    hamlet: Hamlet


def result_list(
    data: Data, territory: Territory, year: int, result: str, hamlet: str = ""
) -> tuple[Named, ...]:
    """The households of a result in the office's order, with the names of their heads at that review."""
    heads = {
        row["household_id"]: row["head_name"] or ""
        for home in territory.hamlets
        if hamlet in ("", home.code)
        for code in home.codes
        for row in data.of("household_head", "hamlet_code", code)
        if row["review_year"] == year and row["review_round"] == "annual"
    }
    found = households(data, territory, year, result)
    return tuple(
        Named(heads.get(household, ""), home)
        for household, home in found
        if hamlet in ("", home.code)
    )


def length(data: Data, territory: Territory, year: int, result: str, hamlet: str = "") -> int:
    """How many households a list has, without a name being read."""
    found = households(data, territory, year, result)
    return sum(hamlet in ("", home.code) for _, home in found)


@lru_cache(maxsize=256)
def households(
    data: Data, territory: Territory, year: int, result: str
) -> tuple[tuple[str, Hamlet], ...]:
    """The households of a result: hamlets as they stand, then rows of the lists.

    Rows of no hamlet of the territory are left out: `expected` tells that there are too few.
    """
    found: dict[str, list[tuple[str, Hamlet]]] = {h.code: [] for h in territory.hamlets}
    for row in _rows(data, territory, year, result):
        home = territory.hamlet(row["hamlet_code"])
        if home is not None:
            found[home.code].append((row["household_id"], home))
    return tuple(one for listed in found.values() for one in listed)


def _rows(data: Data, territory: Territory, year: int, result: str) -> list[Row]:
    """The rows that say so, in the order of their sheets."""
    if result in GROUPS:
        listed = annual_rows(data, "household_review", territory, year)
        rows = [row for row in listed if row["status"] == result]
    else:
        before, after = LEFT[result]
        rows = [
            row
            for row in data.rows("household_movement")
            if row["review_year"] == year and row["review_round"] == "annual"
            and row["from_status"] == before and row["to_status"] in after
        ]  # fmt: skip
    return sorted(rows, key=lambda r: (r["source_file"], r["source_sheet"], r["source_row"]))


def expected(data: Data, territory: Territory, year: int, result: str, hamlet: str = "") -> Figure:
    """How many households of a result the summary and movement forms count."""
    if result in (*GROUPS, "households"):
        name = "households" if result == "households" else f"{result}_households"
        return counted(data, review(data, territory, year, hamlet), name)
    group = LEFT[result][0]
    moved = movement(data, territory, year, group, hamlet)
    if group == "poor":
        return gross_exits(moved, hamlet or territory.code, year)
    return moved.figures["escaped"]
