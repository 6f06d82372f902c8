"""State, key, corrections, inbox <-> one file: all that cannot be rebuilt."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from datetime import datetime
from pathlib import Path, PurePosixPath

from launch.base import DATA, USAGE, Failure, say

KEPT = ("state", "inbox", "corrections.toml", "links.toml", "places.geojson")
PASSING, READY = ".restore-", ".restored-"  # being unpacked; whole, on its way into its place
WITHOUT = ".without"  # the names of what the backup has not


def backup(file: Path) -> int:
    """State, key, corrections, inbox into one file that only its owner can read."""
    files = [path for name in KEPT for path in _files(DATA / name)]
    part = file.with_name(file.name + ".part")
    part.unlink(missing_ok=True)
    try:
        _zip(files, part)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)  # half a backup is none, and it holds personal data
    say(f"Đã lưu {len(files)} tệp vào {file}. Giữ ở nơi an toàn: có dữ liệu cá nhân.")
    return 0


def _zip(files: list[Path], part: Path) -> None:
    descriptor = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with (
        os.fdopen(descriptor, "wb") as raw,
        zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as zipped,
    ):
        for path in files:
            zipped.writestr(path.relative_to(DATA).as_posix(), _content(path))


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    left = (".gitkeep", "-journal")  # a journal belongs to the database that it is beside
    return sorted(p for p in path.rglob("*") if p.is_file() and not p.name.endswith(left))


def _content(path: Path) -> bytes:
    """A file's bytes; a database is copied while it may be written."""
    if path.suffix not in (".sqlite", ".db"):
        return path.read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
        return copy.read_bytes()


def restore(file: Path) -> int:
    """Put a backup back; what stood there before is kept beside it. A kill leaves the rest to `finish`."""
    finish()
    with zipfile.ZipFile(file) as zipped:
        names = zipped.namelist()
        if zipped.testzip() or not names or not all(_belongs(name) for name in names):
            raise Failure(f"{file}: không phải bản sao lưu nguyên vẹn. Không thay đổi gì.", USAGE)
        DATA.mkdir(exist_ok=True)
        for left in DATA.glob(f"{PASSING}*"):  # of a restore that was stopped while it unpacked
            shutil.rmtree(left, ignore_errors=True)
        fresh = Path(tempfile.mkdtemp(prefix=PASSING, dir=DATA))
        zipped.extractall(fresh)
    _keep_private(fresh / "state")
    (fresh / WITHOUT).mkdir()
    for name in KEPT:
        if name != "state" and not (fresh / name).exists():
            (fresh / WITHOUT / name).touch()
    fresh.rename(
        DATA / f"{READY}{_unused(datetime.now())}"
    )  # from here on it is done, now or later
    before = finish()
    say(f"Đã khôi phục. Dữ liệu trước đó: {before}" if before else "Đã khôi phục.")
    return 0


def finish() -> Path | None:
    """Finish a restore that was stopped half-way; where what stood there before is kept now, if it did."""
    kept = None
    for ready in sorted(DATA.glob(f"{READY}*")):
        before = DATA / f"before-{ready.name.removeprefix(READY)}"
        for name in KEPT:
            _exchange(ready, name, before)
        (DATA / "inbox").mkdir(exist_ok=True)
        shutil.rmtree(ready)
        kept = before if before.exists() else None
    return kept


def _exchange(ready: Path, name: str, before: Path) -> None:
    """A part of the backup into its place, or what the backup has not out of it; done already: nothing."""
    new, gone, place = ready / name, ready / WITHOUT / name, DATA / name
    if not new.exists() and not gone.exists():
        return
    if place.exists():
        before.mkdir(exist_ok=True, mode=0o700)
        aside, number = before / name, 2
        while aside.exists():  # somebody wrote it anew since the restore was stopped
            aside, number = before / f"{name} ({number})", number + 1
        place.replace(aside)
    if new.exists():
        new.replace(place)
    gone.unlink(missing_ok=True)


def _unused(now: datetime) -> str:
    """A moment whose name nothing in the folder bears yet."""
    text = f"{now:%Y%m%d-%H%M%S}"
    return text if not (DATA / f"before-{text}").exists() else f"{now:%Y%m%d-%H%M%S-%f}"


def _keep_private(state: Path) -> None:
    """For the owner alone, before it is in its place: a backup says nothing of that."""
    if state.is_dir():
        state.chmod(0o700)
        for path in state.rglob("*"):
            path.chmod(0o700 if path.is_dir() else 0o600)


def _belongs(name: str) -> bool:
    """Whether a member of a backup lies inside what is kept."""
    path = PurePosixPath(name)
    return bool(path.parts) and path.parts[0] in KEPT and ".." not in path.parts
