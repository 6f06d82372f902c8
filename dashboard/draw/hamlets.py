"""Hamlets: two dates side by side."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import plotly.graph_objects as go

from dashboard.draw.base import colours, frame
from dashboard.drawn import keys
from dashboard.measure import changes, reviews
from dashboard.measure.figure import Figure
from dashboard.measure.territory import Hamlet
from dashboard.view import View
from dashboard.words import number, safe


@lru_cache(maxsize=128)
def dumbbell(view: View) -> go.Figure:
    """Poor households of each hamlet a year ago and now, counts at the dots, the office's order."""
    palette = colours(view)
    rows = [(safe(h.name), *_both(view, h)) for h in reversed(view.territory.hamlets)]
    most = max((_value(f) or 0 for _, *pair in rows for f in pair), default=0) or 1
    traces = [
        _line(view, row, palette.line) for row in rows if None not in (_value(row[1]), row[2].value)
    ]
    traces += [
        _dots(view, [(n, v) for n, v, _ in rows], palette.soft, str(view.year - 1), "middle right"),
        _dots(view, [(n, v) for n, _, v in rows], palette.accent, str(view.year), "middle left"),
    ]
    return frame(
        view, traces, 90 + 40 * len(rows), showlegend=True,
        xaxis={"visible": False, "range": [-0.2 * most, 1.25 * most]},
        yaxis={"type": "category", "categoryorder": "array", "categoryarray": [n for n, *_ in rows]},
        legend={"y": 1.02, "yanchor": "bottom"},
    )  # fmt: skip


def _both(view: View, hamlet: Hamlet) -> tuple[Figure | None, Figure]:
    """The poor a year ago and now; nothing of a year ago that follows another standard."""
    at = (view.data, view.territory)
    old, new = (
        reviews.counted(view.data, reviews.review(*at, year, hamlet.code), "poor_households")
        for year in (view.year - 1, view.year)
    )
    change = changes.count_change(*at, view.year, "poor_households", hamlet.code)
    broken = change.reason == "standard_break"
    return (None if broken else old), new


def _value(found: Figure | None) -> float | None:
    return None if found is None else found.value


def _line(view: View, row: tuple[str, Figure | None, Figure], grey: str) -> dict[str, Any]:
    name, old, new = row[0], _value(row[1]) or 0, row[2].value or 0
    return {
        "type": "scatter", "mode": "lines", "x": [old, new], "y": [name, name],
        "line": {"width": 5, "color": colours(view).warning if new > old else grey},
        "showlegend": False, "hoverinfo": "skip",
    }  # fmt: skip


def _dots(
    view: View, points: Sequence[tuple[str, Figure | None]], colour: str, name: str, side: str
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [_value(figure) for _, figure in points],
        "y": [hamlet for hamlet, _ in points],
        "text": [_text(view, figure) for _, figure in points],
        "customdata": keys(view.data, [figure for _, figure in points]),
        "textposition": side,
        "textfont": {"color": colour},
        "marker": {"size": 15, "color": colour},
        "name": name,
        "cliponaxis": False,
        "hoverinfo": "none",
    }


def _text(view: View, found: Figure | None) -> str:
    value = _value(found)
    return "" if value is None else f"  <b>{number(view.language, value)}</b>  "
