"""One household's line through the years; opening it is noted."""

from __future__ import annotations

from datetime import date

import streamlit as st

from dashboard import parts, porter
from dashboard.blocks import base, dated, story
from dashboard.draw.household import lifeline
from dashboard.households.desk import Desk
from dashboard.measure.story import Story
from dashboard.measure.story import story as of
from dashboard.words import MISSING, safe


def one(desk: Desk) -> None:
    """Who it is, its years as a chart, everything by date; that there is none, where nobody may see it."""
    view = desk.view
    _back(desk)
    found = of(view.data, view.territory, desk.household, view.today or date.min)
    if found is None:
        st.html(base.empty(safe(view.say("story.unknown"))))
        return
    _note(desk, found)
    st.header(parts.plain(found.row["head_name"] or MISSING), anchor=False)
    parts.html(story.headline(view, found))
    parts.chart(view, lifeline(view, found), "lifeline", story.year_table(view, found))
    parts.html(dated.date_table(view, found))


def _back(desk: Desk) -> None:
    link, words = safe(desk.link()), safe(desk.view.say("story.back"))
    parts.html(f'<div class="th"><p><a href="{link}" target="_self">{words}</a></p></div>')


def _note(desk: Desk, found: Story) -> None:
    """Write down who opened the household."""
    values = {"household_id": found.id, "hamlet_code": found.row["hamlet_code"] or ""}
    porter.note(desk.view.language, found.id, "household", about="/households", **values)
