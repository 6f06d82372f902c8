"""Readers while builds are published: each sees one whole build, and an open file stops nobody."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from dashboard.load import read_warehouse
from etl.publish import current, disk, sweep
from etl.publish.keep import KEEP_BUILDS
from tests.fire import scene
from tests.fire.conftest import FIRE

PUBLISHED, READERS = max(FIRE, 30), 3


def test_many_builds_are_published_under_readers_who_see_one_whole_build_each(
    warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("etl.publish.keep.KEEP_SECONDS", 0)
    scene.tiny(warehouse, 0)
    seen: set[str] = set()
    wrong: list[str] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            try:
                data = read_warehouse(warehouse)
                names = [row["name"] for row in data.rows("place")]
                seen.add(data.build)
                if data.damaged or names != [f"Ấp Mẫu {int(data.build, 16)}"]:
                    wrong.append(f"{data.build} {data.damaged}")
            except Exception as error:  # noqa: BLE001 - what we look for
                wrong.append(repr(error))
            time.sleep(0.01)  # else the readers hold the interpreter and nothing is published

    readers = [threading.Thread(target=read) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    for number in range(1, PUBLISHED + 1):
        scene.tiny(warehouse, number)
    stop.set()
    for reader in readers:
        reader.join()
    assert wrong == []
    assert len(seen) > 10, "the readers slept"
    assert read_warehouse(warehouse).build == f"{PUBLISHED:016x}"
    assert len(list((warehouse / "builds").iterdir())) == KEEP_BUILDS


class Held:
    """Files that somebody holds open, on a system where these can be neither replaced nor removed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.paths: set[Path] = set()
        for name in ("replace", "rename", "unlink", "remove", "rmdir"):
            monkeypatch.setattr(os, name, self.guarded(getattr(os, name)))

    def guarded(self, act: Any) -> Any:
        def guard(path: Any, *more: Any, **named: Any) -> Any:
            base = (
                Path(f"/proc/self/fd/{named['dir_fd']}").readlink()
                if named.get("dir_fd")
                else Path()
            )
            touched = [
                base / os.fsdecode(path),
                *(Path(m) for m in more if isinstance(m, str | Path)),
            ]
            if any(held == t or t in held.parents for held in self.paths for t in touched):
                raise PermissionError(13, "The process cannot access the file", str(path))
            return act(path, *more, **named)

        return guard


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Held:
    """Nothing yet; clearing up is allowed at once."""
    monkeypatch.setattr("etl.publish.keep.KEEP_SECONDS", 0)
    return Held(monkeypatch)


def test_an_open_file_of_an_old_build_keeps_that_build_whole_until_it_is_closed(
    warehouse: Path, held: Held
) -> None:
    first = scene.tiny(warehouse, 0)
    folder = warehouse / "builds" / first
    held.paths = {folder / "public" / "place.parquet"}
    for number in range(1, 8):
        scene.tiny(warehouse, number)
    assert len(list((folder / "public").iterdir())) > 20
    held.paths = set()
    scene.tiny(warehouse, 8)
    assert not folder.exists()


def test_an_open_file_that_is_already_out_of_sight_is_removed_by_a_later_build(
    warehouse: Path, held: Held
) -> None:
    scene.tiny(warehouse, 0)
    aside = warehouse / "builds" / ".tmp-old"
    aside.mkdir()
    (aside / "place.parquet").write_bytes(b"open")
    held.paths = {aside / "place.parquet"}
    sweep(warehouse)
    scene.tiny(warehouse, 1)
    assert scene.same_all_through(warehouse)
    held.paths = set()
    sweep(warehouse)
    assert not aside.exists()


def test_a_pointer_that_is_being_read_is_replaced_as_soon_as_it_is_closed(
    warehouse: Path, held: Held
) -> None:
    scene.tiny(warehouse, 0)
    held.paths = {warehouse / "CURRENT"}
    threading.Timer(0.2, held.paths.clear).start()
    scene.tiny(warehouse, 1)
    assert current(warehouse) == f"{1:016x}"


def test_a_pointer_that_is_never_closed_leaves_the_old_build(
    warehouse: Path, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "PAUSE", 0)
    scene.tiny(warehouse, 0)
    held.paths = {warehouse / "CURRENT"}
    with pytest.raises(PermissionError):
        scene.tiny(warehouse, 1)
    assert read_warehouse(warehouse).build == f"{0:016x}"
    held.paths = set()
    scene.tiny(warehouse, 1)
    assert scene.same_all_through(warehouse)
