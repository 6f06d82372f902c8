"""What every step of the launcher shares: places, exit codes, what is said to people."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
DATA = ROOT / "data"
USAGE, DISK, INTERNAL, INTERRUPTED = 40, 60, 70, 130


class Failure(Exception):
    """Something that the person at the machine can mend; `code` is the exit code."""

    def __init__(self, text: str, code: int = INTERNAL) -> None:
        super().__init__(text)
        self.code = code


def say(text: str) -> None:
    """Progress, for people: standard error."""
    print(text, file=sys.stderr, flush=True)


def python_of(venv: Path, system: str = os.name) -> Path:
    """The interpreter of a virtual environment: `Scripts` on Windows, `bin` elsewhere."""
    return venv / "Scripts" / "python.exe" if system == "nt" else venv / "bin" / "python"


def environment() -> dict[str, str]:
    """The child's environment: UTF-8 everywhere, this folder's code."""
    return os.environ | {"PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)}


def run(*words: str) -> int:
    """A module of the product in its environment, in this folder."""
    return subprocess.run(
        [str(python_of(VENV)), *words], cwd=ROOT, env=environment(), check=False
    ).returncode
