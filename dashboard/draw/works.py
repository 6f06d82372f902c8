"""Spending through the years: plan and disbursement, cumulated."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from itertools import accumulate
from typing import Any

import plotly.graph_objects as go

from dashboard.draw.base import colours, frame
from dashboard.measure import money
from dashboard.view import View
from dashboard.words import scale_of, shortest


@lru_cache(maxsize=128)
def cumulative(view: View, kind: str) -> go.Figure:
    """What was planned and what was disbursed up to each year; values on the marks."""
    found = money.slices(view.data, view.territory, kind, "year")
    years = [s.name for s in found]
    palette = colours(view)
    planned = list(accumulate(int(s.planned.value or 0) for s in found))
    spent = list(accumulate(int(s.disbursed.value or 0) for s in found))
    word, scale = scale_of(max(planned + spent, default=0))
    unit = view.say(f"unit.{word}", value="").strip()
    traces = [
        _bars(view, years, planned, f"{view.say('works.planned')} ({unit})", scale, palette.pale),
        _bars(view, years, spent, f"{view.say('works.disbursed')} ({unit})", scale, palette.accent),
    ]
    return frame(
        view, traces, 380, showlegend=True, barmode="group", bargap=0.2,
        xaxis={"type": "category"}, yaxis={"visible": False, "rangemode": "tozero"},
        uniformtext={"mode": "show", "minsize": 13},
    )  # fmt: skip


def _bars(
    view: View, years: list[str], values: list[int], name: str, scale: int, colour: str
) -> dict[str, Any]:
    return {
        "type": "bar",
        "x": years,
        "y": values,
        "name": name,
        "text": [shortest(view.language, Decimal(value) / scale) for value in values],
        "textposition": "outside",
        "textfont": {"size": 16},
        "cliponaxis": False,
        "marker": {"color": colour},
        "hoverinfo": "skip",
    }
