"""Events that were written down, and the mergers that the list of places tells -> marks on a time line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dashboard import minutes
from dashboard.measure import spending
from dashboard.minutes import Event
from dashboard.reopened import State, office_of
from dashboard.view import View

MERGER = "merger"


@dataclass(frozen=True)
class Mark:
    """An event with the number that stands on the chart."""

    number: int
    event: Event

    @property
    def x(self) -> float:
        """Where it stands on an axis of years: a year's review stands at the year's end."""
        day = self.event.day
        start, end = date(day.year, 1, 1), date(day.year + 1, 1, 1)
        return day.year - 1 + ((day - start).days + 1) / (end - start).days

    @property
    def told_by_the_data(self) -> bool:
        """Whether nobody had to write it down."""
        return not self.event.id


def marks(view: View) -> tuple[Mark, ...]:
    """The events of a view's commune by date, numbered from 1."""
    known = [*_mergers(view), *minutes.events(office_of(view))]
    ordered = sorted(known, key=lambda event: (event.day, event.id))
    return tuple(Mark(number, event) for number, event in enumerate(ordered, 1))


def of_reviews(view: View) -> tuple[Mark, ...]:
    """The events of the years that have reviews, and of the year after them."""
    return _within(view, view.years, 1)


def of_money(view: View, kind: str) -> tuple[Mark, ...]:
    """The events of the years in which the works or the projects have money."""
    found = spending.slices(view.data, view.territory, kind, "year")
    return _within(view, [int(one.name) for one in found], 0)


def of_meeting(view: View, now: State, last: State | None) -> tuple[Event, ...]:
    """What happened since the last meeting up to this one; without one, since the review's year began.

    Of a frozen meeting, as it was written down then.
    """
    first = last.agenda.held_on + timedelta(days=1) if last else date(now.agenda.year, 1, 1)
    at = now.meeting.moment if now.meeting else None
    known = [*_mergers(view), *minutes.events(now.agenda.office, at)]
    found = [event for event in known if first <= event.day <= now.agenda.held_on]
    return tuple(sorted(found, key=lambda event: (event.day, event.id)))


def _within(view: View, years: Sequence[int], more: int) -> tuple[Mark, ...]:
    if not years:
        return ()
    return tuple(m for m in marks(view) if min(years) <= m.event.day.year <= max(years) + more)


def _mergers(view: View) -> list[Event]:
    """The day since which the commune is what it is today, when it was made of several units."""
    territory = view.territory
    names = " + ".join(
        dict.fromkeys(unit.name for unit in territory.former if _ended(view, unit.valid_to))
    )
    if not names:
        return []
    text = view.say("event.merged", names=names, name=territory.name)
    return [Event(0, office_of(view), territory.since, MERGER, text, "", "")]


def _ended(view: View, day: date | None) -> bool:
    """Whether a former unit lasted until the commune of today began."""
    return day is not None and (view.territory.since - day).days == 1
