"""The households of a place: the answer, the list, what each still needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache

from dashboard.blocks.addressed import numbered, valued
from dashboard.blocks.base import answer, empty, sentence
from dashboard.blocks.hamlet import officers
from dashboard.blocks.intake import table
from dashboard.data import Row
from dashboard.measure.households import LEFT, Line, Want, lines
from dashboard.measure.needs import need_of
from dashboard.measure.oldest import in_lists, waited
from dashboard.view import View
from dashboard.words import MISSING, number, safe

Link = Callable[[str], str]  # the number of a household -> the address of its line
COLUMNS = ("head", "status", "scores", "needs", "days", "support", "visit", "officer")


def known(view: View) -> tuple[Line, ...]:
    """Every household of the place that is looked at."""
    day = view.today or date.min
    return lines(view.data, view.territory, view.year, day, view.hamlet_code)


@lru_cache(maxsize=256)
def headline(view: View) -> str:
    """How many stand in the lists, how many got nothing yet, for how long the oldest need waits."""
    at = (view.data, view.territory, view.year)
    day, hamlet = view.today or date.min, view.hamlet_code
    listed, need = in_lists(*at, hamlet), need_of(*at, day, hamlet=hamlet)
    open_ = need.open
    texts = {"year": view.year, "place": place(view), "listed": listed}
    if not listed.known:
        reason = view.say(f"reason.{listed.reason}")
        return empty(sentence(view, "households.no_list", reason=reason, **texts))
    if need.asked.value == 0:
        return answer(sentence(view, "households.answer_unasked", **texts))
    if not open_.known:
        reason = view.say(f"reason.{open_.reason}")
        return answer(sentence(view, "households.answer_unknown", reason=reason, **texts))
    key = "households.answer" if open_.value else "households.answer_none"
    oldest = waited(*at, day, hamlet)
    text = sentence(view, key, open=open_, waited=oldest, **texts)
    return answer(text, safe(view.say("households.note", day=view.today)))


def place(view: View) -> str:
    """What is looked at, by name: a hamlet, or the commune."""
    if view.hamlet:
        return view.say("households.in_hamlet", name=view.hamlet.name)
    return view.say("households.in_commune", name=view.territory.name)


def listing(view: View, found: Sequence[Line], link: Link, caption: str) -> str:
    """One row per household."""
    heads = [view.say(f"households.col_{name}") for name in COLUMNS]
    rows = [_cells(view, one, link) for one in found]
    return f'<div class="th-homes">{table(caption, heads, rows, "tttttttt")}</div>'


def _cells(view: View, one: Line, link: Link) -> list[str]:
    row = one.row
    home = view.territory.hamlet(row["hamlet_code"])
    return [
        f'<a href="{safe(link(one.id))}" target="_self">{safe(one.head or MISSING)}</a>'
        f"<br><small>{safe(home.name if home else MISSING)}</small>",
        f"{state(view, one)}<br><small>{_members(view, row)}</small>",
        f"{numbered(view, row, 'b1_score')} · {numbered(view, row, 'b2_score')}"
        f"<br><small>{_lacks(view, one)}</small>",
        wants(view, one),
        waits(view, one),
        given(view, one.support),
        _visit(view, one.visit),
        officers(view, home, office=False) if home else MISSING,
    ]


def _members(view: View, row: Row) -> str:
    members = row.get("members")
    if members is None:
        return MISSING
    return valued(view, row, view.say("round.members", number=members), "members")


def _lacks(view: View, one: Line) -> str:
    """How many deprivations the list marks, and which when one points at it."""
    if not one.is_measured:
        return MISSING
    names = ", ".join(view.say(f"indicator.{name}") for name in one.lacks)
    text = view.say("households.lacks", number=len(one.lacks))
    return f'<span title="{safe(names)}">{safe(text)}</span>'


def state(view: View, one: Line) -> str:
    """Its status at the review; of one that left, when it was seen last and as what."""
    if one.status != LEFT:
        return valued(view, one.row, view.say(f"status.{one.status}"), "status")
    last = view.say(f"households.was_{one.row['status']}", year=one.row["review_year"])
    shown = valued(view, one.row, last, "status")
    return f"{safe(view.say('households.status_left'))}<br><small>{shown}</small>"


def wants(view: View, one: Line) -> str:
    """Each need that it named, and how it stands with it."""
    if not one.wants:
        key = "no_need" if one.row.get("needs") and one.status != LEFT else "unsaid"
        return MISSING if one.status == LEFT else safe(view.say(f"households.{key}"))
    return "".join(f"<div>{_want(view, one, want)}</div>" for want in one.wants)


def _want(view: View, one: Line, want: Want) -> str:
    named = valued(view, one.row, view.say(f"need.{want.need}"), "needs")
    if want.open:
        return f'<b class="th-late">{named}</b> <small>{safe(view.say("households.open"))}</small>'
    if want.answer is not None:
        text = view.say("households.given", day=want.answer["event_date"])
        cell = want.answer.get("field", "event_date")
        return f"{named} <small>{valued(view, want.answer, text, cell)}</small>"
    key = "unknown" if one.unknown else "unmatched"
    return f"{named} <small>{safe(view.say(f'households.{key}'))}</small>"


def waits(view: View, one: Line) -> str:
    """For how many days its oldest open need waits, and since when."""
    if one.days is None:
        return MISSING
    since = min(want.since for want in one.wants if want.open and want.since)
    first = view.say("households.since", day=since)
    return f"{number(view.language, one.days)}<br><small>{safe(first)}</small>"


def given(view: View, event: Row | None) -> str:
    """The support that it got last."""
    if event is None:
        return MISSING
    cell = event.get("field", "event_date")  # a loan is support, told in its own list
    day = valued(view, event, view.say("common.day", day=event["event_date"]), cell)
    kind = view.say(f"support.{event['kind'] or 'unknown'}")
    return f"{day}<br><small>{valued(view, event, kind, event.get('field', 'kind'))}</small>"


def _visit(view: View, visit: Row | None) -> str:
    if visit is None:
        return MISSING
    return valued(view, visit, view.say("common.day", day=visit["visit_date"]), "visit_date")
