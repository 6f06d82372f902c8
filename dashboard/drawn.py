"""Figures that were drawn -> the figure of a key: what a reader clicks on is found again."""

from __future__ import annotations

from collections.abc import Iterable
from weakref import WeakKeyDictionary

from dashboard.data import Data
from dashboard.measure.figure import Figure, Unit
from dashboard.words import safe

_DRAWN: WeakKeyDictionary[Data, dict[str, Figure]] = WeakKeyDictionary()


def remember(data: Data, found: Figure) -> None:
    """Keep a figure of a build that is being drawn, with its key."""
    _DRAWN.setdefault(data, {})[found.key] = found


def mark(data: Data, found: Figure, text: str, title: str = "") -> str:
    """A figure as an element that a click opens: its key, its value for programs, what is shown."""
    remember(data, found)
    kind = "" if found.known else " th-missing"
    return (
        f'<span class="th-figure{kind}" data-figure="{safe(found.key)}" data-value="{safe(raw(found))}"'
        f' tabindex="0" title="{title}">{safe(text)}</span>'
    )


def raw(found: Figure) -> str:
    """The value for programs: a rate as a fraction, money in đồng, a missing one empty."""
    if found.value is None:
        return ""
    if found.unit is Unit.DATE:
        return found.as_of.isoformat() if found.as_of else ""
    return repr(found.value)


def keys(data: Data, figures: Iterable[Figure | None]) -> list[str | None]:
    """The keys of figures that a chart draws, as the data of its marks: a click asks for their source."""
    found = list(figures)
    for one in found:
        if one is not None:
            remember(data, one)
    return [None if one is None else one.key for one in found]


def drawn(data: Data, key: str) -> Figure | None:
    """The figure with a key; None when none of the build was drawn with it."""
    return _DRAWN.get(data, {}).get(key)
