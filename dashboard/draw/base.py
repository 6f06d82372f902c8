"""What all charts share: template, separators, labels."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from dashboard import theme
from dashboard.view import View
from dashboard.words import separators

CONFIG = {"displayModeBar": False, "displaylogo": False, "responsive": True}


class Drawing(go.Figure):  # type: ignore[misc]  # plotly has no types
    """A chart that nobody changes once it is made: what the browser gets is put together once."""

    _sent: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        """The chart as data; the same object each time, not to be changed."""
        if self._sent is None:
            self._sent = super().to_dict()
        return self._sent


def frame(view: View, traces: list[dict[str, Any]], height: int, **layout: Any) -> go.Figure:
    """A figure in our template; nothing of another one comes through."""
    base = {
        "template": theme.template(view.dark),
        "height": height,
        "separators": separators(view.language),
        "showlegend": False,
    }
    return Drawing({"data": traces, "layout": base | layout})


def colours(view: View) -> theme.Palette:
    """The palette of the reader's mode."""
    return theme.palette(view.dark)


def rule(x: float, colour: str) -> dict[str, Any]:
    """A vertical rule that marks a break."""
    return {
        "type": "line", "xref": "x", "yref": "paper", "x0": x, "x1": x, "y0": 0, "y1": 1,
        "line": {"color": colour, "width": 2, "dash": "dot"},
    }  # fmt: skip


def label(x: float, text: str, colour: str, size: int = theme.SIZE - 3) -> dict[str, Any]:
    """A text at the head of a rule."""
    return {
        "x": x, "y": 1, "xref": "x", "yref": "paper", "text": text, "showarrow": False,
        "xanchor": "center", "yanchor": "bottom", "font": {"size": size, "color": colour},
    }  # fmt: skip
