"""A reading process that starts ahead of its first file is used once, or ended."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.read import pool


def test_a_process_that_nobody_asked_is_ended() -> None:
    with pool.one_ahead():
        waiting = pool._ahead[0]
        assert waiting.poll() is None
    assert waiting.poll() is not None
    assert not pool._ahead


def test_the_first_file_is_read_by_the_process_that_waits(inbox: Path) -> None:
    reader = pool.Reader()
    with pool.one_ahead():
        waiting = pool._ahead[0]
        found = reader.ask(next(inbox.glob("*.xlsx")))
        assert reader.process is waiting
        assert found["sheets"]
        assert waiting.poll() is None
    assert waiting.poll() is None, "it belongs to its reader now"
    reader.stop()
    assert waiting.poll() is not None


TWICE = """
from etl.read.child import _send
input()
_send([["of an attempt that failed"]] * 3)
_send([])
_send([[1], [2]])
_send([[3]])
_send({"sheets": [{"name": "A", "rows": 2}, {"name": "B", "rows": 1}]})
"""


def test_rows_of_an_attempt_that_failed_do_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "CHILD", ("-c", TWICE))
    reader = pool.Reader()
    found = reader.ask(Path(__file__))
    reader.stop()
    assert [sheet["rows"] for sheet in found["sheets"]] == [[[1], [2]], [[3]]]
