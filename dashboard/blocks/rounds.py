"""Households with open needs -> an officer's round: by hamlet, who needs what, what was given."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.blocks.base import note
from dashboard.blocks.intake import table
from dashboard.measure.households import LEFT, Line, Want
from dashboard.view import View
from dashboard.words import MISSING, safe

COLUMNS = ("number", "head", "state", "open", "given", "notes")
Section = tuple[str, list[tuple[str, ...]]]


def sections(view: View, found: Sequence[Line]) -> list[Section]:
    """The hamlets in the office's order, each with its households as plain texts; numbered through."""
    made: list[Section] = []
    number = 0
    for hamlet in view.territory.hamlets:
        rows = []
        for one in (one for one in found if one.row["hamlet_code"] in hamlet.codes):
            number += 1
            rows.append((str(number), *_cells(view, one)))
        if rows:
            made.append((hamlet.name, rows))
    return made


def heads(view: View) -> list[str]:
    """The heads of the columns."""
    return [view.say(f"round.col_{name}") for name in COLUMNS]


def round_table(view: View, found: Sequence[Line]) -> str:
    """The round on the screen, and on paper from the browser."""
    lines = [
        table(
            view.say("round.hamlet", name=name, number=len(rows)), heads(view),
            [[safe(cell).replace("\n", "<br>") for cell in row] for row in rows], "nttttt",
        )
        for name, rows in sections(view, found)
    ]  # fmt: skip
    return f'<div class="th-round">{"".join(lines)}</div>' + note(safe(view.say("round.note")))


def _cells(view: View, one: Line) -> tuple[str, ...]:
    members = one.row.get("members")
    size = "" if members is None else view.say("round.members", number=members)
    status = "status_left" if one.status == LEFT else f"state_{one.status}"
    state = "\n".join(filter(None, (view.say(f"households.{status}"), size)))
    open_ = "\n".join(_open(view, one, want) for want in one.wants if want.open)
    return one.head or MISSING, state, open_, _given(view, one), ""


def _open(view: View, one: Line, want: Want) -> str:
    days = one.waits(want)
    named = view.say(f"need.{want.need}")
    return named if days is None else view.say("round.waits", need=named, days=days)


def _given(view: View, one: Line) -> str:
    """What answered one of its needs, and the support that it got last."""
    answers = [
        view.say("round.answered", need=view.say(f"need.{w.need}"), day=w.answer["event_date"])
        for w in one.wants
        if w.answer
    ]
    if one.support and not answers:
        kind = view.say(f"support.{one.support['kind'] or 'unknown'}")
        answers = [view.say("round.answered", need=kind, day=one.support["event_date"])]
    return "\n".join(answers) or MISSING
