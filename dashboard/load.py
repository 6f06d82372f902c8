"""Warehouse -> Data. The only reader of the warehouse; one build is read once and kept."""

from __future__ import annotations

import gc
import hashlib
import io
import json
import os
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from catalog.tables import TABLES, Zone
from dashboard.data import EMPTY, Data, Row

WAREHOUSE = "TH_WAREHOUSE"
SETTLED = 1024
SHOWN_BESIDE = ("findings", "source_file")


def warehouse() -> Path:
    """The folder that was named at the start, else `data/warehouse` of this project."""
    default = Path(__file__).resolve().parents[1] / "data" / "warehouse"
    return Path(os.environ.get(WAREHOUSE) or default)


def current() -> Data:
    """The live build of the warehouse that is served."""
    return read_warehouse(warehouse())


def read_warehouse(folder: Path) -> Data:
    """The live build; the newest whole older one, marked as damaged, when the live one is not whole."""
    pointed = _pointer(folder)
    if pointed:
        data = _read(str(folder), *pointed)
        if data is not None:
            return data
    return _fallback(folder, damaged=(folder / "CURRENT").exists())


_runs = count(1)


def settle() -> None:
    """Called after each run: the server collects garbage then, all of it.

    What the first runs made (modules, rows, figures, blocks) stays for ever and is not looked at
    again; the 1st, 2nd, 4th … run says so, up to the 1024th.
    """
    number = next(_runs)
    if number <= SETTLED and number & (number - 1) == 0:
        gc.collect()
        gc.freeze()


def _pointer(folder: Path) -> tuple[str, str] | None:
    for _ in range(3):
        try:
            entry = json.loads((folder / "CURRENT").read_text(encoding="utf-8"))
            return str(entry["build"]), str(entry["manifest_sha256"])
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return None


def _fallback(folder: Path, *, damaged: bool) -> Data:
    """The newest build that is whole, or nothing."""
    builds = folder / "builds"
    if not damaged or not builds.is_dir():
        return EMPTY
    for path in sorted(builds.glob("[0-9a-f]*"), key=lambda p: p.stat().st_mtime, reverse=True):
        data = _read(str(folder), path.name, "")
        if data is not None:
            return _as_damaged(data)
    return _as_damaged(EMPTY)


@lru_cache(maxsize=4)
def _as_damaged(data: Data) -> Data:
    """The same data, marked; the same object each time, so that its figures are computed once."""
    return Data(data.build, data.tables, data.manifest, damaged=True)


@lru_cache(maxsize=4)
def _read(folder: str, build: str, manifest_sha256: str) -> Data | None:
    """One build, verified against its manifest; None when a byte of it is not as it was written."""
    path = Path(folder) / "builds" / Path(build).name
    try:
        content = (path / "manifest.json").read_bytes()
        if manifest_sha256 and hashlib.sha256(content).hexdigest() != manifest_sha256:
            return None
        manifest: dict[str, Any] = json.loads(content)
        tables = {name: _rows(path, manifest, name) for name in _shown()}
    except (OSError, ValueError, KeyError):
        return None
    return Data(build, tables, manifest)


def _shown() -> dict[str, str]:
    """Table -> its file; the public zone and what is told of findings and files."""
    public = {n: f"public/{n}.parquet" for n, t in TABLES.items() if t.zone is Zone.PUBLIC}
    return public | {name: f"{name}.parquet" for name in SHOWN_BESIDE}


def _rows(path: Path, manifest: dict[str, Any], name: str) -> tuple[Row, ...]:
    file = _shown()[name]
    content = (path / file).read_bytes()
    if hashlib.sha256(content).hexdigest() != manifest["files"][file]["sha256"]:
        raise ValueError(file)
    rows: list[Row] = pq.read_table(io.BytesIO(content)).to_pylist()
    return tuple(rows)
