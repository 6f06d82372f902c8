"""Dated events that a chart marks, and their withdrawal <-> data/state."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard.minutes.kept import Office, known, moment, said
from dashboard.state import writing

KINDS = ("decision", "disaster", "merger", "policy", "other")
_COLUMNS = "commune_code, illustrative, event_date, kind, text, author, written_at"
_STANDING = f"""SELECT id, {_COLUMNS} FROM event
WHERE id NOT IN (SELECT event_id FROM event_withdrawn) ORDER BY event_date, id"""
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


def events(office: Office) -> tuple[Event, ...]:
    """The events of an office by date; those that were withdrawn are left out."""
    return tuple(e for e in known(_events) if e.office == office)


def _events(state: sqlite3.Connection) -> tuple[Event, ...]:
    return tuple(_event(row) for row in state.execute(_STANDING))


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
