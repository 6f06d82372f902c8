"""One workbook -> how a build would take it, beside the others of its folder. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from etl.check import changed_since_approval, check, check_rows, gates, reviews_of
from etl.findings import Exit, Finding
from etl.gather import Gathered, gather
from etl.locks import Lock
from etl.look import look
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


def examine(path: Path, inbox: Path | None = None, locks: Iterable[Lock] = ()) -> Examined:
    """What a build of `inbox` (else of the file's own folder) with this file in it would say of the file.

    A workbook of the same name, or for the same review, is left out: the file stands in its place.
    """
    others = [p for p in list_inbox(inbox or path.parent) if p.name != path.name]
    name = name_of(path, None)
    books = [*read_all(path.parent, [path], 1), *read_all(inbox or path.parent, _few(others), 2)]
    gathered = gather(books)
    supersede(gathered, name)
    findings = _findings(gathered, locks)
    return Examined(
        name,
        gathered.status[name][0],
        tuple(sheet for sheet in gathered.sheets if sheet.file == name),
        tuple(finding for finding in findings if finding.file == name),
    )


def _few(paths: list[Path]) -> list[Path]:
    """A folder full of other things is no inbox: then the file is looked at alone."""
    return paths if len(paths) <= MOST_OTHERS else []


def _findings(gathered: Gathered, locks: Iterable[Lock]) -> list[Finding]:
    places, found = resolve_all(gathered.sheets)
    check_rows(gathered.sheets)
    tables = relate(gathered.sheets, places, _NO_SECRET)
    found += [*gates(tables, gathered.sheets, {}, accepted=True), *gathered.findings]
    reviews = reviews_of(gathered.sheets, gathered.contents)
    real = not all(gathered.illustrative.values())
    found += changed_since_approval(locks, reviews, places, illustrative=not real)
    return found + [f for sheet in gathered.sheets for f in sheet.findings] + check(tables)


def report(
    path: Path, inbox: Path, language: str, locks: Iterable[Lock] = ()
) -> tuple[dict[str, Any], int]:
    """The object of `etl examine --json`, and the exit code: how it is understood, then what was found."""
    examined = examine(path, inbox, locks)
    counts = {sheet.sheet.name: sheet for sheet in examined.sheets}
    sheets = [entry | _counts(counts.get(entry["sheet"])) for entry in look(path)[0]["sheets"]]
    findings = [asdict(f) | {"text": _said(f, language)} for f in examined.findings]
    known = {"file": examined.file, "status": examined.status}
    code = max((f.action for f in examined.findings), default=Exit.FINE)
    return known | {"sheets": sheets, "findings": findings}, int(code)


def _counts(sheet: TidySheet | None) -> dict[str, int | None]:
    """The four counts of a sheet; not known where the file was refused."""
    names = ("rows_in", "rows_loaded", "rows_quarantined", "rows_other")
    if sheet is None:
        return dict.fromkeys(names)
    parts = (sheet.loaded, sheet.quarantined, sheet.other)
    return dict(zip(names, (sheet.sheet.non_empty, *map(len, parts)), strict=True))


def _said(found: Finding, language: str) -> str:
    """Problem and remedy; the place stands beside it."""
    return found.text(language).removeprefix(f"{found.place}: ")
