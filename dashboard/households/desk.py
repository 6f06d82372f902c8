"""Who may see the page, and what its address asks for: which households, in which order, which one."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from catalog.needs import needs
from catalog.tables import INDICATORS
from dashboard import parts, porter
from dashboard.frame import current_view, language
from dashboard.measure.households import STATES
from dashboard.measure.territory import territories
from dashboard.measure.wishes import EVERYBODY, HELP, LONGEST, ORDERS, Wish
from dashboard.view import View

WISHES = ("status", "help", "need", "lack")
ROUND = "round"


@dataclass(frozen=True)
class Desk:
    """What a reader asks for; `household` is the number of the one that is open, `round` the paper list."""

    view: View
    wish: Wish
    order: str = LONGEST
    page: int = 1
    household: str = ""
    round: bool = False

    def link(self, **more: str) -> str:
        """The address of the page with what was chosen, and something else."""
        chosen = {name: getattr(self.wish, name) for name in WISHES}
        chosen["sort"] = "" if self.order == LONGEST else self.order
        return self.view.link("households", self.view.hamlet_code, **(chosen | more))


def open_page() -> Desk:
    """Title and what is asked for; nothing for anybody whose role does not open the page."""
    porter.guard("households", language())
    view = parts.open_page("households")
    parts.needs_reviews(view)
    view = _own(view)
    asked, on_paper = st.query_params.get("household", ""), bool(st.query_params.get(ROUND))
    if not asked and not on_paper:
        st.session_state.pop(porter.OPENED, None)
    order = st.query_params.get("sort", LONGEST)
    return Desk(
        view, _wish(), order if order in ORDERS else LONGEST, household=asked,
        round=on_paper,
    )  # fmt: skip


def _wish() -> Wish:
    """Which households the address asks for; what nobody knows is not asked."""
    known = {"status": (*STATES, EVERYBODY), "help": HELP, "need": needs(), "lack": INDICATORS}
    asked = {name: st.query_params.get(name, "") for name in WISHES}
    return Wish(**{name: asked[name] if asked[name] in known[name] else "" for name in WISHES})


def _own(view: View) -> View:
    """The view of an officer of hamlets: one of theirs, whatever the address says."""
    own = view.data.closely.hamlets if view.data.closely else frozenset()
    if not own or (view.hamlet and view.hamlet.codes & own):
        return view
    every = [(t, h) for t in territories(view.data) for h in t.hamlets if h.codes & own]
    near = [pair for pair in every if pair[0] is view.territory] or every
    if not near:
        return view
    territory, hamlet = near[0]
    st.query_params["hamlet"] = hamlet.code
    if territory is not view.territory:
        st.query_params["commune"] = territory.code
    return current_view() or view
