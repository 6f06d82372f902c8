"""Measures -> the charts of the slides. Figures only: whoever draws them writes the numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dashboard.deck.slide import Chart, Form, Mark, Series
from dashboard.explain import step_key
from dashboard.measure import flows, gaps, money, reviews
from dashboard.measure.figure import Figure, Unit
from dashboard.measure.livelihoods import Outcomes
from dashboard.measure.support import target
from dashboard.measure.territory import Hamlet
from dashboard.view import View

POOR = "poor_households"
STAYED = {
    "still_near_poor": "near_poor", "still_poor": "warning", "withdrew": "soft", "unknown": "line",
}  # fmt: skip
SAYS_NOTHING = ("other_out", "other_in")


def series(name: str, figures: Iterable[Figure | None], tone: str, step: bool = False) -> Series:
    """Plain marks of one kind."""
    return Series(name, tuple(Mark(found) for found in figures), tone, step)


def trend(view: View, years: Sequence[int]) -> Chart:
    """The poverty rate of each year as a column, its target as a step; columns join no two years."""
    at = (view.data, view.territory)
    rates = [reviews.rate_of(view.data, reviews.review(*at, y), "poverty_rate") for y in years]
    goals = [target(*at, "poverty_rate", y) for y in years]
    shown = [series(view.indicator("poverty_rate"), rates, "accent")]
    if any(goal.known for goal in goals):
        known = [goal if goal.known else None for goal in goals]
        shown.append(series(view.say("poverty.target"), known, "near_poor", step=True))
    names = tuple(f"{year}{'*' if gaps.unreviewed(*at, year) else ''}" for year in years)
    return Chart(Form.COLUMNS, names, tuple(shown), Unit.RATE, view.say("slide.alt_columns"))


def moved(view: View) -> Chart | None:
    """The movement form of the poor, in its order; None when a column of it is missing."""
    form = flows.movement(view.data, view.territory, view.year, "poor")
    if not form.complete:
        return None
    shown, level = form.figures, form.value("opening") or 0
    steps = [("movement.opening", Mark(shown["opening"], "soft"))]
    for name in (*flows.OUT, *flows.IN):
        sign = -1 if name in flows.OUT else 1
        size = form.value(name) or 0
        base = min(level, level + sign * size)
        steps.append((step_key(name), Mark(shown[name], _tone(name), sign if size else 0, base)))
        level += sign * size
    rest = (form.value("closing") or 0) - level
    if rest:
        gap = Mark(
            shown["discrepancy"], "near_poor", 1 if rest > 0 else -1, min(level, level + rest)
        )
        steps.append((step_key("discrepancy"), gap))
    steps.append(("movement.closing", Mark(shown["closing"], "soft")))
    steps += _summary(view)
    names = tuple(view.say(key) for key, _ in steps)
    marks = tuple(mark for _, mark in steps)
    whole = Series(view.say("count.poor_households"), marks, "soft")
    alt = view.say("slide.alt_waterfall")
    return Chart(Form.WATERFALL, names, (whole,), Unit.HOUSEHOLDS, alt)


def _summary(view: View) -> list[tuple[str, Mark]]:
    """What the summary form counts where the movement form closes with another number, and the gap."""
    gap = flows.closing_gap(view.data, view.territory, view.year, "poor")
    if not gap.value:
        return []
    base = min(float(found.value or 0) for found in gap.of)
    mark = Mark(gap, "near_poor", 1 if gap.value > 0 else -1, base)
    return [(step_key("closing_gap"), mark), ("movement.summary", Mark(gap.of[1], "soft"))]


def _tone(name: str) -> str:
    """Fewer poor is good: colour by meaning, not by sign."""
    if name in SAYS_NOTHING:
        return "pale"
    return "accent" if name in flows.OUT else "warning"


def spent(view: View, found: Sequence[money.Project]) -> Chart:
    """Of each work what was planned and what was disbursed of it, in đồng."""
    shown = (
        series(view.say("works.planned"), [p.planned for p in found], "pale"),
        series(view.say("works.disbursed"), [p.disbursed for p in found], "accent"),
    )
    names = tuple(str(p.row["name"]) for p in found)
    return Chart(Form.BARS, names, shown, Unit.VND, view.say("slide.alt_bars"))


def outcomes(view: View, found: Outcomes, name: str, alt: str) -> Chart:
    """The households of the group or of the projects: those that left, then what became of the others."""
    left = [series(view.say("slide.exited"), [found.exits], "accent")]
    others = [
        series(view.say(f"outcome.{key}"), [found.by_outcome[key]], tone)
        for key, tone in STAYED.items()
        if found.by_outcome[key].value
    ]
    return Chart(Form.SQUARES, (name,), tuple(left + others), Unit.HOUSEHOLDS, alt)


def poor_of(view: View, hamlet: Hamlet, year: int) -> Figure:
    """The poor households of a hamlet in a year."""
    found = reviews.review(view.data, view.territory, year, hamlet.code)
    return reviews.counted(view.data, found, POOR)


def two_years(view: View, hamlets: Sequence[Hamlet]) -> Chart:
    """The poor households of each hamlet, the year before and now, in the office's order.

    Those of the year before only where they follow the same standard.
    """
    before = [poor_of(view, h, view.year - 1) for h in hamlets]
    same = [_standard(view, h, view.year - 1) == _standard(view, h, view.year) for h in hamlets]
    shown = (
        series(str(view.year - 1), [f if s else None for f, s in zip(before, same, strict=True)],
               "soft"),
        series(str(view.year), [poor_of(view, h, view.year) for h in hamlets], "accent"),
    )  # fmt: skip
    names = tuple(h.name for h in hamlets)
    return Chart(Form.DUMBBELL, names, shown, Unit.HOUSEHOLDS, view.say("slide.alt_dumbbell"))


def _standard(view: View, hamlet: Hamlet, year: int) -> str | None:
    return reviews.review(view.data, view.territory, year, hamlet.code).standard


def through_the_years(view: View, hamlet: Hamlet) -> tuple[Chart, bool]:
    """The poor households of one hamlet in every year of the view's standard, up to the view's.

    Beside the chart, whether these are all years that are known.
    """
    found = [(y, poor_of(view, hamlet, y)) for y in view.years if y <= view.year]
    known = [(year, figure) for year, figure in found if figure.known]
    now = _standard(view, hamlet, view.year)
    same = [(year, figure) for year, figure in known if _standard(view, hamlet, year) == now]
    shown = series(view.say("count.poor_households"), [figure for _, figure in same], "accent")
    names, alt = tuple(str(year) for year, _ in same), view.say("slide.alt_columns")
    return Chart(Form.COLUMNS, names, (shown,), Unit.HOUSEHOLDS, alt), len(same) == len(known)
