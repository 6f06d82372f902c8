"""Hamlets -> small charts on one scale that wrap to the width of the screen."""

from __future__ import annotations

from functools import lru_cache

from dashboard.measure import poverty
from dashboard.measure.figure import Figure
from dashboard.measure.territory import Hamlet
from dashboard.view import View
from dashboard.words import figure, part_of_whole, percent, safe

WIDE, HIGH = 220, 84  # of the drawing, in its own units
LEFT, TOP, BOTTOM = 34, 8, 66
Series = list[Figure]


@lru_cache(maxsize=128)
def multiples(view: View) -> str:
    """The rate of each hamlet through the years, the commune's in grey behind; n/N in each title."""
    commune = _series(view, "")
    own = [(hamlet, _series(view, hamlet.code)) for hamlet in view.territory.hamlets]
    values = [f.value or 0 for series in (commune, *(s for _, s in own)) for f in series]
    top = max([*values, 0.01])
    small = "".join(_small(view, hamlet, series, commune, top) for hamlet, series in own)
    return f'<div class="th"><div class="th-multiples">{small}</div></div>'


def _series(view: View, hamlet: str) -> Series:
    reviews = (poverty.review(view.data, view.territory, y, hamlet) for y in view.years)
    return [poverty.rate_of(view.data, found, "poverty_rate") for found in reviews]


def _small(view: View, hamlet: Hamlet, own: Series, commune: Series, top: float) -> str:
    last = own[view.years.index(view.year)]
    rate = figure(view.language, last)
    alt = view.say("hamlets.multiple_alt", name=hamlet.name, year=view.year, rate=rate)
    title = (
        f"<b>{safe(hamlet.name)}</b><br>{safe(rate)} · {safe(part_of_whole(view.language, last))}"
    )
    lines = _line(commune, top, "all") + _line(own, top, "own") + _dots(own, top)
    return (
        f'<figure><figcaption>{title}</figcaption><svg viewBox="0 0 {WIDE} {HIGH}" role="img" '
        f'aria-label="{safe(alt)}">{lines}{_axes(view, top)}</svg></figure>'
    )


def _at(index: int, value: float, count: int, top: float) -> tuple[float, float]:
    across = (WIDE - LEFT - 10) / max(count - 1, 1)
    return round(LEFT + index * across, 1), round(BOTTOM - (BOTTOM - TOP) * value / top, 1)


def _points(series: Series, top: float) -> list[tuple[float, float]]:
    return [_at(i, f.value, len(series), top) for i, f in enumerate(series) if f.value is not None]


def _line(series: Series, top: float, kind: str) -> str:
    points = " ".join(f"{x},{y}" for x, y in _points(series, top))
    return f'<polyline class="{kind}" points="{points}"></polyline>'


def _dots(series: Series, top: float) -> str:
    return "".join(f'<circle cx="{x}" cy="{y}" r="3.6"></circle>' for x, y in _points(series, top))


def _axes(view: View, top: float) -> str:
    """0 and the common top at the left, the first and the last year below."""
    high = percent(view.language, top, 0)
    zero = percent(view.language, 0.0, 0)
    first, last = view.years[0], view.years[-1]
    return (
        f'<text x="{LEFT - 6}" y="{TOP + 8}" text-anchor="end">{high}</text>'
        f'<text x="{LEFT - 6}" y="{BOTTOM + 3}" text-anchor="end">{zero}</text>'
        f'<text x="{LEFT}" y="{HIGH - 2}" text-anchor="middle">{first}</text>'
        f'<text x="{WIDE - 14}" y="{HIGH - 2}" text-anchor="middle">{last}</text>'
    )
