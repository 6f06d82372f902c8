"""Comments on figures, and the answers to them <-> data/state."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from dashboard.minutes.kept import Office, known, moment, said
from dashboard.state import writing

_COLUMNS = "commune_code, illustrative, figure_key, build, text, author, written_at, answers"
_ALL = f"SELECT id, {_COLUMNS} FROM comment ORDER BY coalesce(answers, id), id"
_ADD = f"INSERT INTO comment ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_FIRST = "SELECT coalesce(answers, id) FROM comment WHERE id = ? AND figure_key = ?"


@dataclass(frozen=True)
class Comment:
    """What somebody said about a figure of a data version; `answers` is the comment it answers."""

    id: int
    office: Office
    figure_key: str
    build: str
    text: str
    author: str
    written_at: str
    answers: int | None

    @property
    def written(self) -> datetime:
        """When it was written."""
        return datetime.fromisoformat(self.written_at)


def comments(office: Office) -> tuple[Comment, ...]:
    """The comments on an office's figures, each followed by its answers."""
    return tuple(c for c in known(_comments) if c.office == office)


def _comments(state: sqlite3.Connection) -> tuple[Comment, ...]:
    return tuple(
        Comment(number, Office(commune, bool(made_up)), *rest)
        for number, commune, made_up, *rest in state.execute(_ALL)
    )


def comment(
    office: Office, key: str, build: str, text: str, author: str, answers: int | None = None
) -> int:
    """Add a comment on a figure, or an answer to one; its number. ValueError when one is empty, OSError."""
    what, who = said(text, author)
    with writing() as state:
        first = state.execute(_FIRST, (answers, key)).fetchone() if answers else None
        if answers and not first:
            raise ValueError("an answer to a comment on another figure")
        whose = (office.commune_code, office.illustrative)
        values = (*whose, key, build, what, who, moment(), first[0] if first else None)
        return int(state.execute(_ADD, values).lastrowid or 0)
