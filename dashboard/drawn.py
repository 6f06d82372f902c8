"""Figures that were drawn -> the figure of a key: what a reader clicks on is found again."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from dashboard.data import Data
from dashboard.measure.figure import Figure

_DRAWN: WeakKeyDictionary[Data, dict[str, Figure]] = WeakKeyDictionary()


def remember(data: Data, found: Figure) -> None:
    """Keep a figure of a build that is being drawn, with its key."""
    _DRAWN.setdefault(data, {})[found.key] = found


def drawn(data: Data, key: str) -> Figure | None:
    """The figure with a key; None when none of the build was drawn with it."""
    return _DRAWN.get(data, {}).get(key)
