"""One build: written beside the others, read back, renamed into place, pointed to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from catalog.tables import FORMAT, TABLES, Table, Zone
from etl.publish.columns import arrow_table
from etl.publish.disk import make_folder, passing, put, remove_tree, sha256, sync_folder, write_file
from etl.publish.keep import retire, retire_rejected
from etl.publish.pointer import point_to, verify
from etl.suppress import known, suppress

Row = dict[str, Any]
LONG = 5_000  # rows: below it, to hand a table over takes longer than to write it


@dataclass(frozen=True)
class Publication:
    """All that a build says of itself besides its tables."""

    build: str
    head: dict[str, Any]
    rows: dict[str, list[Row]] = field(default_factory=dict)
    progress: Callable[[str], None] = lambda _: None
    accepted: str = ""  # why a gate was passed: kept in the history, not in the build


def publish(warehouse: Path, publication: Publication, pinned: frozenset[str] | None) -> None:
    """Write a build and make it the live one. A build of that id which is whole is pointed to."""
    target = warehouse / "builds" / publication.build
    make_folder(target.parent)
    if set(verify(warehouse, publication.build)) - {"CURRENT"}:
        _put(target, lambda fresh: _write_build(fresh, publication))
    point_to(warehouse, publication.build, publication.accepted)
    retire(warehouse, pinned)


def reject(warehouse: Path, publication: Publication) -> None:
    """Keep what a build that was not published had to say."""
    target = warehouse / "rejected" / publication.build
    make_folder(target.parent)
    _put(target, lambda fresh: _write_reasons(fresh, publication))
    retire_rejected(target.parent)


def _put(target: Path, write: Callable[[Path], None]) -> None:
    """Write a folder beside its place, then put it there; what was half written does not stay."""
    fresh = passing(target)
    try:
        write(fresh)
        put(fresh, target)
    except BaseException:
        remove_tree(fresh)
        raise


def _write_reasons(folder: Path, publication: Publication) -> None:
    folder.mkdir()
    for name in ("findings", "source_file"):
        table = TABLES[name]
        _write_table(folder, table, arrow_table(table, publication.rows.get(name, [])))
    sync_folder(folder)


def _write_build(folder: Path, publication: Publication) -> None:
    (folder / Zone.PUBLIC).mkdir(parents=True)
    (folder / Zone.RESTRICTED).mkdir(mode=0o700)
    (folder / Zone.RESTRICTED).chmod(0o700)
    files = _write_tables(folder, publication)
    manifest = publication.head | {"format": FORMAT, "build": publication.build, "files": files}
    text = json.dumps(manifest, ensure_ascii=False, sort_keys=True, indent=1)
    write_file(folder / "manifest.json", text.encode("utf-8"))
    for part in (folder / Zone.PUBLIC, folder / Zone.RESTRICTED, folder):
        sync_folder(part)


def _write_tables(folder: Path, publication: Publication) -> dict[str, dict[str, Any]]:
    """What the manifest says of each file. While a long one is written, the next is put in order."""
    disk = ThreadPoolExecutor(1)
    later: dict[str, Future[dict[str, Any]]] = {}
    files: dict[str, dict[str, Any]] = {}
    try:
        for path, table, rows in _copies(publication.rows):
            publication.progress(table.name)
            to, content = folder / Path(path).parent, arrow_table(table, rows)
            if len(rows) > LONG:
                later[path] = disk.submit(_write_table, to, table, content)
            else:
                files[path] = _write_table(to, table, content)
        return files | {path: file.result() for path, file in later.items()}
    finally:
        disk.shutdown(cancel_futures=True)


def _copies(rows: dict[str, list[Row]]) -> Iterator[tuple[str, Table, list[Row]]]:
    """Each file of a build: its path, its table, its rows. Finer tables stand in both zones."""
    published = known(rows.get("review_summary", []))
    for table in TABLES.values():
        own = rows.get(table.name, [])
        name = f"{table.name}.parquet"
        path = f"{table.zone.value}/{name}" if table.zone else name
        yield path, table, suppress(table.name, own, published) if table.finer else own
        if table.finer:
            yield f"{Zone.RESTRICTED.value}/{name}", table, own


def _write_table(folder: Path, table: Table, content: pa.Table) -> dict[str, Any]:
    """Write a file and read it back; raises OSError when it does not hold what was to be written."""
    path = folder / f"{table.name}.parquet"
    sink = pa.BufferOutputStream()
    pq.write_table(content, sink, compression="zstd", store_schema=False)
    written = sink.getvalue().to_pybytes()
    digest = hashlib.sha256(written).hexdigest()
    write_file(path, written)
    if sha256(path) != digest:
        raise OSError(f"{path.name} was not written as it should be")
    with pq.ParquetFile(path) as file:
        found = file.read(use_threads=False)
    if found.schema.names != content.schema.names or found.num_rows != content.num_rows:
        raise OSError(f"{path.name} does not hold what it should")
    return {
        "rows": content.num_rows,
        "bytes": len(written),
        "sha256": digest,
        "schema": {name: kind.value for name, kind in table.columns.items()},
    }
