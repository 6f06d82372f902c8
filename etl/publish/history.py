"""What was published, one line after the other -> the order of the builds (decision 8)."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from etl.publish.disk import sync_folder

BUILD = re.compile(r"[0-9a-f]{16}")
NAME = "published.log"


@dataclass(frozen=True)
class Published:
    """One line: a build was made the live one. `at` is seconds since 1970, None when not readable.

    `older`: somebody went back to it.
    """

    build: str
    manifest_sha256: str
    at: float | None
    older: bool = False


def history(warehouse: Path) -> list[Published]:
    """Each build once, by its last line, the oldest first; a damaged line is left out."""
    try:
        lines = (warehouse / NAME).read_bytes().splitlines()
    except OSError:
        return []
    last: dict[str, Published] = {}
    for line in lines:
        found = _published(line)
        if found:
            last.pop(found.build, None)
            last[found.build] = found
    return list(last.values())


def remember(
    warehouse: Path, build: str, manifest_sha256: str, accepted: str = "", *, older: bool = False
) -> None:
    """Add a line, unless the last one says the same; a torn line before it stays apart from it."""
    known = history(warehouse)
    last = (known[-1].build, known[-1].manifest_sha256, known[-1].older) if known else None
    if last == (build, manifest_sha256, older) and not accepted:
        return
    at = datetime.now(UTC).isoformat(timespec="seconds")
    entry: dict[str, Any] = {"build": build, "manifest_sha256": manifest_sha256, "at": at}
    entry |= {"accepted": accepted} if accepted else {}
    entry |= {"older": True} if older else {}
    line = json.dumps(entry, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
    with (warehouse / NAME).open("a+b") as file:
        file.write(b"\n" + line if _is_torn(warehouse / NAME) else line)
        file.flush()
        os.fsync(file.fileno())
    sync_folder(warehouse)


def _is_torn(path: Path) -> bool:
    content = path.read_bytes()
    return bool(content) and not content.endswith(b"\n")


def _published(line: bytes) -> Published | None:
    try:
        entry: dict[str, Any] = json.loads(line)
        build, digest = str(entry["build"]), str(entry["manifest_sha256"])
    except (ValueError, KeyError, TypeError):
        return None
    if not BUILD.fullmatch(build):
        return None
    return Published(build, digest, _seconds(entry.get("at")), bool(entry.get("older")))


def _seconds(text: object) -> float | None:
    try:
        return datetime.fromisoformat(str(text)).timestamp()
    except (ValueError, OverflowError):
        return None
