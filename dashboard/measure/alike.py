"""Households that the build offers as one -> what a person must see of both to decide."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from dashboard.data import Data, Row
from dashboard.measure.households import codes_of
from dashboard.measure.territory import Territory


@dataclass(frozen=True, eq=False)
class Side:
    """One of the two: its number, its latest state, and its reviews and heads in their order."""

    id: str
    row: Row | None
    reviews: tuple[Row, ...]
    heads: tuple[Row, ...]


@dataclass(frozen=True, eq=False)
class Alike:
    """A later household that may be an earlier one, and why the build thinks so."""

    earlier: Side
    later: Side
    row: Row

    @property
    def ids(self) -> frozenset[str]:
        """The numbers of both."""
        return frozenset((self.earlier.id, self.later.id))


@lru_cache(maxsize=64)
def alike(data: Data, territory: Territory, hamlet: str = "") -> tuple[Alike, ...]:
    """The pairs whose later household is of a place, the likeliest first."""
    rows = [
        row
        for code in codes_of(territory, hamlet)
        if code is not None
        for row in data.of("household_suggestion", "hamlet_code", code)
    ]
    found = [
        Alike(_side(data, row["earlier_household_id"]), _side(data, row["household_id"]), row)
        for row in rows
    ]
    return tuple(sorted(found, key=lambda pair: (-pair.row["score"], pair.later.id)))


def _side(data: Data, household: str) -> Side:
    latest = data.of("household", "household_id", household)
    return Side(
        household, latest[-1] if latest else None,
        _in_time(data.of("household_review", "household_id", household)),
        _in_time(data.of("household_head", "household_id", household)),
    )  # fmt: skip


def _in_time(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    return tuple(sorted(rows, key=lambda row: (row["review_year"], str(row["review_date"]))))
