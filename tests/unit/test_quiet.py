"""No traceback and no text of an error leaves the dashboard: either could hold a name."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard import quiet
from dashboard.view import view_of
from tests.browser.conftest import free_port
from tests.small import data

ROOT = Path(__file__).resolve().parents[2]
NAME = "Nguyễn Văn Mẫu"


@pytest.fixture
def silenced(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A process that is quiet, and is not afterwards."""
    made = logging.getLogRecordFactory()
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    quiet.be_quiet()
    yield
    logging.setLogRecordFactory(made)


@pytest.mark.usefixtures("silenced")
def test_a_log_says_the_kind_of_an_error_and_its_place(caplog: pytest.LogCaptureFixture) -> None:
    log = logging.getLogger("a page")
    try:
        raise KeyError(NAME)
    except KeyError as error:
        log.exception("100% failed")
        log.error("as an argument: %s", error)
        log.warning("a plain %s", "line")
    assert "100% failed: KeyError, test_quiet.py:" in caplog.text
    assert "as an argument: KeyError" in caplog.text
    assert "a plain line" in caplog.text
    assert NAME not in caplog.text
    assert "Traceback" not in caplog.text


@pytest.mark.usefixtures("silenced")
def test_an_error_in_a_thread_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        raise KeyError(NAME)

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    said = capsys.readouterr().err
    assert said.startswith("KeyError, test_quiet.py:")
    assert said.count("\n") == 1


def ended(state: Path, *words: str, after: str = "") -> tuple[int, str]:
    """The exit code of the dashboard and what it said; interrupted once it answers, where `after` says so."""
    line = [sys.executable, "-m", "dashboard", "--state", str(state), "--port", str(free_port())]
    around = os.environ | {"TH_WAREHOUSE": str(state.parent / "warehouse")}
    with subprocess.Popen(
        [*line, *words], cwd=ROOT, env=around, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL,
        encoding="utf-8",
    ) as server:  # fmt: skip
        if after:
            from launch.server import answers

            while not answers(f"http://127.0.0.1:{line[-1]}") and server.poll() is None:
                pass
            server.send_signal(signal.SIGINT)
        said = server.stderr.read() if server.stderr else ""
    return server.returncode, said


@pytest.mark.skipif(sys.platform == "win32", reason="signals are of POSIX")
def test_ctrl_c_ends_it_without_a_word(tmp_path: Path) -> None:
    assert ended(tmp_path / "state", after="it answers") == (130, "")


def test_a_state_that_cannot_be_read_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "state.sqlite").write_bytes(b"spoilt" * 100)
    code, said = ended(tmp_path / "state", "--behind-tls", "dashboard.example")
    assert (code, said.count("\n")) == (60, 1)
    assert "state.sqlite" in said


@pytest.mark.parametrize("asked", ["²", "9" * 5000, "-1", "２０２５", ""])
def test_a_year_that_is_none_is_the_latest(asked: str) -> None:
    small = data(review_summary="hamlet_code commune_code review_year households\nH1 29221 2025 30")
    view = view_of(small, "vi", False, {"year": asked})
    assert view is not None
    assert view.year == 2025
