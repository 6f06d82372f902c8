"""The command `build`: read → tidy → check → publish, in order. The page to read first."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from etl.findings import Exit, Finding
from etl.identity import build_id, code_digest
from etl.progress import Progress
from etl.publish.lock import locked
from etl.publish.pointer import current, manifest_of, verify
from etl.read import digest, list_inbox, name_of, read_all
from etl.relate.people import fingerprint, household_key

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
    supersede: str = ""


@dataclass(frozen=True)
class Outcome:
    """What came of it: the object of `--json` and the findings in full."""

    report: Row
    findings: tuple[Finding, ...] = ()


def build(order: Order, progress: Progress) -> Outcome:
    """Turn the inbox into the live build; raises Busy, OSError. Unchanged input does no work."""
    started = time.monotonic()
    with locked(order.warehouse):
        paths = list_inbox(order.inbox)
        inputs = [{"file": name_of(p, order.inbox), "sha256": digest(p)} for p in paths]
        secret = household_key(order.state)
        head = {
            "code": code_digest(),
            "key_fingerprint": fingerprint(secret),
            "inputs": inputs,
        }
        build = build_id(inputs, head | {"supersede": order.supersede})
        if current(order.warehouse) == build and not verify(order.warehouse, build):
            report = manifest_of(order.warehouse, build)["report"]
            return _outcome(report, Exit.FINE, started, unchanged=True)
        return _build(order, paths, secret, head | {"build": build}, started, progress)


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
    order: Order, paths: list[Path], secret: bytes, head: Row, started: float, progress: Progress
) -> Outcome:
    from etl.check import reviews_of
    from etl.check.gates import money_totals
    from etl.gather import gather
    from etl.report import as_json, columns_of, exit_of, finding_rows, sheet_rows, stops_of
    from etl.supersede import supersede

    gathered = gather(_read(order, paths, progress))
    supersede(gathered, order.supersede)
    illustrative = bool(gathered.illustrative) and all(gathered.illustrative.values())
    tables, findings = _related(order, gathered, secret, illustrative)
    rows = sheet_rows(gathered)
    report = as_json(head["build"], rows, findings, illustrative)
    tables.rows |= {"findings": finding_rows(findings), "source_file": rows}
    tables.rows |= {"lineage": tables.lineage, "press_fact": press_rows()}
    head |= {"illustrative": illustrative, "money": money_totals(tables), "report": report}
    head |= {"columns": columns_of(gathered), "accepted": order.accept}
    head |= {"reviews": reviews_of(gathered.sheets, gathered.contents)}
    code = exit_of(findings)
    report |= _publish(order, head, tables, code)
    report |= {"stops": stops_of(findings)} if code == Exit.GATE else {}
    return _outcome(report, code, started, tuple(findings))


def _related(
    order: Order, gathered: Gathered, secret: bytes, illustrative: bool
) -> tuple[Tables, list[Finding]]:
    """The tables of all sheets, and everything that was found: gates first, then by sheet."""
    from etl.check import changed_since_approval as changed
    from etl.check import check, check_rows, gates, reviews_of, two_workbooks
    from etl.locks import read_locks
    from etl.relate import relate, resolve_all

    places, found = resolve_all(gathered.sheets)
    twice = two_workbooks(gathered.sheets)
    sheets = [] if twice else gathered.sheets
    check_rows(sheets)
    tables = relate(sheets, places, secret)
    before = _comparable(order.warehouse, illustrative)
    stops = twice or gates(tables, gathered.sheets, before, accepted=bool(order.accept))
    reviews = reviews_of(gathered.sheets, gathered.contents)
    locks = read_locks(order.state)
    locked = changed(locks, reviews, places, illustrative=illustrative)
    findings = [*stops, *locked, *gathered.findings, *found]
    findings += [f for sheet in gathered.sheets for f in sheet.findings] + check(tables)
    return tables, findings


def _publish(order: Order, head: Row, tables: Tables, code: int) -> Row:
    """Publish, or reject at a gate; what that changes in the report."""
    from etl.publish import Publication, publish, reject

    publication = Publication(head["build"], head, tables.rows)
    if code == Exit.GATE:
        reject(order.warehouse, publication)
        return {"build": current(order.warehouse)}
    publish(order.warehouse, publication, frozenset())
    return {}


def _read(order: Order, paths: list[Path], progress: Progress) -> Iterator[Any]:
    books = read_all(order.inbox, paths, order.workers)
    for done, book in enumerate(books, start=1):
        progress.step(done, len(paths), book.file)
        yield book


def _comparable(warehouse: Path, illustrative: bool) -> Row:
    """The manifest of the live build when it is of the same kind: made-up data are no measure of real."""
    live = current(warehouse)
    manifest = manifest_of(warehouse, live) if live else {}
    return manifest if manifest.get("illustrative") == illustrative else {}


def press_rows() -> list[Row]:
    """Rows of `press_fact`, from the catalog."""
    from catalog.toml import load

    press = load("press.toml")
    return [fact | {"source": press["source"]} for fact in press["fact"]]
