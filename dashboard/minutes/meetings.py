"""Frozen states of meetings <-> data/state: written once, under a number that people can say."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dashboard.measure.figure import Figure
from dashboard.minutes.kept import (
    FIGURE,
    Office,
    day_or_none,
    known,
    moment,
    places,
    said,
    to_figure,
    to_row,
)
from dashboard.state import writing

_COLUMNS = (
    "id, commune_code, illustrative, held_on, title, year, as_of, build, frozen_by, frozen_at, "
    "decisions_to, done_to, comments_to"
)
_ALL = f"SELECT {_COLUMNS} FROM meeting ORDER BY rowid DESC"
_SAME = """
SELECT 1 FROM meeting WHERE (commune_code, illustrative, held_on, title, year, build) = (?, ?, ?, ?, ?, ?)
AND (decisions_to, done_to, comments_to) = (?, ?, ?)
"""
_LISTS = ("decision", "decision_done", "comment")


@dataclass(frozen=True)
class Agenda:
    """What is frozen: whose meeting, when, about which state of the data."""

    office: Office
    held_on: date
    title: str
    year: int
    as_of: date | None
    build: str


@dataclass(frozen=True)
class Meeting:
    """A frozen state. Of each list it holds what was written up to the number in `…_to`."""

    id: str
    agenda: Agenda
    frozen_by: str
    frozen_at: str
    decisions_to: int
    done_to: int
    comments_to: int

    @property
    def moment(self) -> datetime:
        """When it was frozen."""
        return datetime.fromisoformat(self.frozen_at)


@dataclass(frozen=True, eq=False)
class Frozen:
    """A meeting with its figures, and its alerts in words, as they were. Told apart by identity."""

    meeting: Meeting
    figures: tuple[Figure, ...]
    alerts: tuple[tuple[str, str], ...]


def meetings(office: Office) -> tuple[Meeting, ...]:
    """The meetings of an office, the latest first."""
    return tuple(m for m in known(_meetings) if m.agenda.office == office)


def _meetings(state: sqlite3.Connection) -> tuple[Meeting, ...]:
    return tuple(_meeting(row) for row in state.execute(_ALL))


def _meeting(row: Any) -> Meeting:
    number, commune, made_up, held_on, title, year, as_of, build, by, at, *lists = row
    day = date.fromisoformat(held_on)
    office = Office(commune, bool(made_up))
    agenda = Agenda(office, day, title, year, day_or_none(as_of), build)
    return Meeting(number, agenda, by, at, *lists)


def frozen(number: str) -> Frozen | None:
    """A meeting with all that was frozen; None when there is none of that number."""
    return next(iter(known(_frozen, number)), None)


def _frozen(state: sqlite3.Connection, number: str) -> tuple[Frozen, ...]:
    order = f"SELECT {FIGURE} FROM frozen_figure WHERE meeting_id = ? ORDER BY rowid"
    figures = tuple(to_figure(row) for row in state.execute(order, (number,)))
    order = "SELECT key, text FROM frozen_alert WHERE meeting_id = ? ORDER BY rowid"
    alerts = tuple(state.execute(order, (number,)))
    return tuple(Frozen(m, figures, alerts) for m in _meetings(state) if m.id == number)


def freeze(
    agenda: Agenda, by: str, figures: Iterable[Figure], alerts: Iterable[tuple[str, str]]
) -> str | None:
    """Freeze a state, whole or not at all; its number, or None when this very state is frozen already.

    ValueError without a name or a title, OSError.
    """
    who, title = said(by, agenda.title)
    with writing() as state:
        lists = [_last(state, table) for table in _LISTS]
        office = agenda.office
        which = (
            office.commune_code,
            office.illustrative,
            agenda.held_on.isoformat(),
            title,
            agenda.year,
        )
        if state.execute(_SAME, (*which, agenda.build, *lists)).fetchone():
            return None
        number = _next(state, agenda.held_on.year)
        day = agenda.as_of.isoformat() if agenda.as_of else None
        row = (number, *which, day, agenda.build, who, moment(), *lists)
        state.execute(f"INSERT INTO meeting ({_COLUMNS}) VALUES ({places(row)})", row)
        for found in figures:
            _add(state, "frozen_figure", (number, *to_row(found)))
        for alert in dict(alerts).items():
            _add(state, "frozen_alert", (number, *alert))
    return number


def _add(state: sqlite3.Connection, table: str, row: tuple[Any, ...]) -> None:
    state.execute(f"INSERT INTO {table} VALUES ({places(row)})", row)


def _last(state: sqlite3.Connection, table: str) -> int:
    return int(state.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0])


def _next(state: sqlite3.Connection, year: int) -> str:
    """`H-2026-03`: the third meeting that was frozen of those held in 2026."""
    begins = f"H-{year}-"
    found = state.execute("SELECT count(*) FROM meeting WHERE id LIKE ? || '%'", (begins,))
    return f"{begins}{found.fetchone()[0] + 1:02d}"
