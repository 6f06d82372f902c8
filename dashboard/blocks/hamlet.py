"""One hamlet: its figures of the year and of all years, its works, projects, officers and postings."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from dashboard.blocks.base import (
    Cell,
    card,
    cards,
    delta,
    element,
    empty,
    note,
    sentence,
    table,
    why,
)
from dashboard.blocks.going import go
from dashboard.blocks.works import status
from dashboard.data import Row
from dashboard.measure import reviews
from dashboard.measure.hamlets import hamlet_figures
from dashboard.measure.livelihoods import in_hamlet, project_outcomes
from dashboard.measure.money import projects
from dashboard.measure.officers import Charge, charges, silence
from dashboard.measure.postings import posted
from dashboard.measure.territory import Hamlet
from dashboard.view import View
from dashboard.words import safe, show


def officers(view: View, hamlet: Hamlet, *, office: bool = True) -> str:
    """Who is in charge on the day that is looked at, with the office held; else why there is nobody."""
    shown = [
        safe(charge.name) + (f"<br><small>{safe(charge.role or '—')}</small>" if office else "")
        for charge in _now(view, hamlet)
    ]
    return "<br>".join(shown) or f"—<br><small>{safe(_nobody(view))}</small>"


def _now(view: View, hamlet: Hamlet) -> list[Charge]:
    """The assignments that hold on the day that is looked at, the latest first."""
    day = view.today or date.max
    found = charges(view.data, hamlet, day)
    return [c for c in reversed(found) if c.name and (c.until is None or c.until >= day)]


def _nobody(view: View) -> str:
    why = silence(view.data, view.territory, view.today or date.max)
    return view.say(f"reason.{why}") if why else view.say("hamlets.no_officer", day=view.today)


@lru_cache(maxsize=256)
def own_page(view: View) -> str:
    """The figures of the row of one hamlet, large."""
    if view.hamlet is None:
        return ""
    h = hamlet_figures(view.data, view.territory, view.year, view.hamlet, view.today)
    poor, near = (
        sentence(view, "card.parts_of", part=part, whole=h.households)
        + go(view, part, h.hamlet.code, status=name)
        for part, name in ((h.poor, "poor"), (h.near_poor, "near_poor"))
    )
    back = sentence(view, "hamlets.relapsed", relapsed=h.relapsed)
    last = sentence(view, "hamlets.visits", last=h.last_visit)
    change = view.say("hamlets.change", before=view.year - 1)
    moved = f"{safe(change)}: {delta(view, h.change)}"
    others = sentence(view, "hamlets.programmes", projects=h.projects)
    return cards(
        (
            card(view, view.indicator("poverty_rate"), h.poverty_rate, [poor, moved], "main"),
            card(view, view.indicator("near_poverty_rate"), h.near_poverty_rate, [near], "main"),
            card(view, view.indicator("gross_exits"), h.exits, [back], "main"),
            card(view, view.say("hamlets.visits_title"), h.visits, [last, _in_charge(view)]),
            card(view, view.indicator("information_access_rate"), h.information),
            card(view, view.say("hamlets.works_title"), h.works, [others]),
        )
    )


def _in_charge(view: View) -> str:
    found = _now(view, view.hamlet) if view.hamlet else []
    names = ", ".join(f"{charge.name} ({charge.role or '—'})" for charge in found)
    return sentence(view, "hamlets.officer_is", officer=names or f"— ({_nobody(view)})")


COUNTS = ("households", "poor_households", "near_poor_households")
YEARLY = ("rate", "exits", "relapsed", "visited", "informed")


@lru_cache(maxsize=256)
def years_table(view: View) -> str:
    """One hamlet through the years: households, who left and came back, visits, information."""
    if view.hamlet is None:
        return ""
    heads = [view.say("poverty.year"), *(view.say(f"count.{name}") for name in COUNTS)]
    heads += [view.say(f"hamlets.year_{name}") for name in YEARLY]
    rows: list[list[Cell]] = []
    for year in reversed(view.years):
        h = hamlet_figures(view.data, view.territory, year, view.hamlet, view.today)
        found = reviews.review(view.data, view.territory, year, view.hamlet.code)
        rate = reviews.rate_of(view.data, found, "poverty_rate")
        rows.append([str(year), h.households, h.poor, h.near_poor, rate, h.exits, h.relapsed,
                     h.visits, h.information])  # fmt: skip
    return table(view, view.say("hamlets.years"), heads, rows)


def _here(view: View, row: Row) -> bool:
    return view.hamlet is not None and bool(view.hamlet.codes & set(row["hamlet_codes"] or ()))


@lru_cache(maxsize=256)
def works_here(view: View) -> str:
    """The works of one hamlet with their money and state."""
    found = [p for p in projects(view.data, view.territory, "infrastructure") if _here(view, p.row)]
    names = ("name", "approved", "disbursed", "rate", "status")
    heads = [view.say(f"works.{name}") for name in names]
    rows: list[list[Cell]] = [
        [
            safe(p.row["name"]),
            p.approved,
            p.disbursed,
            p.disbursement,
            status(view, p.row["status"]),
        ]
        for p in found
    ]
    return table(view, view.say("hamlets.works_here"), heads, rows) if rows else ""


@lru_cache(maxsize=256)
def projects_here(view: View) -> str:
    """The livelihood projects that reach the hamlet, with the households of each as a whole; those of
    the hamlet only for those who may see its households."""
    rows = [row for row in view.data.rows("livelihood_project") if _here(view, row)]
    lines = [_project(view, row) for row in rows]
    here = [in_hamlet(view.data, view.hamlet, r["project_code"]) for r in rows if view.hamlet]
    names = ["name", "households", "exits"]
    if all(here):
        names.insert(1, "here")
        lines = [[line[0], mine, *line[1:]] for line, mine in zip(lines, here, strict=True)]
    if not rows:
        return ""
    heads = [view.say(f"hamlets.project_{name}") for name in names]
    shown = table(view, view.say("hamlets.projects_here"), heads, lines)
    return shown + note(safe(view.say("hamlets.projects_note")))


def _project(view: View, row: Row) -> list[Cell]:
    years = "–".join(str(row[n]) for n in ("start_year", "end_year") if row[n])
    name = f"{safe(row['name'])}<br><small>{safe(row['project_code'])} · {years or '—'}</small>"
    found = project_outcomes(view.data, row["project_code"])
    return [name, found.households, found.exits]


@lru_cache(maxsize=256)
def officer_table(view: View) -> str:
    """Everybody who was in charge of the hamlet, the latest first, and when nobody was."""
    found = charges(view.data, view.hamlet, view.today or date.max) if view.hamlet else ()
    if silence(view.data, view.territory, view.today or date.max) or not found:
        return empty(safe(_nobody(view)))
    heads = [view.say(f"hamlets.officer_{name}") for name in ("name", "role", "from", "to")]
    rows: list[list[Cell]] = [
        [
            safe(charge.name or view.say("hamlets.nobody")),
            safe(charge.role or "—"),
            safe(show(view.language, charge.since) if charge.since else "—"),
            safe(show(view.language, charge.until) if charge.until else view.say("hamlets.still")),
        ]
        for charge in reversed(found)
    ]
    return table(view, view.say("hamlets.officers"), heads, rows)


@lru_cache(maxsize=256)
def posting_table(view: View) -> str:
    """Where and when the results of each review were posted in the hamlet, and complaints."""
    if view.hamlet is None:
        return ""
    names = ("year", "number", "places", "complaints", "resolved")
    heads = [view.say(f"hamlets.posting_{name}") for name in names]
    rows: list[list[Cell]] = []
    for year in reversed(view.years):
        one = posted(view.data, view.territory, year, view.hamlet.code, view.today)
        told = (one.postings, one.complaints, one.answered)
        shown = [element(view, f) + (f" {why(view, f)}" if not f.known else "") for f in told]
        rows.append([str(year), shown[0], _places(view, one.rows) or "—", *shown[1:]])
    return table(view, view.say("hamlets.postings"), heads, rows)


def _places(view: View, rows: tuple[Row, ...]) -> str:
    """`Nhà văn hóa ấp (12/12/2025–15/12/2025)`, a line each."""
    lines = []
    for row in rows:
        days = (row["from_date"], row["to_date"])
        dates = "–".join(show(view.language, day) if day else "…" for day in days)
        lines.append(f"{safe(row['place_name'] or '—')} ({safe(dates)})")
    return "<br>".join(lines)
