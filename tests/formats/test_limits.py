"""A file that takes more memory or time than a reader may have costs only itself."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from openpyxl import Workbook as Book

from etl.read import read_all
from etl.read.cells import Workbook
from etl.read.limits import CPU_SECONDS, MEMORY_BYTES
from etl.read.pool import WALL_SECONDS, readers
from tests.formats.books import PLACES
from tests.formats.write import write

resource = pytest.importorskip(
    "resource", reason="this system bounds nothing but the parent's clock"
)
REFUSED = "file.killed_reader"
IN_ONE_SECOND = "from etl.read import child, limits; limits.CPU_SECONDS = 1; child.main()"
GIB = 2**30


def wide(rows: int, columns: int, path: Path) -> Path:
    """A small file whose two cells lie so far apart that the grid between them is large."""
    book = Book()
    book.worksheets[0].cell(1, 1, 1)
    book.worksheets[0].cell(rows, columns, 1)
    book.save(path)
    return path


def reasons(*paths: Path) -> list[str]:
    """Why each of some files is refused, by one reader at a time; blank for one that loads."""
    found: list[Workbook] = list(read_all(None, list(paths), 1))
    assert all(bool(book.sheets) != bool(book.refused) for book in found)
    return [book.refused for book in found]


def test_a_reader_may_have_two_gibibytes_and_two_minutes() -> None:
    assert MEMORY_BYTES <= 2 * GIB
    assert CPU_SECONDS <= 120
    assert WALL_SECONDS <= 120


def test_a_reader_at_work_has_these_limits(tmp_path: Path) -> None:
    with readers(1) as free:
        reader = free.get()
        assert "refused" not in reader.ask(write(PLACES, ".xlsx", tmp_path))
        assert reader.process
        told = Path(f"/proc/{reader.process.pid}/limits")
        if not told.exists():
            pytest.skip("this system does not say what a process may have")
        lines = told.read_text("ascii").splitlines()
    limit = {line[:26].strip(): line[26:].split()[0] for line in lines}
    assert int(limit["Max address space"]) == MEMORY_BYTES
    assert 100 < int(limit["Max cpu time"]) <= CPU_SECONDS + 2  # its own start is not counted


def test_a_file_that_takes_more_memory_is_refused_and_the_next_one_loads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RUST_BACKTRACE", "1")  # with it a reader without memory once hung
    began = time.monotonic()
    greedy, sound = wide(200_000, 300, tmp_path / "a.xlsx"), write(PLACES, ".xlsx", tmp_path)
    assert reasons(sound, greedy, sound) == ["", REFUSED, ""]
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss <= 2 * GIB / 2**10
    assert time.monotonic() - began < 0.9 * WALL_SECONDS


def test_a_file_that_takes_more_time_is_refused_and_the_next_one_loads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, sound = wide(200_000, 60, tmp_path / "a.xlsx"), write(PLACES, ".xlsx", tmp_path)
    monkeypatch.setattr("etl.read.pool.CHILD", ("-c", IN_ONE_SECOND))
    assert reasons(sound, slow, sound) == ["", REFUSED, ""]


def test_a_reader_that_hangs_is_ended_and_the_next_one_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = write(PLACES, ".xlsx", tmp_path)
    with monkeypatch.context() as hung:
        hung.setattr("etl.read.pool.CHILD", ("-c", "import time; time.sleep(300)"))
        hung.setattr("etl.read.pool.WALL_SECONDS", 0.3)
        assert reasons(sound) == [REFUSED]
    assert reasons(sound) == [""]
