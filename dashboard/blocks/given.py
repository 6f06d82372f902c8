"""What was given and donated: by kind and year, by funder, by donor; which form is missing if so."""

from __future__ import annotations

from functools import lru_cache

from dashboard.blocks.base import Cell, element, empty, note, sentence, table
from dashboard.measure import given
from dashboard.measure.as_of import late
from dashboard.measure.given import Donation, Support
from dashboard.view import View
from dashboard.words import safe, texts


@lru_cache(maxsize=256)
def by_kind(view: View) -> str:
    """Times, households and value of each kind of support, year by year and together."""
    years = given.years(view.data, view.territory, view.today)
    if not years:
        return empty(safe(view.say("help.no_support")))
    together = _kinds(view)
    columns = [
        *({one.name: one for one in _kinds(view, y)} for y in years),
        {one.name: one for one in together},
    ]
    named = [texts(view.language).get(year, year) for year in years]
    heads = [view.say("help.col_kind"), *named, view.say("common.total")]
    rows: list[list[Cell]] = [
        [_name(view, one.name), *(_stacked(view, column.get(one.name)) for column in columns)]
        for one in together
    ]
    shown = table(view, view.say("help.kinds"), heads, rows, last=True)
    said = note(safe(view.say("help.kinds_note"))) + _unvalued(view, together[-1])
    return shown + said + _until(view) + _undated(view)


def _kinds(view: View, year: str = given.ALL) -> tuple[Support, ...]:
    return given.by_kind(view.data, view.territory, year, view.today)


def _until(view: View) -> str:
    """Up to which day is counted, where one was set; what has no day may be later."""
    if not late(view.data, view.today):
        return ""
    return note(safe(view.say("help.until", day=view.today)))


def _stacked(view: View, found: Support | None) -> str | None:
    """Times, under them the households and the value; nothing of a kind that a year does not have."""
    if found is None:
        return None
    if not found.events.value:
        return element(view, found.events)
    times = sentence(view, "help.times", times=found.events)
    return f"{times}<br><small>{element(view, found.households)}<br>{element(view, found.value)}</small>"


def _name(view: View, name: str) -> str:
    """A kind or a donor's kind in words, a funder as it is written, the last line as the total."""
    return safe(texts(view.language).get(name, name) if name else view.say("common.total"))


def _unvalued(view: View, total: Support) -> str:
    if not total.unvalued.value:
        return ""
    return note(sentence(view, "help.unvalued", unvalued=total.unvalued, times=total.events))


def _undated(view: View) -> str:
    """How many lines have no day: they are in the totals, in no year, and answer no need."""
    found = _kinds(view, given.UNKNOWN)[-1].events
    return note(sentence(view, "help.undated", undated=found)) if found.value else ""


@lru_cache(maxsize=256)
def by_funder(view: View) -> str:
    """Times, households and value of the support that each funder paid for."""
    found = given.by_funder(view.data, view.territory, view.today)
    if not found[-1].events.value:
        return ""
    heads = [
        view.say(f"help.col_{n}") for n in ("funder", "times", "households", "value", "unvalued")
    ]
    rows: list[list[Cell]] = [
        [_name(view, one.name), one.events, one.households, one.value, one.unvalued]
        for one in found
    ]
    shown = table(view, view.say("help.funders"), heads, rows, last=True)
    return shown + note(safe(view.say("help.funders_note"))) + _until(view)


@lru_cache(maxsize=256)
def donations(view: View) -> str:
    """Donations by kind of donor and by year: how many, in money, in kind."""
    if not view.data.rows("donation"):
        return empty(safe(view.say("help.no_donations")))
    return (
        "".join(
            table(
                view,
                view.say(f"help.donations_{by}"),
                [view.say(f"help.col_{name}") for name in (by, "donations", "money", "in_kind")],
                [_donated(view, one) for one in _donations(view, by)],
                last=True,
            )
            for by in ("donor_kind", "year")
        )
        + note(safe(view.say("help.donations_note")))
        + _until(view)
    )


def _donations(view: View, by: str) -> tuple[Donation, ...]:
    return given.donations(view.data, view.territory, by, view.today)


def _donated(view: View, one: Donation) -> list[Cell]:
    return [_name(view, one.name), one.donations, one.money, one.in_kind]
