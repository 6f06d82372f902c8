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
from dashboard.measure.pace import paces
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
    names = (f"{view.say(f'works.{name}')} ({unit})" for name in ("planned", "disbursed"))
    both = zip((planned, spent), names, (palette.pale, palette.accent), strict=True)
    traces = [_bars(view, years, figures, name, scale, tone) for figures, name, tone in both]
    traces += _due(view, kind, years, scale)
    shapes, numbers = on_bars(view, marked, years)
    return frame(
        view, traces, 380, shapes=shapes, annotations=numbers, showlegend=True, barmode="group",
        scattermode="group", bargap=0.2,
        xaxis={"type": "category"}, yaxis={"visible": False, "rangemode": "tozero"},
        uniformtext={"mode": "show", "minsize": 13},
    )  # fmt: skip


def _due(view: View, kind: str, years: list[str], scale: int) -> list[dict[str, Any]]:
    """A mark over the running year: what the plan asks for by the day that the page is judged by."""
    if view.today is None or str(view.today.year) not in years:
        return []
    found = paces(view.data, view.territory, kind, view.today)[""].expected
    if found.value is None:
        return []
    colour = colours(view).warning
    return [
        {
            "type": "scatter", "mode": "markers", "hoverinfo": "none", "cliponaxis": False,
            "x": [str(view.today.year)], "y": [found.value], "customdata": keys(view.data, [found]),
            "offsetgroup": colours(view).pale,  # over the bar of the plan
            "marker": {"symbol": "line-ew", "size": 76, "line": {"width": 5, "color": colour}},
            "name": _due_name(view, found, scale),
        }
    ]  # fmt: skip


def _due_name(view: View, found: Figure, scale: int) -> str:
    said = view.say("works.expected_by", day=view.today)
    return f"{said}: {shortest(view.language, Decimal(int(found.value or 0)) / scale)}"


def _bars(
    view: View, years: list[str], figures: list[Figure], name: str, scale: int, colour: str
) -> dict[str, Any]:
    return {
        "type": "bar",
        "x": years,
        "y": [figure.value or 0 for figure in figures],
        "name": name,
        "offsetgroup": colour,
        "text": [shortest(view.language, Decimal(int(f.value or 0)) / scale) for f in figures],
        "textposition": "outside",
        "textfont": {"size": 16},
        "cliponaxis": False,
        "marker": {"color": colour},
        "customdata": keys(view.data, figures),
        "hoverinfo": "none",
    }
