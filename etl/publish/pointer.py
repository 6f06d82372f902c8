"""Which build is live, whether it is whole, and how it is changed for another."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from etl.publish.disk import replace, sha256, write_file
from etl.publish.history import BUILD, history, remember

MANIFEST = "manifest.json"


def current(warehouse: Path) -> str | None:
    """The id that CURRENT names; None when there is none or it cannot be read."""
    build = _pointer(warehouse)[0]
    return build if BUILD.fullmatch(build) else None


def _pointer(warehouse: Path) -> tuple[str, str]:
    try:
        entry = json.loads((warehouse / "CURRENT").read_text(encoding="utf-8"))
        return str(entry["build"]), str(entry["manifest_sha256"])
    except (OSError, ValueError, KeyError, TypeError):
        return "", ""


def manifest_of(warehouse: Path, build: str) -> dict[str, Any]:
    """The manifest of a build; empty when there is none or it cannot be read."""
    try:
        path = warehouse / "builds" / build / MANIFEST
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return manifest if isinstance(manifest, dict) else {}


def verify(warehouse: Path, build: str) -> list[str]:
    """What is wrong with a build: names of files that are missing or changed; empty when it is whole."""
    folder = warehouse / "builds" / build
    manifest = manifest_of(warehouse, build)
    if manifest.get("build") != build or not isinstance(manifest.get("files"), dict):
        return [MANIFEST]
    wrong = [name for name, entry in manifest["files"].items() if _changed(folder / name, entry)]
    return _unlike_told(warehouse, build, sha256(folder / MANIFEST)) + wrong


def _changed(path: Path, entry: dict[str, Any]) -> bool:
    try:
        return bool(path.stat().st_size != entry["bytes"] or sha256(path) != entry["sha256"])
    except (OSError, KeyError, TypeError):
        return True


def _unlike_told(warehouse: Path, build: str, digest: str) -> list[str]:
    """Manifest, CURRENT and the history should name the same hash; who stands alone is damaged."""
    logged = {entry.build: entry.manifest_sha256 for entry in history(warehouse)}.get(build)
    live, pointed = _pointer(warehouse)
    if live != build or pointed == digest:
        return [MANIFEST] if logged not in (None, digest) and live != build else []
    if logged == digest:
        return ["CURRENT"]
    return [MANIFEST] if logged == pointed else [MANIFEST, "CURRENT"]


def last_manifest(warehouse: Path) -> dict[str, Any]:
    """The manifest of the live build, else of the build published last whose manifest is unharmed."""
    told = [(e.build, e.manifest_sha256) for e in history(warehouse)] + [_pointer(warehouse)]
    for build, digest in reversed(told):
        path = warehouse / "builds" / build / MANIFEST
        if BUILD.fullmatch(build) and path.is_file() and sha256(path) == digest:
            return manifest_of(warehouse, build)
    return {}


def point_to(warehouse: Path, build: str, accepted: str = "", *, older: bool = False) -> None:
    """Make a whole build the live one; a reader sees the old one or the new one."""
    content = (warehouse / "builds" / build / MANIFEST).read_bytes()
    entry = {"build": build, "manifest_sha256": hashlib.sha256(content).hexdigest()}
    remember(warehouse, build, entry["manifest_sha256"], accepted, older=older)
    fresh = warehouse / "CURRENT.tmp"
    write_file(fresh, (json.dumps(entry) + "\n").encode("utf-8"))
    replace(fresh, warehouse / "CURRENT")
