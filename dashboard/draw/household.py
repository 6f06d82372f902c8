"""One household through the years: its status at each review, and what happened in between, in lanes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

import plotly.graph_objects as go

from dashboard import theme
from dashboard.blocks.story import plain, status_of
from dashboard.draw.base import colours, frame
from dashboard.measure.story import REGULAR, Happening, Step, Story
from dashboard.view import View
from dashboard.words import safe

LANES = ("visit", "project", "loan", "support")  # from below; the reviews stand above them
LANE = {"due": "loan", "repaid": "loan", "outcome": "project"}
SYMBOLS = {"support": "circle", "loan": "square", "due": "x-thin", "repaid": "line-ns",
           "project": "diamond", "outcome": "diamond-open", "visit": "triangle-up"}  # fmt: skip
COLOURS = {"poor": "poor", "near_poor": "near_poor", "average": "above", "not_poor": "above"}


@lru_cache(maxsize=128)
def lifeline(view: View, found: Story) -> go.Figure:
    """A bar for each year, coloured by the year's review, hatched where none says anything; marks below."""
    steps = [step for step in found.steps if step.round != REGULAR]
    lanes = [n for n in LANES if any(_lane(one) == n for one in found.happenings)]
    names = [view.say(f"story.lane_{name}") for name in (*lanes, "review")]
    first, last = _span(view, found)
    traces = [_reviews(view, steps, names[-1]), *_terms(view, found, last + 1)]
    traces += [_marks(view, found, name) for name in lanes]
    return frame(
        view, traces, 120 + 62 * len(names), bargap=0.15,
        xaxis={
            "range": [first - 0.02, last + 1.02], "tickmode": "array",
            "tickvals": [year + 0.5 for year in range(first, last + 1)],
            "ticktext": [str(year) for year in range(first, last + 1)],
            "side": "top", "showline": False,
        },
        yaxis={"type": "category", "categoryorder": "array", "categoryarray": names},
        shapes=[_rule(view, year) for year in range(first, last + 2)],
        margin={"l": 8, "r": 8, "t": 40, "b": 8},
    )  # fmt: skip


def _span(view: View, found: Story) -> tuple[int, int]:
    """The first and the last year: of reviews and of all that happened; a due date one year on at most."""
    years = {step.year for step in found.steps}
    years |= {one.day.year for one in found.happenings if one.kind != "due"}
    years = years or {(view.today or date.min).year}
    ahead = {one.day.year for one in found.happenings if one.day.year <= max(years) + 1}
    return min(years | ahead), max(years | ahead)


def _rule(view: View, year: int) -> dict[str, Any]:
    return {
        "type": "line", "xref": "x", "yref": "paper", "x0": year, "x1": year, "y0": 0, "y1": 1,
        "line": {"color": colours(view).line, "width": 1}, "layer": "below",
    }  # fmt: skip


def _reviews(view: View, steps: Iterable[Step], lane: str) -> dict[str, Any]:
    palette, found = colours(view), list(steps)
    known = [COLOURS.get(step.status) for step in found]
    return {
        "type": "bar", "orientation": "h", "base": [s.year + 0.01 for s in found],
        "x": [0.98] * len(found), "y": [lane] * len(found), "customdata": [None] * len(found),
        "text": [_said(view, step) for step in found], "textposition": "inside",
        "insidetextanchor": "middle", "textangle": 0, "hoverinfo": "none",
        "insidetextfont": {
            "color": [_ink(view, name) for name in known], "size": theme.SIZE - 4,
        },
        "marker": {
            "color": [getattr(palette, name) if name else palette.paper for name in known],
            "line": {"color": palette.soft, "width": 1},
            "pattern": {
                "shape": ["" if name else "/" for name in known], "fgcolor": palette.soft,
                "solidity": 0.15, "fillmode": "overlay",
            },
        },
    }  # fmt: skip


def _ink(view: View, name: str | None) -> str:
    """What can be read on a status."""
    palette = colours(view)
    return palette.ink if name is None or (name == "near_poor" and not view.dark) else palette.paper


def _said(view: View, step: Step) -> str:
    row = step.row or {}
    scores = [
        view.say(f"story.{name}", value=plain(view, row[name]))
        for name in ("b1_score", "b2_score")
        if row.get(name) is not None
    ]
    return "<br>".join([safe(status_of(view, step)), safe(" · ".join(scores))])


def _lane(one: Happening) -> str:
    return LANE.get(one.kind, one.kind)


def _terms(view: View, found: Story, end: int) -> list[dict[str, Any]]:
    """A line from the day on which money was lent to the day on which it is due."""
    lane = view.say("story.lane_loan")
    return [
        {
            "type": "scatter", "mode": "lines", "y": [lane, lane], "showlegend": False,
            "x": [_x(loan.row["disbursed_date"]), min(_x(loan.row["due_date"]), end)],
            "line": {"color": colours(view).pale, "width": 6}, "hoverinfo": "skip",
        }
        for loan in found.loans
        if loan.row["due_date"]
    ]  # fmt: skip


def _marks(view: View, found: Story, lane: str) -> dict[str, Any]:
    """The marks of a lane with the numbers under which the table tells of them."""
    mine = [(n, one) for n, one in enumerate(found.happenings, 1) if _lane(one) == lane]
    palette = colours(view)
    return {
        "type": "scatter", "mode": "markers+text", "x": [_at(one) for _, one in mine],
        "y": [view.say(f"story.lane_{lane}")] * len(mine), "customdata": [None] * len(mine),
        "text": ["" if one.kind == "repaid" else str(n) for n, one in mine],
        "textposition": "top center", "textfont": {"size": theme.SIZE - 4}, "hoverinfo": "none",
        "cliponaxis": False,
        "marker": {
            "symbol": [SYMBOLS[one.kind] for _, one in mine], "size": 13, "color": palette.accent,
            "line": {"color": palette.accent, "width": 2},
        },
    }  # fmt: skip


def _at(one: Happening) -> float:
    """Of what only the year is written: entry at its beginning, the outcome at its end."""
    aside = {"project": 0.06, "outcome": -0.06}
    return _x(one.day) + (aside[one.kind] if one.whole_year else 0)


def _x(day: date) -> float:
    """Where a day stands: its year, and how much of it has gone."""
    start, end = date(day.year, 1, 1), date(day.year + 1, 1, 1)
    return day.year + (day - start).days / (end - start).days
