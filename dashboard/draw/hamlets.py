"""Hamlets: two dates side by side."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import plotly.graph_objects as go

from dashboard.draw.base import colours, frame
from dashboard.drawn import keys
from dashboard.measure import reviews
from dashboard.measure.figure import Figure
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
            )
            for y in (view.year - 1, view.year)
        )
        rows.append((safe(hamlet.name), old, new))
    most = max([f.value for _, *pair in rows for f in pair if f.value is not None], default=1) or 1
    traces = [_line(view, row, palette.line) for row in rows if row[1].known and row[2].known]
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


def _line(view: View, row: tuple[str, Figure, Figure], grey: str) -> dict[str, Any]:
    name, old, new = row[0], row[1].value or 0, row[2].value or 0
    return {
        "type": "scatter", "mode": "lines", "x": [old, new], "y": [name, name],
        "line": {"width": 5, "color": colours(view).warning if new > old else grey},
        "showlegend": False, "hoverinfo": "skip",
    }  # fmt: skip


def _dots(
    view: View, points: list[tuple[str, Figure]], colour: str, name: str, side: str
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [figure.value for _, figure in points],
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


def _text(view: View, found: Figure) -> str:
    return "" if found.value is None else f"  <b>{number(view.language, found.value)}</b>  "
