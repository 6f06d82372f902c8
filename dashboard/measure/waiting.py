"""Needs that are open longer than a number of days -> the households that wait, as of a day."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from dashboard.data import Data
from dashboard.measure.as_of import late
from dashboard.measure.asked import EVERY, listed, undated
from dashboard.measure.figure import Figure, Unit, count
from dashboard.measure.reviews import years
from dashboard.measure.terms import rows_counted
from dashboard.measure.territory import Territory


@lru_cache(maxsize=64)
def waiting(data: Data, territory: Territory, year: int, today: date, days: int) -> Figure:
    """Households that named a need at the review of a year more than `days` ago and got nothing that
    answers it; only of the latest review by the day, for a later one asks anew. Without a list of
    needs or of support, or for the public: no value, with the reason."""
    why, found = listed(data, territory, year, today, "")
    limit = today - timedelta(days=days)
    asked = [one for one in found if one.waits(EVERY)]
    why = why or undated(data, territory, asked, today) or _why_not(data, territory, year, today)
    rows = [one.row for one in asked if not why and one.row["review_date"] < limit]
    return count(
        f"need_waiting/{territory.code}/{year}{late(data, today)}",
        None if why else len(rows), Unit.HOUSEHOLDS, reason=why, as_of=today,
        terms=rows_counted(data, rows, "needs"),
    )  # fmt: skip


def _why_not(data: Data, territory: Territory, year: int, today: date) -> str:
    """A later review that is there by the day asked the households anew."""
    later = [y for y in years(data, territory) if year < y <= today.year]
    return "asked_anew" if later else ""
