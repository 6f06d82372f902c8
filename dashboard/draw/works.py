"""Spending through the years: plan and disbursement, cumulated."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Any

import plotly.graph_objects as go

from dashboard.draw.base import colours, frame
from dashboard.draw.happened import on_bars
from dashboard.drawn import keys
from dashboard.happened import Mark
from dashboard.measure import spending
from dashboard.measure.figure import Figure
from dashboard.view import View
from dashboard.words import scale_of, shortest


@lru_cache(maxsize=128)
def cumulative(view: View, kind: str, marked: tuple[Mark, ...] = ()) -> go.Figure:
    """What was planned and what was disbursed up to each year; values on the marks, dated events."""
    found = spending.cumulated(view.data, view.territory, kind)
    years = [s.name for s in found]
    palette = colours(view)
    planned, spent = [s.planned for s in found], [s.disbursed for s in found]
    word, scale = scale_of(max((int(f.value or 0) for f in planned + spent), default=0))
    unit = view.say(f"unit.{word}", value="").strip()
    traces = [
        _bars(view, years, planned, f"{view.say('works.planned')} ({unit})", scale, palette.pale),
        _bars(view, years, spent, f"{view.say('works.disbursed')} ({unit})", scale, palette.accent),
    ]
    shapes, numbers = on_bars(view, marked, years)
    return frame(
        view, traces, 380, shapes=shapes, annotations=numbers, showlegend=True, barmode="group", bargap=0.2,
        xaxis={"type": "category"}, yaxis={"visible": False, "rangemode": "tozero"},
        uniformtext={"mode": "show", "minsize": 13},
    )  # fmt: skip


def _bars(
    view: View, years: list[str], figures: list[Figure], name: str, scale: int, colour: str
) -> dict[str, Any]:
    return {
        "type": "bar",
        "x": years,
        "y": [figure.value or 0 for figure in figures],
        "name": name,
        "text": [shortest(view.language, Decimal(int(f.value or 0)) / scale) for f in figures],
        "textposition": "outside",
        "textfont": {"size": 16},
        "cliponaxis": False,
        "marker": {"color": colour},
        "customdata": keys(view.data, figures),
        "hoverinfo": "none",
    }
