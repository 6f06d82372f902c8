"""Decisions and comments -> their tables, with what the data say about each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dashboard.blocks.intake import table
from dashboard.blocks.meeting import cell
from dashboard.blocks.spoken import moved, spoken, titled
from dashboard.measure.figure import Figure, Unit
from dashboard.minutes import Comment, Decision
from dashboard.reopened import State
from dashboard.since import about
from dashboard.view import View
from dashboard.words import safe


def is_overdue(decision: Decision, day: date | None) -> bool:
    """Whether the day on which it is due has passed, on the day to which the data go."""
    return bool(day and decision.due and decision.due < day)


def due(view: View, decision: Decision, day: date | None) -> str:
    """When it is due, and whether that has passed."""
    if decision.due is None:
        return view.say("decision.no_due")
    key = "decision.overdue" if is_overdue(decision, day) else "common.day"
    return view.say(key, day=decision.due)


def open_table(view: View, found: Sequence[Decision], now: State) -> str:
    """The open decisions: who, until when, and their figure then and now."""
    names = ("number", "text", "owner", "due", "about", "then", "now", "change")
    heads = [view.say(f"decision.col_{name}") for name in names]
    rows = [_open(view, d, now) for d in found]
    return table(view.say("decision.open"), heads, rows, "nttttnnn")


def _open(view: View, decision: Decision, now: State) -> list[str]:
    pair = about(now, decision)
    late = "th-late" if is_overdue(decision, now.agenda.as_of) else ""
    return [
        str(decision.id),
        f'<span class="th-said">{safe(decision.text)}</span>',
        safe(decision.owner),
        f'<span class="{late}">{safe(due(view, decision, now.agenda.as_of))}</span>',
        safe(titled(view, pair.then)) if pair.then else "—",
        safe(spoken(view, pair.then)),
        cell(view, now, pair.now),
        safe(moved(view, pair)),
    ]


def done_table(view: View, found: Sequence[Decision]) -> str:
    """The decisions that were done since the meeting before: who said so, when, what came of it."""
    if not found:
        return ""
    heads = [view.say(f"decision.col_{name}") for name in ("number", "text", "owner", "ended")]
    rows = [
        [
            str(d.id),
            f'<span class="th-said">{safe(d.text)}</span>',
            safe(d.owner),
            safe(end(view, d)),
        ]
        for d in found
    ]
    return table(view.say("decision.done"), heads, rows, "nttt")


def end(view: View, decision: Decision) -> str:
    """Who marked it as done, when, and what came of it."""
    day = decision.ended.date() if decision.ended else None
    text = view.say("decision.ended", who=decision.done_by, day=day)
    return f"{text}: {decision.note}" if decision.note else text


def comments_table(view: View, found: Sequence[Comment], now: State) -> str:
    """What was said about figures since the meeting before."""
    if not found:
        return ""
    heads = [view.say(f"comment.col_{name}") for name in ("figure", "text", "author")]
    rows = [
        [
            safe(figure_name(view, c.figure_key, now)),
            f'<span class="th-said">{safe(told(view, c))}</span>',
            safe(view.say("comment.by", who=c.author, day=c.written.date())),
        ]
        for c in found
    ]
    return table(view.say("comment.since"), heads, rows, "ttt")


def told(view: View, comment: Comment) -> str:
    """A comment, or an answer that says that it is one."""
    return view.say("comment.answer", text=comment.text) if comment.answers else comment.text


def figure_name(view: View, key: str, now: State) -> str:
    """What the figure of a comment is called, whether or not the state has it."""
    return titled(view, now.figures.get(key) or Figure(key, None, Unit.COUNT))
