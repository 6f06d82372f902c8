"""What people can check: postings with complaints, checks by organisations with what they found."""

from __future__ import annotations

from functools import lru_cache

from catalog.warnings import whole
from dashboard.blocks.base import Cell, element, empty, note, table, why
from dashboard.measure import listed, postings, supervision
from dashboard.measure.figure import Figure
from dashboard.measure.listed import ALL, OWN, Asked, chosen, rows_of
from dashboard.measure.postings import Posted
from dashboard.measure.supervision import Checks
from dashboard.view import View
from dashboard.words import safe, show, texts

CHECKED = ("checks", "checked", "wrong", "mended")


@lru_cache(maxsize=256)
def posting_table(view: View) -> str:
    """Where the result of the review hung, from when to when, what was said against it and answered."""
    if not rows_of(view.data, view.territory, postings.TABLE):
        return empty(safe(view.say("inform.no_postings")))
    names = ("place", "dates", "days", "complaints", "answered")
    heads = [view.say("hamlets.col_name"), *(view.say(f"inform.col_{name}") for name in names)]
    places = [(h.code, h.name) for h in view.territory.hamlets]
    places.append((OWN, view.say("scope.whole")))
    rows = [[safe(name), *_posted(view, _of(view, code))] for code, name in places]
    together = _of(view, "")
    rows.append([safe(view.say("common.total")), together.postings, "", "",
                 _told(view, together.complaints), _told(view, together.answered)])  # fmt: skip
    shown = table(view, view.say("inform.postings", year=view.year), heads, rows, last=True)
    return shown + note(safe(view.say("inform.postings_note", days=whole("days", "posted"))))


def _of(view: View, code: str) -> Posted:
    return postings.posted(view.data, view.territory, view.year, code, view.today)


def _posted(view: View, found: Posted) -> list[Cell]:
    if not found.rows:
        return [
            f"{element(view, found.postings)}{_none(view, found.postings)}",
            "—",
            *_rest(view, found),
        ]
    places = "<br>".join(safe(row["place_name"] or "—") for row in found.rows)
    dates = "<br>".join(
        safe(view.say("inform.from_to", since=show(view.language, row["from_date"]),
                      until=show(view.language, row["to_date"])))
        for row in found.rows
    )  # fmt: skip
    return [places, dates, *_rest(view, found)]


def _rest(view: View, found: Posted) -> list[Cell]:
    return [_told(view, one) for one in (found.days, found.complaints, found.answered)]


def _none(view: View, found: Figure) -> str:
    return why(view, found) or f" <small>{safe(view.say('inform.not_posted'))}</small>"


def _told(view: View, found: Figure) -> str:
    return element(view, found) + ("" if found.known else f"<br>{why(view, found)}")


@lru_cache(maxsize=256)
def by_organisation(view: View) -> str:
    """Who checked the review of the year, how many households, what was found wrong and mended."""
    if not rows_of(view.data, view.territory, supervision.TABLE):
        return empty(safe(view.say("inform.no_checks")))
    found = supervision.by_organisation(view.data, view.territory, view.year, view.today)
    title = view.say("inform.by_organisation", year=view.year)
    rows = [[_name(view, one.name), *_checks(view, one)] for one in found]
    return table(view, title, _heads(view, "organisation"), rows, last=True)


def _heads(view: View, first: str) -> list[str]:
    return [view.say(f"inform.col_{name}") for name in (first, *CHECKED)]


def _name(view: View, name: str) -> str:
    """An organisation as it is written; the last line as the total."""
    return safe(texts(view.language).get(name, name) if name else view.say("common.total"))


def _checks(view: View, one: Checks) -> list[Cell]:
    return [_told(view, f) for f in (one.checks, one.checked, one.wrong, one.mended)]


@lru_cache(maxsize=256)
def checks_by_hamlet(view: View) -> str:
    """The checks of the year in each hamlet."""
    places = [(h.code, h.name) for h in view.territory.hamlets]
    if chosen(Asked(view.data, view.territory, supervision.TABLE, ALL, OWN, view.today)):
        places.append((OWN, view.say("scope.whole")))
    places.append(("", view.say("common.total")))
    rows = [[safe(name), *_checks(view, _checked(view, view.year, code))] for code, name in places]
    title = view.say("inform.checks_by_hamlet", year=view.year)
    return table(view, title, _heads(view, "hamlet"), rows, last=True)


def _checked(view: View, year: int | str, code: str) -> Checks:
    return supervision.checks(view.data, view.territory, year, code, today=view.today)


@lru_cache(maxsize=256)
def checks_by_year(view: View) -> str:
    """The checks of every year."""
    years = listed.years(view.data, view.territory, supervision.TABLE, view.today)
    if not years:
        return ""
    rows = [[str(year), *_checks(view, _checked(view, year, ""))] for year in years]
    rows.append([safe(view.say("common.total")), *_checks(view, _checked(view, ALL, ""))])
    title = view.say("inform.checks_by_year")
    return table(view, title, _heads(view, "year"), rows, last=True)
