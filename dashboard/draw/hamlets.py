"""Hamlets: two dates side by side, and each through the years on one scale."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import plotly.graph_objects as go

from dashboard.draw.base import colours, frame
from dashboard.measure import poverty
from dashboard.view import View
from dashboard.words import number, percent, safe

COLUMNS = 4
A_SCREEN = 12


@lru_cache(maxsize=128)
def dumbbell(view: View) -> go.Figure:
    """Poor households of each hamlet a year ago and now, counts at the dots, the office's order."""
    palette = colours(view)
    rows = []
    for hamlet in reversed(view.territory.hamlets):
        old, new = (
            poverty.counted(
                view.data, poverty.review(view.data, view.territory, y, hamlet.code), "poor_households"
            ).value
            for y in (view.year - 1, view.year)
        )
        rows.append((safe(hamlet.name), old, new))
    traces = [_line(view, row, palette.line) for row in rows if None not in row]
    traces += [
        _dots(view, [(n, v) for n, v, _ in rows], palette.soft, str(view.year - 1), "middle right"),
        _dots(view, [(n, v) for n, _, v in rows], palette.accent, str(view.year), "middle left"),
    ]
    return frame(
        view, traces, 90 + 40 * len(rows), showlegend=True,
        xaxis={"visible": False, "rangemode": "tozero"},
        yaxis={"type": "category", "categoryorder": "array", "categoryarray": [n for n, *_ in rows]},
        legend={"y": 1.02, "yanchor": "bottom"},
    )  # fmt: skip


def _line(view: View, row: tuple[str, Any, Any], grey: str) -> dict[str, Any]:
    name, old, new = row
    worse = new is not None and old is not None and new > old
    return {
        "type": "scatter", "mode": "lines", "x": [old, new], "y": [name, name],
        "line": {"width": 5, "color": colours(view).warning if worse else grey},
        "showlegend": False, "hoverinfo": "skip",
    }  # fmt: skip


def _dots(
    view: View, points: list[tuple[str, Any]], colour: str, name: str, side: str
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [value for _, value in points],
        "y": [hamlet for hamlet, _ in points],
        "text": ["" if v is None else f"  <b>{number(view.language, v)}</b>  " for _, v in points],
        "textposition": side,
        "textfont": {"color": colour},
        "marker": {"size": 15, "color": colour},
        "name": name,
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


@lru_cache(maxsize=128)
def multiples(view: View, screen: int = 0) -> go.Figure:
    """The rate of each hamlet through the years on one scale, the commune's in grey behind."""
    shown = view.territory.hamlets[screen * A_SCREEN : (screen + 1) * A_SCREEN]
    lines = -(-len(shown) // COLUMNS)
    commune = _series(view, "")
    every = [v for h in shown for v in _series(view, h.code) if v is not None]
    top = max([*every, *(v for v in commune if v is not None), 0.01]) * 1.1
    traces: list[dict[str, Any]] = []
    layout: dict[str, Any] = {"annotations": []}
    for index, hamlet in enumerate(shown):
        axis = "" if index == 0 else str(index + 1)
        left, bottom = _place(index, lines)
        traces += _pair(view, axis, commune, _series(view, hamlet.code))
        years = {"tickvals": [view.years[0], view.years[-1]], "tickfont": {"size": 13}}
        layout[f"xaxis{axis}"] = years | {"domain": [left, left + 0.21], "anchor": f"y{axis}"}
        layout[f"yaxis{axis}"] = {
            "domain": [bottom, bottom + 0.62 / lines], "range": [0, top], "anchor": f"x{axis}",
            "tickformat": ".0%", "tickvals": [0, round(top, 2)], "tickfont": {"size": 13},
            "showticklabels": index % COLUMNS == 0,
        }  # fmt: skip
        layout["annotations"].append(_title(view, hamlet.code, hamlet.name, left, bottom, lines))
    return frame(view, traces, 60 + 190 * lines, **layout)


def _place(index: int, lines: int) -> tuple[float, float]:
    row, column = divmod(index, COLUMNS)
    return 0.02 + column * 0.25, 1 - (row + 1) / lines + 0.08 / lines


def _series(view: View, hamlet: str) -> list[float | int | None]:
    reviews = (poverty.review(view.data, view.territory, y, hamlet) for y in view.years)
    return [poverty.rate_of(view.data, r, "poverty_rate").value for r in reviews]


def _pair(
    view: View, axis: str, commune: list[Any], own: list[Any]
) -> list[dict[str, Any]]:
    palette = colours(view)
    at = {"type": "scatter", "x": list(view.years), "xaxis": f"x{axis}", "yaxis": f"y{axis}",
          "hoverinfo": "skip"}  # fmt: skip
    grey = {"y": commune, "mode": "lines", "line": {"color": palette.line, "width": 4}}
    mine = {"color": palette.accent, "width": 3}
    return [at | grey, at | {"y": own, "mode": "lines+markers", "line": mine, "marker": {"size": 8}}]


def _title(
    view: View, code: str, name: str, left: float, bottom: float, lines: int
) -> dict[str, Any]:
    found = poverty.rate_of(
        view.data, poverty.review(view.data, view.territory, view.year, code), "poverty_rate"
    )
    rate = percent(view.language, found.value) if found.value is not None else "—"
    part, whole = (
        "—" if n is None else number(view.language, n) for n in (found.part, found.whole)
    )
    text = f"<b>{safe(name)}</b><br>{rate} · {part}/{whole}"
    return {
        "text": text, "x": left, "y": bottom + 0.64 / lines, "xref": "paper", "yref": "paper",
        "xanchor": "left", "yanchor": "bottom", "showarrow": False, "align": "left",
        "font": {"size": 15},
    }  # fmt: skip
