"""CURRENT and published.log -> the names of builds, the live one and those before it."""

from __future__ import annotations

import json
import os
import re
import time
from pathlib import Path

BUILD = re.compile(r"[0-9a-f]{16}")
TRIES, PAUSE = 5, 0.01


def pointer(folder: Path) -> tuple[str, str] | None:
    """Build and hash of its manifest; asked again while somebody puts a new pointer there (Windows)."""
    for _ in range(TRIES):
        try:
            return _entry((folder / "CURRENT").read_bytes())
        except FileNotFoundError:
            return None
        except OSError:
            time.sleep(PAUSE)
    return None


def _entry(line: bytes) -> tuple[str, str] | None:
    """Build and hash of its manifest in a line of JSON; None when it does not say them."""
    try:
        entry = json.loads(line)
        build, digest = str(entry["build"]), str(entry["manifest_sha256"])
    except (ValueError, KeyError, TypeError):
        return None
    return (build, digest) if BUILD.fullmatch(build) and digest else None


def was_used(folder: Path) -> bool:
    """Whether anything was ever published here: a first build that was stopped is no damage."""
    return (folder / "CURRENT").exists() or (folder / "published.log").exists()


def published(folder: Path) -> list[tuple[str, str]]:
    """Builds and hashes of their manifests, the newest first: as the history says, then by age."""
    try:
        lines = (folder / "published.log").read_bytes().splitlines()
    except OSError:
        lines = []
    order: dict[str, str] = {}
    for entry in filter(None, map(_entry, reversed(lines))):
        order.setdefault(*entry)
    builds = [path for path in (folder / "builds").glob("*") if BUILD.fullmatch(path.name)]
    for _, name in sorted(((stamp(path), path.name) for path in builds), reverse=True):
        order.setdefault(name, "")
    return list(order.items())


def stamp(path: str | Path) -> tuple[int, int]:
    """Time and size of a file, to see that it was changed; zeros when it is not there."""
    try:
        found = os.stat(path)  # noqa: PTH116 (a third of the time of a Path)
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size
