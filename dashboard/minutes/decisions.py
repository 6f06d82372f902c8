"""Decisions of the committee and their end <-> data/state."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dashboard.measure.figure import Figure
from dashboard.minutes.kept import (
    FIGURE,
    Office,
    clean,
    day_or_none,
    known,
    moment,
    places,
    said,
    to_figure,
    to_row,
)
from dashboard.state import writing

_ALL = """
SELECT decision.id, commune_code, illustrative, text, owner, due, year, build, made_by, made_at,
    coalesce(done.id, 0), coalesce(done_by, ''), coalesce(done_at, ''), coalesce(note, '')
FROM decision LEFT JOIN decision_done AS done ON decision_id = decision.id ORDER BY decision.id
"""
_COLUMNS = "commune_code, illustrative, text, owner, due, year, build, made_by, made_at"
_DONE = """
INSERT INTO decision_done (decision_id, done_by, done_at, note)
SELECT id, ?, ?, ? FROM decision
WHERE id = ? AND id NOT IN (SELECT decision_id FROM decision_done)
"""


@dataclass(frozen=True)
class Decision:
    """What was decided, who does it until when, and the figure that it is about as it then was."""

    id: int
    office: Office
    text: str
    owner: str
    due: date | None
    figure: Figure | None
    year: int
    build: str
    made_by: str
    made_at: str
    done: int  # the number of its end, 0 while it is open
    done_by: str
    done_at: str
    note: str

    @property
    def made(self) -> datetime:
        """When it was written down."""
        return datetime.fromisoformat(self.made_at)

    @property
    def ended(self) -> datetime | None:
        """When it was marked as done."""
        return datetime.fromisoformat(self.done_at) if self.done_at else None


def decisions(office: Office) -> tuple[Decision, ...]:
    """The decisions of an office in the order in which they were made, open and done."""
    return tuple(d for d in known(_decisions) if d.office == office)


def _decisions(state: sqlite3.Connection) -> tuple[Decision, ...]:
    rows = state.execute(f"SELECT decision_id, {FIGURE} FROM decision_figure")
    figures = {number: to_figure(tuple(row)) for number, *row in rows}
    return tuple(_decision(row, figures.get(row[0])) for row in state.execute(_ALL))


def _decision(row: Any, figure: Figure | None) -> Decision:
    number, commune, made_up, text, owner, due, *rest = row
    office = Office(commune, bool(made_up))
    return Decision(number, office, text, owner, day_or_none(due), figure, *rest)


@dataclass(frozen=True)
class Draft:
    """A decision that is about to be written down, with the data version that people looked at."""

    office: Office
    text: str
    owner: str
    due: date | None
    year: int
    build: str
    made_by: str
    figure: Figure | None = None


def decide(draft: Draft) -> int:
    """Write a decision down; its number. ValueError without a text, an owner or a writer, OSError."""
    text, owner, who = said(draft.text, draft.owner, draft.made_by)
    due = draft.due.isoformat() if draft.due else None
    office = (draft.office.commune_code, draft.office.illustrative)
    row = (*office, text, owner, due, draft.year, draft.build, who, moment())
    with writing() as state:
        order = f"INSERT INTO decision ({_COLUMNS}) VALUES ({places(row)})"
        number = int(state.execute(order, row).lastrowid or 0)
        if draft.figure:
            values = (number, *to_row(draft.figure))
            state.execute(f"INSERT INTO decision_figure VALUES ({places(values)})", values)
    return number


def finish(decision: int, by: str, note: str = "") -> bool:
    """Mark a decision as done; False when somebody has. ValueError without a name, OSError."""
    (who,) = said(by)
    with writing() as state:
        changed = state.execute(_DONE, (who, moment(), clean(note), decision)).rowcount
    return changed == 1
