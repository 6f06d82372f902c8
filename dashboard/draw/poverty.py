"""The trend with its target and its breaks; the movements; deprivations and causes."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import plotly.graph_objects as go

from dashboard.draw.base import colours, frame, label, rule
from dashboard.measure import poverty, support
from dashboard.measure.press import published
from dashboard.view import View
from dashboard.words import figure, number, percent, safe

ROOM = 1.28


@lru_cache(maxsize=128)
def trend(view: View) -> go.Figure:
    """Every real point, labelled; the target stepped; a press figure as an open marker; breaks marked."""
    found = [
        (y, poverty.rate_of(view.data, poverty.review(view.data, view.territory, y), "poverty_rate"))
        for y in view.years
    ]
    points = [(y, f) for y, f in found if f.value is not None]
    traces = [*_lines(view, points), *_targets(view), *_press(view, dict(points))]
    top = max([f.value or 0 for _, f in points] + [0.01]) * ROOM
    shapes, notes = _breaks(view, [(y, f.standard) for y, f in points])
    axis = {"tickvals": list(view.years), "ticktext": [str(y) for y in view.years]}
    span = [min(view.years, default=0) - 0.45, max(view.years, default=0) + 0.45]
    return frame(
        view, traces, 400, showlegend=True, shapes=shapes, annotations=notes,
        xaxis=axis | {"range": span}, yaxis={"range": [0, top], "tickformat": ".0%", "nticks": 5},
        margin={"l": 8, "r": 8, "t": 64, "b": 8}, legend={"y": -0.12, "yanchor": "top"},
    )  # fmt: skip


def _lines(view: View, points: list[tuple[int, Any]]) -> list[dict[str, Any]]:
    """A line for each standard: points of two standards are never joined."""
    traces = []
    for standard in dict.fromkeys(f.standard for _, f in points):
        mine = [(y, f) for y, f in points if f.standard == standard]
        traces.append(
            {
                "type": "scatter",
                "mode": "lines+markers+text",
                "x": [y for y, _ in mine],
                "y": [f.value for _, f in mine],
                "text": [
                    f"<b>{figure(view.language, f)}</b><br>{number(view.language, f.part)}/"
                    f"{number(view.language, f.whole)}"
                    for _, f in mine
                ],
                "textposition": "top center",
                "line": {"color": colours(view).accent, "width": 4},
                "marker": {"size": 14, "color": colours(view).accent},
                "name": view.say("poverty.series", standard=standard or "—"),
                "hoverinfo": "skip",
                "cliponaxis": False,
            }
        )
    return traces


def _targets(view: View) -> list[dict[str, Any]]:
    """A short step for each year that has a target."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    texts: list[str] = []
    for year in view.years:
        goal = support.target(view.data, view.territory, "poverty_rate", year)
        if goal.value is not None:
            xs += [year - 0.3, year + 0.3, None]
            ys += [goal.value, goal.value, None]
            texts += ["", figure(view.language, goal), ""]
    if not xs:
        return []
    return [
        {
            "type": "scatter", "mode": "lines+text", "x": xs, "y": ys, "text": texts,
            "textposition": "middle right", "textfont": {"color": colours(view).near_poor},
            "line": {"color": colours(view).near_poor, "width": 4},
            "name": view.say("poverty.target"), "hoverinfo": "skip",
        }
    ]  # fmt: skip


def _press(view: View, points: dict[int, Any]) -> list[dict[str, Any]]:
    """`hơn 4 %` is a lower bound: an open marker with a tick upwards, never a point of the line."""
    traces = []
    for year in view.years:
        fact = published(view.data, "poverty_rate", year)
        if fact is None or fact["qualifier"] != "more_than":
            continue
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": [year + 0.08],
                "y": [fact["value"] / 100],
                "marker": {
                    "symbol": "arrow-bar-up-open", "size": 20, "color": colours(view).warning,
                    "line": {"width": 3, "color": colours(view).warning},
                },
                "name": view.say("poverty.press", value=percent(view.language, fact["value"] / 100, 0)),
                "hoverinfo": "skip",
            }
        )  # fmt: skip
    return traces


