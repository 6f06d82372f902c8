"""The rate through the years: every real point, its target, the breaks, what a newspaper printed."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go

from dashboard.draw.base import colours, frame, label, rule
from dashboard.draw.happened import on_years
from dashboard.draw.rated import Point, points
from dashboard.draw.rated import lines as rated_lines
from dashboard.drawn import keys
from dashboard.happened import Mark
from dashboard.measure.figure import Figure
from dashboard.measure.press import published, published_figure
from dashboard.view import View
from dashboard.words import figure, part_of_whole, percent, safe

ROOM = 1.3  # above the highest mark, for its label
NEAR = 0.16  # of the axis: a target this close above a point pushes the point's label up
LOWER = 40  # pixels below a chart whose years say what they lack
HALF = 0.3  # of a year: half the length of a target's step
ASIDE = 0.24  # of a year: the press marker stands beside the real point


@lru_cache(maxsize=128)
def trend(view: View, name: str = "poverty_rate", marked: tuple[Mark, ...] = ()) -> go.Figure:
    """A line with a marker at every real point, labels on the marks, the axis from 0; dated events."""
    found = points(view, name)
    values = [p.rate.value or 0 for p in found] + [p.target.value or 0 for p in found]
    top = max([*values, 0.01]) * ROOM
    shapes, notes = _breaks(view, found)
    traces = [*rated_lines(view, found, name), *_targets(view, found)]
    traces += _press(view, found, top, name)
    notes += [_point_label(view, p, top) for p in found]
    lines, numbers = on_years(view, marked, [shape["x0"] for shape in shapes])
    at = [*view.years, *(mark.x for mark in marked)]
    span = [min(at, default=0) - 0.55, max(at, default=0) + 0.55]
    more = LOWER if any(p.missing for p in found) else 0
    return frame(
        view, traces, 460 + more, showlegend=True, shapes=[*shapes, *lines], annotations=[*notes, *numbers],
        xaxis=_ticks(view, found) | {"range": span},
        yaxis={"range": [0, top], "tickformat": ".0%", "nticks": 5},
        margin={"l": 8, "r": 8, "t": 40, "b": 96 + more},
        legend={"yref": "container", "y": 0, "yanchor": "bottom"},
    )  # fmt: skip


def _point_label(view: View, point: Point, top: float) -> dict[str, Any]:
    """Rate and n/N above the mark; above its target when that is where the label would be."""
    value, goal = point.rate.value or 0, point.target.value
    close = goal is not None and 0 <= goal - value <= NEAR * top
    written = (
        f"<b>{figure(view.language, point.rate)}</b><br>{part_of_whole(view.language, point.rate)}"
    )
    return {
        "x": point.year, "y": goal if close else value, "text": written, "showarrow": False,
        "yanchor": "bottom", "yshift": 8, "font": {"size": 18},
    }  # fmt: skip


def _targets(view: View, found: tuple[Point, ...]) -> list[dict[str, Any]]:
    """A short step for each year that has a target."""
    goals = [(p.year, p.target.value) for p in found if p.target.value is not None]
    shown = [p.target for p in found if p.target.known]
    if not goals:
        return []
    return [
        {
            "type": "scatter", "mode": "lines", "hoverinfo": "none",
            "customdata": keys(view.data, [f for goal in shown for f in (goal, goal, None)]),
            "x": [x for year, _ in goals for x in (year - HALF, year + HALF, None)],
            "y": [y for _, goal in goals for y in (goal, goal, None)],
            "line": {"color": colours(view).near_poor, "width": 4},
            "name": view.say("poverty.target"),
        }
    ]  # fmt: skip


def _ticks(view: View, found: tuple[Point, ...]) -> dict[str, Any]:
    """The years, each with the hamlets that it lacks and its target written under it."""
    said = {year: [str(year)] for year in view.years}
    for point in found:
        if point.missing:
            said[point.year].append(view.say("poverty.lacks_below", number=point.missing))
        if point.target.known:
            said[point.year].append(view.say("poverty.target_is", target=point.target))
    texts = ["<br>".join(lines) for lines in said.values()]
    return {"tickvals": list(said), "ticktext": texts, "tickangle": 0}


def _press(view: View, found: tuple[Point, ...], top: float, name: str) -> list[dict[str, Any]]:
    """`hơn 4 %` is a lower bound: an open marker with a tick upwards, never a point of the line."""
    traces = []
    real = {p.year: p.rate.value for p in found}
    for year in view.years:
        fact = published(view.data, view.territory, name, year)
        if fact is None or fact["qualifier"] != "more_than":
            continue
        value, x = fact["value"] / 100, year + (ASIDE if year in real else 0)
        said = published_figure(fact)
        traces.append(_bound(view, said, x, top))
        if year not in real and year + 1 in real:
            traces.append(_link(view, (x, value), (year + 1, real[year + 1])))
    return traces


def _bound(view: View, said: Figure, x: float, top: float) -> dict[str, Any]:
    warning, value = colours(view).warning, float(said.value or 0)
    return {
        "type": "scatter", "mode": "lines+markers", "hoverinfo": "none",
        "customdata": keys(view.data, [said, said]),
        "x": [x, x], "y": [value, value + 0.07 * top],
        "line": {"color": warning, "width": 3},
        "marker": {
            "symbol": ["circle-open", "triangle-up"], "size": [15, 13], "color": warning,
            "line": {"width": 3, "color": warning},
        },
        "name": view.say("poverty.press", value=percent(view.language, value, 0)),
    }  # fmt: skip


def _link(view: View, start: tuple[float, float], end: tuple[float, Any]) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "lines", "hoverinfo": "skip", "showlegend": False,
        "x": [start[0], end[0]], "y": [start[1], end[1]],
        "line": {"color": colours(view).soft, "width": 2, "dash": "dash"},
    }  # fmt: skip


def _breaks(
    view: View, found: tuple[Point, ...]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """A rule where the territory or the standard changed between two reviews."""
    shapes, notes = [], []
    soft = colours(view).soft
    for before, after in pairwise(found):
        texts = [view.say("poverty.merger")] if before.units != after.units else []
        texts += [view.say("poverty.new_standard")] if before.standard != after.standard else []
        if texts:
            middle = (before.year + after.year) / 2
            shapes.append(rule(middle, soft))
            notes.append(label(middle, safe(" · ".join(texts)), soft))
    return shapes, notes
