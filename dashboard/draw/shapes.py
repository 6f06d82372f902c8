"""Hamlets where they lie: outlines that the commune supplied, circles whose area is a count."""

from __future__ import annotations

from functools import lru_cache
from math import sqrt
from typing import Any

import plotly.graph_objects as go

from dashboard.draw.base import colours, frame
from dashboard.drawn import keys
from dashboard.measure.shapes import Shape, households, shapes, stretch
from dashboard.theme import SIZE
from dashboard.view import View
from dashboard.words import number, safe

WIDEST, SMALLEST = 64, 5  # diameters in pixels: of the greatest count, and so that 1 is seen


@lru_cache(maxsize=64)
def hamlet_map(view: View, what: str) -> go.Figure:
    """Nothing but the hamlets: no tile, no picture, nothing from elsewhere. North is up."""
    found = shapes(view.data, view.territory)
    traces = [_outline(view, ring) for shape in found for ring in shape.outlines]
    traces.append(_circles(view, found, what))
    axis = {"visible": False}
    return frame(
        view, traces, 620, xaxis=axis | {"constrain": "domain"},
        yaxis=axis | {"scaleanchor": "x", "scaleratio": stretch(found)},
        margin={"l": 40, "r": 40, "t": 40, "b": 40},
    )  # fmt: skip


def _outline(view: View, ring: tuple[tuple[float, float], ...]) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "lines", "fill": "toself", "showlegend": False,
        "x": [east for east, _ in ring], "y": [north for _, north in ring],
        "line": {"width": 1.5, "color": colours(view).soft}, "fillcolor": colours(view).panel,
        "hoverinfo": "skip",
    }  # fmt: skip


def _circles(view: View, found: tuple[Shape, ...], what: str) -> dict[str, Any]:
    """A circle for each hamlet, its count and name under it; none where nothing is known."""
    counts = [households(view.data, view.territory, view.year, what, s.hamlet.code) for s in found]
    most = max([float(c.value) for c in counts if c.value is not None], default=0) or 1
    sizes = [max(WIDEST * sqrt(c.value / most), SMALLEST) if c.value else 0 for c in counts]
    said = ["—" if c.value is None else number(view.language, c.value) for c in counts]
    palette = colours(view)
    return {
        "type": "scatter", "mode": "markers+text", "hoverinfo": "none", "cliponaxis": False,
        "x": [s.middle[0] for s in found], "y": [s.middle[1] for s in found],
        "text": [f"<b>{n}</b><br>{safe(s.hamlet.name)}" for n, s in zip(said, found, strict=True)],
        "textposition": "bottom center", "textfont": {"size": SIZE - 4},
        "customdata": keys(view.data, counts),
        "marker": {"size": sizes, "sizemode": "diameter", "color": palette.accent, "opacity": 0.75,
                   "line": {"width": 1, "color": palette.ink}},
    }  # fmt: skip
