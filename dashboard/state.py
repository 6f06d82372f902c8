"""The state folder -> a database that two people may write and a crash cannot spoil."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from dashboard.schema import MIGRATIONS

STATE = "TH_STATE"
ROOT = Path(__file__).resolve().parents[1]
FILE = "state.sqlite"
WAIT_SECONDS = 10
COUNTER = slice(24, 28)  # SQLite's own count of changes, in the head of the file


def folder() -> Path:
    """The folder that was named at the start, else `data/state` of this project."""
    return Path(os.environ.get(STATE) or ROOT / "data" / "state")


def version(path: Path) -> tuple[str, int, bytes]:
    """What changes whenever somebody writes: cheap to ask on every run. OSError where there is no state."""
    with path.open("rb") as file:
        counter = file.read(COUNTER.stop)[COUNTER]
    return str(path), path.stat().st_mtime_ns, counter


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """One view of a state that is there; what a writer that died left half done is undone first."""
    address = f"{path.resolve().as_uri()}?mode=rw"
    with closing(sqlite3.connect(address, uri=True, timeout=WAIT_SECONDS)) as state:
        state.isolation_level = None
        state.execute("BEGIN")
        yield state


@contextmanager
def writing() -> Iterator[sqlite3.Connection]:
    """One change, whole or not at all; a second writer waits for the first. Raises OSError."""
    path = folder() / FILE
    _prepare(path)
    try:
        with closing(sqlite3.connect(path, timeout=WAIT_SECONDS)) as state:
            state.isolation_level = None
            state.execute("PRAGMA foreign_keys = ON")
            _migrate(state)
            with _transaction(state):
                yield state
    except sqlite3.Error as error:
        raise OSError(errno.EIO, f"{FILE}: {type(error).__name__}") from error


@contextmanager
def _transaction(state: sqlite3.Connection) -> Iterator[None]:
    state.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        state.execute("ROLLBACK")
        raise
    state.execute("COMMIT")


def _prepare(path: Path) -> None:
    """The folder and the file, readable by their owner only before anything is written."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.parent.chmod(0o700)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    path.chmod(0o600)


def _migrate(state: sqlite3.Connection) -> None:
    """Bring the state to this program's version, each step whole or not at all."""
    if _version(state) > len(MIGRATIONS):
        raise sqlite3.DatabaseError("the state is of a later version of the program")
    while _version(state) < len(MIGRATIONS):
        with _transaction(state):
            done = _version(state)  # asked again: another writer may have been first
            for statement in MIGRATIONS[done] if done < len(MIGRATIONS) else ():
                state.execute(statement)
            state.execute(f"PRAGMA user_version = {min(done + 1, len(MIGRATIONS))}")


def _version(state: sqlite3.Connection) -> int:
    return int(state.execute("PRAGMA user_version").fetchone()[0])
