"""What stands around every page: language, menu, choices, banners; all of it from the address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import streamlit as st

from dashboard import guest, history, load, menu, opener, porter, style, theme
from dashboard.blocks.register import moment
from dashboard.blocks.standing import standing
from dashboard.data import Data
from dashboard.measure.figure import Unit
from dashboard.measure.steps import GROUPS
from dashboard.measure.territory import territories
from dashboard.view import View, view_of
from dashboard.words import LANGUAGES, language_of, safe, say

CHOICES = ("lang", "year", "hamlet", "commune", "asof", "role", "own")


def language() -> str:
    """The reader's language: the address, else the browser, else Vietnamese."""
    return language_of(st.query_params.get("lang"), st.context.locale)


def navigation() -> Any:
    """The menu in the reader's language; the page that the address names."""
    tongue, visitor = language(), guest.now()
    groups: dict[str, list[Any]] = {}
    pages: dict[str, Any] = {}
    for folder, name in menu.shown():
        pages[name] = st.Page(
            menu.path_of(folder, name), title=say(tongue, f"menu.{name}"), url_path=name,
            visibility="visible" if visitor.may_open(name) else "hidden",
        )  # fmt: skip
        groups.setdefault(say(tongue, f"menu.{folder}"), []).append(pages[name])

    def home() -> None:
        st.switch_page(pages[menu.HOME], query_params=st.query_params.to_dict())

    title = say(tongue, "menu.product")
    groups[""] = [st.Page(home, title=title, url_path="home", default=True, visibility="hidden")]
    return st.navigation(groups, expanded=True)  # else what is last hides behind an English word


def _keep_address() -> None:
    """What was chosen stays in the address when the reader goes to another page."""
    kept: dict[str, str] = st.session_state.setdefault("address", {})
    for name in CHOICES:
        if name in st.query_params:
            kept[name] = st.query_params[name]
        elif name in kept and name != "hamlet":
            st.query_params[name] = kept[name]


def is_dark() -> bool:
    """Whether the reader's browser shows the dark theme."""
    return getattr(st.context.theme, "type", None) == "dark"


def frame(page: str = "") -> None:
    """Style, choices, banners: what stands around every page; nothing more where the door is closed."""
    guest.forget_others()
    _keep_address()
    st.html(f"<style>:root{{{theme.variables(is_dark())}}}{theme.CSS}{style.CSS}</style>")
    opener.listen()
    view = current_view()
    _choose(view)
    tongue = language()
    _choose_role(tongue)
    porter.box(page, tongue)
    porter.banners(tongue)
    porter.guard(page, tongue)
    porter.watermark(page, tongue)


def current_view(data: Data | None = None) -> View | None:
    """The view that the address asks for, of some rows; without any, of what the visitor may see."""
    address: Mapping[str, str] = {n: st.query_params[n] for n in CHOICES if n in st.query_params}
    return view_of(data or load.current(), language(), is_dark(), address)


def _choose(view: View | None) -> None:
    """Language and year in the side bar; the address follows them."""
    tongue = language()
    with st.sidebar:
        _choose_one("lang", say(tongue, "common.language"), list(LANGUAGES), tongue,
                {code: say(tongue, f"language.{code}") for code in LANGUAGES})  # fmt: skip
        if view is None:
            return
        years = [str(year) for year in reversed(view.years)]
        if years:
            _choose_one("year", view.say("common.year"), years, str(view.year))
            st.html(f'<div class="th"><p class="th-note">{safe(standing(view))}</p></div>')
        found = territories(view.data)
        if len(found) > 1:
            names = {t.code: t.name for t in found}
            _choose_one(
                "commune", view.say("common.commune"), list(names), view.territory.code, names
            )


def _choose_role(tongue: str) -> None:
    """The role that is tried, in the side bar and in the address: with made-up data only."""
    found = guest.now()
    if not found.trial or load.live().empty:
        return
    with st.sidebar:
        roles = porter.roles(tongue)
        _choose_one("role", say(tongue, "door.try_role"), list(roles), found.role.code, roles)
        if found.scope.hamlets:
            rows = load.live().rows("place")
            names = {p["place_code"]: p["name"] for p in rows if p["level"] == "hamlet"}
            own = min(found.scope.hamlets)
            _choose_one("own", say(tongue, "door.own"), sorted(names), own, names)


def _choose_one(
    name: str, title: str, options: list[str], chosen: str, names: dict[str, str] | None = None
) -> None:
    key = f"choose_{name}"
    if st.session_state.get(key) != chosen:
        st.session_state[key] = chosen
    shown = names or {}
    st.selectbox(
        title, options, key=key, on_change=_to_address, args=(name, key),
        format_func=lambda value: shown.get(value, value),
    )  # fmt: skip


def _to_address(name: str, key: str) -> None:
    value = st.session_state[key]
    if value:
        st.query_params[name] = value
        st.session_state.setdefault("address", {})[name] = value
    elif name in st.query_params:
        del st.query_params[name]


def choose_hamlet(view: View) -> None:
    """The hamlet whose own page is shown; it stands in the address."""
    names = {"": view.say("hamlets.all")} | {h.code: h.name for h in view.territory.hamlets}
    _choose_one("hamlet", view.say("hamlets.choose"), list(names),
            view.hamlet_code, names)  # fmt: skip


def choose_unit(view: View) -> Unit:
    """Whether households or persons are counted; it stands in the address."""
    names = {unit.value: view.say(f"counted.{unit}") for unit in (Unit.HOUSEHOLDS, Unit.PERSONS)}
    asked = st.query_params.get("unit", "")
    chosen = asked if asked in names else Unit.HOUSEHOLDS.value
    _choose_one("unit", view.say("counted.choose"), list(names), chosen, names)
    return Unit(chosen)


def choose_rate(view: View) -> str:
    """Which rate's change is explained; it stands in the address."""
    names = {name: view.indicator(name) for name in GROUPS}
    asked = st.query_params.get("rate", "")
    chosen = asked if asked in names else next(iter(names))
    _choose_one("rate", view.say("why.choose"), list(names), chosen, names)
    return chosen


def choose_older(view: View) -> Data | None:
    """The older build that the live one is laid beside; it stands in the address. None when there is none."""
    others = [b for b in history.builds(load.warehouse()) if b.id != view.data.build]
    names = {"": view.say("versions.none")} | {
        b.id: f"{moment(view.language, b.made)} · {b.id}" for b in others
    }
    if not others:
        return None
    asked = st.query_params.get("older", "")
    chosen = asked if asked in names else ""
    _choose_one("older", view.say("versions.choose"), list(names), chosen, names)
    return load.build_of(load.warehouse(), chosen) if chosen else None


def choose_order(view: View, orders: Iterable[str]) -> str:
    """The order of a table: the office's, or by a count."""
    return _choose_of(view, "order", "order", orders)


def choose_count(view: View, counts: Iterable[str]) -> str:
    """The count that the circles of the map show; it stands in the address."""
    return _choose_of(view, "count", "map_count", counts)


def _choose_of(view: View, name: str, words: str, options: Iterable[str]) -> str:
    known = list(options)
    asked = st.query_params.get(name, "")
    chosen = asked if asked in known else known[0]
    _choose_one(name, view.say(f"hamlets.{words}"), known, chosen,
            {one: view.say(f"hamlets.{words}_{one}") for one in known})  # fmt: skip
    return chosen
