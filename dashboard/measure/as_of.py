"""One build -> the one date that due, late and waiting are judged by."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from catalog.tables import TABLES, Zone
from dashboard.data import Data

DATES = ("review_date", "as_of_date", "event_date", "last_visit_date")
NOW = "now"
PUBLIC = frozenset(name for name, table in TABLES.items() if table.zone is Zone.PUBLIC)
FIRST, LAST = date(2000, 1, 1), date(2100, 12, 31)  # a day outside is a slip of the pen


@lru_cache(maxsize=16)
def as_of(data: Data) -> date | None:
    """The latest date in the data.

    Loans are summed to the end of a quarter, which may still lie ahead: what counts is the day that
    their sums tell of.
    """
    return max(_days(data, *DATES), default=None)


def _days(data: Data, *names: str) -> list[date]:
    return [
        row[name]
        for table, rows in data.tables.items()
        if table in PUBLIC  # the same day for everybody, whatever they may see
        for row in rows
        for name in names
        if row.get(name) is not None
    ]


def day_of(data: Data, asked: str | None) -> date | None:
    """The date that an address asks for, else the latest in the data."""
    try:
        day = date.fromisoformat(asked or "")
    except ValueError:
        return as_of(data)
    return day if FIRST <= day <= LAST else as_of(data)


def period(data: Data, today: date) -> str:
    """How a day is called in the key of a figure that depends on it; the latest one alike in all builds."""
    return NOW if today == as_of(data) else today.isoformat()


def late(data: Data, today: date | None) -> str:
    """How a day that was set ends a key; "" for the latest one, and where no day is looked at."""
    return "" if today is None or period(data, today) == NOW else f"/{today}"
