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


def backup(file: Path) -> int:
    """State, key, corrections, inbox into one file that only its owner can read."""
    files = [path for name in KEPT for path in _files(DATA / name)]
    part = file.with_name(file.name + ".part")
    descriptor = os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with (
        os.fdopen(descriptor, "wb") as raw,
        zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as zipped,
    ):
        for path in files:
            zipped.writestr(path.relative_to(DATA).as_posix(), _content(path))
    part.replace(file)
    say(f"Đã lưu {len(files)} tệp vào {file}. Giữ ở nơi an toàn: có dữ liệu cá nhân.")
    return 0


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
    """Put a backup back; what stood there before is kept beside it."""
    with zipfile.ZipFile(file) as zipped:
        names = zipped.namelist()
        if zipped.testzip() or not names or not all(_belongs(name) for name in names):
            raise Failure(f"{file}: không phải bản sao lưu nguyên vẹn. Không thay đổi gì.", USAGE)
        DATA.mkdir(exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=".restore-", dir=DATA))
        zipped.extractall(fresh)
    before = DATA / f"before-{datetime.now():%Y%m%d-%H%M%S}"
    for name in KEPT:
        if (fresh / name).exists():
            _exchange(fresh / name, DATA / name, before)
    shutil.rmtree(fresh)
    if (DATA / "state").is_dir():
        (DATA / "state").chmod(0o700)
    say(f"Đã khôi phục. Dữ liệu trước đó: {before}" if before.exists() else "Đã khôi phục.")
    return 0


def _exchange(new: Path, place: Path, before: Path) -> None:
    if place.exists():
        before.mkdir(exist_ok=True)
        place.replace(before / place.name)
    new.replace(place)


def _belongs(name: str) -> bool:
    """Whether a member of a backup lies inside what is kept."""
    path = PurePosixPath(name)
    return bool(path.parts) and path.parts[0] in KEPT and ".." not in path.parts
