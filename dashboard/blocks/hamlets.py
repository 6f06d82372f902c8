"""Hamlets: one row each in the office's own order, two dates, all years."""

from __future__ import annotations

from functools import lru_cache

from dashboard.blocks.base import Cell, answer, delta, element, note, sentence, table
from dashboard.blocks.going import go
from dashboard.blocks.hamlet import officers
from dashboard.blocks.poverty import open_points
from dashboard.explain import by_hamlet
from dashboard.measure import reviews
from dashboard.measure.hamlets import HamletFigures, hamlets
from dashboard.measure.shapes import households, shapes
from dashboard.view import View
from dashboard.words import safe

ORDERS = ("office", "poor", "near_poor")


@lru_cache(maxsize=256)
def headline(view: View) -> str:
    """How many hamlets have how many poor households, and where most of them live."""
    said = by_hamlet(view.data, view.territory, view.year)
    if not said:
        return answer(safe(view.say("hamlets.none", year=view.year)))
    text = " ".join(sentence(view, one.key, **one.values) for one in said)
    return answer(text, safe(view.say("hamlets.note")))


def ordered(view: View, order: str) -> list[HamletFigures]:
    """The hamlets in the office's order, or by a count; never by a rate."""
    found = list(hamlets(view.data, view.territory, view.year, view.today))
    if order == "poor":
        found.sort(key=lambda h: -(h.poor.value or 0))
    if order == "near_poor":
        found.sort(key=lambda h: -(h.near_poor.value or 0))
    return found


COLUMNS = ("name", "households", "poor", "near_poor", "change", "exits", "relapsed", "works",
           "projects", "officer", "visit")  # fmt: skip


@lru_cache(maxsize=256)
def hamlet_table(view: View, order: str) -> str:
    """One row per hamlet."""
    heads = [view.say(f"hamlets.col_{name}", before=view.year - 1) for name in COLUMNS]
    rows = [_line(view, h) for h in ordered(view, order)]
    return table(view, view.say("hamlets.table", year=view.year), heads, rows)


def _line(view: View, h: HamletFigures) -> list[Cell]:
    link = safe(view.link("hamlets", h.hamlet.code))
    lists = ((h.poor, h.poverty_rate, "poor"), (h.near_poor, h.near_poverty_rate, "near_poor"))
    poor, near = (
        f"{element(view, number)}{go(view, number, h.hamlet.code, status=name)}"
        f"<br><small>{element(view, rate)}</small>"
        for number, rate, name in lists
    )
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
        officers(view, h.hamlet),
        h.last_visit,
    ]


@lru_cache(maxsize=256)
def change_table(view: View) -> str:
    """Poor households of each hamlet in the year before and in this one."""
    heads = [view.say("hamlets.col_name"), str(view.year - 1), str(view.year),
             view.say("hamlets.change", before=view.year - 1)]  # fmt: skip
    rows: list[list[Cell]] = []
    for h in hamlets(view.data, view.territory, view.year):
        old = reviews.review(view.data, view.territory, view.year - 1, h.hamlet.code)
        before = reviews.counted(view.data, old, "poor_households")
        rows.append([safe(h.hamlet.name), before, h.poor, delta(view, h.change)])
    texts = {"before": view.year - 1, "year": view.year}
    return table(view, view.say("hamlets.dumbbell", **texts), heads, rows)


@lru_cache(maxsize=256)
def multiples_note(view: View) -> str:
    """What the lines of the small charts are, and which of their years lack a hamlet."""
    return note(safe(view.say("hamlets.multiples_note"))) + open_points(view)


@lru_cache(maxsize=256)
def rate_table(view: View) -> str:
    """The rate of each hamlet in every year."""
    heads = [view.say("hamlets.col_name"), *(str(year) for year in view.years)]
    rows = [
        [safe(hamlet.name)]
        + [
            reviews.rate_of(
                view.data,
                reviews.review(view.data, view.territory, year, hamlet.code),
                "poverty_rate",
            )
            for year in view.years
        ]
        for hamlet in view.territory.hamlets
    ]
    return table(view, "", heads, rows)


def has_map(view: View) -> bool:
    """Whether the commune supplied the places of its hamlets."""
    return bool(shapes(view.data, view.territory))


@lru_cache(maxsize=256)
def map_table(view: View, what: str) -> str:
    """The counts of the map, and which hamlets it does not have."""
    rows: list[list[Cell]] = [
        [safe(h.name), households(view.data, view.territory, view.year, what, h.code)]
        for h in view.territory.hamlets
    ]
    heads = [view.say("hamlets.col_name"), view.say(f"hamlets.map_count_{what}")]
    return table(view, "", heads, rows)


@lru_cache(maxsize=256)
def map_note(view: View) -> str:
    """How the map is to be read, and the hamlets that it lacks."""
    drawn = {shape.hamlet.code for shape in shapes(view.data, view.territory)}
    missing = [h.name for h in view.territory.hamlets if h.code not in drawn]
    text = view.say("hamlets.map_note")
    if missing:
        text += " " + view.say("hamlets.map_missing", names=", ".join(missing))
    return note(safe(text))
