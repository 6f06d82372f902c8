"""Dated events that the charts mark: those that stand, a new one, one that was wrong."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from dashboard import happened, minutes, parts
from dashboard.blocks.happened import events_table
from dashboard.meeting.door import Desk, field, open_part, signature, write
from dashboard.minutes import Office


def events(desk: Desk) -> None:
    """The events on the charts, and the forms to add one and to withdraw one."""
    view = desk.view
    open_part(view, "events")
    found = happened.marks(view)
    parts.html(events_table(view, found, authors=True))
    with st.expander(view.say("event.add_title")), st.form("meeting_event"):
        with st.container(horizontal=True):
            day = st.date_input(
                view.say("event.day"), None, date(1990, 1, 1), date(2100, 12, 31),
                format="DD/MM/YYYY", key=field("events", "day"),
            )  # fmt: skip
            kind = st.selectbox(
                view.say("event.col_kind"), minutes.KINDS, key=field("events", "kind"),
                format_func=lambda name: view.say(f"event.{name}"),
            )  # fmt: skip
        text = st.text_input(view.say("event.col_text"), key=field("events", "text"), max_chars=120)
        who = signature(view, "events")
        if st.form_submit_button(view.say("event.add"), key="meeting_event_now"):
            add = partial(_record, desk.now.agenda.office, day, kind, text, who)
            write(view, "events", "events", "recorded", add)
    mine = {m.event.id: f"{m.number}. {m.event.text}" for m in found if not m.told_by_the_data}
    if mine:
        _withdraw(desk, mine)


def _record(office: Office, day: date | None, kind: str, text: str, who: str) -> int:
    if day is None:
        raise ValueError("when was it?")
    return minutes.record(office, day, kind, text, who)


def _withdraw(desk: Desk, names: dict[int, str]) -> None:
    view = desk.view
    with st.expander(view.say("event.withdraw_title")), st.form("meeting_withdraw"):
        which = st.selectbox(
            view.say("event.which"), list(names), format_func=names.__getitem__,
            key=field("withdraw", "which"),
        )  # fmt: skip
        who = signature(view, "withdraw")
        if st.form_submit_button(view.say("event.withdraw"), key="meeting_withdraw_now"):
            write(view, "events", "withdraw", "withdrawn", partial(minutes.withdraw, which, who))
