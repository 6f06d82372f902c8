"""The only list of pages: folder, file. The folders are the menu; the file is the address."""

from __future__ import annotations

import os
from pathlib import Path

from dashboard.door.roles import Role

PAGES = (
    ("review", "overview"),
    ("review", "poverty"),
    ("review", "infrastructure"),
    ("review", "livelihoods"),
    ("review", "meeting"),
    ("explore", "hamlets"),
    ("explore", "households"),
    ("explore", "credit"),
    ("explore", "support"),
    ("inform", "communication"),
    ("present", "conference"),
    ("records", "quality"),
    ("records", "intake"),
    ("records", "accounts"),
)
#: The least role that opens a page; a page that does not stand here is for everybody.
NEEDS = {
    "meeting": Role.COMMITTEE,
    "households": Role.HAMLET_OFFICER,
    "credit": Role.COMMITTEE,
    "support": Role.COMMITTEE,
    "intake": Role.STEWARD,
    "accounts": Role.ADMIN,
}
BEHIND_THE_DOOR = tuple(NEEDS)
HOME = "overview"
PUBLIC = "TH_PUBLIC"
ROOT = Path(__file__).resolve().parents[1]


def path_of(folder: str, name: str) -> Path:
    """The file of a page."""
    return ROOT / "pages" / folder / f"{name}.py"


def is_public() -> bool:
    """Whether only the public zone is served (`--public`)."""
    return bool(os.environ.get(PUBLIC))


def shown() -> tuple[tuple[str, str], ...]:
    """The pages that are served."""
    return tuple(p for p in PAGES if not (is_public() and p[1] in BEHIND_THE_DOOR))
