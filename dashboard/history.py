"""Warehouse -> the builds that are there: when, from how many files, with how many doubts, which is live."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

BUILD = re.compile(r"^[0-9a-f]{16}$")


@dataclass(frozen=True)
class Build:
    """One build that can be returned to."""

    id: str
    made: datetime
    files: int
    errors: int
    warnings: int
    illustrative: bool


def builds(warehouse: Path) -> tuple[Build, ...]:
    """The builds of a warehouse, the latest first; one that cannot be read is left out."""
    found = []
    for path in (warehouse / "builds").glob("*/manifest.json"):
        if BUILD.match(path.parent.name):
            try:
                found.append(_read(path, path.stat().st_mtime_ns))
            except (OSError, ValueError, KeyError, TypeError):
                continue
    return tuple(sorted(found, key=lambda build: build.made, reverse=True))


@lru_cache(maxsize=64)
def _read(path: Path, changed: int) -> Build:
    manifest = json.loads(path.read_text(encoding="utf-8"))
    findings = manifest["report"]["findings"]
    return Build(
        path.parent.name,
        datetime.fromtimestamp(changed / 10**9).astimezone(),
        len(manifest["inputs"]),
        int(findings["error"]),
        int(findings["warning"]),
        bool(manifest["illustrative"]),
    )
