"""Communication events -> how many, by channel, hamlet and month; people where they were counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from catalog.codes import codes
from dashboard.data import Data, Row
from dashboard.measure.as_of import late
from dashboard.measure.figure import Figure, count, reported
from dashboard.measure.listed import ALL, Asked, chosen, rows_of, silence
from dashboard.measure.terms import rows_counted, terms_of
from dashboard.measure.territory import Territory

TABLE = "communication_event"
UNKNOWN = "channel.unknown"
MONTHS = tuple(f"month.{number:02}" for number in range(1, 13))


@dataclass(frozen=True)
class Events:
    """Events of a kind: how many there were, how many people came, to how many of them somebody counted."""

    name: str
    events: Figure
    attendance: Figure
    counted: Figure


def channel(row: Row) -> str:
    """The words key of a row's channel."""
    return f"channel.{row['channel']}" if row["channel"] else UNKNOWN


@lru_cache(maxsize=64)
def channels(data: Data, territory: Territory, today: date | None = None) -> tuple[str, ...]:
    """The channels of the form in its order; one more where some row by the day names none of them."""
    known = tuple(f"channel.{code}" for code in codes("channel"))
    unknown = any(channel(row) == UNKNOWN for row in rows_of(data, territory, TABLE, today))
    return (*known, UNKNOWN) if unknown else known


@lru_cache(maxsize=1024)
def events(
    data: Data,
    territory: Territory,
    year: int | str = ALL,
    hamlet: str = "",
    name: str = "",
    today: date | None = None,
) -> Events:
    """The events of a year, or of all, at a hamlet or in the commune, of one channel or of all; by a day."""
    asked = Asked(data, territory, TABLE, year, hamlet, today)
    rows = [r for r in chosen(asked) if not name or channel(r) == name]
    why, key = silence(asked), asked.key(name)
    told = [row for row in rows if row["attendance"] is not None]
    come = () if why else terms_of(data, rows, "attendance")
    return Events(
        name,
        _number(data, f"communication_events/{key}", rows, why, today),
        count(f"communication_attendance/{key}", None if why else reported(rows, "attendance"),
              reason=why or ("nobody_counted" if rows else "no_event"), as_of=today, terms=come),
        _number(data, f"communication_counted/{key}", told, why, today),
    )  # fmt: skip


@lru_cache(maxsize=64)
def by_channel(
    data: Data, territory: Territory, year: int | str = ALL, today: date | None = None
) -> tuple[Events, ...]:
    """Each channel, then all together; by a day."""
    names = (*channels(data, territory, today), "")
    return tuple(events(data, territory, year, "", name, today) for name in names)


@lru_cache(maxsize=256)
def by_month(
    data: Data, territory: Territory, year: int, name: str, today: date | None = None
) -> tuple[Figure, ...]:
    """How many events of a channel there were in each month of a year; by a day."""
    asked = Asked(data, territory, TABLE, year, today=today)
    why, rows = silence(asked), [r for r in chosen(asked) if channel(r) == name]
    at, end = f"{territory.code}/{year}", late(data, today)
    return tuple(
        _number(
            data, f"communication_events/{at}/{month}/{name}{end}",
            (r for r in rows if r["event_date"].month == number), why, today,
        )
        for number, month in enumerate(MONTHS, 1)
    )  # fmt: skip


def _number(data: Data, key: str, rows: Iterable[Row], why: str, today: date | None) -> Figure:
    found = () if why else tuple(rows)
    terms = rows_counted(data, found, "event_date")
    return count(key, None if why else len(found), reason=why, as_of=today, terms=terms)
