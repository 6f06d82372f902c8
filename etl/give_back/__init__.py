"""A workbook -> the same workbook back, each doubtful cell coloured, with a comment that says why."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from etl.examine import Examined, examine
from etl.findings import Exit, Finding


@dataclass(frozen=True)
class Returned:
    """What came of it: the exit code, what was found; `refused` when nothing was written."""

    code: Exit
    findings: tuple[Finding, ...]
    refused: Finding | None = None


def give_back(path: Path, out: Path, language: str = "vi", inbox: Path | None = None) -> Returned:
    """Write `out` from the workbook at `path`; a file that nobody can read is refused, `out` untouched.

    The workbook is looked at beside the others of `inbox`, else of its own folder. Raises OSError.
    """
    examined = examine(path, inbox, leave_out=out)
    refused = next((f for f in examined.findings if _unreadable(f)), None)
    if refused:
        return Returned(Exit.REFUSED, examined.findings, refused)
    replace_whole(out, lambda made: _write(path, made, examined, language))
    doubts = any(f.severity != "note" for f in examined.findings)
    return Returned(Exit.DOUBTS if doubts else Exit.FINE, examined.findings)


def _unreadable(finding: Finding) -> bool:
    return finding.rule.startswith("file.") and finding.severity == "error"


def _write(path: Path, made: Path, examined: Examined, language: str) -> None:
    from etl.give_back.copy import copy
    from etl.give_back.mark import mark
    from etl.give_back.notes import Notes, notes
    from etl.give_back.package import Unusual

    def notes_of(visible: dict[str, bool]) -> Notes:
        return notes(examined, visible, language)

    try:
        mark(path, made, notes_of)
    except Unusual:
        copy(path, made, notes_of)


def replace_whole(out: Path, write: Callable[[Path], None]) -> None:
    """Write a file beside `out` and put it in its place at once; nothing is left behind on failure."""
    made = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        write(made)
        made.replace(out)
    finally:
        made.unlink(missing_ok=True)
