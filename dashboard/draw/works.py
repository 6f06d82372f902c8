"""Spending through the years: plan and disbursement, cumulated."""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate
from typing import Any

import plotly.graph_objects as go

from dashboard.draw.base import colours, frame
from dashboard.measure import money
from dashboard.view import View
from dashboard.words import money as written


@lru_cache(maxsize=128)
def cumulative(view: View, kind: str) -> go.Figure:
    """What was planned and what was disbursed up to each year; values on the marks."""
    found = money.slices(view.data, view.territory, kind, "year")
    years = [s.name for s in found]
    palette = colours(view)
    planned = list(accumulate(int(s.planned.value or 0) for s in found))
    spent = list(accumulate(int(s.disbursed.value or 0) for s in found))
    traces = [
        _bars(view, years, planned, "works.planned", palette.pale),
        _bars(view, years, spent, "works.disbursed", palette.accent),
    ]
    return frame(
        view, traces, 380, showlegend=True, barmode="group", bargap=0.3,
        xaxis={"type": "category"}, yaxis={"visible": False, "rangemode": "tozero"},
        uniformtext={"mode": "show", "minsize": 13},
    )  # fmt: skip


def _bars(view: View, years: list[str], values: list[int], key: str, colour: str) -> dict[str, Any]:
    return {
        "type": "bar",
        "x": years,
        "y": values,
        "name": view.say(key),
        "text": [written(view.language, value) for value in values],
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {"color": colour},
        "hoverinfo": "skip",
    }
