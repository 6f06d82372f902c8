"""State -> the builds that frozen meetings name: these are never cleared up."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

ENDINGS = (".sqlite", ".sqlite3", ".db")


def pinned(state: Path) -> frozenset[str] | None:
    """Each value of a column `build` in a table of meetings or frozen states; None when it cannot be read."""
    found: set[str] = set()
    try:
        for path in sorted(p for p in state.glob("*") if p.suffix in ENDINGS):
            found |= _builds(path)
    except (sqlite3.Error, OSError):
        return None
    return frozenset(found)


def _builds(path: Path) -> set[str]:
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as state:
        names = [n for (n,) in state.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found: set[str] = set()
        for name in (n for n in names if "meeting" in n or "frozen" in n):
            columns = {row[1] for row in state.execute(f'PRAGMA table_info("{name}")')}
            if "build" in columns:
                rows = state.execute(f'SELECT build FROM "{name}" WHERE build IS NOT NULL')
                found |= {str(build) for (build,) in rows}
        return found
