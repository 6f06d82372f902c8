"""A reading process that starts ahead of its first file is used once, or ended."""

from __future__ import annotations

from pathlib import Path

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
