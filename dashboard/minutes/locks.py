"""Approvals, locks and their lifting <-> data/state."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from dashboard.minutes.kept import moment
from dashboard.state import FILE, folder, reading, version, writing

_LOCKS = """
SELECT id, commune_code, review_year, review_round, review_date, illustrative, build, approved_by,
    approved_at, note, coalesce(lifted_by, ''), coalesce(lifted_at, ''), coalesce(reason, '')
FROM review_lock LEFT JOIN review_unlock ON lock_id = id ORDER BY id DESC
"""
_FILES = "SELECT lock_id, file, sha256 FROM review_lock_file ORDER BY lock_id, file"
_APPROVE = """
INSERT INTO review_lock (commune_code, review_year, review_round, review_date, illustrative,
    build, approved_by, approved_at, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_FILE = "INSERT INTO review_lock_file (lock_id, file, sha256) VALUES (?, ?, ?)"
_LIFT = """
INSERT INTO review_unlock (lock_id, lifted_by, lifted_at, reason)
SELECT id, ?, ?, ? FROM review_lock WHERE id = ? AND id NOT IN (SELECT lock_id FROM review_unlock)
"""


@dataclass(frozen=True)
class Review:
    """A review as a build has it: `files` has the sha256 of each workbook that fed it."""

    commune_code: str
    year: int
    round: str
    date: str
    illustrative: bool
    build: str
    files: tuple[tuple[str, str], ...]

    @property
    def key(self) -> tuple[str, int, str, str, bool]:
        """Which review it is: the annual one of a year, a regular one by its date; real or made up."""
        day = self.date if self.round == "regular" else ""
        return self.commune_code, self.year, self.round, day, self.illustrative

    @property
    def content(self) -> frozenset[str]:
        """What its workbooks hold, whatever they are called."""
        return frozenset(sha256 for _, sha256 in self.files)


@dataclass(frozen=True)
class Lock:
    """An approval, with the review as it was approved; `lifted_by` is empty while it is in force."""

    id: int
    review: Review
    approved_by: str
    approved_at: str
    note: str
    lifted_by: str
    lifted_at: str
    reason: str

    @property
    def in_force(self) -> bool:
        """Whether nobody has lifted it."""
        return not self.lifted_by

    @property
    def day(self) -> datetime:
        """When it was approved."""
        return datetime.fromisoformat(self.approved_at)


def locks() -> tuple[Lock, ...]:
    """Every approval, the latest first; none where there is no state, or none that can be read."""
    try:
        return _locks(*version(folder() / FILE))
    except (OSError, sqlite3.Error):
        return ()


@lru_cache(maxsize=4)
def _locks(path: str, _changed: int, _counter: bytes) -> tuple[Lock, ...]:
    """Read once for each change of the file."""
    with reading(Path(path)) as state:
        started = state.execute("PRAGMA user_version").fetchone()[0]
        return _all(state) if started else ()


def _all(state: sqlite3.Connection) -> tuple[Lock, ...]:
    files: dict[int, list[tuple[str, str]]] = {}
    for lock, name, sha256 in state.execute(_FILES):
        files.setdefault(lock, []).append((name, sha256))
    return tuple(_lock(row, files) for row in state.execute(_LOCKS))


def _lock(row: Any, files: Mapping[int, list[tuple[str, str]]]) -> Lock:
    number, commune, year, kind, day, made_up, build, *said = row
    content = tuple(files.get(number, ()))
    return Lock(number, Review(commune, year, kind, day, bool(made_up), build, content), *said)


def approve(review: Review, by: str, note: str = "") -> bool:
    """Lock a review as it is; False when somebody has. ValueError without a name, OSError."""
    if not by.strip():
        raise ValueError("who approves?")
    with writing() as state:
        if any(lock.in_force and lock.review.key == review.key for lock in _all(state)):
            return False
        which = (review.commune_code, review.year, review.round, review.date, review.illustrative)
        said = (review.build, by.strip(), moment(), note.strip())
        number = state.execute(_APPROVE, (*which, *said)).lastrowid
        state.executemany(_FILE, [(number, file, sha256) for file, sha256 in review.files])
    return True


def lift(lock: int, by: str, reason: str) -> bool:
    """Lift a lock; False when somebody has. ValueError without a name or a reason, OSError."""
    if not by.strip() or not reason.strip():
        raise ValueError("who lifts it, and why?")
    with writing() as state:
        changed = state.execute(_LIFT, (by.strip(), moment(), reason.strip(), lock)).rowcount
    return changed == 1
