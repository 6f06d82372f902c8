"""State folder -> approved reviews that are locked. Reads only: the dashboard writes."""

from __future__ import annotations

import errno
import sqlite3
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

STATE_FILE = "state.sqlite"
WAIT_SECONDS = 10
_LOCKS = """
SELECT id, commune_code, review_year, review_round, review_date, illustrative FROM review_lock
WHERE id NOT IN (SELECT lock_id FROM review_unlock) ORDER BY id
"""
_FILES = "SELECT lock_id, file, sha256 FROM review_lock_file ORDER BY lock_id, file"


@dataclass(frozen=True)
class Lock:
    """An approved review: `files` has the sha256 of each workbook that fed it on that day."""

    commune_code: str
    review_year: int
    review_round: str
    review_date: str
    illustrative: bool
    files: tuple[tuple[str, str], ...]


def read_locks(state: Path) -> tuple[Lock, ...]:
    """The locks in force; none without a state file, OSError when it cannot be read."""
    path = state / STATE_FILE
    if not path.exists():
        return ()
    try:
        try:
            return _read(path, "ro")
        except sqlite3.OperationalError:
            return _read(path, "rw")  # a writer died half-way: only SQLite itself can undo that
    except sqlite3.Error as error:
        raise OSError(errno.EIO, f"{STATE_FILE}: {type(error).__name__}") from error


def _read(path: Path, mode: str) -> tuple[Lock, ...]:
    address = f"{path.resolve().as_uri()}?mode={mode}"
    with closing(sqlite3.connect(address, uri=True, timeout=WAIT_SECONDS)) as state:
        if not state.execute("PRAGMA user_version").fetchone()[0]:
            return ()
        state.execute("BEGIN")
        files: dict[int, list[tuple[str, str]]] = defaultdict(list)
        for lock, file, sha256 in state.execute(_FILES):
            files[lock].append((file, sha256))
        return tuple(
            Lock(commune, year, kind, day or "", bool(made_up), tuple(files[number]))
            for number, commune, year, kind, day, made_up in state.execute(_LOCKS)
        )
