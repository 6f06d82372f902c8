"""Ctrl-C while a command is still being loaded ends it with 130 and one sentence, never a traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from etl.interrupted import STOPPED
from tests.fire.scene import ROOT

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs signals")
#: Stands in the way of a library: says that it is being loaded, and takes its time.
SLOW = "import os, time\nos.write(1, b'loading')\ntime.sleep(60)\n"
IGNORED = "class A:\n def __del__(self):\n  import os, time; os.write(1, b'loading'); time.sleep(60)\nA()\n"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_whoever_stops_a_command_that_is_loading_sees_one_sentence(
    number: signal.Signals, tmp_path: Path
) -> None:
    assert stopped("argparse", SLOW, number, tmp_path) == (128 + number, STOPPED)


@pytest.mark.parametrize("how", [SLOW, IGNORED], ids=["at once", "where Python would go on"])
def test_not_even_the_first_library_is_caught_with_a_traceback(how: str, tmp_path: Path) -> None:
    assert stopped("signal", how, signal.SIGINT, tmp_path) == (130, STOPPED)


def stopped(library: str, how: str, number: signal.Signals, folder: Path) -> tuple[int, bytes]:
    """Exit code and standard error of a command that gets a signal while it loads a library."""
    (folder / f"{library}.py").write_text(how, "utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "etl", "verify"], cwd=ROOT, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, env=os.environ | {"PYTHONPATH": str(folder)},
    ) as running:  # fmt: skip
        assert running.stdout
        assert running.stdout.read(7) == b"loading"
        running.send_signal(number)
        _, said = running.communicate(timeout=30)
    return running.returncode, said
