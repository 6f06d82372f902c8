"""A table of the state -> its rows, read once for each change; a figure <-> its columns."""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from dashboard.measure.figure import Figure, Unit
from dashboard.state import FILE, folder, reading, version
from dashboard.words import DEFAULT
from dashboard.words import figure as written

COLUMNS = ("key", "value", "unit", "part", "whole", "parts", "as_of", "standard", "reason", "bound")
FIGURE = ", ".join((*COLUMNS, "shown"))
MEETINGS = 2  # the version of the state since which it has meetings
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
Row = TypeVar("Row")


@dataclass(frozen=True)
class Office:
    """Whose minutes: a commune's own, or those of a trial with made-up data. They never mix."""

    commune_code: str
    illustrative: bool


def known(read: Callable[..., tuple[Row, ...]], *of: str) -> tuple[Row, ...]:
    """What `read` finds in the state as it is now; nothing where there is none that can be read."""
    try:
        return _known(read, of, *version(folder() / FILE))
    except (OSError, sqlite3.Error):
        return ()


@lru_cache(maxsize=64)
def _known(
    read: Callable[..., tuple[Row, ...]],
    of: tuple[str, ...],
    path: str,
    _changed: int,
    _counter: bytes,
) -> tuple[Row, ...]:
    """Read once for each change of the file."""
    with reading(Path(path)) as state:
        started = state.execute("PRAGMA user_version").fetchone()[0]
        return read(state, *of) if started >= MEETINGS else ()


def is_readable() -> bool:
    """Whether what was written can be read: a state that is spoilt is not the same as an empty one."""
    path = folder() / FILE
    if not path.exists():
        return True
    try:
        with reading(path) as state:
            state.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except (OSError, sqlite3.Error):
        return False
    return True


def said(*texts: str) -> tuple[str, ...]:
    """Texts as they are kept; ValueError when one of them says nothing."""
    found = tuple(clean(text) for text in texts)
    if not all(found):
        raise ValueError("something was left empty")
    return found


def clean(text: str) -> str:
    """A text without what nobody sees: space around it, control characters, turns of direction."""
    return _UNSEEN.sub("", unicodedata.normalize("NFC", text)).strip()


def moment() -> str:
    """Now, as it is written down."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def places(columns: Iterable[object]) -> str:
    """A `?` for each value of a row."""
    return ", ".join("?" for _ in columns)


def to_row(found: Figure) -> tuple[Any, ...]:
    """A figure as its columns, with the text that people saw."""
    day = found.as_of.isoformat() if found.as_of else None
    return (
        found.key, json.dumps(found.value), found.unit.value, found.part, found.whole,
        found.parts.value, day, found.standard, found.reason, found.bound, written(DEFAULT, found),
    )  # fmt: skip


def to_figure(row: tuple[Any, ...]) -> Figure:
    """The figure that columns hold, with the same value to the last digit; its cells are in its build."""
    key, value, unit, part, whole, parts, day, standard, reason, bound, _ = row
    as_of = date.fromisoformat(day) if day else None
    return Figure(
        key, json.loads(value), Unit(unit), part, whole, as_of, standard, reason, bound,
        parts=Unit(parts),
    )  # fmt: skip


def day_or_none(text: str | None) -> date | None:
    """A day that may not have been said."""
    return date.fromisoformat(text) if text else None
