"""Bytes -> disk, so that they are there after a power cut; what somebody holds open is left for later."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

PASSING = ".tmp-"
TRIES, PAUSE = 60, 0.05


def write_file(path: Path, content: bytes) -> None:
    """Write and sync a new file."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Sync a folder's entries, where the system knows how (Windows does not)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(folder: Path) -> None:
    """A folder whose entry in its parent is on the disk too."""
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        sync_folder(folder.parent)


def replace(source: Path, target: Path) -> None:
    """Put a file in the place of another at once; waits a little while a reader holds it (Windows)."""
    _patiently(lambda: source.replace(target))
    sync_folder(target.parent)


def put(fresh: Path, target: Path) -> None:
    """Put a folder into its place; what stood there (damaged) goes aside first."""
    aside = passing(target)
    if target.exists():
        _patiently(lambda: target.rename(aside))
    _patiently(lambda: fresh.rename(target))
    sync_folder(target.parent)
    remove_tree(aside)


def passing(target: Path) -> Path:
    """A name beside `target` that no reader looks at and the next build sweeps away."""
    return target.with_name(f"{PASSING}{target.name}-{os.getpid()}-{time.time_ns()}")


def _patiently(act: Callable[[], object]) -> None:
    for attempt in range(TRIES):
        try:
            act()
            return
        except PermissionError:
            if attempt == TRIES - 1:
                raise
            time.sleep(PAUSE)


def sha256(path: Path) -> str:
    """The sha256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def remove_tree(folder: Path) -> None:
    """Remove a folder; what cannot be removed now is left for the next time."""
    with contextlib.suppress(OSError):
        shutil.rmtree(folder)


def discard(folder: Path) -> None:
    """Remove a folder that readers may know: out of sight whole, then piece by piece, or not at all."""
    aside = passing(folder)
    with contextlib.suppress(OSError):
        folder.rename(aside)
        remove_tree(aside)
