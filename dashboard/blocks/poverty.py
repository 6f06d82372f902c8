"""The poverty page: the answer, tables behind its charts, the transition table."""

from __future__ import annotations

from functools import lru_cache

from catalog.tables import GROUPS
from dashboard.blocks.base import (
    Cell,
    delta,
    element,
    fill,
    note,
    reason,
    sentence,
    source_table,
    table,
    told,
)
from dashboard.explain import movements
from dashboard.measure import breakdown, flows, gaps, press, reviews, support
from dashboard.measure.figure import Figure, Unit
from dashboard.view import View
from dashboard.words import printed, safe

_BETTER = {("poor", "near_poor"), ("poor", "above"), ("near_poor", "above")}
STEPS = ("opening", *flows.OUT, *flows.IN, "closing")


def series(view: View) -> list[tuple[int, Figure, Figure]]:
    """Year, rate, target of every year with a review."""
    return [
        (
            year,
            reviews.rate_of(
                view.data, reviews.review(view.data, view.territory, year), "poverty_rate"
            ),
            support.target(view.data, view.territory, "poverty_rate", year),
        )
        for year in view.years
    ]


@lru_cache(maxsize=256)
def trend_table(view: View) -> str:
    """Every real point of the trend, with the rates of the units that became the commune."""
    territory = view.territory
    heads = [view.say("poverty.year"), *(view.indicator(n) for n in reviews.RATES)]
    heads += [view.say("poverty.former", name=unit.name) for unit in territory.former]
    heads.append(view.say("poverty.target"))
    return table(view, view.say("poverty.trend_table"), heads, (_year(view, y) for y in view.years))


def year_cell(view: View, year: int) -> str:
    """A year, and how many hamlets its review lacks."""
    missing = len(gaps.unreviewed(view.data, view.territory, year))
    lacks = safe(view.say("poverty.lacks", number=missing))
    return f"{year}<br><small>{lacks}</small>" if missing else str(year)


@lru_cache(maxsize=256)
def open_points(view: View) -> str:
    """Under a trend: which of its points are open, and the hamlets that are missing there."""
    found = {y: gaps.unreviewed(view.data, view.territory, y) for y in view.years}
    said = [
        view.say("poverty.open_year", year=year, names=tuple(hamlet.name for hamlet in missing))
        for year, missing in found.items()
        if missing
    ]
    return note(safe(view.say("poverty.open_points", list="; ".join(said)))) if said else ""


def _year(view: View, year: int) -> list[Cell]:
    found = reviews.review(view.data, view.territory, year)
    cells: list[Cell] = [year_cell(view, year)]
    cells += [reviews.rate_of(view.data, found, name) for name in reviews.RATES]
    for unit in view.territory.former:
        there = found.date is None or unit.holds(found.date)
        rate = reviews.former_rate(view.data, view.territory, unit.key, year, "poverty_rate")
        cells.append(rate if there else None)
    goal = support.target(view.data, view.territory, "poverty_rate", year)
    cells.append(element(view, goal))
    return cells


@lru_cache(maxsize=256)
def movement_table(view: View, unit: Unit = Unit.HOUSEHOLDS) -> str:
    """The movement forms of both groups, in the order of the form."""
    groups = {
        g: flows.movement(view.data, view.territory, view.year, g, view.hamlet_code, unit)
        for g in GROUPS
    }
    heads = [view.say("poverty.step"), *(view.say(f"status.{g}") for g in groups)]
    rows: list[list[Cell]] = [
        [safe(view.say(f"movement.{name}")), *(m.figures[name] for m in groups.values())]
        for name in STEPS
    ]
    gaps = (delta(view, m.figures["discrepancy"]) for m in groups.values())
    rows.append([safe(view.say("movement.discrepancy")), *gaps])
    return table(view, view.say("poverty.movement_table", year=view.year), heads, rows)


@lru_cache(maxsize=256)
def explained(view: View, unit: Unit = Unit.HOUSEHOLDS) -> str:
    """The movement form of the poor as one sentence."""
    found = movements(view.data, view.territory, view.year, view.hamlet_code, unit)
    return told([sentence(view, found.key, **found.values)]) if found else ""


@lru_cache(maxsize=256)
def backcast(view: View) -> str:
    """How the rate before a merger was computed."""
    former = view.territory.former
    names = " + ".join(dict.fromkeys(unit.name for unit in former))
    return note(safe(view.say("poverty.backcast", names=names))) if former else ""


@lru_cache(maxsize=256)
def published(view: View) -> str:
    """What was published of last year's rate, beside ours; how far this year's lies below it, at least."""
    found = press.press_change(view.data, view.territory, view.year)
    if found is None:
        return ""
    last = str(view.year - 1)
    said = element(view, found.published, printed(view.language, found.published))
    lines = [fill(view, "press.said", year=last, published=said)]
    if found.ours.known:
        verdict = safe(view.say(f"verdict.{found.verdict}"))
        ours = element(view, found.ours)
        lines.append(fill(view, "press.ours", year=last, ours=ours, verdict=verdict))
    else:
        lines.append(fill(view, "press.none", year=last, reason=reason(view, found.ours)))
    fall = press.change_since(view.data, view.territory, view.year, found.published)
    if (fall.value or 0) < 0:
        now = str(view.year)
        lines.append(fill(view, "press.fell", year=now, last=last, points=element(view, fall)))
    return told(lines)


@lru_cache(maxsize=256)
def transition_table(view: View) -> str:
    """From each state to each state, households; better and worse set apart."""
    found = breakdown.transitions(view.data, view.territory, view.year)
    names = [safe(view.say(f"state.{state}")) for state in breakdown.STATES]
    head = "".join(f'<th scope="col">{name}</th>' for name in names)
    rows = "".join(
        f'<tr><th scope="row">{name}</th>{"".join(_move(view, found, s, e) for e in breakdown.STATES)}</tr>'
        for s, name in zip(breakdown.STATES, names, strict=True)
    )
    texts = {"year": view.year, "before": view.year - 1, "place": view.territory.name}
    caption = safe(view.say("poverty.transition", **texts))
    corner = safe(view.say("poverty.from_to"))
    return (
        f'<div class="th th-scroll th-matrix"><table><caption>{caption}</caption>'
        f'<thead><tr><th class="text">{corner}</th>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _move(view: View, found: dict[tuple[str, str], Figure], start: str, end: str) -> str:
    if (start, end) not in found:
        return "<td>·</td>"
    kind = "better" if (start, end) in _BETTER else "" if start == end else "worse"
    return f'<td class="{kind}">{element(view, found[start, end])}</td>'


@lru_cache(maxsize=256)
def rate_sources(view: View) -> str:
    """Where the rates of the year come from."""
    found = reviews.review(view.data, view.territory, view.year)
    return source_table(view, [(n, reviews.rate_of(view.data, found, n)) for n in reviews.RATES])
