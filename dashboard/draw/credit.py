"""What is owed beside what would be owed if every loan came back on its day, year by year."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

import plotly.graph_objects as go

from dashboard.draw.base import colours, frame
from dashboard.drawn import keys
from dashboard.measure.figure import Figure
from dashboard.measure.lending import balances
from dashboard.view import View
from dashboard.words import figure, show


@lru_cache(maxsize=64)
def balance(view: View) -> go.Figure:
    """Two lines in steps, the value on each mark: above the higher one, below the lower one."""
    found = balances(view.data, view.territory, view.today or date.min)
    palette = colours(view)
    days = [show(view.language, day) for day, _, _ in found]
    left, planned = [b for _, b, _ in found], [s for _, _, s in found]
    traces = [
        _line(view, days, planned, left, "schedule", palette.soft, "dot"),
        _line(view, days, left, planned, "balance", palette.accent, "solid"),
    ]
    return frame(
        view, traces, 380, showlegend=True, xaxis={"type": "category"},
        yaxis={"visible": False, "rangemode": "tozero"},
        legend={"orientation": "h", "yref": "container", "y": 0, "yanchor": "bottom"},
        margin={"l": 60, "r": 60, "t": 24, "b": 80},
    )  # fmt: skip


def _line(
    view: View, days: list[str], found: list[Figure], other: list[Figure], name: str, colour: str,
    dash: str,
) -> dict[str, Any]:  # fmt: skip
    over = [(a.value or 0) > (b.value or 0) for a, b in zip(found, other, strict=True)]
    return {
        "type": "scatter", "mode": "lines+markers+text",
        "x": days, "y": [f.value for f in found], "customdata": keys(view.data, found),
        "text": [figure(view.language, f) for f in found],
        "textposition": ["top center" if above else "bottom center" for above in over],
        "cliponaxis": False, "hoverinfo": "none",
        "line": {"shape": "hv", "width": 4, "color": colour, "dash": dash},
        "marker": {"size": 12, "color": colour}, "name": view.say(f"credit.{name}"),
    }  # fmt: skip
