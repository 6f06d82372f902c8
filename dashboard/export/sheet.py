"""A state and what was written down -> the minutes as one plain structure, which every writer prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.blocks.decisions import due, end, figure_name, told
from dashboard.blocks.meeting import LARGEST, in_language, one_change
from dashboard.blocks.spoken import called, moved, spoken, titled, versions
from dashboard.docket import Docket
from dashboard.happened import of_meeting
from dashboard.minutes import Event
from dashboard.reopened import Said, State
from dashboard.since import Since, about, since
from dashboard.view import View
from dashboard.words import DEFAULT, say

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Table:
    """A part of the paper: its title, its heads (none for a list), its rows, what to say without rows."""

    title: str
    heads: tuple[str, ...]
    rows: Rows
    empty: str
    widths: tuple[int, ...] = (1,)  # of the columns, beside each other


@dataclass(frozen=True)
class Sheet:
    """A paper to print and sign. The heading is Vietnamese, as on every official paper."""

    office: tuple[str, str]
    nation: tuple[str, str]
    notices: tuple[str, ...]
    number: str
    place_and_day: str
    title: str
    subject: str
    lines: tuple[str, ...]
    tables: tuple[Table, ...]
    signatures: tuple[str, ...]
    signed: str
    foot: str
    language: str = DEFAULT
    size: float = 12  # of the body, in points


def sheet(view: View, now: State, last: State | None, papers: Docket) -> Sheet:
    """The minutes of a state in the reader's language; without a frozen meeting they are a draft."""
    agenda, found = now.agenda, since(now, last)
    number = now.meeting.id if now.meeting else view.say("sheet.no_number")
    place, day = view.territory.name, agenda.held_on
    return Sheet(
        (say(DEFAULT, "sheet.office"), say(DEFAULT, "sheet.commune", name=place.upper())),
        (say(DEFAULT, "sheet.nation"), say(DEFAULT, "sheet.motto")),
        _notices(view, now),
        view.say("sheet.number", number=number),
        say(DEFAULT, "sheet.place_and_day", name=place, d=day.day, m=day.month, year=day.year),
        view.say("sheet.title"),
        agenda.title,
        _lines(view, now, last, found),
        (
            _figures(view, now, last, found),
            *_alerts(view, last, found),
            _open(view, now, papers),
            _done(view, papers),
            _comments(view, now, papers),
            _events(view, now, last),
        ),
        tuple(view.say(f"sheet.{role}") for role in ("secretary", "chair")),
        view.say("sheet.signed"),
        view.say("sheet.foot", number=number, build=agenda.build),
        view.language,
    )


def _notices(view: View, now: State) -> tuple[str, ...]:
    """What must not be overlooked: made-up data, a draft, a build that is gone."""
    found = [say(DEFAULT, "common.illustrative")] if now.agenda.office.illustrative else []
    if now.meeting is None:
        found.append(view.say("sheet.draft"))
    elif now.view is None:
        found.append(view.say("meeting.build_gone", build=now.agenda.build))
    return tuple(found)


def _lines(view: View, now: State, last: State | None, found: Since) -> tuple[str, ...]:
    agenda = now.agenda
    lines = [
        view.say("sheet.present"),
        view.say("sheet.data", build=agenda.build, as_of=agenda.as_of or "—", year=agenda.year),
    ]
    if now.meeting:
        day = now.meeting.moment.date()
        lines.append(view.say("sheet.frozen", who=now.meeting.frozen_by, day=day))
    if last:
        lines += [versions(view, now, last), _changed(view, found, last)]
    return tuple(lines)


def _changed(view: View, found: Since, last: State) -> str:
    year = last.agenda.year
    if not found.changed:
        key = "meeting.not_comparable" if found.changed is None else "meeting.none_changed"
        return view.say(key, year=year)
    text = view.say("meeting.changed", number=len(found.changed), year=year)
    return f"{text} {'; '.join(one_change(view, pair) for pair in found.changed[:LARGEST])}."


def _figures(view: View, now: State, last: State | None, found: Since) -> Table:
    rows = []
    for pair in found.pairs:
        figure = pair.now or pair.then
        row = [titled(view, figure) if figure else "—"]
        row += [spoken(view, pair.then)] if last else []
        row += [spoken(view, pair.now), *([moved(view, pair)] if last else [])]
        rows.append(tuple(row))
    then = [called(view, last)] if last else []
    change = [view.say("meeting.change")] if last else []
    heads = (view.say("meeting.figure"), *then, called(view, now), *change)
    return Table(
        view.say("sheet.figures"), heads, tuple(rows), "—", (4, 3, 3, 2) if last else (4, 3)
    )


def _alerts(view: View, last: State | None, found: Since) -> tuple[Table, ...]:
    if last is None:
        return (_list(view, "meeting.alerts", found.new),)
    return (
        _list(view, "meeting.new_alerts", found.new),
        _list(view, "meeting.gone_alerts", found.gone),
        _list(view, "meeting.lasting_alerts", found.lasting),
    )


def _list(view: View, key: str, found: Sequence[Said]) -> Table:
    rows = tuple((in_language(view, said),) for said in found)
    return Table(view.say(key, number=len(found)), (), rows, view.say("sheet.none"))


def _open(view: View, now: State, papers: Docket) -> Table:
    names = ("number", "text", "owner", "due", "data")
    rows = []
    for d in papers.open:
        pair = about(now, d)
        data = view.say("sheet.no_data")
        if pair.then:
            values = {"then": spoken(view, pair.then), "now": spoken(view, pair.now)}
            data = view.say(
                "sheet.then_now", name=titled(view, pair.then), change=moved(view, pair), **values
            )
        day = now.agenda.as_of
        rows.append((str(d.id), d.text, d.owner, due(view, d, day), data))
    heads = tuple(view.say(f"decision.col_{name}") for name in names)
    return Table(
        view.say("decision.open"), heads, tuple(rows), view.say("sheet.none"), (1, 7, 4, 3, 7)
    )


def _done(view: View, papers: Docket) -> Table:
    heads = tuple(view.say(f"decision.col_{n}") for n in ("number", "text", "owner", "ended"))
    rows = tuple((str(d.id), d.text, d.owner, end(view, d)) for d in papers.done)
    return Table(view.say("decision.done"), heads, rows, view.say("sheet.none"), (1, 8, 5, 8))


def _comments(view: View, now: State, papers: Docket) -> Table:
    heads = tuple(view.say(f"comment.col_{name}") for name in ("figure", "text", "author"))
    rows = tuple(
        (
            figure_name(view, c.figure_key, now),
            told(view, c),
            view.say("comment.by", who=c.author, day=c.written.date()),
        )
        for c in papers.comments
    )
    return Table(view.say("comment.since"), heads, rows, view.say("sheet.none"), (5, 8, 5))


def _events(view: View, now: State, last: State | None) -> Table:
    """What happened since the last meeting, or in the review's period where there was none."""
    found = of_meeting(view, now, last)
    rows = tuple((f"{view.say('common.day', day=e.day)} · {_kind(view, e)}",) for e in found)
    title = view.say("sheet.events_since" if last else "sheet.events", year=now.agenda.year)
    return Table(title, (), rows, view.say("sheet.none"))


def _kind(view: View, event: Event) -> str:
    return f"{view.say(f'event.{event.kind}')}: {event.text}"
