"""Events -> the list under a chart, and the table of its marks."""

from __future__ import annotations

from dashboard.blocks.intake import table
from dashboard.happened import Mark
from dashboard.view import View
from dashboard.words import safe


def listed(view: View, found: tuple[Mark, ...]) -> str:
    """What the numbers on a chart mean, a line each."""
    if not found:
        return ""
    title = safe(view.say("event.on_chart"))
    lines = "".join(f"<li>{_line(view, mark)}</li>" for mark in found)
    return f'<div class="th"><div class="th-note">{title}<ul class="th-events">{lines}</ul></div></div>'


def _line(view: View, mark: Mark) -> str:
    day = safe(view.say("common.day", day=mark.event.day))
    return f"<b>{mark.number}</b> {day} · {_kind(view, mark)}: {safe(mark.event.text)}"


def _kind(view: View, mark: Mark) -> str:
    return safe(view.say(f"event.{mark.event.kind}"))


def events_table(view: View, found: tuple[Mark, ...], authors: bool = False) -> str:
    """The events as a table; who wrote them is told to those who may write."""
    if not found:
        return ""
    names = ("number", "day", "kind", "text", *(("author",) if authors else ()))
    heads = [view.say(f"event.col_{name}") for name in names]
    rows = [
        [
            str(mark.number),
            safe(view.say("common.day", day=mark.event.day)),
            _kind(view, mark),
            safe(mark.event.text),
            *([safe(mark.event.author or view.say("event.from_places"))] if authors else []),
        ]
        for mark in found
    ]
    return table(view.say("event.table"), heads, rows, "n" + "t" * (len(heads) - 1))
