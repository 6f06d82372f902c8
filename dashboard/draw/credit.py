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
    """Two lines in steps; the value on each mark of what is owed."""
    found = balances(view.data, view.territory, view.today or date.min)
    palette = colours(view)
    days = [show(view.language, day) for day, _, _ in found]
    left, planned = [b for _, b, _ in found], [s for _, _, s in found]
    traces = [
        _line(view, days, planned, "schedule", palette.soft, "dot"),
        _line(view, days, left, "balance", palette.accent, "solid"),
    ]
    return frame(
        view, traces, 380, showlegend=True, xaxis={"type": "category"},
        yaxis={"visible": False, "rangemode": "tozero"},
        legend={"orientation": "h", "yref": "container", "y": 0, "yanchor": "bottom"},
        margin={"l": 60, "r": 60, "t": 24, "b": 80},
    )  # fmt: skip


def _line(
    view: View, days: list[str], found: list[Figure], name: str, colour: str, dash: str
) -> dict[str, Any]:
    shown = name == "balance"
    return {
        "type": "scatter", "mode": "lines+markers+text" if shown else "lines+markers",
        "x": days, "y": [f.value for f in found], "customdata": keys(view.data, found),
        "text": [figure(view.language, f) for f in found] if shown else None,
        "textposition": [*["bottom center"] * (len(found) - 1), "top center"],
        "cliponaxis": False, "hoverinfo": "none",
        "line": {"shape": "hv", "width": 4, "color": colour, "dash": dash},
        "marker": {"size": 12, "color": colour}, "name": view.say(f"credit.{name}"),
    }  # fmt: skip
