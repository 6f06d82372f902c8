"""Households that asked -> how many stand in the lists, and for how long the oldest open need waits."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from catalog.tables import GROUPS
from dashboard.data import Data, Row
from dashboard.measure.as_of import late
from dashboard.measure.asked import Household, listed, rows_of, since, undated
from dashboard.measure.figure import Figure, How, Unit, count
from dashboard.measure.reviews import review
from dashboard.measure.terms import Term, rows_counted
from dashboard.measure.territory import Territory


@lru_cache(maxsize=256)
def in_lists(data: Data, territory: Territory, year: int, hamlet: str = "") -> Figure:
    """Poor and near-poor households in the lists of a review, each once."""
    why, rows = rows_of(data, territory, year, hamlet)
    found = {row["household_id"]: row for row in rows if row["status"] in GROUPS}
    return count(
        f"listed/{hamlet or territory.code}/{year}", None if why else len(found), Unit.HOUSEHOLDS,
        reason=why, as_of=review(data, territory, year, hamlet).date,
        terms=() if why else rows_counted(data, found.values(), "household"),
    )  # fmt: skip


@lru_cache(maxsize=256)
def waited(data: Data, territory: Territory, year: int, today: date, hamlet: str = "") -> Figure:
    """The days for which the oldest open need waits: from the first of the reviews, year after year, at
    which it was named, to the day; its terms are the cells of the households that wait so long."""
    why, found = listed(data, territory, year, today, hamlet)
    why = why or undated(data, territory, found, today)
    open_ = [] if why else [(one, day) for one in found if (day := _first(data, one))]
    oldest = min((day for _, day in open_), default=None)
    return count(
        f"need_waited/{hamlet or territory.code}/{year}{late(data, today)}",
        (today - oldest).days if oldest else None, Unit.DAYS, reason=why or "none_open",
        as_of=today, how=How.WAITED,
        terms=tuple(_term(data, one.row, day) for one, day in open_ if day == oldest),
    )  # fmt: skip


def _first(data: Data, one: Household) -> date | None:
    """Since when the oldest of the open needs of a household waits; None when none is open."""
    return min((day for need in one.open if (day := since(data, one, need))), default=None)


def _term(data: Data, row: Row, day: date) -> Term:
    cell = data.cell(row, "needs")
    return Term(1, row["source_file"], row["source_sheet"], cell, since=day.toordinal())
