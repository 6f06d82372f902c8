"""A figure that was clicked -> the comments on it, and the form that adds one."""

from __future__ import annotations

import streamlit as st

from dashboard import guest, minutes
from dashboard.blocks import remarks
from dashboard.blocks.intake import told
from dashboard.door.roles import Role
from dashboard.measure.figure import Figure
from dashboard.reopened import office_of
from dashboard.view import View
from dashboard.words import safe

TEXT, WHO, ANSWERS, SAID = "remark_text", "remark_who", "remark_answers", "remark_said"


def may_see() -> bool:
    """Whether the visitor may read and write comments: the committee does."""
    return guest.now().role >= Role.COMMITTEE


def badges(view: View) -> None:
    """How many comments each figure of the page has."""
    rules = remarks.badges(view) if may_see() else ""
    if rules:
        st.html(f"<style>{rules}</style>")
        note = safe(view.say("comment.badge"))
        st.html(f'<div class="th"><p class="th-note">{note}</p></div>')


def pointer(view: View, figure: Figure) -> None:
    """That there are comments on a figure, above its cells."""
    found = remarks.of_figure(view, figure.key) if may_see() else ()
    if found:
        st.html(remarks.pointer(view, found))


def show(view: View, figure: Figure) -> None:
    """The comments on a figure, the form that adds one, the way to a decision about it."""
    if not may_see():
        return
    found = remarks.of_figure(view, figure.key)
    st.html(remarks.listed(view, found))
    said = st.session_state.pop(SAID, None)
    if said:
        st.html(told(f"<p>{safe(view.say(said))}</p>", fine=said == "comment.added"))
    names = {0: view.say("comment.no_answer")} | {
        c.id: f"{c.author}: {c.text[:60]}" for c in found if not c.answers
    }
    with st.form("remark"):
        if len(names) > 1:
            st.selectbox(
                view.say("comment.answers"), list(names), format_func=names.__getitem__, key=ANSWERS
            )
        st.text_area(view.say("comment.text"), key=TEXT, height=90)
        st.text_input(view.say("meeting.who"), key=WHO, max_chars=100)
        st.form_submit_button(
            view.say("comment.add"), key="remark_now", on_click=_add, args=(view, figure)
        )
    link = f"/meeting?lang={view.language}&year={view.year}&figure={safe(figure.key)}"
    words = safe(view.say("comment.decide"))
    st.html(f'<div class="th"><p><a href="{link}" target="_self">{words}</a></p></div>')


def _add(view: View, figure: Figure) -> None:
    """Write what was typed; it stays in the form when it was not written."""
    text, who = (str(st.session_state.get(name, "")) for name in (TEXT, WHO))
    answers = st.session_state.get(ANSWERS) or None
    try:
        minutes.comment(office_of(view), figure.key, view.data.build, text, who, answers)
    except ValueError:
        st.session_state[SAID] = "meeting.incomplete"
    except OSError:
        st.session_state[SAID] = "meeting.not_written"
    else:
        st.session_state[SAID] = "comment.added"
        st.session_state[TEXT] = ""
        st.session_state[ANSWERS] = 0
