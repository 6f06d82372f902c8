"""The list of households, filtered, in pages."""

from __future__ import annotations

import streamlit as st

from dashboard import parts
from dashboard.blocks import base
from dashboard.blocks import households as shown
from dashboard.households.desk import ROUND, Desk
from dashboard.households.filters import EACH, choose, choose_page
from dashboard.measure.wishes import chosen
from dashboard.words import safe


def listing(desk: Desk) -> Desk:
    """The answer, the choices and the households that fit them; what was chosen comes back."""
    view = desk.view
    parts.html(shown.headline(view))
    desk = choose(desk)
    known = shown.known(view)
    found = chosen(known, desk.wish, desk.order)
    if not found:
        st.html(base.empty(safe(view.say("households.none"))))
        return desk
    desk, page = choose_page(desk, found)
    first = EACH * (desk.page - 1)
    caption = view.say(
        "households.table", first=first + 1, last=first + len(page), number=len(found),
        year=view.year,
    )  # fmt: skip
    parts.html(shown.listing(view, page, lambda name: desk.link(household=name), caption))
    _to_round(desk)
    return desk


def _to_round(desk: Desk) -> None:
    """The way to the list on paper, with the same choices."""
    link, words = safe(desk.link(**{ROUND: "1"})), safe(desk.view.say("round.open"))
    parts.html(f'<div class="th"><p><a href="{link}" target="_self"><b>{words}</b></a></p></div>')
