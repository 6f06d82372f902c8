"""Dated events that a chart marks, and their withdrawal <-> data/state."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dashboard.minutes.kept import Office, known, moment, said
from dashboard.state import writing

KINDS = ("decision", "disaster", "merger", "policy", "other")
_COLUMNS = "commune_code, illustrative, event_date, kind, text, author, written_at"
_ALL = f"""SELECT id, {_COLUMNS}, withdrawn_at FROM event
LEFT JOIN event_withdrawn ON event_id = id ORDER BY event_date, id"""
_ADD = f"INSERT INTO event ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)"
_WITHDRAW = """
INSERT INTO event_withdrawn (event_id, withdrawn_by, withdrawn_at)
SELECT id, ?, ? FROM event WHERE id = ? AND id NOT IN (SELECT event_id FROM event_withdrawn)
"""


@dataclass(frozen=True)
class Event:
    """Something that happened on a day; number 0 for one that the data say by themselves."""

    id: int
    office: Office
    day: date
    kind: str
    text: str
    author: str
    written_at: str


def events(office: Office, at: datetime | None = None) -> tuple[Event, ...]:
    """The events of an office by date, as they stand or as they stood at a moment; without withdrawn ones."""
    return tuple(e for e, gone in known(_events) if e.office == office and _stands(e, gone, at))


def _stands(event: Event, gone: str | None, at: datetime | None) -> bool:
    """Whether an event was written down by a moment, and not yet withdrawn."""
    if at is None:
        return gone is None
    written = datetime.fromisoformat(event.written_at) <= at
    return written and (gone is None or datetime.fromisoformat(gone) > at)


def _events(state: sqlite3.Connection) -> tuple[tuple[Event, str | None], ...]:
    return tuple((_event(row), gone) for *row, gone in state.execute(_ALL))


def _event(row: Any) -> Event:
    number, commune, made_up, day, *rest = row
    return Event(number, Office(commune, bool(made_up)), date.fromisoformat(day), *rest)


def record(office: Office, day: date, kind: str, text: str, author: str) -> int:
    """Write an event down; its number. ValueError for an unknown kind or an empty text, OSError."""
    what, who = said(text, author)
    if kind not in KINDS:
        raise ValueError(kind)
    with writing() as state:
        row = (office.commune_code, office.illustrative, day.isoformat(), kind, what, who, moment())
        return int(state.execute(_ADD, row).lastrowid or 0)


def withdraw(event: int, by: str) -> bool:
    """Take an event off the charts; False when somebody has. ValueError without a name, OSError."""
    (who,) = said(by)
    with writing() as state:
        changed = state.execute(_WITHDRAW, (who, moment(), event)).rowcount
    return changed == 1
