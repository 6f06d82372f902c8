"""Communication events: by channel and year, by hamlet and year, by month; people where they were counted."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from dashboard.blocks.base import Cell, element, empty, note, sentence, table
from dashboard.measure import events, listed
from dashboard.measure.events import Events
from dashboard.measure.figure import Figure
from dashboard.measure.listed import ALL, OWN, Asked, chosen, rows_of
from dashboard.view import View
from dashboard.words import safe

STEPS = 4  # shades of the table of hamlets


def has_events(view: View) -> bool:
    """Whether the list of events has a row of the commune."""
    return bool(listed.years(view.data, view.territory, events.TABLE, view.today))


@lru_cache(maxsize=64)
def of_lists(view: View) -> View:
    """The view; without a review, that of the latest year of which a list of the page tells."""
    if view.years or view.today is None:
        return view
    at = (view.data, view.territory)
    known = [year for name in listed.LISTS for year in listed.years(*at, name, view.today)]
    return replace(view, year=max(known, default=view.today.year))


@lru_cache(maxsize=256)
def by_channel(view: View) -> str:
    """Events of each channel, year by year and together, with the people where somebody counted."""
    years = listed.years(view.data, view.territory, events.TABLE, view.today)
    if not rows_of(view.data, view.territory, events.TABLE):
        return empty(safe(view.say("inform.no_events")))
    columns = [
        events.by_channel(view.data, view.territory, year, view.today) for year in _with_all(years)
    ]
    heads = [view.say("inform.channel"), *map(str, years), view.say("common.total")]
    rows: list[list[Cell]] = [
        [safe(view.say(line[0].name or "common.total")), *(_stacked(view, one) for one in line)]
        for line in zip(*columns, strict=True)
    ]
    shown = table(view, view.say("inform.by_channel"), heads, rows, last=True)
    return shown + note(safe(view.say("inform.recorded")))


def _stacked(view: View, found: Events) -> str:
    """How many events, under them the people, and to how many of the events somebody counted them."""
    shown = element(view, found.events)
    if not found.attendance.known:
        return shown
    people = sentence(view, "inform.people", people=found.attendance)
    counted = sentence(view, "inform.counted", counted=found.counted)
    return f"{shown}<br><small>{people}<br>{counted}</small>"


@lru_cache(maxsize=256)
def by_hamlet(view: View) -> str:
    """Events of each hamlet and year; the more, the darker."""
    years = listed.years(view.data, view.territory, events.TABLE, view.today)
    places = [(h.code, h.name) for h in view.territory.hamlets]
    if chosen(Asked(view.data, view.territory, events.TABLE, ALL, OWN, view.today)):
        places.append((OWN, view.say("scope.whole")))
    found = {code: [_of(view, year, code) for year in _with_all(years)] for code, _ in places}
    most = max((f.value or 0 for line in found.values() for f in line[:-1]), default=0)
    heads = [view.say("hamlets.col_name"), *map(str, years), view.say("common.total")]
    rows: list[list[Cell]] = [
        [safe(name), *(shaded(view, f, most) for f in found[code][:-1]), found[code][-1]]
        for code, name in places
    ]
    rows.append(
        [safe(view.say("common.total")), *(_of(view, year, "") for year in _with_all(years))]
    )
    return table(view, view.say("inform.by_hamlet"), heads, rows, last=True)


def _with_all(years: tuple[int, ...]) -> tuple[int | str, ...]:
    return (*years, ALL)


def _of(view: View, year: int | str, code: str) -> Figure:
    return events.events(view.data, view.territory, year, code, today=view.today).events


def shaded(view: View, found: Figure, most: float) -> str:
    """A count on its shade; none for 0, and set off, for that is what the reader looks for."""
    value = found.value or 0
    step = -(-value * STEPS // most) if most else 0
    kind = "none" if found.value == 0 else f"{step:.0f}"
    return f'<span class="th-heat h-{kind}">{element(view, found)}</span>'


@lru_cache(maxsize=256)
def by_month(view: View) -> str:
    """The marks of the chart of months as a table."""
    heads = [view.say("inform.month"), *_channels(view)]
    at = (view.data, view.territory)
    names = events.channels(*at, view.today)
    strips = [events.by_month(*at, view.year, name, view.today) for name in names]
    rows: list[list[Cell]] = [
        [safe(view.say(month)), *line] for month, *line in zip(events.MONTHS, *strips, strict=True)
    ]
    return table(view, view.say("inform.months", year=view.year), heads, rows)


def _channels(view: View) -> list[str]:
    return [view.say(name) for name in events.channels(view.data, view.territory, view.today)]
