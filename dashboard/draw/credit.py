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

TEXT = 0.15  # of the chart's height that a value takes beside its mark


@lru_cache(maxsize=64)
def balance(view: View) -> go.Figure:
    """Two lines in steps, the value on each mark where no step runs through it."""
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
    mine, others = ([f.value or 0 for f in line] for line in (found, other))
    return {
        "type": "scatter", "mode": "lines+markers+text",
        "x": days, "y": [f.value for f in found], "customdata": keys(view.data, found),
        "text": [figure(view.language, f) for f in found],
        "textposition": [beside(mine, others, number) for number in range(len(mine))],
        "cliponaxis": False, "hoverinfo": "none",
        "line": {"shape": "hv", "width": 4, "color": colour, "dash": dash},
        "marker": {"size": 12, "color": colour}, "name": view.say(f"credit.{name}"),
    }  # fmt: skip


def beside(mine: list[float], others: list[float], number: int) -> str:
    """Where the value of a mark stands: away from the other line, else towards it, else right of its step."""
    here, there, room = mine[number], others[number], TEXT * max(*mine, *others)
    steps = [sorted(line[max(number - 1, 0) : number + 1]) for line in (mine, others)]
    is_free = {
        "bottom": not any(low < here and high > here - room for low, high in map(_ends, steps)),
        "top": not any(high > here and low < here + room for low, high in map(_ends, steps)),
    }
    away, towards = ("top", "bottom") if here > there else ("bottom", "top")
    if is_free[away]:
        return f"{away} center"
    return f"{towards} center" if is_free[towards] else f"{away} right"


def _ends(step: list[float]) -> tuple[float, float]:
    return step[0], step[-1]
