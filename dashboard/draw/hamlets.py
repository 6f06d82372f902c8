"""Hamlets: two dates side by side."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import plotly.graph_objects as go

from dashboard.draw.base import colours, frame
from dashboard.measure import reviews
from dashboard.view import View
from dashboard.words import number, safe


@lru_cache(maxsize=128)
def dumbbell(view: View) -> go.Figure:
    """Poor households of each hamlet a year ago and now, counts at the dots, the office's order."""
    palette = colours(view)
    rows = []
    for hamlet in reversed(view.territory.hamlets):
        old, new = (
            reviews.counted(
                view.data,
                reviews.review(view.data, view.territory, y, hamlet.code),
                "poor_households",
            ).value
            for y in (view.year - 1, view.year)
        )
        rows.append((safe(hamlet.name), old, new))
    most = max([v for _, *pair in rows for v in pair if v is not None], default=1) or 1
    traces = [_line(view, row, palette.line) for row in rows if None not in row]
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


def _line(view: View, row: tuple[str, Any, Any], grey: str) -> dict[str, Any]:
    name, old, new = row
    worse = new is not None and old is not None and new > old
    return {
        "type": "scatter", "mode": "lines", "x": [old, new], "y": [name, name],
        "line": {"width": 5, "color": colours(view).warning if worse else grey},
        "showlegend": False, "hoverinfo": "skip",
    }  # fmt: skip


def _dots(
    view: View, points: list[tuple[str, Any]], colour: str, name: str, side: str
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [value for _, value in points],
        "y": [hamlet for hamlet, _ in points],
        "text": ["" if v is None else f"  <b>{number(view.language, v)}</b>  " for _, v in points],
        "textposition": side,
        "textfont": {"color": colour},
        "marker": {"size": 15, "color": colour},
        "name": name,
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
