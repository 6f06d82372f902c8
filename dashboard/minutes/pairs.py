"""What people say of two households that are alike: one, or two <-> data/state; the next build reads it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from dashboard.minutes.kept import known, moment, places, said
from dashboard.state import writing

_COLUMNS = "earlier, later, same, illustrative, build, reason, said_by, said_at"


@dataclass(frozen=True)
class Pairing:
    """Two households by their numbers, whether they are one, and who said so, when, why."""

    earlier: str
    later: str
    same: bool
    illustrative: bool
    build: str
    reason: str
    said_by: str
    said_at: str

    @property
    def said(self) -> datetime:
        """When it was said."""
        return datetime.fromisoformat(self.said_at)


def pairings(illustrative: bool) -> tuple[Pairing, ...]:
    """The last word on each pair of households, the latest first; those of a trial are their own."""
    found = [pair for pair in known(_pairings) if pair.illustrative == illustrative]
    last = {frozenset((pair.earlier, pair.later)): pair for pair in found}
    return tuple(sorted(last.values(), key=found.index, reverse=True))


def _pairings(state: sqlite3.Connection) -> tuple[Pairing, ...]:
    rows = state.execute(f"SELECT {_COLUMNS} FROM household_pair ORDER BY id")
    return tuple(Pairing(a, b, bool(same), bool(tried), *rest) for a, b, same, tried, *rest in rows)


def pair(
    earlier: str, later: str, same: bool, illustrative: bool, build: str, reason: str, by: str
) -> int:
    """Say that two households are one, or two; the number of what was said. ValueError without a reason
    or a name, or of one household alone; OSError."""
    why, who = said(reason, by)
    if earlier == later:
        raise ValueError("two numbers of one household")
    values = (earlier, later, same, illustrative, build, why, who, moment())
    with writing() as state:
        order = f"INSERT INTO household_pair ({_COLUMNS}) VALUES ({places(values)})"
        return int(state.execute(order, values).lastrowid or 0)
