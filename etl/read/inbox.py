"""Inbox -> workbooks. Each file is read by a child process with limits; a file that kills it is refused."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

from etl.read.cells import Fault, Sheet, Value, Workbook

WALL_SECONDS = 180
SUFFIXES = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv"}
ROOT = Path(__file__).resolve().parents[2]


def list_inbox(inbox: Path) -> list[Path]:
    """The workbooks of an inbox and its folders, in a fixed order; no lock files, nothing after a dot."""
    files = (path for path in inbox.rglob("*") if path.is_file())
    return sorted(
        path
        for path in files
        if path.suffix.casefold() in SUFFIXES
        and not path.name.startswith("~$")
        and not any(part.startswith(".") for part in path.relative_to(inbox).parts)
    )


def name_of(path: Path, inbox: Path | None) -> str:
    """How a workbook is called everywhere: its path inside the inbox, composed (NFC)."""
    name = path.relative_to(inbox).as_posix() if inbox else path.name
    return unicodedata.normalize("NFC", name)


def digest(path: Path) -> str:
    """The sha256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_all(inbox: Path, paths: list[Path], workers: int) -> Iterator[Workbook]:
    """The workbooks in order, `workers` of them at a time."""
    with ThreadPoolExecutor(max_workers=max(workers, 1)) as pool:
        yield from pool.map(lambda path: read_workbook(path, inbox), paths)


def read_workbook(path: Path, inbox: Path | None = None) -> Workbook:
    """The cells of one workbook, or the workbook with its reason for being refused."""
    name = name_of(path, inbox)
    sha256 = digest(path)
    answer = _ask_child(path)
    if "refused" in answer:
        return Workbook(name, sha256, refused=answer["refused"], detail=answer["detail"])
    return Workbook(name, sha256, sheets=tuple(_sheet(entry) for entry in answer["sheets"]))


def _ask_child(path: Path) -> dict[str, Any]:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "etl.read.child", str(path.resolve())]
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            timeout=WALL_SECONDS,
            env=environment,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        answer: dict[str, Any] = json.loads(done.stdout) if done.returncode == 0 else {}
    except (subprocess.TimeoutExpired, ValueError):
        answer = {}
    return answer or {"refused": "file.killed_reader", "detail": {}}


def _value(value: Any) -> Value:
    if isinstance(value, dict):
        return date.fromisoformat(value["d"]) if "d" in value else Fault(value["e"])
    plain: Value = value
    return plain


def _sheet(entry: dict[str, Any]) -> Sheet:
    return Sheet(
        name=entry["name"],
        rows=[[_value(v) for v in row] for row in entry["rows"]],
        merges=tuple((a, b, c, d) for a, b, c, d in entry["merges"]),
        hidden_rows=frozenset(entry["hidden_rows"]),
        visible=entry["visible"],
    )
