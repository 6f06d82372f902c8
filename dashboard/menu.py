"""The only list of pages: folder, file. The folders are the menu; the file is the address."""

from __future__ import annotations

from pathlib import Path

PAGES = (
    ("review", "overview"),
    ("review", "poverty"),
    ("review", "infrastructure"),
    ("review", "livelihoods"),
    ("explore", "hamlets"),
    ("records", "quality"),
)
HOME = "overview"
ROOT = Path(__file__).resolve().parents[1]


def path_of(folder: str, name: str) -> Path:
    """The file of a page."""
    return ROOT / "pages" / folder / f"{name}.py"
