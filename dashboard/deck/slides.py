"""A view of the public zone and what its user set -> the deck. A slide without data is not there."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from dashboard import explain
from dashboard.deck import charts
from dashboard.deck.hamlets import by_hamlet, story
from dashboard.deck.programmes import livelihoods, works
from dashboard.deck.slide import Card, Deck, Event, Made, Slide
from dashboard.explain import FEW, Sentence
from dashboard.measure import changes, flows, gaps, reviews, support
from dashboard.measure.figure import Figure
from dashboard.view import View
from dashboard.words import part_of_whole, sign

MOST_FILES = 9


@lru_cache(maxsize=64)
def deck(view: View, event: Event) -> Deck:
    """The slides that an event asks for, in its order; what cannot be shown is named with its reason."""
    slides: list[Slide] = []
    missing: list[tuple[str, str]] = []
    for name in event.slides:
        made = BUILDERS[name](view)
        if isinstance(made, str):
            missing.append((name, made))
        else:
            slides += made
    shown = [_sources(view, slides) if s.name == "sources" else s for s in slides]
    return Deck(view, event, tuple(shown), tuple(missing))


def _cover(view: View) -> Made:
    key = "slide.cover" if view.year else "slide.cover_no_year"
    return (Slide("cover", Sentence(key, {"place": view.territory.name, "year": view.year})),)


def _headline(view: View) -> Made:
    data, territory, year = view.data, view.territory, view.year
    if not year:
        return view.say("reason.no_review")
    said = explain.headline(data, territory, year)
    values = dict(said.values)
    if "reason" in values:
        values["reason"] = view.say(f"reason.{values['reason']}")
    if said.key == "headline.missing":
        return str(values["reason"])
    doubts = explain.doubts(data, territory, year)[:1]  # a slide has room for one
    names = ("poverty_rate", "near_poverty_rate", "multidimensional_rate")
    cards = tuple(_rate_card(view, name) for name in names)
    return (Slide("headline", Sentence(said.key, values), cards, lines=doubts),)


def _rate_card(view: View, name: str) -> Card:
    at = (view.data, view.territory)
    found = reviews.rate_of(view.data, reviews.review(*at, view.year), name)
    if not found.known:
        reason = view.say(f"reason.{found.reason or 'not_reported'}")
        return Card(
            view.indicator(name), found, (Sentence("slide.card_missing", {"reason": reason}),)
        )
    lines = [Sentence("card.parts", {"parts": part_of_whole(view.language, found)})]
    lines += _since(view, name)
    goal = support.target(*at, name, view.year)
    if goal.known:
        lines.append(Sentence("slide.card_target", {"target": goal}))
    return Card(view.indicator(name), found, tuple(lines))


def _since(view: View, name: str) -> list[Sentence]:
    """Points and households since the year before: a fall where both fell, else each with its sign."""
    at = (view.data, view.territory, view.year)
    points, households = changes.rate_change(*at, name), changes.part_change(*at, name)
    if points.value is None or households.value is None:
        return []
    values = {"points": points, "households": households, "before": view.year - 1}
    if max(points.value, households.value) < 0:
        return [Sentence("slide.card_down", values)]
    ways = {"points_way": sign(points), "households_way": sign(households)}
    return [Sentence("slide.card_changed", values | ways)]


def _trend(view: View) -> Made:
    """The rate through the years; compared with those of its standard, once all hamlets have reported."""
    at = (view.data, view.territory)
    found = {y: reviews.review(*at, y) for y in view.years if y <= view.year}
    rates = {y: reviews.rate_of(view.data, review, "poverty_rate") for y, review in found.items()}
    known = [y for y, rate in rates.items() if rate.known]
    if len(known) < 2 or view.year not in known:
        return view.say("slide.one_year")
    same = [y for y in known if rates[y].standard == rates[view.year].standard]
    title = _compared(view, {y: rates[y] for y in same if not gaps.unreviewed(*at, y)})
    lines = [Sentence("slide.standard_break")] if len(same) < len(known) else []
    if any(gaps.unreviewed(*at, year) for year in known):
        lines.append(Sentence("slide.open_years"))
    former = " + ".join(dict.fromkeys(unit.name for unit in view.territory.former))
    lines += [Sentence("poverty.backcast", {"names": former})] if former else []
    return (Slide("trend", title, (), charts.trend(view, known), tuple(lines)),)


def _compared(view: View, rates: dict[int, Figure]) -> Sentence:
    """The first rate of a standard beside the rate of the year."""
    if gaps.unreviewed(view.data, view.territory, view.year):
        return explain.headline(view.data, view.territory, view.year)
    first, now = min(rates), rates[view.year]
    values = {"place": view.territory.name, "year": view.year, "rate": now}
    if len(rates) < 2:
        return Sentence("slide.trend_one", values)
    values |= {"before": first, "start": rates[first]}
    return Sentence(f"slide.trend_{_way(rates[first], now)}", values)


def _way(before: Figure, now: Figure) -> str:
    """Which way a rate went, by its households; a change of one or two is none."""
    change = (now.part or 0) - (before.part or 0)
    value = (now.value or 0) - (before.value or 0)
    if abs(change) < FEW:
        return "same"
    if (change < 0) != (value < 0):
        return "both"
    return "down" if change < 0 else "up"


def _moved(view: View) -> Made:
    """Why the number of the poor changed; nothing while a hamlet has not reported."""
    if view.year and gaps.unreviewed(view.data, view.territory, view.year):
        return view.say("slide.incomplete", year=view.year)
    chart, said = charts.moved(view), explain.movements(view.data, view.territory, view.year)
    if chart is None or said is None:
        return view.say("reason.no_movement")
    change = int(said.values["closing"].value or 0) - int(said.values["opening"].value or 0)
    way = "same" if abs(change) < FEW else "down" if change < 0 else "up"
    at = (view.data, view.territory, view.year, "poor")
    fall, gap = flows.movement(*at).figures["discrepancy"], flows.closing_gap(*at)
    lines = [Sentence("slide.discrepancy", {"difference": fall})] if fall.value else []
    if gap.value:
        values = {"closing": gap.of[0], "summary": gap.of[1], "difference": gap}
        lines.append(Sentence("slide.closing_gap", values))
    lines.append(Sentence("slide.moved_note", {"year": view.year}))
    title = Sentence(f"slide.moved_{way}", said.values | {"year": view.year})
    return (Slide("moved", title, (), chart, tuple(lines)),)


def _last(_: View) -> Made:
    """The place of the sources, which are known when all the others are."""
    return (Slide("sources", Sentence("slide.sources")),)


def _sources(view: View, slides: list[Slide]) -> Slide:
    """The files behind all the other slides."""
    files = list(dict.fromkeys(s.file for one in slides for f in one.figures for s in f.sources))
    lines = [Sentence("slide.sources_more", {"number": len(files) - MOST_FILES})]
    title = Sentence("slide.sources", {"files": len(files), "build": view.data.build})
    more = tuple(lines) if len(files) > MOST_FILES else ()
    return Slide("sources", title, lines=more, texts=tuple(sorted(files)[:MOST_FILES]))


BUILDERS: dict[str, Callable[[View], Made]] = {
    "cover": _cover, "headline": _headline, "trend": _trend, "moved": _moved, "works": works,
    "livelihoods": livelihoods, "hamlets": by_hamlet, "story": story, "sources": _last,
}  # fmt: skip
NAMES = tuple(BUILDERS)
