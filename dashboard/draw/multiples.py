"""Hamlets -> small charts on one scale that wrap to the width of the screen."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby, pairwise
from urllib.parse import quote

from dashboard.draw.base import colours
from dashboard.drawn import mark
from dashboard.measure import gaps, reviews
from dashboard.measure.figure import Figure
from dashboard.measure.territory import Hamlet
from dashboard.view import View
from dashboard.words import figure, part_of_whole, percent, safe

WIDE, HIGH = 220, 84  # of the drawing, in its own units
LEFT, TOP, BOTTOM = 34, 8, 66
DASH = 7
Series = list[Figure]
Years = frozenset[int]


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
    found = (reviews.review(view.data, view.territory, y, hamlet) for y in view.years)
    return [reviews.rate_of(view.data, one, "poverty_rate") for one in found]


def _lacking(view: View) -> Years:
    """The places of the years whose review lacks a hamlet."""
    at = (view.data, view.territory)
    return frozenset(i for i, year in enumerate(view.years) if gaps.unreviewed(*at, year))


def _small(view: View, hamlet: Hamlet, own: Series, commune: Series, top: float) -> str:
    last = own[view.years.index(view.year)]
    rate = figure(view.language, last)
    alt = view.say("hamlets.multiple_alt", name=hamlet.name, year=view.year, rate=rate)
    title = (
        f"<b>{safe(hamlet.name)}</b><br>{mark(view.data, last, rate)}"
        f" · {safe(part_of_whole(view.language, last))}"
    )
    grey, accent = colours(view).line, colours(view).accent
    lacking = _lacking(view)
    marks = _lines(view, commune, top, grey, 4, lacking) + _rings(commune, top, grey, lacking)
    marks += _lines(view, own, top, accent, 2.5) + _dots(own, top, accent)
    image = _image(marks + _axes(view, top))
    return f'<figure><figcaption>{title}</figcaption><img src="{image}" alt="{safe(alt)}"></figure>'


def _image(marks: str) -> str:
    """Drawn inside the address of the picture: it needs no file and no second request."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}">'
    return "data:image/svg+xml," + quote(f"{head}{marks}</svg>")


def _at(index: int, value: float, count: int, top: float) -> tuple[float, float]:
    across = (WIDE - LEFT - 10) / max(count - 1, 1)
    return round(LEFT + index * across, 1), round(BOTTOM - (BOTTOM - TOP) * value / top, 1)


def _points(series: Series, top: float, indexes: Iterable[int]) -> list[tuple[float, float]]:
    known = ((i, series[i].value) for i in indexes)
    return [_at(i, value, len(series), top) for i, value in known if value is not None]


def _lines(
    view: View, series: Series, top: float, colour: str, width: float, lacking: Years = frozenset()
) -> str:
    """A line for each run of comparable years; a run of one year is a short dash.

    No line goes over a year without a rate, and to and from one that lacks a hamlet it is dashed.
    """
    lines = []
    for run in reviews.comparable_years(view.data, view.territory):
        places = [view.years.index(year) for year in run]
        stretches = groupby(places, key=lambda place: series[place].value is not None)
        for stretch in (list(group) for known, group in stretches if known):
            for piece, dashed in _pieces(stretch, lacking):
                joined = " ".join(f"{x},{y}" for x, y in _drawn(series, top, piece))
                style = f'fill="none" stroke="{colour}" stroke-width="{width}"'
                style += ' stroke-dasharray="5 4"' if dashed else ""
                lines.append(f'<polyline {style} points="{joined}"/>')
    return "".join(lines)


def _pieces(stretch: list[int], lacking: Years) -> Iterable[tuple[list[int], bool]]:
    """A stretch of years in pieces, each with whether it is dashed."""
    if len(stretch) == 1:
        yield stretch, stretch[0] in lacking
    for dashed, links in groupby(pairwise(stretch), key=lambda link: bool(lacking & {*link})):
        found = list(links)
        yield [found[0][0], *(after for _, after in found)], dashed


def _drawn(series: Series, top: float, places: list[int]) -> list[tuple[float, float]]:
    found = _points(series, top, places)
    if len(found) > 1:
        return found
    return [(x + aside, y) for x, y in found for aside in (-DASH, DASH)]


def _rings(series: Series, top: float, colour: str, lacking: Years) -> str:
    """An open mark at every year that lacks a hamlet."""
    return "".join(
        f'<circle cx="{x}" cy="{y}" r="4.2" fill="none" stroke="{colour}" stroke-width="2"/>'
        for x, y in _points(series, top, sorted(lacking))
    )


def _dots(series: Series, top: float, colour: str) -> str:
    return "".join(
        f'<circle cx="{x}" cy="{y}" r="3.6" fill="{colour}"/>'
        for x, y in _points(series, top, range(len(series)))
    )


def _axes(view: View, top: float) -> str:
    """0 and the common top at the left, the first and the last year below."""
    texts = (
        (LEFT - 6, TOP + 8, "end", percent(view.language, top, 0)),
        (LEFT - 6, BOTTOM + 3, "end", percent(view.language, 0.0, 0)),
        (LEFT, HIGH - 2, "middle", view.years[0]),
        (WIDE - 14, HIGH - 2, "middle", view.years[-1]),
    )
    style = f'font-family="sans-serif" font-size="11" fill="{colours(view).soft}"'
    return "".join(
        f'<text x="{x}" y="{y}" text-anchor="{anchor}" {style}>{text}</text>'
        for x, y, anchor, text in texts
    )
