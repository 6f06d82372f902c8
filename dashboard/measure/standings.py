"""The lists of all reviews -> where a household stood at each of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from catalog.tables import GROUPS
from dashboard.data import Data, Row
from dashboard.measure.reviews import annual_rows, years
from dashboard.measure.territory import Territory

ABOVE, UNKNOWN = "above", "unknown"
STATES = (*GROUPS, ABOVE, UNKNOWN)
GONE = "other_out"  # died, moved away, joined another household: nobody reviews it any more


@dataclass(frozen=True, eq=False)
class Step:
    """Where a household stood at a review; `row` says it, None where it follows from the lists."""

    year: int
    state: str
    row: Row | None = None


@dataclass(frozen=True, eq=False)
class Lists:
    """The annual lists of a territory by household and year."""

    years: tuple[int, ...]  # that have lists
    reviewed: dict[tuple[str, int], Row]
    moved: dict[tuple[str, int], Row]

    def opening(self, household: str, year: int) -> tuple[str | None, Row | None]:
        """The class before a review: that of the review before; without one, what its own list says."""
        if year - 1 in self.years:
            row = self.reviewed.get((household, year - 1))
            return (row["status"], row) if row else (None, None)
        row = self.moved.get((household, year))
        return (row["from_status"], row) if row else (None, None)


@lru_cache(maxsize=64)
def lists(data: Data, territory: Territory) -> Lists:
    """The lists as far as whoever is asking may see them."""
    reviewed: dict[tuple[str, int], Row] = {}
    moved: dict[tuple[str, int], Row] = {}
    found: list[int] = []
    for year in years(data, territory):
        rows = annual_rows(data, "household_review", territory, year)
        found += [year] if rows else []
        reviewed |= {(r["household_id"], year): r for r in rows}
    here = {code for hamlet in territory.hamlets for code in hamlet.codes}
    for row in data.rows("household_movement"):
        if row["review_round"] == "annual" and row["hamlet_code"] in here:
            moved[row["household_id"], row["review_year"]] = row
    return Lists(tuple(found), reviewed, moved)


def steps(data: Data, territory: Territory, household: str) -> tuple[Step, ...]:
    """One step for each annual review of the territory.

    In no list of a year: above the near-poor line when it stood above it before, or when the list in
    which it first stands says that it was not poor; else nobody knows (no lists, moved away, moved in).
    """
    known = lists(data, territory)
    found: list[Step] = []
    for year in years(data, territory):
        row = known.reviewed.get((household, year))
        if row is not None:
            found.append(Step(year, row["status"] if row["status"] in GROUPS else ABOVE, row))
        else:
            stays = bool(found) and found[-1].state == ABOVE and year in known.years
            found.append(Step(year, ABOVE if stays else UNKNOWN))
    return _before(known, household, found)


def _before(known: Lists, household: str, found: list[Step]) -> tuple[Step, ...]:
    """The years before a household first stands in a list."""
    first = next((i for i, step in enumerate(found) if step.row), len(found))
    if first == len(found):
        return tuple(found)
    moved = known.moved.get((household, found[first].year))
    was_above = moved is not None and moved["from_status"] == "not_poor"
    early = [
        Step(step.year, ABOVE if was_above and step.year in known.years else UNKNOWN)
        for step in found[:first]
    ]
    return (*early, *found[first:])
