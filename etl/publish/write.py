"""One build: written beside the others, read back, renamed into place, pointed to."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from catalog.tables import TABLES, Table, Zone
from etl.publish.columns import arrow_table, schema_of
from etl.publish.disk import remove_tree, sha256, sync_folder, write_file
from etl.publish.pointer import current, manifest_of, point_to, verify
from etl.suppress import size_key, suppress

KEEP_BUILDS = 5
KEEP_SECONDS = 24 * 3600
Row = dict[str, Any]


@dataclass(frozen=True)
class Publication:
    """All that a build says of itself besides its tables."""

    build: str
    head: dict[str, Any]
    rows: dict[str, list[Row]] = field(default_factory=dict)
    progress: Callable[[str], None] = lambda _: None


def publish(warehouse: Path, publication: Publication, pinned: frozenset[str]) -> None:
    """Write a build and make it the live one. A build of that id which is whole is pointed to."""
    builds = warehouse / "builds"
    builds.mkdir(parents=True, exist_ok=True)
    _sweep(builds)
    target = builds / publication.build
    if target.exists() and verify(warehouse, publication.build):
        target.rename(builds / f".tmp-damaged-{publication.build}-{time.time_ns()}")
    if not target.exists():
        fresh = builds / f".tmp-{publication.build}"
        _write_build(fresh, publication)
        _read_back(fresh)
        fresh.rename(target)
        sync_folder(builds)
    point_to(warehouse, publication.build)
    _retire(warehouse, pinned)


def reject(warehouse: Path, publication: Publication) -> None:
    """Keep what a build that was not published had to say."""
    rejected = warehouse / "rejected"
    folder = rejected / publication.build
    remove_tree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("findings", "source_file"):
        _write_table(folder, TABLES[name], publication.rows.get(name, []))
    old = sorted(rejected.iterdir(), key=lambda path: path.stat().st_mtime)
    for path in old[:-KEEP_BUILDS]:
        remove_tree(path)


def _write_build(folder: Path, publication: Publication) -> None:
    (folder / Zone.PUBLIC).mkdir(parents=True)
    (folder / Zone.RESTRICTED).mkdir(mode=0o700)
    (folder / Zone.RESTRICTED).chmod(0o700)
    files = {}
    for path, table, rows in _copies(publication.rows):
        publication.progress(table.name)
        files[path] = _write_table(folder / Path(path).parent, table, rows)
    manifest = publication.head | {"build": publication.build, "files": files}
    text = json.dumps(manifest, ensure_ascii=False, sort_keys=True, indent=1)
    write_file(folder / "manifest.json", text.encode("utf-8"))
    for part in (folder / Zone.PUBLIC, folder / Zone.RESTRICTED, folder):
        sync_folder(part)


def _copies(rows: dict[str, list[Row]]) -> Iterator[tuple[str, Table, list[Row]]]:
    """Each file of a build: its path, its table, its rows. Finer tables stand in both zones."""
    sizes = _sizes(rows)
    for table in TABLES.values():
        own = rows.get(table.name, [])
        name = f"{table.name}.parquet"
        path = f"{table.zone.value}/{name}" if table.zone else name
        yield path, table, suppress(table.name, own, sizes) if table.finer else own
        if table.finer:
            yield f"{Zone.RESTRICTED.value}/{name}", table, own


def _sizes(rows: dict[str, list[Row]]) -> dict[tuple[Any, ...], int]:
    """Published sizes: the poor, the near-poor and all households of each hamlet and year."""
    sizes = {}
    for row in rows.get("review_summary", []):
        for group in ("poor", "near_poor", None):
            value = row[f"{group}_households"] if group else row["households"]
            if value is not None:
                sizes[size_key(row | {"group": group})] = value
    return sizes


def _write_table(folder: Path, table: Table, rows: list[Row]) -> dict[str, Any]:
    content = arrow_table(table, rows)
    path = folder / f"{table.name}.parquet"
    sink = pa.BufferOutputStream()
    pq.write_table(content, sink, compression="zstd", store_schema=False)
    write_file(path, sink.getvalue().to_pybytes())
    return {
        "rows": content.num_rows,
        "bytes": path.stat().st_size,
        "sha256": sha256(path),
        "schema": {name: kind.value for name, kind in table.columns.items()},
    }


def _read_back(folder: Path) -> None:
    """Read what was written; raises OSError when a file does not hold what its manifest says."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    for name, entry in manifest["files"].items():
        table = TABLES[Path(name).stem]
        content = pq.read_table(folder / name, partitioning=None)
        same = content.schema.names == schema_of(table).names
        if (
            not same
            or content.num_rows != entry["rows"]
            or sha256(folder / name) != entry["sha256"]
        ):
            raise OSError(f"{name} was not written as it should be")


def _sweep(builds: Path) -> None:
    for path in builds.glob(".tmp-*"):
        remove_tree(path)


def _retire(warehouse: Path, pinned: frozenset[str]) -> None:
    """Remove old builds: never the live one, one that a frozen meeting names, or a day's young one."""
    live = current(warehouse)
    builds = sorted(
        (path for path in (warehouse / "builds").iterdir() if manifest_of(warehouse, path.name)),
        key=lambda path: path.stat().st_mtime,
        reverse=True,
    )
    now = time.time()
    for path in builds[KEEP_BUILDS:]:
        young = now - path.stat().st_mtime < KEEP_SECONDS
        if path.name != live and path.name not in pinned and not young:
            remove_tree(path)
