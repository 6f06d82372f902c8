"""The commands `switch` and `verify`: which build is live, and is it whole?"""

from __future__ import annotations

from pathlib import Path

from catalog.tables import FORMAT
from etl.findings import Exit
from etl.publish.history import BUILD
from etl.publish.lock import locked
from etl.publish.pointer import current, manifest_of, point_to
from etl.publish.pointer import verify as wrong_with
from etl.trouble import told


def switch(warehouse: Path, build: str, language: str) -> int:
    """Make an older build the live one, when it is there, whole and of this version."""
    if not BUILD.fullmatch(build):
        return told(Exit.USAGE, "bad_build", language, build)
    if not (warehouse / "builds" / build).is_dir():
        return told(Exit.REFUSED, "unknown_build", language, build, _present(warehouse))
    with locked(warehouse):
        wrong = [name for name in wrong_with(warehouse, build) if name != "CURRENT"]
        if wrong:
            return told(Exit.REFUSED, "damaged_build", language, build, ", ".join(wrong[:5]))
        if manifest_of(warehouse, build).get("format") != FORMAT:
            return told(Exit.REFUSED, "old_build", language, build)
        point_to(warehouse, build, older=True)
    return int(Exit.FINE)


def verify(warehouse: Path, language: str) -> int:
    """Hash the live build against its manifest; each damaged file is named."""
    build, wrong = _look(warehouse)
    while wrong and current(warehouse) not in (None, build):  # another one was published meanwhile
        build, wrong = _look(warehouse)
    if build is None and _present(warehouse) == "–":
        return told(Exit.REFUSED, "nothing_published", language)
    for name in wrong:
        told(Exit.REFUSED, "damaged_file", language, name)
    return int(Exit.REFUSED) if wrong else told(Exit.FINE, "whole", language, str(build))


def _look(warehouse: Path) -> tuple[str | None, list[str]]:
    build = current(warehouse)
    if build is None:
        return None, ["CURRENT"]
    wrong = wrong_with(warehouse, build)
    return build, [n if n == "CURRENT" else f"builds/{build}/{n}" for n in wrong]


def _present(warehouse: Path) -> str:
    folder = warehouse / "builds"
    names = sorted(p.name for p in folder.glob("*") if BUILD.fullmatch(p.name))
    return ", ".join(names) or "–"
