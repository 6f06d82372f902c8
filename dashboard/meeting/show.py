"""What changed since the last meeting; a meeting as it was."""

from __future__ import annotations

import streamlit as st

from dashboard import load, parts
from dashboard.blocks import base, decisions, meeting
from dashboard.blocks.intake import told
from dashboard.blocks.spoken import held
from dashboard.meeting.door import Desk
from dashboard.since import since
from dashboard.words import DEFAULT, safe, say


def changes(desk: Desk) -> None:
    """Data version, figures, alerts: then and now; what to do where there was no meeting."""
    view, now, last = desk.view, desk.now, desk.last
    if last is None and now.meeting is None:
        st.html(base.empty(safe(view.say("meeting.first"))))
    parts.heading(view, _title(desk))
    comments = "" if now.meeting else decisions.comments_table(view, desk.docket.comments, now)
    parts.html(_figures(desk) + comments)


def _title(desk: Desk) -> str:
    if desk.now.meeting is None:
        return "meeting.title_changes" if desk.last else "meeting.title_state"
    return "meeting.title_between" if desk.last else "meeting.title_frozen"


def as_it_was(desk: Desk) -> None:
    """A meeting that was frozen: a banner that says so, its figures, alerts, decisions and comments."""
    view, now = desk.view, desk.now
    if now.meeting is None:
        return
    st.html(told(_banner(desk), fine=now.view is not None))
    changes(desk)
    parts.heading(view, "meeting.title_decisions")
    st.html(decisions.open_table(view, desk.docket.open, now))
    parts.html(decisions.done_table(view, desk.docket.done))
    parts.html(decisions.comments_table(view, desk.docket.comments, now))
    with st.expander(view.say("meeting.all_figures", number=len(now.figures))):
        st.html(meeting.whole_list(view, now))


def _banner(desk: Desk) -> str:
    """That this is a frozen state, whether its build is there, and the way back to today."""
    view, now, agenda = desk.view, desk.now, desk.now.agenda
    assert now.meeting is not None
    lines = [
        view.say(
            "meeting.reopened", meeting=held(view, now.meeting), build=agenda.build,
            as_of=agenda.as_of or "—",
        )
    ]  # fmt: skip
    if now.view is None:
        lines.append(view.say("meeting.build_gone", build=agenda.build))
    if agenda.office.illustrative and not load.current().illustrative:
        lines.append(say(DEFAULT, "common.illustrative"))
    if now.drifted:
        lines.append(view.say("meeting.drifted", number=now.drifted))
    back = f"/meeting?lang={view.language}"
    link = f'<a href="{back}" target="_self">{safe(view.say("meeting.back"))}</a>'
    return "".join(f"<p>{safe(line)}</p>" for line in lines) + f"<p>{link}</p>"


def _figures(desk: Desk) -> str:
    """The figures and the alerts of a state beside those of the state before."""
    view, now, last = desk.view, desk.now, desk.last
    found = since(now, last)
    lines = [meeting.version_line(view, now, last)] if last else []
    lines += [meeting.changed_line(view, found, now, last)] if last else []
    lines.append(meeting.pairs(view, found, now, last))
    if last and last.view is None:
        lines.append(base.note(safe(view.say("meeting.build_gone", build=last.agenda.build))))
    return "".join([*lines, meeting.alerts(view, found, now, last)])
