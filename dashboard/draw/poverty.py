"""Deprivations and causes of poor and near-poor households."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import plotly.graph_objects as go

from catalog.tables import CAUSES, INDICATORS
from dashboard.draw.base import colours, frame
from dashboard.drawn import keys
from dashboard.measure import breakdown
from dashboard.measure.figure import Figure
from dashboard.view import View
from dashboard.words import number, safe


@lru_cache(maxsize=256)
def details(view: View, detail: str) -> go.Figure:
    """Households by deprivation or cause: poor and near-poor in one order, that of the poor."""
    names = INDICATORS if detail == "indicator" else CAUSES
    groups = {
        g: breakdown.by_detail(view.data, view.territory, view.year, g, detail)
        for g in ("near_poor", "poor")
    }
    order = sorted(range(len(names)), key=lambda i: groups["poor"][i].value or 0)
    traces = [
        _bars(view, detail, group, [figures[i] for i in order], [names[i] for i in order])
        for group, figures in groups.items()
    ]
    most = max([f.value or 0 for figures in groups.values() for f in figures], default=1) or 1
    height = 90 + 46 * len(names)
    return frame(
        view, traces, height, showlegend=True, barmode="group", bargap=0.25,
        xaxis={"visible": False, "range": [0, most * 1.2]}, yaxis={"ticklabelstandoff": 8},
        legend={"traceorder": "reversed", "y": 1.02, "yanchor": "bottom"},
    )  # fmt: skip


def _bars(
    view: View, detail: str, group: str, figures: list[Figure], names: list[str]
) -> dict[str, Any]:
    palette = colours(view)
    return {
        "type": "bar",
        "orientation": "h",
        "y": [safe(view.say(f"{detail}.{name}")) for name in names],
        "x": [figure.value for figure in figures],
        "text": ["—" if f.value is None else number(view.language, f.value) for f in figures],
        "textposition": "outside",
        "textfont": {"size": 16},
        "cliponaxis": False,
        "name": view.say(f"status.{group}"),
        "marker": {"color": palette.poor if group == "poor" else palette.near_poor},
        "customdata": keys(view.data, figures),
        "hoverinfo": "none",
    }
