"""The blocks that repeat on pages: title, headings, charts with their tables, sources."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from dashboard import opener, porter, remarks
from dashboard.blocks import base, origin
from dashboard.blocks.standing import standing
from dashboard.draw.base import CONFIG
from dashboard.drawn import drawn
from dashboard.frame import current_view, language
from dashboard.measure.figure import Figure
from dashboard.settling import settle
from dashboard.view import View
from dashboard.words import safe, say


def open_page(name: str) -> View:
    """Title and view of a page; says what is missing, and stops, when there is nothing to show."""
    tongue = language()
    st.title(say(tongue, f"page.{name}"), anchor=False)
    view = current_view()
    if view is None:
        st.html(base.empty(safe(say(tongue, "common.empty"))))
        st.stop()
    return view


def needs_reviews(view: View) -> None:
    """Stop with an empty state when there is no year to look at: no review has been read."""
    if not view.year:
        st.html(base.empty(safe(view.say("common.no_reviews"))))
        st.stop()


def needs(view: View, found: object, key: str, *more: str) -> None:
    """Stop with an empty state when nothing of the commune is found; `key` says which form brings it."""
    if not found:
        html(base.empty(safe(view.say(key))), *more)
        st.stop()


def plain(text: str) -> str:
    """A text for the label of a widget: shown as it is, never as Markdown."""
    return re.sub(r"([^\w\s]|_)", r"\\\1", text)


def html(*blocks: str) -> None:
    """Blocks below each other as one element, when they have something to say."""
    if any(blocks):
        st.html("".join(blocks))


def fold(view: View, key: str, text: str) -> None:
    """A long block, folded away under its title."""
    st.html(base.folded(view.say(key), text))


def row() -> Any:
    """A row of choices beside each other; below each other where there is no room."""
    return st.container(horizontal=True)


def heading(view: View, key: str, **values: Any) -> None:
    """A heading of a part of the page."""
    st.header(view.say(key, **values), anchor=False)


def chart(
    view: View, figure: go.Figure, name: str, table: str, of: str = "", **values: Any
) -> None:
    """A chart with its text alternative, and the table of its marks; `of` tells charts of a kind apart."""
    _plot(view, figure, name, of, **values)
    fold(view, "common.table", table)


def wide_chart(
    view: View, figure: go.Figure, name: str, table: str, of: str = "", **values: Any
) -> None:
    """A chart that cannot be read in the width of a phone: there it scrolls, as tables do."""
    with st.container(key=f"wide_{name}{of}"):
        _plot(view, figure, name, of, **values)
    fold(view, "common.table", table)


def _plot(view: View, figure: go.Figure, name: str, of: str, **values: Any) -> None:
    alt = view.say(f"alt.{name}", **values)
    st.plotly_chart(figure, theme=None, key=name + of, config=CONFIG, alt=alt)


def sources(view: View, figures: Iterable[tuple[str, Figure]]) -> None:
    """Where the page's figures come from: formula, parts, date, file, sheet, cells."""
    fold(view, "source.title", base.source_table(view, figures))


def _open_source(view: View) -> None:
    """The source of the figure that was just clicked, over the page."""
    asked = opener.asked()
    found = drawn(view.data, asked) if asked else None
    if found is not None:
        st.dialog(view.say("origin.title"), width="large")(_source)(view, found)


def _source(view: View, found: Figure) -> None:
    """Where a figure comes from, and what was said about it."""
    remarks.pointer(view, found)
    st.html(origin.panel(view, found))
    remarks.show(view, found)


def names(view: View, page: str, rows: int) -> bool:
    """Whether a public page may name so many households: it is noted first, and marked with who prints."""
    if not rows:
        return False
    porter.mark(view.language)
    opened = f"{page} {view.data.build}"
    return porter.noted(view.language, opened, "paths", about=f"/{page}", rows=rows)


def end() -> None:
    """The foot of a page that also stands where there are no data."""
    view = current_view()
    if view:
        foot(view)
    else:
        settle()


def foot(view: View) -> None:
    """As-of date and data version under every page; the source of a figure that is clicked."""
    _open_source(view)
    remarks.badges(view)
    key = "common.foot_no_day" if view.today is None else "common.foot"
    key = key if view.today == view.latest else "common.foot_set"
    dates = view.say(key, day=view.today, latest=view.latest, build=view.data.build)
    text = " · ".join(part for part in (standing(view), dates) if part)
    hint = f"<br>{safe(view.say('origin.hint'))}"
    st.html(f'<div class="th"><p class="th-foot">{safe(text)}{hint}</p></div>')
    settle()