def _breaks(
    view: View, points: list[tuple[int, str | None]]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """A rule where the territory or the standard changed between two reviews."""
    shapes, notes = [], []
    soft = colours(view).soft
    for (before, old), (after, new) in zip(points, points[1:], strict=False):
        middle = (before + after) / 2
        units = [poverty.review(view.data, view.territory, y) for y in (before, after)]
        merged = len({view.territory.expected_units(u.date) for u in units}) > 1
        texts = [view.say("poverty.merger")] if merged else []
        texts += [view.say("poverty.new_standard")] if old != new else []
        if texts:
            shapes.append(rule(middle, soft))
            notes.append(label(middle, safe(" · ".join(texts)), soft))
    return shapes, notes


STEPS = (*poverty.OUT, *poverty.IN)


@lru_cache(maxsize=128)
def waterfall(view: View, group: str) -> go.Figure:
    """Opening, the form's seven movements in its order, closing; what does not balance is hatched."""
    moved = poverty.movement(view.data, view.territory, view.year, group)
    names = [n for n in STEPS if moved.value(n) is not None]
    palette = colours(view)
    level = moved.value("opening") or 0
    bars = [("opening", 0, level, palette.soft)]
    for name in names:
        size = moved.value(name) or 0
        after = level - size if name in poverty.OUT else level + size
        bars.append((name, min(level, after), size, _tone(view, name)))
        level = after
    rest = (moved.value("closing") or 0) - level
    if rest:
        bars.append(("discrepancy", min(level, level + rest), abs(rest), palette.near_poor))
    bars.append(("closing", 0, moved.value("closing") or 0, palette.soft))
    return _bars(view, bars)


def _tone(view: View, name: str) -> str:
    """Fewer poor is good: colour by meaning, not by sign; what says nothing is grey."""
    if name in ("other_out", "other_in"):
        return colours(view).pale
    return colours(view).accent if name in poverty.OUT else colours(view).warning


def _bars(view: View, bars: list[tuple[str, int, int, str]]) -> go.Figure:
    signs = {**dict.fromkeys(poverty.OUT, "−"), **dict.fromkeys(poverty.IN, "+")}
    trace = {
        "type": "bar",
        "x": [_wrapped(view.say(f"movement.{name}")) for name, *_ in bars],
        "y": [size for _, _, size, _ in bars],
        "base": [base for _, base, _, _ in bars],
        "text": [f"<b>{signs.get(n, '')}{number(view.language, size)}</b>" for n, _, size, _ in bars],
        "textposition": "outside",
        "cliponaxis": False,
        "hoverinfo": "skip",
        "marker": {
            "color": [colour for *_, colour in bars],
            "pattern": {"shape": ["/" if n == "discrepancy" else "" for n, *_ in bars]},
        },
    }
    top = max((base + size for _, base, size, _ in bars), default=1)
    axis = {"range": [0, top * 1.15 or 1], "visible": False}
    return frame(view, [trace], 440, yaxis=axis, xaxis={"tickfont": {"size": 15}, "tickangle": 0})


def _wrapped(text: str, width: int = 13) -> str:
    lines: list[str] = []
    for word in safe(text).split():
        if lines and len(lines[-1]) + len(word) < width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return "<br>".join(lines)


@lru_cache(maxsize=256)
def details(view: View, detail: str) -> go.Figure:
    """Households by deprivation or cause: poor and near-poor in one order, that of the poor."""
    names = poverty.INDICATORS if detail == "indicator" else poverty.CAUSES
    groups = {
        g: poverty.by_detail(view.data, view.territory, view.year, g, detail)
        for g in ("near_poor", "poor")
    }
    order = sorted(range(len(names)), key=lambda i: groups["poor"][i].value or 0)
    palette = colours(view)
    traces = [
        {
            "type": "bar",
            "orientation": "h",
            "y": [safe(view.say(f"{detail}.{names[i]}")) for i in order],
            "x": [figures[i].value for i in order],
            "text": [
                "—" if figures[i].value is None else number(view.language, figures[i].value or 0)
                for i in order
            ],
            "textposition": "outside",
            "cliponaxis": False,
            "name": view.say(f"status.{group}"),
            "marker": {"color": palette.poor if group == "poor" else palette.near_poor},
            "hoverinfo": "skip",
        }
        for group, figures in groups.items()
    ]
    height = 90 + 46 * len(names)
    return frame(
        view, traces, height, showlegend=True, barmode="group", bargap=0.25,
        xaxis={"visible": False}, legend={"traceorder": "reversed", "y": 1.02, "yanchor": "bottom"},
    )  # fmt: skip
