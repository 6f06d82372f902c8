"""One build: written beside the others, read back, renamed into place, pointed to."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from catalog.tables import FORMAT, TABLES, Table, Zone
from etl.publish.columns import arrow_table, schema_of
from etl.publish.disk import make_folder, passing, put, remove_tree, sha256, sync_folder, write_file
from etl.publish.keep import retire, retire_rejected
from etl.publish.pointer import point_to, verify
from etl.suppress import size_key, suppress

Row = dict[str, Any]


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
        _write_table(folder, TABLES[name], publication.rows.get(name, []))
    sync_folder(folder)


def _write_build(folder: Path, publication: Publication) -> None:
    (folder / Zone.PUBLIC).mkdir(parents=True)
    (folder / Zone.RESTRICTED).mkdir(mode=0o700)
    (folder / Zone.RESTRICTED).chmod(0o700)
    files = {}
    for path, table, rows in _copies(publication.rows):
        publication.progress(table.name)
        files[path] = _write_table(folder / Path(path).parent, table, rows)
    manifest = publication.head | {"format": FORMAT, "build": publication.build, "files": files}
    text = json.dumps(manifest, ensure_ascii=False, sort_keys=True, indent=1)
    write_file(folder / "manifest.json", text.encode("utf-8"))
    for part in (folder / Zone.PUBLIC, folder / Zone.RESTRICTED, folder):
        sync_folder(part)
    _read_back(folder)


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
        if sha256(folder / name) != entry["sha256"]:
            raise OSError(f"{name} was not written as it should be")
        with pq.ParquetFile(folder / name) as file:
            content = file.read()
        names = schema_of(TABLES[Path(name).stem]).names
        if content.schema.names != names or content.num_rows != entry["rows"]:
            raise OSError(f"{name} does not hold what it should")
