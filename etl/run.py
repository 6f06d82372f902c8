"""The command `build`: read → tidy → check → publish, in order. The page to read first."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from etl.corrections import CORRECTIONS, Corrections
from etl.findings import Exit, Finding
from etl.identity import head_of
from etl.links import said_of, unused
from etl.pinned import pinned
from etl.progress import Progress
from etl.publish.history import history
from etl.publish.keep import sweep
from etl.publish.lock import locked
from etl.publish.pointer import current, last_manifest, manifest_of, verify
from etl.read import digests, list_inbox, name_of, read_all
from etl.relate.people import household_key

if TYPE_CHECKING:
    from etl.gather import Gathered
    from etl.relate.tables import Tables

Row = dict[str, Any]


@dataclass(frozen=True)
class Order:
    """What was asked for."""

    inbox: Path
    warehouse: Path
    state: Path
    workers: int = 2
    accept: str = ""
    supersede: str = ""  # one name a line
    corrections: Path | None = None
    keep_older: bool = False

    @property
    def corrections_file(self) -> Path:
        """The office's corrections and aliases: beside the inbox unless another file is named."""
        return self.corrections or self.inbox.parent / CORRECTIONS


@dataclass(frozen=True)
class Outcome:
    """What came of it: the object of `--json` and the findings in full."""

    report: Row
    findings: tuple[Finding, ...] = ()


def build(order: Order, progress: Progress) -> Outcome:
    """Turn the inbox into the live build; raises Busy, Malformed, OSError. Unchanged input does no work."""
    started = time.monotonic()
    with locked(order.warehouse):
        sweep(order.warehouse)
        secret = household_key(order.state)
        corrections = said_of(order.corrections_file, order.state)
        known = digests(list_inbox(order.inbox))
        build = head_of(order.inbox, known, corrections.digest, secret, order.supersede)["build"]
        live = _that_stays(order, build) if all(known.values()) else None
        if live:
            report = manifest_of(order.warehouse, live)["report"]
            return _outcome(report, Exit.FINE, started, unchanged=True)
        return _build(order, corrections, known, secret, started, progress)


def _that_stays(order: Order, build: str) -> str | None:
    """The live build when it is what would be built, or when somebody went back to it since then."""
    live = current(order.warehouse)
    last = history(order.warehouse)[-1:]
    gone_back = order.keep_older and any(e.older and e.build == live for e in last)
    known = live == build or (gone_back and not set(verify(order.warehouse, build)) - {"CURRENT"})
    return live if live and known and not verify(order.warehouse, live) else None


def _outcome(
    report: Row,
    code: int,
    started: float,
    findings: tuple[Finding, ...] = (),
    *,
    unchanged: bool = False,
) -> Outcome:
    seconds = round(time.monotonic() - started, 3)
    return Outcome(
        {"exit": int(code), "unchanged": unchanged, "seconds": seconds} | report, findings
    )


def _build(
    order: Order,
    corrections: Corrections,
    known: dict[Path, str],
    secret: bytes,
    started: float,
    progress: Progress,
) -> Outcome:
    gathered = _gather(order, corrections, known, progress)
    from etl.check import reviews_of
    from etl.check.money import money_totals
    from etl.report import as_json, columns_of, exit_of, finding_rows, sheet_rows, told_of
    from etl.supersede import supersede

    unread = {name for name, sha256 in gathered.contents.items() if not sha256}
    told = {p: "" if name_of(p, order.inbox) in unread else sha for p, sha in known.items()}
    head = head_of(order.inbox, told, corrections.digest, secret, order.supersede)
    supersede(gathered, order.supersede)
    illustrative = bool(gathered.illustrative) and all(gathered.illustrative.values())
    tables, findings = related(order, gathered, secret, illustrative)
    rows = sheet_rows(gathered)
    report = as_json(head["build"], rows, findings, illustrative)
    tables.rows |= {"findings": finding_rows(findings), "source_file": rows}
    head |= {"illustrative": illustrative, "money": money_totals(tables), "report": report}
    reviews = reviews_of(gathered.sheets, gathered.read_as)
    head |= {"columns": columns_of(gathered), "reviews": reviews}
    code = exit_of(findings)
    report |= _publish(order, head, tables, code)
    report |= told_of(findings, code)
    return _outcome(report, code, started, tuple(findings))


def _gather(
    order: Order, corrections: Corrections, known: dict[Path, str], progress: Progress
) -> Gathered:
    from etl.gather import gather

    Thread(target=_load_the_rest, daemon=True).start()
    return gather(_read(order, known, progress), corrections)


def _load_the_rest() -> None:
    """What is needed after reading, while the reading processes start: nothing else is to do then."""
    import_module("etl.relate")
    import_module("etl.check.money")
    import_module("etl.publish.write")


def related(
    order: Order, gathered: Gathered, secret: bytes, illustrative: bool
) -> tuple[Tables, list[Finding]]:
    """The tables of all sheets, and everything that was found: gates first, then by sheet."""
    from etl.check import changed_since_approval as changed
    from etl.check import check, check_rows, gates, reviews_of, two_workbooks
    from etl.locks import read_locks
    from etl.relate import relate, resolve_all
    from etl.relate.shapes import shapes

    places, found = resolve_all(gathered.sheets, gathered.corrections)
    twice = two_workbooks(gathered.sheets)
    sheets = [] if twice else gathered.sheets
    check_rows(sheets)
    links = gathered.corrections.links.of(illustrative)
    tables = relate(sheets, places, secret, links)
    tables.rows["lineage"] = tables.lineage
    drawn = shapes(gathered.corrections.shapes, places)
    tables.rows["place_shape"] = drawn.rows
    before = _comparable(order.warehouse, illustrative)
    stops = twice or gates(tables, gathered.sheets, before, accepted=bool(order.accept))
    reviews = reviews_of(gathered.sheets, gathered.read_as)
    locks = read_locks(order.state)
    locked = changed(locks, reviews, places, illustrative=illustrative)
    findings = [*stops, *locked, *gathered.findings, *found, *unused(tables.unused)]
    findings += drawn.findings
    findings += [f for sheet in gathered.sheets for f in sheet.findings] + check(tables)
    return tables, findings


def _publish(order: Order, head: Row, tables: Tables, code: int) -> Row:
    """Publish, or reject at a gate; what that changes in the report."""
    from etl.publish.write import Publication, publish, reject

    publication = Publication(head["build"], head, tables.rows, accepted=order.accept)
    if code == Exit.GATE:
        reject(order.warehouse, publication)
        return {"build": current(order.warehouse)}
    publish(order.warehouse, publication, pinned(order.state))
    return {}


def _read(order: Order, known: dict[Path, str], progress: Progress) -> Iterator[Any]:
    books = read_all(order.inbox, list(known), order.workers, known)
    for done, book in enumerate(books, start=1):
        progress.step(done, len(known), book.file)
        yield book


def _comparable(warehouse: Path, illustrative: bool) -> Row:
    """The manifest of the live build when it is of the same kind: made-up data are no measure of real."""
    manifest = last_manifest(warehouse)
    return manifest if manifest.get("illustrative") == illustrative else {}
