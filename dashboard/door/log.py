"""Who did what behind the door -> the access log: households by their numbers, never by names."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from dashboard.minutes.kept import moment
from dashboard.state import FILE, folder, reading, writing

SINCE = 3  # the version of the state since which it has the log
_COLUMNS = "at, login, action, about, household_id, hamlet_code, rows"


@dataclass(frozen=True)
class Entry:
    """One line of the log. `about` is the account, page or export that it is about."""

    at: str
    login: str
    action: str
    about: str
    household_id: str
    hamlet_code: str
    rows: int | None


def note(
    state: sqlite3.Connection,
    action: str,
    login: str,
    illustrative: bool,
    about: str = "",
    household_id: str = "",
    hamlet_code: str = "",
    rows: int | None = None,
) -> None:
    """Add a line within a change that is being written."""
    state.execute(
        f"INSERT INTO access_log ({_COLUMNS}, illustrative) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (moment(), login, action, about, household_id, hamlet_code, rows, illustrative),
    )


def add(action: str, login: str, illustrative: bool, **values: str | int | None) -> None:
    """Add a line of its own. OSError: what cannot be noted must not be shown."""
    with writing() as state:
        note(state, action, login, illustrative, **values)  # type: ignore[arg-type]


def entries(illustrative: bool, at_most: int = 200) -> tuple[Entry, ...]:
    """The latest lines, the newest first."""
    return _read(
        "WHERE illustrative = ? ORDER BY id DESC LIMIT ?",
        (int(illustrative), at_most),
    )


def failures(login: str, illustrative: bool, minutes: int) -> int:
    """How often a password was wrong in the last minutes, since the last one that was right."""
    since = (datetime.now().astimezone() - timedelta(minutes=minutes)).isoformat(timespec="seconds")
    found = _read(
        "WHERE illustrative = ? AND (login = ? OR about = ?) ORDER BY id DESC LIMIT 100",
        (int(illustrative), login, login),
    )
    count = 0
    for entry in found:
        if entry.action in ("entered", "password_reset") or entry.at < since:
            break
        count += entry.action == "refused"
    return count


def _read(where: str, values: tuple[object, ...]) -> tuple[Entry, ...]:
    path = Path(folder() / FILE)
    if not path.exists():
        return ()
    try:
        with reading(path) as state:
            if state.execute("PRAGMA user_version").fetchone()[0] < SINCE:
                return ()
            rows = state.execute(f"SELECT {_COLUMNS} FROM access_log {where}", values)
            return tuple(Entry(*row) for row in rows)
    except sqlite3.Error as error:
        raise OSError(FILE) from error
