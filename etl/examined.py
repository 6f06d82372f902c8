"""Command `examine`: a workbook -> what a build would say of it, for the page that takes workbooks in."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from catalog.messages import by_kind, message
from etl.brief import EACH
from etl.findings import Exit, Finding
from etl.locks import Lock


def add_commands(commands: Any) -> None:
    """The arguments of `examine`."""
    examine = commands.add_parser("examine", help="what a build would say of a workbook")
    examine.add_argument("file", type=Path)
    examine.add_argument("--inbox", type=Path, default=Path("data/inbox"))
    examine.add_argument("--state", type=Path, default=Path("data/state"))
    examine.add_argument("--json", action="store_true")


def run(asked: argparse.Namespace) -> int:
    """`examine`: 0 fine, 10 doubts, 20 refused, 30 a gate would stop it, 40 usage; writes nothing."""
    from etl.locks import read_locks

    if not asked.file.is_file() or not asked.inbox.is_dir():
        sys.stderr.write(f"{asked.file.name}: không có tệp, hoặc không có thư mục --inbox.\n")
        return Exit.USAGE
    said, code = report(asked.file, asked.inbox, asked.lang, read_locks(asked.state))
    if asked.json:
        sys.stdout.write(json.dumps(said, ensure_ascii=False) + "\n")
        return code
    kinds = by_kind(said["findings"], lambda f: (f["severity"], f["rule"], f["sheet"]), EACH)
    for found, more in kinds:
        place = " · ".join(filter(None, (found["sheet"], found["cell"]))) or found["file"]
        sys.stdout.write(f"{found['severity']:8}{place}: {found['text']}\n")
        if more > 0:
            sys.stdout.write(f"        {message('more.kind', asked.lang, {'found': str(more)})}\n")
    return code


def report(
    path: Path, inbox: Path, language: str, locks: Iterable[Lock] = ()
) -> tuple[dict[str, Any], int]:
    """The object of `--json` and the exit code: how the workbook is understood, then what was found."""
    from etl.examine import examine
    from etl.look import look

    examined = examine(path, inbox, locks=locks)
    counts = {s.sheet.name: _counts(s) for s in examined.sheets}
    sheets = [entry | counts.get(entry["sheet"], BLANK) for entry in look(path)[0]["sheets"]]
    findings = [asdict(f) | {"text": _said(f, language)} for f in examined.findings]
    known = {"file": examined.file, "status": examined.status}
    code = max((f.action for f in examined.findings), default=Exit.FINE)
    return known | {"sheets": sheets, "findings": findings}, int(code)


COUNTS = ("rows_in", "rows_loaded", "rows_quarantined", "rows_other")
BLANK: dict[str, int | None] = dict.fromkeys(COUNTS)  # not known where the file was refused


def _counts(sheet: Any) -> dict[str, int | None]:
    parts = (sheet.loaded, sheet.quarantined, sheet.other)
    return dict(zip(COUNTS, (sheet.sheet.non_empty, *map(len, parts)), strict=True))


def _said(found: Finding, language: str) -> str:
    """Problem and remedy; the place stands beside it."""
    return found.text(language).removeprefix(f"{found.place}: ")


COMMANDS = {"examine": run}
