"""Which build is live, whether it is whole, and how it is changed for another."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

from etl.publish.disk import replace, sha256, write_file

BUILD = re.compile(r"^[0-9a-f]{16}$")


def current(warehouse: Path) -> str | None:
    """The id that CURRENT names; None when there is none or it cannot be read."""
    try:
        entry = json.loads((warehouse / "CURRENT").read_text(encoding="utf-8"))
        build = str(entry["build"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return build if BUILD.match(build) else None


def manifest_of(warehouse: Path, build: str) -> dict[str, Any]:
    """The manifest of a build; empty when there is none or it cannot be read."""
    try:
        path = warehouse / "builds" / build / "manifest.json"
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return manifest if isinstance(manifest, dict) else {}


def verify(warehouse: Path, build: str) -> list[str]:
    """What is wrong with a build: names of files that are missing or changed; empty when it is whole."""
    folder = warehouse / "builds" / build
    manifest = manifest_of(warehouse, build)
    if manifest.get("build") != build or not isinstance(manifest.get("files"), dict):
        return ["manifest.json"]
    wrong = [name for name, entry in manifest["files"].items() if _changed(folder / name, entry)]
    if current(warehouse) == build and _pointer_differs(warehouse, folder):
        wrong.append("CURRENT")
    return wrong


def _changed(path: Path, entry: dict[str, Any]) -> bool:
    try:
        return bool(path.stat().st_size != entry["bytes"] or sha256(path) != entry["sha256"])
    except (OSError, KeyError):
        return True


def _pointer_differs(warehouse: Path, folder: Path) -> bool:
    entry = json.loads((warehouse / "CURRENT").read_text(encoding="utf-8"))
    expected = str(entry.get("manifest_sha256", ""))
    return expected != sha256(folder / "manifest.json")


def point_to(warehouse: Path, build: str) -> None:
    """Make a whole build the live one; a reader sees the old one or the new one."""
    content = (warehouse / "builds" / build / "manifest.json").read_bytes()
    entry = {"build": build, "manifest_sha256": hashlib.sha256(content).hexdigest()}
    fresh = warehouse / "CURRENT.tmp"
    write_file(fresh, (json.dumps(entry) + "\n").encode("utf-8"))
    replace(fresh, warehouse / "CURRENT")
