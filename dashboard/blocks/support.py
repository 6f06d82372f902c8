"""Support: who asked, who was helped, who waits; which need got which support; who paid and who gave."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from catalog.codes import codes
from catalog.needs import answers
from dashboard.blocks.base import Cell, answer, element, empty, note, sentence, table, why
from dashboard.blocks.going import go
from dashboard.measure import needs
from dashboard.measure.figure import Figure
from dashboard.measure.needs import Need
from dashboard.measure.reviews import review
from dashboard.measure.support_list import known_until
from dashboard.measure.wishes import ASKED, GIVEN, NOTHING, UNMATCHED, UNSAID
from dashboard.view import View
from dashboard.words import safe


def need(view: View, code: str = needs.EVERY, hamlet: str = "", year: int = 0) -> Need:
    """A need, or all of them, of the year and the day that are looked at."""
    day = view.today or date.min  # without a date anywhere nothing is said to be given
    return needs.need_of(view.data, view.territory, year or view.year, day, code, hamlet)


def has_needs(view: View) -> bool:
    """Whether some household of the year named a need."""
    return bool(need(view).asked.value)


@lru_cache(maxsize=256)
def headline(view: View) -> str:
    """How many asked, were helped, wait; what is not known of it."""
    found = need(view)
    if not has_needs(view):
        reason = view.say(f"reason.{found.asked.reason or 'none_asked'}")
        return empty(sentence(view, "help.no_needs", year=view.year, reason=reason))
    values = {"year": view.year, "asked": found.asked, "day": view.today}
    if not found.given.known:
        reason = view.say(f"reason.{found.given.reason}")
        text = sentence(view, "help.answer_open", reason=reason, **values)
    else:
        text = sentence(view, "help.answer", given=found.given, open=found.open, **values)
    return answer(text + _more(view, found), _notes(view))


def _more(view: View, found: Need) -> str:
    """Days to the first help; whose needs have no kind of support; of whom the list says nothing."""
    parts = []
    if found.days.known:
        parts.append(sentence(view, "help.days", days=found.days, given=found.given))
    if found.given.known and found.unmatched.value:
        way = go(view, found.unmatched, help=UNMATCHED)
        parts.append(sentence(view, "help.unmatched", unmatched=found.unmatched) + way)
    unsaid = needs.unsaid(view.data, view.territory, view.year)
    if unsaid.value:
        way = go(view, unsaid, help=UNSAID)
        parts.append(sentence(view, "help.unsaid", unsaid=unsaid) + way)
    return "".join(f" {part}" for part in parts)


def _notes(view: View) -> str:
    """From which day days are counted, up to which day the list goes, what is not in it."""
    asked = review(view.data, view.territory, view.year).date
    until = known_until(view.data, view.territory)
    lines = [view.say("help.counted_from", day=asked or "—")]
    if until:
        lines.append(view.say("help.known_until", day=until))
    return safe(" ".join([*lines, view.say("help.not_counted")]))


@lru_cache(maxsize=256)
def through_years(view: View) -> str:
    """Every review: who asked, was helped up to now, waits, and how long help took."""
    names = ("asked", "given", "open", "days")
    heads = [view.say("poverty.year"), *(view.say(f"help.col_{name}") for name in names)]
    rows: list[list[Cell]] = []
    for year in reversed(view.years):
        found = need(view, year=year)
        rows.append([str(year), *(_cell_of(view, one) for one in _shown(found))])
    return table(view, view.say("help.years"), heads, rows) + note(
        safe(view.say("help.years_note"))
    )


def _shown(found: Need) -> tuple[Figure, ...]:
    return found.asked, found.given, found.open, found.days


def _cell_of(view: View, one: Figure) -> str:
    return element(view, one) + (f"<br>{why(view, one)}" if not one.known else "")


def _told(view: View, found: Need) -> list[Cell]:
    """Asked, given, open, days; behind each count the way to its households."""
    return [
        _cell_of(view, one) + (go(view, one, help=wish, need=found.code) if wish else "")
        for one, wish in zip(_shown(found), (ASKED, GIVEN, NOTHING, ""), strict=True)
    ]


@lru_cache(maxsize=256)
def need_table(view: View) -> str:
    """Each need that was named: the kinds that answer it, who asked, was helped, waits, for how long."""
    names = ("need", "answered_by", "asked", "given", "open", "days")
    heads = [view.say(f"help.col_{name}") for name in names]
    rows: list[list[Cell]] = [
        [safe(view.say(f"need.{code}")), _kinds(view, code), *_told(view, need(view, code))]
        for code in _named(view)
    ]
    rows.append([safe(view.say("help.any")), "", *_told(view, need(view))])
    shown = table(view, view.say("help.need_table", year=view.year), heads, rows, last=True)
    return shown + note(safe(view.say("help.once")))


def _named(view: View) -> tuple[str, ...]:
    return needs.named(view.data, view.territory, view.year)


def _kinds(view: View, code: str) -> str:
    return safe("; ".join(view.say(f"support.{kind}") for kind in answers(code)) or "—")


@lru_cache(maxsize=256)
def matrix(view: View) -> str:
    """Of those who named a need, how many got each kind of support since; what answers it is set off."""
    kinds = codes("support_kind")
    heads = [view.say("help.col_need"), *(view.say(f"support.{kind}") for kind in kinds)]
    rows: list[list[Cell]] = []
    for code in _named(view):
        found = need(view, code).by_kind
        cells = [_cell(element(view, found[kind]), kind in answers(code)) for kind in kinds]
        rows.append([safe(view.say(f"need.{code}")), *cells])
    shown = table(view, view.say("help.matrix", year=view.year, day=view.today), heads, rows)
    return shown + note(safe(view.say("help.matrix_note")))


def _cell(text: str, answering: bool) -> str:
    return f"<strong>[{text}]</strong>" if answering else text


@lru_cache(maxsize=256)
def by_hamlet(view: View) -> str:
    """Households whose needs are open, by hamlet in the office's order."""
    named = _named(view)
    heads = [view.say("hamlets.col_name"), view.say("help.col_asked"), view.say("help.col_open"),
             *(view.say(f"need.{code}") for code in named)]  # fmt: skip
    rows: list[list[Cell]] = []
    for hamlet in view.territory.hamlets:
        rows.append([safe(hamlet.name), *_waiting(view, named, hamlet.code)])
    rows.append([safe(view.say("common.total")), *_waiting(view, named)])
    shown = table(view, view.say("help.hamlets", year=view.year), heads, rows, last=True)
    return shown + note(safe(view.say("help.hamlets_note")))


def _waiting(view: View, named: tuple[str, ...], hamlet: str = "") -> list[Cell]:
    """Who asked at a place, who waits, and who waits for each need; behind each the way to the households."""
    every = need(view, hamlet=hamlet)
    cells = [element(view, every.asked) + go(view, every.asked, hamlet, help=ASKED)]
    for found in (every, *(need(view, code, hamlet) for code in named)):
        way = go(view, found.open, hamlet, help=NOTHING, need=found.code)
        cells.append(element(view, found.open) + way)
    return [*cells]
