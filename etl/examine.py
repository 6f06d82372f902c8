"""One workbook -> how a build would take it, beside the others of its folder. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from etl.check import changed_since_approval, check, check_rows, gates, reviews_of
from etl.corrections import CORRECTIONS
from etl.corrections_file import load_corrections
from etl.findings import Finding
from etl.gather import Gathered, gather
from etl.locks import Lock
from etl.read import list_inbox, name_of, read_all
from etl.relate import relate, resolve_all
from etl.supersede import supersede
from etl.tidy import TidySheet

MOST_OTHERS = 200
_NO_SECRET = b"looked at, not published"


@dataclass(frozen=True)
class Examined:
    """A workbook as a build would take it; `sheets` is empty when the file was refused."""

    file: str
    status: str
    sheets: tuple[TidySheet, ...]
    findings: tuple[Finding, ...]


def examine(
    path: Path,
    inbox: Path | None = None,
    leave_out: Path | None = None,
    locks: Iterable[Lock] = (),
) -> Examined:
    """What a build of `inbox` (else of the file's own folder) with this file in it would say of the file.

    A workbook of the same name, or for the same review, is left out: the file stands in its place.
    So is `leave_out`, a file that is about to be written anew.
    """
    others = [
        p
        for p in list_inbox(inbox or path.parent)
        if p.name != path.name and not (leave_out and p.resolve() == leave_out.resolve())
    ]
    name = name_of(path, None)
    books = [*read_all(path.parent, [path], 1), *read_all(inbox or path.parent, _few(others), 2)]
    beside = (inbox or path.parent).parent / CORRECTIONS
    gathered = gather(books, load_corrections(beside, forgiving=True))
    supersede(gathered, name)
    findings = all_findings(gathered, locks)
    return Examined(
        name,
        gathered.status[name][0],
        tuple(sheet for sheet in gathered.sheets if sheet.file == name),
        tuple(finding for finding in findings if finding.file == name),
    )


def _few(paths: list[Path]) -> list[Path]:
    """A folder full of other things is no inbox: then the file is looked at alone."""
    return paths if len(paths) <= MOST_OTHERS else []


def all_findings(gathered: Gathered, locks: Iterable[Lock] = ()) -> list[Finding]:
    """Everything that a build would say of these workbooks, whatever the live build holds."""
    places, found = resolve_all(gathered.sheets, gathered.corrections)
    check_rows(gathered.sheets)
    tables = relate(gathered.sheets, places, _NO_SECRET)
    found += [*gates(tables, gathered.sheets, {}, accepted=True), *gathered.findings]
    reviews = reviews_of(gathered.sheets, gathered.read_as)
    real = not all(gathered.illustrative.values())
    found += changed_since_approval(locks, reviews, places, illustrative=not real)
    return found + [f for sheet in gathered.sheets for f in sheet.findings] + check(tables)
