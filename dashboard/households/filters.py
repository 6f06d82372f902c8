"""Which households are listed, in which order: chosen above the list, kept in the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from catalog.needs import needs
from catalog.tables import INDICATORS
from dashboard import parts
from dashboard.households.desk import Desk
from dashboard.measure.households import STATES, Line
from dashboard.measure.wishes import EVERYBODY, HELP, LONGEST, ORDERS, Wish
from dashboard.view import View

EACH = 50  # households a page


def choose(desk: Desk) -> Desk:
    """The same desk with what the reader chose."""
    view = desk.view
    with parts.row():
        _hamlet(view)
        known = ("", *STATES, EVERYBODY)
        states = {name: view.say(f"households.state_{name or 'listed'}") for name in known}
        status = _choose(view, "status", states)
        stands = {name: view.say(f"households.help_{name}") for name in HELP}
        help_ = _choose(view, "help", _or_every(view, stands))
        named = {name: view.say(f"need.{name}") for name in needs()}
        need = _choose(view, "need", _or_every(view, named))
        lacks = {name: view.say(f"indicator.{name}") for name in INDICATORS}
        lack = _choose(view, "lack", _or_every(view, lacks))
        orders = {name: view.say(f"households.sort_{name}") for name in ORDERS}
        order = _choose(view, "sort", orders, LONGEST)
    return replace(desk, wish=Wish(status, need, lack, help_), order=order)


def choose_page(desk: Desk, found: Sequence[Line]) -> tuple[Desk, Sequence[Line]]:
    """The page of the list that the address names, and its households."""
    pages = {
        str(n): f"{EACH * (n - 1) + 1}–{min(EACH * n, len(found))}"
        for n in range(1, -(-len(found) // EACH) + 1)
    }
    if len(pages) < 2:
        return desk, found
    page = int(_choose(desk.view, "page", pages, "1"))
    return replace(desk, page=page), found[EACH * (page - 1) : EACH * page]


def _or_every(view: View, names: Mapping[str, str]) -> dict[str, str]:
    return {"": view.say("households.every"), **names}


def _hamlet(view: View) -> None:
    """The hamlet; an officer of hamlets chooses among the own ones."""
    own = view.data.closely.hamlets if view.data.closely else frozenset()
    names = {h.code: h.name for h in view.territory.hamlets if not own or h.codes & own}
    every = {} if own else {"": view.say("hamlets.all")}
    _choose(view, "hamlet", every | names, view.hamlet_code)


def _choose(view: View, name: str, names: Mapping[str, str], usual: str = "") -> str:
    """One choice, by its code; what the address asks for and nobody knows is not chosen."""
    asked = st.query_params.get(name, usual)
    chosen = asked if asked in names else usual
    key = f"households_{name}"
    if st.session_state.get(key) != chosen:
        st.session_state[key] = chosen
    st.selectbox(
        view.say(f"households.choose_{name}"), list(names), key=key, on_change=_keep,
        args=(name, key, usual if name != "hamlet" else ""),
        format_func=lambda code: names.get(code, code), width=220 if name == "page" else "stretch",
    )  # fmt: skip
    return chosen


def _keep(name: str, key: str, usual: str) -> None:
    """The address follows; another choice begins on the first page."""
    value = st.session_state[key]
    for stale in {name, "page"} & set(st.query_params):
        del st.query_params[stale]
    if value != usual:
        st.query_params[name] = value
