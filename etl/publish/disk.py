"""Bytes -> disk, so that they are there after a power cut."""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from pathlib import Path


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


def replace(source: Path, target: Path) -> None:
    """Put a file in the place of another at once; waits a little while a reader holds it (Windows)."""
    for attempt in range(20):
        try:
            source.replace(target)
            break
        except PermissionError:
            if attempt == 19:
                raise
            time.sleep(0.05)
    sync_folder(target.parent)


def sha256(path: Path) -> str:
    """The sha256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def remove_tree(folder: Path) -> None:
    """Remove a folder; what cannot be removed now is left for the next time."""
    import shutil

    with contextlib.suppress(OSError):
        shutil.rmtree(folder)
