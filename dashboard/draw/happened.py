"""Events -> thin dated lines with their numbers, on an axis of years or of bars."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from dashboard.draw.base import colours
from dashboard.happened import Mark
from dashboard.view import View

NEAR, STEP = 0.12, 0.085  # of a year: marks this close stand one below the other; of the height
Shapes = tuple[list[dict[str, Any]], list[dict[str, Any]]]


def on_years(view: View, found: Iterable[Mark], drawn: Iterable[float] = ()) -> Shapes:
    """Lines and numbers on an axis of years; no line where a break is drawn already."""
    at = [(mark, mark.x) for mark in found]
    return _shapes(view, at, tuple(drawn))


def on_bars(view: View, found: Iterable[Mark], years: Sequence[str]) -> Shapes:
    """Lines and numbers on an axis of bars, one for each year: a bar stands at its year's end."""
    ends = [int(year) for year in years]
    return _shapes(view, [(mark, _place(mark.x, ends)) for mark in found] if ends else [], ())


def _place(x: float, ends: Sequence[int]) -> float:
    """Between which bars a time lies; half a bar before the first at most."""
    later = next((i for i, end in enumerate(ends) if end >= x), len(ends) - 1)
    before = ends[later - 1] if later else ends[0] - 1
    return max(later - 1 + (x - before) / (ends[later] - before), -0.5)


def _shapes(view: View, at: list[tuple[Mark, float]], drawn: tuple[float, ...]) -> Shapes:
    lines, numbers, level, before = [], [], 0, float("-inf")
    for mark, x in sorted(at, key=lambda one: one[1]):
        level = level + 1 if x - before < NEAR else 0
        before = x
        if not any(abs(x - other) < NEAR / 4 for other in drawn):
            lines.append(_line(view, x))
        numbers.append(_number(view, mark, x, 1 - STEP * level))
    return lines, numbers


def _line(view: View, x: float) -> dict[str, Any]:
    return {
        "type": "line", "xref": "x", "yref": "paper", "x0": x, "x1": x, "y0": 0, "y1": 1,
        "line": {"color": colours(view).soft, "width": 1}, "layer": "below",
    }  # fmt: skip


def _number(view: View, mark: Mark, x: float, y: float) -> dict[str, Any]:
    palette = colours(view)
    return {
        "x": x, "y": y, "xref": "x", "yref": "paper", "text": str(mark.number), "showarrow": False,
        "xanchor": "center", "yanchor": "top", "font": {"size": 14, "color": palette.ink},
        "bgcolor": palette.paper, "bordercolor": palette.soft, "borderwidth": 1, "borderpad": 3,
    }  # fmt: skip
