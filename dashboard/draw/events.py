"""Communication events of a year: a strip of months for each channel, counts on the columns."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import plotly.graph_objects as go

from dashboard import theme
from dashboard.draw.base import colours, frame
from dashboard.drawn import keys
from dashboard.measure.events import MONTHS, by_month, channels
from dashboard.measure.figure import Figure
from dashboard.view import View
from dashboard.words import number, safe

STRIP = 78  # pixels of a channel
GAP = 0.34  # of a strip, where its channel is named


@lru_cache(maxsize=64)
def months(view: View) -> go.Figure:
    """One strip of twelve columns per channel, below each other on one scale."""
    found = [(name, by_month(view.data, view.territory, view.year, name, view.today))
             for name in channels(view.data, view.territory, view.today)]  # fmt: skip
    most = max([f.value or 0 for _, strip in found for f in strip], default=0) or 1
    axes, traces, notes = {}, [], []
    for index, (name, strip) in enumerate(found):
        axis = "" if index == 0 else str(index + 1)
        top = 1 - index / len(found)
        height = 1 / len(found)
        axes[f"yaxis{axis}"] = {
            "domain": [max(0, top - height), top - GAP * height], "range": [0, 1.45 * most], "visible": False,
        }  # fmt: skip
        traces.append(_columns(view, strip, f"y{axis}"))
        notes.append(_named(view, name, top))
    names = [view.say(f"{month}_short") for month in MONTHS]
    across = {"type": "category", "categoryorder": "array", "categoryarray": names,
              "anchor": f"y{len(found)}"}  # fmt: skip
    return frame(
        view, traces, STRIP * len(found) + 40, xaxis=across, annotations=notes, bargap=0.25,
        margin={"l": 8, "r": 8, "t": 8, "b": 32}, **axes,
    )  # fmt: skip


def _columns(view: View, strip: tuple[Figure, ...], axis: str) -> dict[str, Any]:
    palette = colours(view)
    return {
        "type": "bar", "x": [view.say(f"{month}_short") for month in MONTHS], "yaxis": axis,
        "y": [found.value for found in strip], "customdata": keys(view.data, strip),
        "text": ["" if f.value is None else number(view.language, f.value) for f in strip],
        "textposition": "outside", "textangle": 0, "cliponaxis": False, "hoverinfo": "none",
        "textfont": {"color": [palette.ink if f.value else palette.soft for f in strip]},
        "marker": {"color": palette.accent},
    }  # fmt: skip


def _named(view: View, name: str, top: float) -> dict[str, Any]:
    return {
        "x": 0, "y": top, "xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "top",
        "text": f"<b>{safe(view.say(name))}</b>", "showarrow": False,
        "font": {"size": theme.SIZE - 2, "color": colours(view).soft},
    }  # fmt: skip
