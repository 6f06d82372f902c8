"""Slides -> plain text, the same in every file: claims, lines, labels of marks, notes to speak from."""

from __future__ import annotations

from decimal import Decimal

from dashboard.blocks.spoken import spoken, titled
from dashboard.blocks.standing import standing
from dashboard.deck.slide import Card, Chart, Deck, Mark, Series, Slide
from dashboard.explain import Sentence
from dashboard.measure.figure import Figure, Unit
from dashboard.words import figure, number, percent, shortest

MANY_FILES = 1


def plain(deck: Deck, said: Sentence) -> str:
    """A sentence with its values."""
    return deck.view.say(said.key, **said.values)


def title(deck: Deck, slide: Slide) -> str:
    """The claim; on the cover what the event is called."""
    return deck.event.title if slide.name == "cover" else plain(deck, slide.title)


def lines(deck: Deck, slide: Slide) -> tuple[str, ...]:
    """What stands below: names of files, sentences; on the cover where and when."""
    if slide.name == "cover":
        return (plain(deck, slide.title), " · ".join(where(deck)))
    return (*slide.texts, *(plain(deck, line) for line in slide.lines))


def where(deck: Deck) -> tuple[str, ...]:
    """The place and the day of the event, as far as they are set."""
    day = deck.view.say("common.day", day=deck.event.day) if deck.event.day else ""
    return tuple(part for part in (deck.event.place, day) if part)


def scope(deck: Deck) -> str:
    """The commune, and the year of its review once there is one."""
    view = deck.view
    key = "conference.pack_filter" if view.year else "conference.pack_filter_no_year"
    return view.say(key, place=view.territory.name, year=view.year)


def dated(deck: Deck) -> str:
    """The day of the latest figure, and what the figures may be called."""
    day = deck.view.latest
    days = "" if day is None else deck.view.say("common.foot", day=day, build=deck.view.data.build)
    return " · ".join(part for part in (standing(deck.view), days) if part)


def large(deck: Deck, card: Card) -> str:
    """The value of a card."""
    return figure(deck.view.language, card.figure)


def label(deck: Deck, chart: Chart, mark: Mark) -> str:
    """What is written at a mark: the number with its sign, without its unit word; a dash where none is."""
    if mark.size is None:
        return "—"
    sign = {-1: "−", 0: "", 1: "+"}[mark.sign]
    return sign + written(deck, chart, mark.size)


def written(deck: Deck, chart: Chart, value: float) -> str:
    """A number of a chart in the language's way."""
    language = deck.view.language
    if chart.unit is Unit.RATE:
        return percent(language, value)
    if chart.unit is Unit.VND:
        return shortest(language, Decimal(int(value)) / chart.scale[1])
    return number(language, value)


def unit(deck: Deck, chart: Chart) -> str:
    """The unit word of money on a chart."""
    return deck.view.say(f"unit.{chart.scale[0]}", value="").strip()


def series(deck: Deck, chart: Chart, one: Series) -> str:
    """The name of a series, with the unit where it is money."""
    return f"{one.name} ({unit(deck, chart)})" if chart.unit is Unit.VND else one.name


def foot(deck: Deck, slide: Slide) -> str:
    """Of whom, preliminary or approved, the files behind the figures, their day, the data version."""
    view = deck.view
    days = [found.as_of for found in slide.figures if found.as_of]
    files = list(dict.fromkeys(s.file for found in slide.figures for s in found.sources))
    more = len(files) - MANY_FILES
    named = ", ".join(files[:MANY_FILES]) + (f" (+{more})" if more > 0 else "")
    day = max(days, default=view.latest)
    parts = [
        view.territory.name,
        standing(view),
        view.say("slide.source", files=named) if files else "",
    ]
    parts.append(view.say("common.foot", day=day, build=view.data.build) if day
                 else view.say("common.foot_no_day", build=view.data.build))  # fmt: skip
    return " · ".join(part for part in parts if part)


def mark(deck: Deck) -> str:
    """What says that the data are made up; nothing where they are real."""
    return deck.view.say("slide.illustrative") if deck.view.data.illustrative else ""


def notes(deck: Deck, slide: Slide) -> tuple[str, ...]:
    """What to say: the claim, the lines, then each figure with n/N and its day."""
    said = [title(deck, slide), *lines(deck, slide)]
    return (*said, *(named(deck, found) for found in slide.figures))


def named(deck: Deck, found: Figure) -> str:
    """A figure by its name with its value, for a list."""
    return f"{titled(deck.view, found)}: {spoken(deck.view, found)}"
