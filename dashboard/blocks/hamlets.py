"""Hamlets: one row each in the office's own order, and one hamlet's own page."""

from __future__ import annotations

from dashboard.blocks.base import Cell, answer, card, cards, delta, element, sentence, table
from dashboard.measure import poverty
from dashboard.measure.hamlets import HamletFigures, hamlet_figures, hamlets
from dashboard.view import View
from dashboard.words import safe

ORDERS = ("office", "poor", "near_poor")


def headline(view: View) -> str:
    """How many hamlets have how many poor households, and where most of them live."""
    found = hamlets(view.data, view.territory, view.year)
    known = [h for h in found if h.poor.value is not None]
    if not known:
        return answer(safe(view.say("hamlets.none", year=view.year)))
    fewer = sum(1 for h in known if (h.change.value or 0) <= -3)
    most = max(known, key=lambda h: h.poor.value or 0)
    text = sentence(
        view, "hamlets.answer", number=len(found), fewer=fewer, name=most.hamlet.name,
        most=most.poor, year=view.year, before=view.year - 1,
    )  # fmt: skip
    return answer(text, safe(view.say("hamlets.note")))


def ordered(view: View, order: str) -> list[HamletFigures]:
    """The hamlets in the office's order, or by a count; never by a rate."""
    found = list(hamlets(view.data, view.territory, view.year))
    if order == "poor":
        found.sort(key=lambda h: -(h.poor.value or 0))
    if order == "near_poor":
        found.sort(key=lambda h: -(h.near_poor.value or 0))
    return found


COLUMNS = ("name", "households", "poor", "near_poor", "change", "exits", "relapsed", "works",
           "projects", "officer", "visit")  # fmt: skip


def hamlet_table(view: View, order: str) -> str:
    """One row per hamlet."""
    heads = [view.say(f"hamlets.col_{name}", before=view.year - 1) for name in COLUMNS]
    rows = [_line(view, h) for h in ordered(view, order)]
    return table(view, view.say("hamlets.table", year=view.year), heads, rows)


def _line(view: View, h: HamletFigures) -> list[Cell]:
    link = f"/hamlets?lang={view.language}&year={view.year}&hamlet={safe(h.hamlet.code)}"
    poor = f"{element(view, h.poor)}<br><small>{element(view, h.poverty_rate)}</small>"
    near = f"{element(view, h.near_poor)}<br><small>{element(view, h.near_poverty_rate)}</small>"
    return [
        f'<a href="{link}" target="_self">{safe(h.hamlet.name)}</a>',
        h.households,
        poor,
        near,
        delta(view, h.change),
        h.exits,
        h.relapsed,
        h.works,
        h.projects,
        safe(h.officer or "—"),
        h.last_visit,
    ]


def own_page(view: View) -> str:
    """The same figures for one hamlet, large."""
    if view.hamlet is None:
        return ""
    h = hamlet_figures(view.data, view.territory, view.year, view.hamlet)
    near = sentence(view, "card.parts_of", part=h.near_poor, whole=h.households)
    poor = sentence(view, "card.parts_of", part=h.poor, whole=h.households)
    visits = sentence(view, "hamlets.visits", visits=h.visits, last=h.last_visit)
    back = sentence(view, "hamlets.relapsed", relapsed=h.relapsed)
    change = view.say("hamlets.change", before=view.year - 1, year=view.year)
    moved = f"{safe(change)}: {delta(view, h.change)}"
    return cards(
        (
            card(view, view.say("indicator.poverty_rate"), h.poverty_rate, [poor, moved], "main"),
            card(view, view.say("indicator.near_poverty_rate"), h.near_poverty_rate, [near], "main"),
            card(view, view.say("indicator.gross_exits", year=view.year), h.exits, [back], "main"),
            card(view, view.say("hamlets.officer"), h.visits, [safe(h.officer or "—"), visits]),
            card(view, view.say("indicator.information_access_rate"), h.information,
                 [sentence(view, "hamlets.programmes", works=h.works, projects=h.projects)]),
        )
    )  # fmt: skip


def years_table(view: View) -> str:
    """One hamlet through the years."""
    if view.hamlet is None:
        return ""
    code = view.hamlet.code
    names = ("households", "poor_households", "near_poor_households")
    heads = [view.say("poverty.year"), *(view.say(f"count.{n}") for n in names)]
    heads += [view.say("indicator.poverty_rate")]
    rows: list[list[Cell]] = []
    for year in view.years:
        found = poverty.review(view.data, view.territory, year, code)
        counts = [poverty.counted(view.data, found, n) for n in names]
        rows.append([str(year), *counts, poverty.rate_of(view.data, found, "poverty_rate")])
    return table(view, view.say("hamlets.years"), heads, rows)
