"""The meeting: what changed since the last one, alerts new and gone, the meetings that were held."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from dashboard.blocks.base import delta, note, told, with_parts
from dashboard.blocks.intake import table
from dashboard.blocks.spoken import called, dated, held, is_signed, moved, spoken, titled, versions
from dashboard.measure.figure import Figure
from dashboard.measure.versions import Changed
from dashboard.minutes import Meeting
from dashboard.noticed import Alert, sentence_of
from dashboard.reopened import Said, State
from dashboard.since import Since
from dashboard.view import View
from dashboard.words import safe

LARGEST = 5


def cell(view: View, state: State, found: Figure | None) -> str:
    """A figure that can be clicked on where its build is shown, else its text."""
    if found is None or state.view is not view:
        return safe(spoken(view, found))
    return delta(view, found) if is_signed(found) else with_parts(view, found)


def version_line(view: View, now: State, last: State) -> str:
    """Which data version the figures are from, then and now."""
    return note(safe(versions(view, now, last)))


@lru_cache(maxsize=64)
def pairs(view: View, found: Since, now: State, last: State | None) -> str:
    """The figures that a meeting looks at: then, now, the change; or only now."""
    heads = [view.say("meeting.figure"), *([called(view, last)] if last else [])]
    heads += [called(view, now), *([view.say("meeting.change")] if last else [])]
    rows = []
    for pair in found.pairs:
        figure = pair.now or pair.then
        row = [safe(titled(view, figure)) if figure else "—"]
        row += [safe(spoken(view, pair.then))] if last else []
        row.append(cell(view, now, pair.now))
        row += [safe(moved(view, pair))] if last else []
        rows.append(row)
    return table(view.say("meeting.figures"), heads, rows, "t" + "n" * (len(heads) - 1))


@lru_cache(maxsize=64)
def changed_line(view: View, found: Since, now: State, last: State) -> str:
    """How many figures of the meeting's year are not what they were, the largest change first."""
    year, changed = last.agenda.year, found.changed
    if changed is None:
        return note(safe(view.say("meeting.not_comparable", year=year)))
    if not changed:
        return note(safe(view.say("meeting.none_changed", year=year)))
    said = [view.say("meeting.changed", number=len(changed), year=year)]
    said += [one_change(view, pair) for pair in changed[:LARGEST]]
    lines = [safe(line) for line in said]
    if now.meeting or not last.view:  # the other page lays builds beside the live one
        return told(lines)
    link = f"/quality?lang={view.language}&year={year}&older={last.agenda.build}"
    more = safe(view.say("meeting.whole_list"))
    return told([*lines, f'<a href="{safe(link)}" target="_self">{more}</a>'])


def one_change(view: View, pair: Changed) -> str:
    """A figure before and after, in a line."""
    before, after = (
        dated(view, pair, side, spoken(view, side)) for side in (pair.before, pair.after)
    )
    name = titled(view, pair.named)
    if before == after:
        return view.say("meeting.rounded_same", name=name, value=after)
    return f"{name}: {before} → {after}"


@lru_cache(maxsize=64)
def alerts(view: View, found: Since, now: State, last: State | None) -> str:
    """Alerts that are new, that are gone, and that last; live ones with the link to their page."""
    live = now.meeting is None
    if last is None:
        return _alerts(view, "meeting.alerts", found.new, live)
    return (
        _alerts(view, "meeting.new_alerts", found.new, live)
        + _alerts(view, "meeting.gone_alerts", found.gone, False, "gone")
        + _alerts(view, "meeting.lasting_alerts", found.lasting, live, "lasting")
    )


def _alerts(view: View, key: str, found: Sequence[Said], live: bool, kind: str = "") -> str:
    title = safe(view.say(key, number=len(found)))
    lines = "".join(f'<li class="{kind}">{_alert(view, said, live, kind)}</li>' for said in found)
    return f'<div class="th"><h3>{title}</h3><ul class="th-alerts">{lines}</ul></div>'


def _alert(view: View, said: Said, live: bool, kind: str) -> str:
    """An alert in the reader's language; in the words that were frozen where its build is gone."""
    _, alert = said
    if alert is None or kind == "gone":
        return safe(in_language(view, said))
    return sentence_of(view, alert) + (f" {_link(view, alert)}" if live else "")


def _link(view: View, alert: Alert) -> str:
    address = safe(view.link(alert.page, alert.hamlet))
    return f'<a href="{address}" target="_self">{safe(view.say("alert.open"))}</a>'


def in_language(view: View, said: Said) -> str:
    """An alert as a line of text."""
    text, alert = said
    return view.say(f"alert.{alert.rule}", **alert.values) if alert else text


def whole_list(view: View, state: State) -> str:
    """Every figure that was frozen."""
    heads = [view.say("meeting.figure"), called(view, state)]
    rows: Iterable[list[str]] = (
        [safe(titled(view, figure)), cell(view, state, figure)] for figure in state.figures.values()
    )
    return table("", heads, rows, "tn")


def meetings(view: View, found: Sequence[Meeting]) -> str:
    """The meetings that were held, each with the link that reopens it."""
    heads = [view.say(f"meeting.col_{name}") for name in ("held", "year", "version", "frozen")]
    rows = [
        [
            f'<a href="/meeting?lang={view.language}&meeting={safe(m.id)}" target="_self">'
            f"{safe(held(view, m))}</a>",
            safe(m.agenda.year),
            safe(m.agenda.build),
            safe(view.say("meeting.by_at", who=m.frozen_by, day=m.moment.date())),
        ]
        for m in found
    ]
    return table("", heads, rows, "tttt")
