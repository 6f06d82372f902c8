"""The state of the data -> frozen under a number; the meetings that were held."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from dashboard import minutes
from dashboard.blocks import base
from dashboard.blocks.meeting import meetings
from dashboard.meeting.door import Desk, field, open_part, refuse, signature, write
from dashboard.words import safe


def freeze(desk: Desk) -> None:
    """The form that freezes figures, alerts, decisions and comments as they are now."""
    view = desk.view
    open_part(view, "freeze")
    st.html(base.note(safe(view.say("meeting.freeze_note", build=desk.now.agenda.build))))
    with st.form("meeting_freeze"):
        with st.container(horizontal=True):
            title = st.text_input(
                view.say("meeting.title"), key=field("freeze", "title"), max_chars=200
            )
            held_on = st.date_input(
                view.say("meeting.held_on"), date.today(), format="DD/MM/YYYY",
                key=field("freeze", "held_on"),
            )  # fmt: skip
        who = signature(view, "freeze")
        if st.form_submit_button(
            view.say("meeting.freeze"), type="primary", key="meeting_freeze_now"
        ):
            _freeze(desk, title, held_on, who)


def _freeze(desk: Desk, title: str, held_on: date, who: str) -> None:
    """Freeze what the visitor has seen, and open it; newer data are looked at first."""
    if not desk.fresh:
        refuse(desk.view, "moved_on")
        return
    alerts = [(key, text) for key, (text, _) in desk.now.alerts.items()]
    agenda = replace(desk.now.agenda, title=title, held_on=held_on)

    def order() -> bool:
        number = minutes.freeze(agenda, who, desk.now.figures.values(), alerts)
        if number:
            st.query_params["meeting"] = number
        return bool(number)

    write(desk.view, "paper", "freeze", "frozen", order)


def earlier(desk: Desk) -> None:
    """The meetings that were held, each with the link that reopens it."""
    found = minutes.meetings(desk.now.agenda.office)
    if found:
        open_part(desk.view, "earlier")
        st.html(meetings(desk.view, found))
