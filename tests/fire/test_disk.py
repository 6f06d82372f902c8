"""A full or read-only disk, another build, a terminal that has gone: a code, a sentence, the old build."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.publish import current, locked
from tests.fire import scene
from tests.fire.storm import Ground

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs mount and /dev/full")


def mounted(folder: Path, options: str) -> bool:
    folder.mkdir(exist_ok=True)
    words = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    try:
        return subprocess.run(words, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 512 kB."""
    disk = tmp_path / "disk"
    if not mounted(disk, "size=512k"):
        pytest.skip("no right to mount a disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_real_full_disk_leaves_the_old_build(ground: Ground, small_disk: Path) -> None:
    from shutil import copytree

    old = ground.inbox.with_name("old")
    assert scene.run(scene.command(old, small_disk)).returncode == 0
    live = current(small_disk / "warehouse")
    copytree(small_disk / "state", small_disk / "copy")
    free = os.statvfs(small_disk)
    (small_disk / "ballast").write_bytes(b"0" * (free.f_bavail * free.f_frsize - 40_000))
    done = scene.run(scene.command(ground.inbox, small_disk))
    assert (done.returncode, current(small_disk / "warehouse")) == (60, live)
    assert "Đĩa đã đầy" in done.stderr
    assert not scene.what_is_wrong(small_disk / "warehouse", {str(live)})
    (small_disk / "ballast").unlink()
    assert scene.run(scene.command(ground.inbox, small_disk)).returncode == 0
    assert current(small_disk / "warehouse") != live


def test_a_read_only_disk_is_named_and_the_old_build_can_still_be_read(
    ground: Ground, small_disk: Path
) -> None:
    assert scene.run(scene.command(ground.inbox, small_disk)).returncode == 0
    live = str(current(small_disk / "warehouse"))
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    done = scene.run(scene.command(ground.inbox.with_name("old"), small_disk))
    assert done.returncode == 60
    assert "chỉ đọc" in done.stderr
    assert not scene.what_is_wrong(small_disk / "warehouse", {live})


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_named(ground: Ground, tmp_path: Path) -> None:
    (tmp_path / "warehouse").mkdir(mode=0o500)
    done = scene.run(scene.command(ground.inbox, tmp_path))
    assert done.returncode == 60
    assert "Không có quyền" in done.stderr


def test_a_warehouse_that_is_a_file_is_refused_without_a_traceback(
    ground: Ground, tmp_path: Path
) -> None:
    (tmp_path / "warehouse").write_text("not a folder")
    assert scene.run(scene.command(ground.inbox, tmp_path)).returncode == 60


def test_a_second_build_leaves_at_once(ground: Ground) -> None:
    place = ground.copy()
    with locked(place / "warehouse"):
        done = scene.run(scene.command(ground.inbox, place))
        assert done.returncode == 50
        assert "Đang có một lần nạp số liệu khác" in done.stderr
    assert not scene.what_is_wrong(place / "warehouse", {ground.live})


def test_a_terminal_that_has_gone_does_not_stop_a_build(ground: Ground) -> None:
    place = ground.copy()
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        scene.command(ground.inbox, place), cwd=scene.ROOT, stderr=writing, check=False
    )
    os.close(writing)
    assert done.returncode == 0
    assert current(place / "warehouse") != ground.live


def test_a_report_that_cannot_be_written_is_a_full_disk(ground: Ground) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "etl", *scene.words(ground.inbox, ground.copy(), "--json")],
            cwd=scene.ROOT, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False,
        )  # fmt: skip
    assert done.returncode == 60
    assert "Traceback" not in done.stderr and "Exception" not in done.stderr


@pytest.mark.parametrize("content", ["", "12ab", "không phải khóa"])
def test_a_damaged_key_is_never_replaced(content: str, ground: Ground) -> None:
    place = ground.copy()
    (place / "state" / "household.key").write_text(content, "utf-8")
    done = scene.run(scene.command(ground.inbox, place))
    assert done.returncode == 40
    assert "household.key" in done.stderr
    assert (place / "state" / "household.key").read_text("utf-8") == content
    assert not scene.what_is_wrong(place / "warehouse", {ground.live})
