"""Approvals and locks: written whole or not at all, by two people at once, and never lost."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from dashboard import minutes, state
from dashboard.minutes import Review
from etl.locks import read_locks

ROOT = Path(__file__).resolve().parents[2]
FILES = (("Rà soát 2025.xlsx", "a1" * 32),)
REVIEW = Review("29221", 2025, "annual", "2025-12-15", False, "0" * 16, FILES)
WHO = "Lê Văn Mẫu"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder of the test's own."""
    monkeypatch.setenv(state.STATE, str(tmp_path / "state"))
    return tmp_path / "state"


def test_without_a_state_nothing_is_locked_and_reading_makes_nothing(folder: Path) -> None:
    assert minutes.locks() == ()
    assert read_locks(folder) == ()
    assert not folder.exists()


def test_an_approval_is_kept_with_its_files_name_time_and_note(folder: Path) -> None:
    assert minutes.approve(REVIEW, WHO, "họp ngày 20/12")
    (lock,) = minutes.locks()
    assert (lock.review, lock.approved_by, lock.note) == (REVIEW, WHO, "họp ngày 20/12")
    assert lock.in_force
    assert [found.files for found in read_locks(folder)] == [FILES]


def test_a_locked_review_is_not_approved_again_and_another_is(folder: Path) -> None:
    assert minutes.approve(REVIEW, WHO)
    assert not minutes.approve(REVIEW, "Trần Thị Mẫu")
    other = Review("29221", 2024, "annual", "2024-12-15", False, "0" * 16, FILES)
    regular = Review("29221", 2025, "regular", "2025-06-15", False, "0" * 16, FILES)
    assert minutes.approve(other, WHO)
    assert minutes.approve(regular, WHO)
    assert len(read_locks(folder)) == 3


def test_a_lock_is_lifted_with_a_reason_and_its_history_stays(folder: Path) -> None:
    minutes.approve(REVIEW, WHO)
    (lock,) = minutes.locks()
    assert minutes.lift(lock.id, "Trần Thị Mẫu", "sai một ấp")
    assert not minutes.lift(lock.id, WHO, "lần nữa")
    (lifted,) = minutes.locks()
    assert (lifted.lifted_by, lifted.reason) == ("Trần Thị Mẫu", "sai một ấp")
    assert read_locks(folder) == ()
    assert minutes.approve(REVIEW, WHO)
    assert [found.in_force for found in minutes.locks()] == [True, False]


@pytest.mark.parametrize(("by", "reason"), [("", "vì sai"), (WHO, " "), (" ", " ")])
def test_nobody_lifts_without_a_name_and_a_reason(by: str, reason: str) -> None:
    minutes.approve(REVIEW, WHO)
    (lock,) = minutes.locks()
    with pytest.raises(ValueError, match="why"):
        minutes.lift(lock.id, by, reason)
    assert minutes.locks()[0].in_force


def test_a_lock_that_does_not_exist_is_not_lifted() -> None:
    minutes.approve(REVIEW, WHO)
    assert not minutes.lift(99, WHO, "không có")


@pytest.mark.parametrize("table", ["review_lock", "review_lock_file", "review_unlock"])
def test_history_is_neither_deleted_nor_changed(table: str, folder: Path) -> None:
    minutes.approve(REVIEW, WHO)
    minutes.lift(minutes.locks()[0].id, WHO, "thử")
    with closing(sqlite3.connect(folder / state.FILE)) as opened:
        for words in (f"DELETE FROM {table}", f"UPDATE {table} SET rowid = rowid"):
            with pytest.raises(sqlite3.IntegrityError, match="history"):
                opened.execute(words)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such bits")
def test_only_its_owner_can_read_the_state(folder: Path) -> None:
    minutes.approve(REVIEW, WHO)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / state.FILE).stat().st_mode) == 0o600


def test_a_new_version_adds_to_what_is_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    minutes.approve(REVIEW, WHO)
    later = (*state.MIGRATIONS, ("CREATE TABLE later (id INTEGER)",))
    monkeypatch.setattr(state, "MIGRATIONS", later)
    minutes.lift(1, WHO, "thử")
    with closing(sqlite3.connect(folder / state.FILE)) as opened:
        assert opened.execute("PRAGMA user_version").fetchone() == (len(later),)
        assert opened.execute("SELECT count(*) FROM later").fetchone() == (0,)
    assert [lock.reason for lock in minutes.locks()] == ["thử"]


def test_a_migration_that_fails_leaves_the_state_as_it_was(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    minutes.approve(REVIEW, WHO)
    broken = (*state.MIGRATIONS, ("CREATE TABLE half (id INTEGER)", "CREATE TABLE nonsense"))
    monkeypatch.setattr(state, "MIGRATIONS", broken)
    with pytest.raises(OSError, match="OperationalError"):
        minutes.lift(1, WHO, "thử")
    with closing(sqlite3.connect(folder / state.FILE)) as opened:
        assert opened.execute("PRAGMA user_version").fetchone() == (len(broken) - 1,)
        names = {row[0] for row in opened.execute("SELECT name FROM sqlite_master")}
    assert "half" not in names
    assert minutes.locks()[0].in_force


def test_a_state_of_a_later_program_is_not_written(folder: Path) -> None:
    minutes.approve(REVIEW, WHO)
    with closing(sqlite3.connect(folder / state.FILE)) as opened:
        opened.execute("PRAGMA user_version = 99")
    with pytest.raises(OSError, match=r"state\.sqlite"):
        minutes.lift(1, WHO, "thử")


def test_two_people_at_once_lose_nothing(folder: Path) -> None:
    reviews = [
        Review("29221", year, "annual", f"{year}-12-15", False, "0" * 16, FILES)
        for year in range(2001, 2025)
    ]
    with ThreadPoolExecutor(8) as people:
        done = list(people.map(lambda review: minutes.approve(review, WHO), reviews * 2))
    assert done.count(True) == len(reviews)
    assert len(read_locks(folder)) == len(reviews)


DYING = """
import os, sys
from dashboard import minutes, state
with state.writing() as opened:
    opened.execute("PRAGMA cache_size = 1")
    for number in range(2000):
        opened.execute(
            "INSERT INTO review_lock VALUES (NULL,'29221',?,'annual','',0,'b','x','2026-01-01',?)",
            (number, "y" * 400),
        )
    sys.stdout.write("half\\n"); sys.stdout.flush()
    os._exit(9)
"""


def test_a_writer_that_dies_half_way_leaves_no_half(folder: Path) -> None:
    minutes.approve(REVIEW, WHO)
    died = subprocess.run(
        [sys.executable, "-c", DYING], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (died.returncode, died.stdout) == (9, "half\n")
    assert (folder / f"{state.FILE}-journal").exists(), "the file itself was half written"
    assert len(read_locks(folder)) == 1
    assert len(minutes.locks()) == 1
    assert minutes.lift(1, WHO, "thử")


def test_a_spoilt_state_shows_preliminary_and_stops_a_build(folder: Path) -> None:
    folder.mkdir()
    (folder / state.FILE).write_bytes(b"this is no database, and long enough to be read as one" * 9)
    assert minutes.locks() == ()
    with pytest.raises(OSError, match=r"state\.sqlite"):
        read_locks(folder)


def test_asking_on_every_run_costs_less_than_a_millisecond() -> None:
    minutes.approve(REVIEW, WHO)
    minutes.locks()
    started = time.perf_counter()
    for _ in range(100):
        minutes.locks()
    assert (time.perf_counter() - started) / 100 < 0.001
