"""Files -> their hashes, once nobody writes to them any more. A file that is still being copied has none."""

from __future__ import annotations

import hashlib
import time
import zipfile
from pathlib import Path

QUIET_SECONDS = 2.0


def digests(paths: list[Path]) -> dict[Path, str]:
    """The sha256 of each file; empty for one that changes while we look or cannot be read."""
    before = {path: _traits(path) for path in paths}
    wait = max((_wait(path, traits) for path, traits in before.items()), default=0.0)
    time.sleep(wait)
    return {path: digest(path) if _traits(path) == before[path] else "" for path in paths}


def digest(path: Path) -> str:
    """The sha256 of a file; empty when it changed meanwhile or cannot be read."""
    before = _traits(path)
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
    return found if _traits(path) == before else ""


def why_not(path: Path) -> str:
    """The message for a file that has no hash."""
    try:
        with path.open("rb"):
            return "file.changing"
    except PermissionError:
        return "file.no_access"
    except OSError:
        return "file.changing"


def _traits(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def _wait(path: Path, traits: tuple[int, int] | None) -> float:
    """How long to watch a file. One with the closing part of a zip container is whole: not at all."""
    age = time.time() - traits[1] / 1e9 if traits else QUIET_SECONDS
    if age >= QUIET_SECONDS or _has_its_end(path):
        return 0.0
    return min(QUIET_SECONDS, QUIET_SECONDS - age)


def _has_its_end(path: Path) -> bool:
    try:
        return zipfile.is_zipfile(path)
    except OSError:
        return False
