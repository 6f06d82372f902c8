"""Figures and changes -> plain lines of text, the same on the page and on paper."""

from __future__ import annotations

from catalog.indicators import indicators
from dashboard.blocks.origin import name_of
from dashboard.measure.figure import Figure, Unit
from dashboard.measure.versions import Changed
from dashboard.minutes import Meeting
from dashboard.reopened import State
from dashboard.since import Pair
from dashboard.view import View
from dashboard.words import figure as written
from dashboard.words import part_of_whole, signed, texts

LEAST = 0.0001  # the smallest change of a rate that two digits show


def spoken(view: View, found: Figure | None) -> str:
    """A figure: its value, n/N behind a rate, or a dash with its reason."""
    if found is None:
        return "—"
    parts = f" ({part_of_whole(view.language, found)})" if found.whole is not None else ""
    if found.value is None:
        return f"— ({_reason(view, found)}){parts}"
    return (signed if is_signed(found) else written)(view.language, found) + parts


def titled(view: View, found: Figure) -> str:
    """What a figure is called; its key where a later program does not know it any more."""
    prefix = found.key.split("/")[0]
    known = prefix in indicators() or f"figure.{prefix}" in texts(view.language)
    return name_of(view, found) if known else found.key


def _reason(view: View, found: Figure) -> str:
    return texts(view.language).get(f"reason.{found.reason}", found.reason)


def is_signed(found: Figure) -> bool:
    """Whether a figure is a change, or below zero: then its sign is part of it."""
    change = found.unit is Unit.POINTS or found.key.split("/")[0].endswith("_change")
    return change or (found.value or 0) < 0


def moved(view: View, pair: Pair) -> str:
    """A change with its sign, or why the two figures are not compared."""
    found = pair.change
    if found is None:
        return "—"
    if found.value is None:
        return f"— ({_reason(view, found)})"
    if found.unit is Unit.POINTS and 0 < abs(found.value) < LEAST / 2:
        least = written(view.language, Figure("", LEAST, Unit.POINTS))
        return view.say("meeting.tiny_up" if found.value > 0 else "meeting.tiny_down", least=least)
    return signed(view.language, found) if found.value else view.say("meeting.same")


def dated(view: View, pair: Changed, side: Figure | None, text: str) -> str:
    """A side of a change as it is written, with its day where the two sides are of two days."""
    if side is None or not (pair.is_of_two_days and side.as_of):
        return text
    return view.say("versions.dated", value=text, day=side.as_of)


def called(view: View, state: State) -> str:
    """How a state is called in a heading: its meeting and year, or `now`."""
    if state.meeting is None:
        return view.say("meeting.now", year=state.agenda.year)
    return view.say("meeting.at", number=state.meeting.id, year=state.agenda.year)


def versions(view: View, now: State, last: State) -> str:
    """Which data version the figures are from, at the last meeting and now."""
    number = last.meeting.id if last.meeting else ""
    start = view.say(
        "meeting.last", number=number, day=last.agenda.held_on, build=last.agenda.build,
        as_of=last.agenda.as_of or "—",
    )  # fmt: skip
    if last.agenda.build == now.agenda.build:
        return f"{start} {view.say('meeting.same_version')}"
    build, as_of = now.agenda.build, now.agenda.as_of or "—"
    return f"{start} {view.say('meeting.new_version', build=build, as_of=as_of)}"


def held(view: View, meeting: Meeting) -> str:
    """A meeting by its number, day and title."""
    agenda = meeting.agenda
    return view.say("meeting.held", number=meeting.id, day=agenda.held_on, title=agenda.title)
