"""Decisions: those that are open, a new one, the end of one."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import minutes, parts
from dashboard.blocks import base
from dashboard.blocks import decisions as shown
from dashboard.blocks.spoken import titled
from dashboard.meeting.door import Desk, field, open_part, signature, write
from dashboard.minutes import Draft
from dashboard.since import main
from dashboard.words import safe


def decisions(desk: Desk) -> None:
    """The open decisions with what the data say about each; the forms to add one and to end one."""
    view = desk.view
    open_part(view, "decisions")
    done = shown.done_table(view, desk.docket.done)
    if desk.docket.open:
        st.html(shown.open_table(view, desk.docket.open, desk.now))
        _finish(desk)
        parts.html(done)
    else:
        parts.html(base.note(safe(view.say("decision.none"))), done)
    _decide(desk)


def _finish(desk: Desk) -> None:
    view = desk.view
    names = {d.id: f"{d.id}. {d.text}" for d in desk.docket.open}
    with st.form("meeting_finish"):
        st.html(base.note(safe(view.say("decision.finish_title"))))
        with st.container(horizontal=True):
            which = st.selectbox(
                view.say("decision.which"), list(names), format_func=names.__getitem__,
                key=field("finish", "which"),
            )  # fmt: skip
            came = st.text_input(view.say("decision.came"), key=field("finish", "note"))
            who = signature(view, "finish")
        if st.form_submit_button(view.say("decision.finish"), key="meeting_finish_now"):
            write(
                view, "decisions", "finish", "finished", partial(minutes.finish, which, who, came)
            )


def _decide(desk: Desk) -> None:
    view, figures = desk.view, desk.now.figures
    with st.form("meeting_decide"):
        st.html(base.note(safe(view.say("decision.new_title"))))
        text = st.text_area(view.say("decision.text"), key=field("decisions", "text"), height=90)
        with st.container(horizontal=True):
            owner = st.text_input(view.say("decision.owner"), key=field("decisions", "owner"))
            due = st.date_input(
                view.say("decision.due"), None, format="DD/MM/YYYY", key=field("decisions", "due")
            )
        key = _choose_figure(desk)
        who = signature(view, "decisions")
        if st.form_submit_button(
            view.say("decision.decide"), type="primary", key="meeting_decide_now"
        ):
            agenda = desk.now.agenda
            draft = Draft(
                agenda.office, text, owner, due, agenda.year, agenda.build, who,
                figures.get(key),
            )  # fmt: skip
            write(view, "decisions", "decisions", "decided", partial(minutes.decide, draft))


def _choose_figure(desk: Desk) -> str:
    """The key of the figure that a decision is about: one of the main ones, or that of the address."""
    view, asked = desk.view, st.query_params.get("figure", "")
    found = {figure.key: figure for figure in main(desk.now) if figure}
    if asked in desk.now.figures:
        found[asked] = desk.now.figures[asked]
    names = {"": view.say("decision.no_figure")} | {k: titled(view, f) for k, f in found.items()}
    chosen = list(names).index(asked) if asked in names else 0
    return st.selectbox(
        view.say("decision.figure"), list(names), chosen, format_func=names.__getitem__,
        key=field("decisions", f"figure_{asked}"),
    )  # fmt: skip
