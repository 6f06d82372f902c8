"""The commands of the reader -> child processes: a bad file ends a child, never the dashboard."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dashboard import state
from dashboard.load import warehouse

INBOX = "TH_INBOX"
ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 600
REFUSED = 20


def inbox() -> Path:
    """The folder that was named at the start, else `data/inbox` of this project."""
    return Path(os.environ.get(INBOX) or ROOT / "data" / "inbox")


def words(language: str, *command: str | Path) -> list[str]:
    """The whole command line of a command of the reader."""
    return [sys.executable, "-m", "etl", "--lang", language, *map(str, command)]


def environment() -> dict[str, str]:
    """The child's environment: UTF-8 everywhere, this folder's code."""
    return os.environ | {"PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)}


def _anew(out: Path) -> Path:
    """Where a file goes that was made before for this visitor: the reader writes over nothing."""
    out.unlink(missing_ok=True)
    return out.resolve()


def _run(language: str, *command: str | Path) -> tuple[int, str, str]:
    """Exit code, standard output, and the last line that was said to people."""
    try:
        done = subprocess.run(
            words(language, *command), cwd=ROOT, env=environment(), capture_output=True,
            stdin=subprocess.DEVNULL, timeout=PATIENCE, check=False, encoding="utf-8",
            errors="replace",
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return -1, "", ""
    said = done.stderr.strip().splitlines()
    return done.returncode, done.stdout, said[-1] if said else ""


def examine(file: Path, language: str) -> dict[str, Any] | None:
    """What a build would say of a workbook; None when the child was lost to it."""
    inbox().mkdir(parents=True, exist_ok=True)
    places = ("--inbox", inbox().resolve(), "--state", state.folder().resolve(), "--json")
    _, output, _ = _run(language, "examine", file.resolve(), *places)
    lines = output.splitlines()
    try:
        said = json.loads(lines[-1]) if lines else None
    except ValueError:
        return None
    return said if isinstance(said, dict) else None


def give_back(file: Path, out: Path, language: str) -> str:
    """Write the workbook with its doubtful cells marked; else why there is none."""
    code, _, said = _run(language, "return", file.resolve(), _anew(out))
    return "" if code <= REFUSED and out.exists() else said or str(code)


def template(form: str, out: Path, language: str) -> str:
    """Write an empty workbook of a form; else why there is none."""
    code, _, said = _run(language, "template", form, _anew(out))
    return "" if code == 0 and out.exists() else said or str(code)


def report(year: int, commune: str, out: Path, language: str) -> str:
    """Write the official summary forms of a commune's review, filled; else why there are none."""
    named = ("--commune", commune, "--warehouse", warehouse().resolve())
    code, _, said = _run(language, "report", str(year), _anew(out), *named)
    return "" if code == 0 and out.exists() else said or str(code)


def switch(build: str, language: str) -> str:
    """Point to an older build; else why not."""
    code, _, said = _run(language, "switch", build, "--warehouse", warehouse().resolve())
    return "" if code == 0 else said or str(code)


def build(language: str, accept: str = "", supersede: Sequence[str] = ()) -> list[str]:
    """The command line that makes a new build of the inbox."""
    named = {"--inbox": inbox(), "--warehouse": warehouse(), "--state": state.folder()}
    places = [part for name, folder in named.items() for part in (name, folder.resolve())]
    said = [part for name in supersede for part in ("--supersede", name)]
    return words(language, "build", *places, "--accept", accept, *said, "--json")
