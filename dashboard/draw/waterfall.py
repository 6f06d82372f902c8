"""Why a number changed: waterfalls in the form's order, in households and in points."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import plotly.graph_objects as go

from dashboard.draw.base import colours, frame
from dashboard.drawn import keys
from dashboard.explain import step_key
from dashboard.measure import flows
from dashboard.measure.figure import Figure, Unit
from dashboard.measure.steps import BETWEEN, GAPS, rate_steps
from dashboard.view import View
from dashboard.words import number, safe

ROOM = 1.35


@dataclass(frozen=True)
class Bar:
    """One bar: the words key of its name, the figure that it shows, where it stands, how long it is."""

    key: str
    figure: Figure
    base: float
    size: float
    colour: str
    sign: str = ""
    hatched: bool = False


@lru_cache(maxsize=128)
def waterfall(view: View, unit: Unit = Unit.HOUSEHOLDS) -> go.Figure:
    """The poor: opening, the seven movements, closing; what does not balance is hatched."""
    moved = flows.movement(view.data, view.territory, view.year, "poor", view.hamlet_code, unit)
    grey = colours(view).soft
    shown = moved.figures
    level = float(moved.value("opening") or 0)
    bars = [Bar("movement.opening", shown["opening"], 0, level, grey)]
    for name in (*flows.OUT, *flows.IN):
        size = (moved.value(name) or 0) * (-1 if name in flows.OUT else 1)
        bars.append(_step(view, name, shown[name], level, size))
        level += size
    rest = (moved.value("closing") or 0) - level
    if rest:
        bars.append(_step(view, "discrepancy", shown["discrepancy"], level, rest))
    bars.append(Bar("movement.closing", shown["closing"], 0, moved.value("closing") or 0, grey))
    bars += _summary(view, unit)
    return _draw(view, bars, lambda size: number(view.language, size))


def _summary(view: View, unit: Unit) -> list[Bar]:
    """What the summary form counts, and the bar up to it; nothing where the movement form closes with it."""
    gap = flows.closing_gap(view.data, view.territory, view.year, "poor", view.hamlet_code, unit)
    if not gap.value:
        return []
    closing, summary = (float(found.value or 0) for found in gap.of)
    step = _step(view, "closing_gap", gap, closing, gap.value)
    return [step, Bar("movement.summary", gap.of[1], 0, summary, colours(view).soft)]


@lru_cache(maxsize=128)
def rate_waterfall(
    view: View, unit: Unit = Unit.HOUSEHOLDS, rate: str = "poverty_rate"
) -> go.Figure:
    """From last year's rate to this one: the seven movements and the total that they are shares of."""
    found = rate_steps(view.data, view.territory, view.year, view.hamlet_code, unit, rate)
    grey = colours(view).soft
    level = float(found.before.value or 0)
    bars = [Bar("rate_step.before", found.before, 0, level, grey)]
    for name, step in found.steps:
        size = float(step.value or 0)
        bars.append(_step(view, name, step, level, size, unit, rate))
        level += size
    bars.append(Bar("rate_step.after", found.after, 0, float(found.after.value or 0), grey))
    return _draw(view, bars, lambda size: number(view.language, size * 100, 2))


def _step(
    view: View,
    name: str,
    found: Figure,
    level: float,
    size: float,
    unit: Unit = Unit.HOUSEHOLDS,
    rate: str = "poverty_rate",
) -> Bar:
    sign = "+" if size > 0 else "−" if size < 0 else ""
    low = min(level, level + size)
    key = step_key(name, persons=unit is Unit.PERSONS, rate=rate)
    return Bar(key, found, low, abs(size), _tone(view, name, rate), sign, name in GAPS)


def _tone(view: View, name: str, rate: str) -> str:
    """Fewer poor is good: colour by meaning, not by sign; what says nothing is pale.

    A near-poor household that becomes poor makes the near-poor fewer and is no good news.
    """
    if name in GAPS:
        return colours(view).near_poor
    if name in ("other_out", "other_in", "denominator"):
        return colours(view).pale
    turned = rate == "near_poverty_rate" and name in BETWEEN
    return colours(view).accent if (name in flows.OUT) is not turned else colours(view).warning


def _draw(view: View, bars: list[Bar], written: Callable[[float], str]) -> go.Figure:
    """Bars lie down, in the form's order from the top, so that their names can be read on a phone."""
    texts = {"year": view.year, "before": view.year - 1}
    names = [_wrapped(view.say(bar.key, **texts)) for bar in bars]
    trace = {
        "type": "bar",
        "orientation": "h",
        "y": names,
        "x": [bar.size for bar in bars],
        "base": [bar.base for bar in bars],
        "text": [f"<b>{bar.sign}{written(bar.size)}</b>" for bar in bars],
        "textposition": "outside",
        "cliponaxis": False,
        "customdata": keys(view.data, [bar.figure for bar in bars]),
        "hoverinfo": "none",
        "marker": {
            "color": [bar.colour for bar in bars],
            "pattern": {"shape": ["/" if bar.hatched else "" for bar in bars]},
        },
    }
    top = max((bar.base + bar.size for bar in bars), default=1)
    return frame(
        view, [trace], 60 + 52 * len(bars), bargap=0.25,
        xaxis={"range": [0, top * ROOM or 1], "visible": False},
        yaxis={
            "type": "category", "categoryorder": "array", "categoryarray": names[::-1],
            "ticklabelstandoff": 8,
        },
    )  # fmt: skip


def _wrapped(text: str, width: int = 22) -> str:
    lines: list[str] = []
    for word in safe(text).split():
        if lines and len(lines[-1]) + len(word) < width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return "<br>".join(lines)
