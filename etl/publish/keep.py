"""Old builds -> those that stay; leavings of builds that died -> nothing."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

from etl.publish.disk import PASSING, discard, remove_tree
from etl.publish.history import BUILD, history
from etl.publish.pointer import current

KEEP_BUILDS = 5
KEEP_SECONDS = 24 * 3600


def sweep(warehouse: Path) -> None:
    """Remove what builds left behind that were killed, and what could not be removed before."""
    for part in ("builds", "rejected"):
        for path in (warehouse / part).glob(f"{PASSING}*"):
            remove_tree(path)
    with contextlib.suppress(OSError):
        (warehouse / "CURRENT.tmp").unlink(missing_ok=True)


def retire(warehouse: Path, pinned: frozenset[str] | None) -> None:
    """Remove old builds: never the live one, one that a frozen meeting names, or a day's young one.

    `pinned` is None when nobody can say which builds the meetings name: then all stay.
    """
    live = current(warehouse)
    if live is None or pinned is None:
        return
    for build, at in _newest_first(warehouse)[KEEP_BUILDS:]:
        if build != live and build not in pinned and time.time() - at >= KEEP_SECONDS:
            discard(warehouse / "builds" / build)


def retire_rejected(rejected: Path) -> None:
    """Keep what the last builds that were not published had to say."""
    for _, path in sorted(_by_age(rejected))[:-KEEP_BUILDS]:
        discard(path)


def _newest_first(warehouse: Path) -> list[tuple[str, float]]:
    """Builds and when they were published: as the history says, then by age where it says nothing."""
    aged = {path.name: (path, at) for at, path in sorted(_by_age(warehouse / "builds"))}
    told = [(e.build, e.at) for e in history(warehouse) if e.build in aged]
    known = {build for build, _ in told}
    untold: list[tuple[str, float | None]] = [(build, None) for build in aged if build not in known]
    order = [*untold, *told]
    return [(b, aged[b][1] if at is None else at) for b, at in reversed(order)]


def _by_age(folder: Path) -> list[tuple[float, Path]]:
    found = []
    for path in folder.iterdir():
        with contextlib.suppress(OSError):
            if BUILD.fullmatch(path.name):
                found.append((path.stat().st_mtime, path))
    return found
