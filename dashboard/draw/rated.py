"""Reviews -> points of a rate and the lines between them; a year that lacks a hamlet is open and dashed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from catalog.standards import standards
from dashboard.draw.base import colours
from dashboard.drawn import keys
from dashboard.measure import gaps, reviews, support
from dashboard.measure.figure import Figure
from dashboard.view import View
from dashboard.words import safe


@dataclass(frozen=True)
class Point:
    """One review: its rate, its target, what it may be compared with, how many hamlets it lacks."""

    year: int
    rate: Figure
    target: Figure
    standard: str | None
    units: tuple[str, ...]
    missing: int = 0


def points(view: View, name: str = "poverty_rate") -> tuple[Point, ...]:
    """The years with a rate. Only points of one standard and one territory are joined."""
    found = []
    for year in view.years:
        review = reviews.review(view.data, view.territory, year)
        rate = reviews.rate_of(view.data, review, name)
        if rate.value is not None:
            goal = support.target(view.data, view.territory, name, year)
            units = view.territory.expected_units(review.date)
            missing = len(gaps.unreviewed(view.data, view.territory, year))
            found.append(Point(year, rate, goal, rate.standard, units, missing))
    return tuple(found)


def lines(view: View, found: tuple[Point, ...], indicator: str) -> list[dict[str, Any]]:
    """A line for each run of comparable points, dashed to and from one that is not whole."""
    named: set[str | None] = set()
    traces = []
    for (standard, _), group in groupby(found, key=lambda p: (p.standard, p.units)):
        mine = list(group)
        links = [(a, b) for a, b in pairwise(mine) if a.missing or b.missing]
        traces += [_dashed(view, *link) for link in links]
        shown = _apart(mine)
        traces.append(_line(view, shown) | {
            "name": _series(view, standard, indicator), "legendgroup": standard or "",
            "showlegend": standard not in named,
        })  # fmt: skip
        named.add(standard)
    return traces


def _apart(mine: list[Point]) -> list[Point | None]:
    """The points with a gap before and after each one that is not whole."""
    shown: list[Point | None] = []
    for point in mine:
        before = shown[-1] if shown else None
        shown += [None] if before and (point.missing or before.missing) else []
        shown.append(point)
    return shown


def _line(view: View, shown: list[Point | None]) -> dict[str, Any]:
    accent = colours(view).accent
    return {
        "type": "scatter", "mode": "lines+markers", "hoverinfo": "none", "cliponaxis": False,
        "customdata": keys(view.data, [p.rate if p else None for p in shown]),
        "x": [p and p.year for p in shown], "y": [p and p.rate.value for p in shown],
        "line": {"color": accent, "width": 4},
        "marker": {
            "size": 14, "color": accent, "line": {"width": 3, "color": accent},
            "symbol": ["circle-open" if p and p.missing else "circle" for p in shown],
        },
    }  # fmt: skip


def _dashed(view: View, before: Point, after: Point) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "lines", "hoverinfo": "skip", "showlegend": False,
        "x": [before.year, after.year], "y": [before.rate.value, after.rate.value],
        "line": {"color": colours(view).accent, "width": 2, "dash": "dash"},
    }  # fmt: skip


def _series(view: View, standard: str | None, indicator: str) -> str:
    short = standards().get(standard or "", {}).get("short", "—")
    return view.say("poverty.series", indicator=view.indicator(indicator), standard=safe(short))
