"""Warehouse -> Data. The only reader of the warehouse; one build is read once and kept."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from catalog.tables import ADDRESS, FORMAT, TABLES, Zone
from dashboard import closely, menu
from dashboard.data import EMPTY, EXACT, Data, Row
from dashboard.door.roles import Role
from dashboard.door.scope import EVERYTHING, Scope, asking, normal, visible
from dashboard.pointer import BUILD, TRIES, pointer, published, stamp, was_used

WAREHOUSE = "TH_WAREHOUSE"
ROOT = Path(__file__).resolve().parents[1]
SHOWN_BESIDE = ("findings", "source_file")
#: Which rows of a list stand behind a count: not for the public, and without anything personal.
BEHIND_THE_DOOR = {
    "lineage": "lineage.parquet",
    "household_movement": "restricted/household_movement.parquet",
    "household": "restricted/household.parquet",
    "loan": "restricted/loan.parquet",
    "loan_repayment": "restricted/loan_repayment.parquet",
    "loan_statement": "restricted/loan_statement.parquet",
    "household_review": "restricted/household_review.parquet",  # needs, without names
    "support_event": "restricted/support_event.parquet",
    "credit_due": "restricted/credit_due.parquet",  # a month may hold a single loan
    "livelihood_participant": "restricted/livelihood_participant.parquet",
}
COLUMNS = {
    "household_movement": ["household_id", "movement", *TABLES["transition_summary"].key, *ADDRESS],
    "household": ["household_id", "hamlet_code"],
    "loan": [
        *("loan_code", "household_id", "lender", "purpose", "principal_vnd", "disbursed_date"),
        *("due_date", "refunded_from_loan_code", "as_of_date", *ADDRESS),
    ],
    "household_review": [*TABLES["household_review"].key, "hamlet_code", "commune_code", "status",
                         "needs", *ADDRESS],
    "support_event": ["household_id", "event_date", "kind", "value_vnd", "funder", "as_of_date",
                      *ADDRESS],
}  # fmt: skip
DAMAGED = Data("", damaged=True)
OUTDATED = Data("", outdated=True)
_reading = Lock()


def warehouse() -> Path:
    """The folder that was named at the start, else `data/warehouse` of this project."""
    return Path(os.environ.get(WAREHOUSE) or ROOT / "data" / "warehouse")


def current() -> Data:
    """The live build of the warehouse that is served, as far as whoever is asking may see it."""
    return read_warehouse(warehouse())


def live() -> Data:
    """What is live for everybody: whether it is made up, damaged, empty; the aggregates."""
    return _for(_live(warehouse()), Scope(Role.PUBLIC))


def build_of(folder: Path, build: str) -> Data:
    """An older build that is still there, read as it is; empty when it is not whole or of another version."""
    return _for(_read_once(folder, build, "") if BUILD.fullmatch(build) else DAMAGED)


def read_warehouse(folder: Path, scope: Scope | None = None) -> Data:
    """The live build, as far as a scope may see it; without one, that of whoever is asking."""
    return _for(_live(folder), scope)


def _for(data: Data, scope: Scope | None = None) -> Data:
    return _seen(data, normal(scope or asking(data.illustrative)))


@lru_cache(maxsize=32)
def _seen(data: Data, scope: Scope) -> Data:
    """One object for each build and scope, so that whatever is kept of it is kept for that scope only."""
    tables = visible(scope, data.tables)
    if tables is data.tables:
        return data
    known, whole = data.closely, scope.role >= Role.COMMITTEE
    shelves = known.shelves if isinstance(known, closely.Seen) else None
    near = closely.seen(shelves, scope, tables) if shelves else None
    return replace(data, tables=tables, whole=whole, closely=near)


def _live(folder: Path) -> Data:
    """The live build, whole; when it is not whole or of another version, the one published last that is.

    A build that is published while we read moves the pointer: then we begin again.
    """
    data = DAMAGED
    for _ in range(TRIES):
        pointed = pointer(folder)
        data = _read_once(folder, *pointed) if pointed else DAMAGED
        if not data.empty:
            return data
        if pointer(folder) == pointed:
            break
    return _fallback(folder, data) if was_used(folder) else EMPTY


def _fallback(folder: Path, live: Data) -> Data:
    """The build published last that is whole, or nothing; either says what is wrong with the live one."""
    for build, digest in published(folder):
        data = _read_once(folder, build, digest)
        if not data.empty:
            return _marked(data, live)
    return live


@lru_cache(maxsize=4)
def _marked(data: Data, live: Data) -> Data:
    """The same data, marked; the same object each time, so that its figures are computed once."""
    return replace(data, damaged=live.damaged, outdated=live.outdated)


def _read_once(folder: Path, build: str, digest: str) -> Data:
    """One build, read when it was not yet or when one of its files was changed since."""
    path = f"{folder}/builds/{build}/"  # texts: asked of every file on every run
    public = menu.is_public()
    stamps = tuple(stamp(path + name) for name in ("manifest.json", *_shown(public).values()))
    with _reading:
        return _read(str(folder), build, digest, stamps, public)


@lru_cache(maxsize=8)
def _read(
    folder: str, build: str, digest: str, _stamps: tuple[tuple[int, int], ...], public: bool
) -> Data:
    """One build, verified against its manifest; DAMAGED or OUTDATED when it cannot be used."""
    path = Path(folder) / "builds" / build
    try:
        content = (path / "manifest.json").read_bytes()
        if digest and hashlib.sha256(content).hexdigest() != digest:
            return DAMAGED
        manifest: dict[str, Any] = json.loads(content)
        if not _is_of_this_version(manifest, public):
            return OUTDATED
        tables = {name: _rows(path, manifest, name, file) for name, file in _loaded(public).items()}
        shelves = closely.Shelves(
            {n: _content(path, manifest, f) for n, f in _asked(public).items()}
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return DAMAGED
    return Data(build, tables, manifest, closely=closely.seen(shelves, EVERYTHING, tables))


def _is_of_this_version(manifest: dict[str, Any], public: bool) -> bool:
    """Whether a build has the format and every table and column that this version reads."""
    if manifest.get("format") != FORMAT:
        return False
    schemas = {name: manifest["files"].get(file, {}) for name, file in _shown(public).items()}
    return all(
        TABLES[name.removeprefix(EXACT)].columns.items() <= entry.get("schema", {}).items()
        for name, entry in schemas.items()
    )


@lru_cache(maxsize=2)
def _shown(public: bool) -> dict[str, str]:
    """Table -> its file: what is loaded, and what is read when somebody asks."""
    return _loaded(public) | _asked(public)


def _asked(public: bool) -> dict[str, str]:
    return {} if public else closely.FILES


@lru_cache(maxsize=2)
def _loaded(public: bool) -> dict[str, str]:
    """Table -> its file; the public zone and what is told of findings and files."""
    open_ = {n: f"public/{n}.parquet" for n, t in TABLES.items() if t.zone is Zone.PUBLIC}
    beside = {name: f"{name}.parquet" for name in SHOWN_BESIDE}
    return open_ | beside | ({} if public else BEHIND_THE_DOOR)


def _rows(path: Path, manifest: dict[str, Any], name: str, file: str) -> tuple[Row, ...]:
    content = _content(path, manifest, file)
    return tuple(closely.table_of(content, COLUMNS.get(name)).to_pylist())


def _content(path: Path, manifest: dict[str, Any], file: str) -> bytes:
    """A file as the manifest names it."""
    content = (path / file).read_bytes()
    if hashlib.sha256(content).hexdigest() != manifest["files"][file]["sha256"]:
        raise ValueError(file)
    return content
