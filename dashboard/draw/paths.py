"""Participants through the years: a row for each household, a colour for each state, entry and exit."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import plotly.graph_objects as go

from dashboard.draw.base import colours, frame
from dashboard.drawn import keys
from dashboard.measure.paths import Path, marks, paths
from dashboard.measure.standings import STATES, UNKNOWN
from dashboard.view import View
from dashboard.words import safe

HIGH, GAP = 26, 0.06  # of a row in pixels; between two years, in years


@lru_cache(maxsize=64)
def sequence(view: View, place: str) -> go.Figure:
    """The households of a set whose rows are seen; a year of which nobody knows is hatched."""
    found = list(reversed(paths(view.data, view.territory, place)))
    names = _names(view, found)
    traces = [_state(view, place, found, names, state) for state in STATES]
    traces += [
        _event(view, found, names, "entered", "triangle-right"),
        _event(view, found, names, "left", "star"),
    ]
    return frame(
        view, traces, 110 + HIGH * len(found), showlegend=True, barmode="overlay", bargap=0.18,
        xaxis={"tickmode": "array", "tickvals": [y + 0.5 for y in view.years], "side": "top",
               "ticktext": [str(y) for y in view.years],
               "range": [view.years[0] - 0.05, view.years[-1] + 1.05]},
        yaxis={"type": "category", "categoryorder": "array", "categoryarray": names,
               "range": [-0.6, len(names) - 0.4]},
        legend={"orientation": "h", "yref": "container", "y": 1, "yanchor": "top"},
        margin={"l": 8, "r": 8, "t": 84, "b": 8},
    )  # fmt: skip


def _names(view: View, found: list[Path]) -> list[str]:
    """Name and hamlet of each; those of one name in one hamlet with their row in the list too."""
    places = [view.territory.hamlet(path.hamlet) for path in found]
    said = [f"{p.name or '—'} · {h.name if h else '—'}" for p, h in zip(found, places, strict=True)]
    return [
        safe(text if said.count(text) == 1 else f"{text} · {path.entry['source_row']}")
        for text, path in zip(said, found, strict=True)
    ]


def _state(
    view: View, place: str, found: list[Path], names: list[str], state: str
) -> dict[str, Any]:
    """The bars of one state, each of a household and a year; a click opens the row that says it."""
    bars = [
        (name, step.year, figure)
        for name, path in zip(names, found, strict=True)
        for step, figure in zip(path.steps, marks(view.data, place, path), strict=True)
        if step.state == state
    ]
    palette = colours(view)
    known = state != UNKNOWN
    colour = getattr(palette, state) if known else palette.line
    pattern = {} if known else {"pattern": {"shape": "/", "fgcolor": palette.soft, "size": 6}}
    return {
        "type": "bar", "orientation": "h", "y": [name for name, _, _ in bars],
        "base": [year + GAP / 2 for _, year, _ in bars], "x": [1 - GAP for _ in bars],
        "marker": {"color": colour} | pattern, "name": view.say(f"paths.{state}"),
        "customdata": keys(view.data, [figure for _, _, figure in bars]), "hoverinfo": "none",
    }  # fmt: skip


def _event(
    view: View, found: list[Path], names: list[str], event: str, symbol: str
) -> dict[str, Any]:
    """When households entered the project, or left poverty by its list: a mark in that year."""
    at = [path.left if event == "left" else path.entry["entry_year"] for path in found]
    shown = [(n, year) for n, year in zip(names, at, strict=True) if year in view.years]
    palette, shift = colours(view), 0.8 if event == "left" else 0.2
    return {
        "type": "scatter", "mode": "markers", "y": [name for name, _ in shown],
        "x": [year + shift for _, year in shown], "customdata": [None for _ in shown],
        "marker": {"symbol": symbol, "size": 13, "color": palette.paper,
                   "line": {"color": palette.ink, "width": 1.5}},
        "name": view.say(f"paths.{event}"), "hoverinfo": "none",
    }  # fmt: skip
