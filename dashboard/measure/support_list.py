"""The list of support -> what each household got, and up to which day the list goes."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from dashboard.data import Data, Row
from dashboard.measure.territory import Territory

DATED = ("as_of_date", "event_date")


def got(data: Data, household: str, first: date | None, last: date) -> tuple[Row, ...]:
    """The support of a household from a day to a day, the earliest first; none from an unknown day."""
    events = _dated(data).get(household, ())
    return tuple(e for e in events if first is not None and first <= e["event_date"] <= last)


@lru_cache(maxsize=16)
def _dated(data: Data) -> dict[str, tuple[Row, ...]]:
    found: dict[str, list[Row]] = {}
    dated = (row for row in data.rows("support_event") if row["event_date"])
    for row in sorted(dated, key=lambda row: row["event_date"]):
        found.setdefault(row["household_id"], []).append(row)
    return {household: tuple(rows) for household, rows in found.items()}


@lru_cache(maxsize=64)
def known_until(data: Data, territory: Territory) -> date | None:
    """The day up to which the list of the households of a territory goes; None where there is none."""
    reviewed = data.rows("household_review")
    mine = {row["household_id"] for row in reviewed if territory.unit_of(row) is not None}
    rows = (row for row in data.rows("support_event") if row["household_id"] in mine)
    days = (row.get(name) for row in rows for name in DATED)
    return max((day for day in days if day), default=None)
