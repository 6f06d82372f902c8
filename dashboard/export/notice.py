"""A review's result -> the notice on the board: the public summary, or the list of names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from catalog.notices import profile
from dashboard.blocks.standing import standing
from dashboard.export.sheet import Sheet, Table
from dashboard.measure.figure import Figure
from dashboard.measure.gaps import unreviewed
from dashboard.measure.result_list import Named, expected, length, result_list
from dashboard.measure.territory import Hamlet
from dashboard.view import View
from dashboard.words import DEFAULT, MISSING, figure, number, say

BODY = 13  # points: Decree 30/2020 asks for 13 to 14
WIDTHS = {"number": 1, "head_name": 6, "hamlet": 4}


@dataclass(frozen=True)
class Hanging:
    """What the office sets: number, day of signing, from when to when, where, whom to tell of an error."""

    number: str
    signed: date
    since: date
    until: date
    places: str
    contact: str


class Differs(ValueError):
    """The list has another number of households than the forms count: it is not posted."""


def summary(view: View, hanging: Hanging) -> Sheet:
    """How many households of each hamlet are poor, near-poor, have left: for everybody."""
    names = profile("summary").figures
    places = [*((h.code, h.name) for h in view.territory.hamlets), ("", view.say("common.total"))]
    rows = tuple((name, *_counts(view, code)) for code, name in places)
    heads = (view.say("hamlets.col_name"), *(view.say(f"notice.{name}") for name in names))
    table = Table(view.say("notice.counts"), heads, rows, MISSING, (4, *(3 for _ in names)))
    return _sheet(view, hanging, "summary", (table,), _commune(view))


def _counts(view: View, code: str) -> tuple[str, ...]:
    """The counts of a hamlet, or of all: no sum of the whole while a hamlet has no review."""
    names = profile("summary").figures
    if not code and lacking(view):
        return tuple(MISSING for _ in names)
    return tuple(_count(view, _expected(view, result, code)) for result in names)


def lacking(view: View) -> str:
    """The hamlets that the review lacks, by name; "" when it has all."""
    return ", ".join(h.name for h in unreviewed(view.data, view.territory, view.year))


def named_list(view: View, hanging: Hanging, hamlet: Hamlet | None) -> Sheet:
    """The heads of households by result, in a hamlet or in all; Differs when they are not all there."""
    code = hamlet.code if hamlet else ""
    tables = tuple(_list(view, result, code) for result in profile("result_list").results)
    place = view.say("notice.hamlet", name=hamlet.name) if hamlet else _commune(view)
    return _sheet(view, hanging, "result_list", tables, place)


def _commune(view: View) -> str:
    return view.say("notice.commune", name=view.territory.name)


def lengths(view: View, code: str = "") -> tuple[tuple[str, int], ...]:
    """How many households each list of a hamlet, or of all, has."""
    return tuple(
        (result, length(view.data, view.territory, view.year, result, code))
        for result in profile("result_list").results
    )


def differing(view: View, code: str = "") -> tuple[tuple[str, Figure, int], ...]:
    """The results whose list is not what the forms count: result, what they count, how many are listed."""
    counted = [(result, _expected(view, result, code), n) for result, n in lengths(view, code)]
    return tuple(one for one in counted if one[1].value != one[2])


def _expected(view: View, result: str, code: str) -> Figure:
    return expected(view.data, view.territory, view.year, result, code)


def _count(view: View, found: Figure) -> str:
    """The number alone, for the heading says that it counts households; a dash where it is not known."""
    return MISSING if found.value is None else number(view.language, found.value)


def _list(view: View, result: str, code: str) -> Table:
    columns = profile("result_list").columns
    found = result_list(view.data, view.territory, view.year, result, code)
    counted = _expected(view, result, code)
    if counted.value != len(found):
        raise Differs(result)
    rows = tuple(
        tuple(_cell(view, one, place, name) for name in columns)
        for place, one in enumerate(found, 1)
    )
    title = f"{view.say(f'notice.{result}')}: {figure(view.language, counted)}"
    heads = tuple(view.say(f"notice.col_{name}") for name in columns)
    return Table(title, heads, rows, view.say("sheet.none"), tuple(WIDTHS[n] for n in columns))


def _cell(view: View, one: Named, place: int, column: str) -> str:
    written = {"number": number(view.language, place), "hamlet": one.hamlet.name}
    return written.get(column) or one.head_name or MISSING


def _sheet(view: View, hanging: Hanging, name: str, tables: tuple[Table, ...], place: str) -> Sheet:
    """A notice in the official heading, which is Vietnamese; who signs depends on its kind."""
    commune, day = view.territory.name, hanging.signed
    roles = ("maker", "chair") if name == "summary" else ("head", "maker", "chair")
    basis = (view.say("notice.basis"), view.say("notice.lead", name=commune, year=view.year))
    short = lacking(view) if place == _commune(view) else ""
    lacks = (view.say(f"notice.lacks_{name}", hamlets=short),) if short else ()
    return Sheet(
        (say(DEFAULT, "sheet.office"), say(DEFAULT, "sheet.commune", name=commune.upper())),
        (say(DEFAULT, "sheet.nation"), say(DEFAULT, "sheet.motto")),
        (say(DEFAULT, "common.illustrative"),) if view.data.illustrative else (),
        view.say("sheet.number", number=hanging.number or say(DEFAULT, "notice.no_number")),
        say(DEFAULT, "sheet.place_and_day", name=commune, d=day.day, m=day.month, year=day.year),
        view.say("notice.title"),
        view.say(f"notice.subject_{name}", year=view.year, place=place),
        (*basis, *lacks),
        (*tables, _hanging(view, hanging)),
        tuple(view.say(f"notice.sign_{role}") for role in roles),
        view.say("sheet.signed"),
        view.say("notice.foot", build=view.data.build, standing=standing(view)),
        view.language,
        BODY,
    )


def _hanging(view: View, hanging: Hanging) -> Table:
    """From when to when, where, whom to tell of an error until when."""
    said = (
        view.say("notice.period", since=hanging.since, until=hanging.until),
        view.say("notice.places", places=hanging.places),
        view.say("notice.errors", contact=hanging.contact, until=hanging.until),
    )
    return Table(view.say("notice.hanging"), (), tuple((line,) for line in said), "")
