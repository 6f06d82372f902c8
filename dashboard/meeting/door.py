"""Who may see the page, what lies before the committee, and what a click came to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import streamlit as st

from dashboard import guest, minutes, parts, porter
from dashboard.blocks import base
from dashboard.blocks.intake import told
from dashboard.docket import Docket, docket
from dashboard.door.roles import Role
from dashboard.frame import current_view, language
from dashboard.measure.territory import territories
from dashboard.reopened import State, live, office_of, reopen
from dashboard.view import View
from dashboard.words import safe, say


@dataclass(frozen=True)
class Desk:
    """What lies before the committee: a state, the one before it, what was written down.

    `view` is that of the state, of the live data where its build is gone. `fresh` says whether the
    visitor has seen this data version before the click that drew the page.
    """

    view: View
    now: State
    last: State | None
    docket: Docket
    fresh: bool = True


def open_page() -> Desk:
    """Title, and what lies before the committee; nothing for anybody whose role does not open it."""
    tongue = language()
    porter.guard("meeting", tongue)
    st.title(say(tongue, "page.meeting"), anchor=False)
    view = current_view()
    if view is None:
        _stop(say(tongue, "common.empty"))
    assert view is not None
    parts.needs_reviews(view)
    if not minutes.is_readable():
        _stop(say(tongue, "meeting.unreadable"))
    return _asked(view) or _coming(view)


def _stop(text: str) -> None:
    st.html(base.empty(safe(text)))
    st.stop()


def _asked(view: View) -> Desk | None:
    """The meeting that the address names, as it was; None when it names none that there is."""
    number = st.query_params.get("meeting")
    found = minutes.frozen(number) if number else None
    if found and guest.scope_of(False).role < Role.COMMITTEE:
        found = (
            found if found.meeting.agenda.office.illustrative else None
        )  # a real one is no trial
    code = found.meeting.agenda.office.commune_code if found else view.territory.code
    if code != view.territory.code and code in {t.code for t in territories(view.data)}:
        st.query_params["commune"] = code
        st.rerun()
    if found is None or code != view.territory.code:
        if number:
            st.html(told(f"<p>{safe(view.say('meeting.unknown', number=number))}</p>", fine=False))
        return None
    now = reopen(found, view)
    papers = docket(found.meeting.agenda.office, found.meeting)
    return Desk(now.view or view, now, _state(view, papers), papers)


def _coming(view: View) -> Desk:
    """The meeting that is about to be held, over the live data."""
    papers = docket(office_of(view))
    looked_at = (view.data.build, view.year)
    fresh = st.session_state.get("meeting_seen", looked_at) == looked_at
    st.session_state["meeting_seen"] = looked_at
    return Desk(view, live(view, date.today()), _state(view, papers), papers, fresh)


def _state(view: View, papers: Docket) -> State | None:
    """The state of the meeting before."""
    found = minutes.frozen(papers.before.id) if papers.before else None
    return reopen(found, view) if found else None


def open_part(view: View, part: str) -> None:
    """Heading of a part of the page, and what the last click in it came to."""
    st.header(view.say(f"meeting.title_{part}"), anchor=False)
    _said(part)


def _said(part: str) -> None:
    said = st.session_state.pop(f"meeting_said_{part}", None)
    if said:
        st.html(told(f"<p>{safe(said)}</p>"))


def field(form: str, name: str) -> str:
    """The key of a field of a form; another one once the form has been written down."""
    return f"meeting_{form}_{name}_{st.session_state.get(f'meeting_round_{form}', 0)}"


def write(view: View, part: str, form: str, done: str, order: Callable[[], object]) -> None:
    """Write, and say in a part what it came to; what was typed stays in the form when it was not written."""
    try:
        said = done if order() else "too_late"
    except ValueError:
        refuse(view, "incomplete")
        return
    except OSError:
        refuse(view, "not_written")
        return
    round_key = f"meeting_round_{form}"
    st.session_state[round_key] = st.session_state.get(round_key, 0) + 1
    st.session_state[f"meeting_said_{part}"] = view.say(f"meeting.{said}")
    st.rerun()


def refuse(view: View, why: str) -> None:
    """Say why nothing was written."""
    st.html(told(f"<p>{safe(view.say(f'meeting.{why}'))}</p>", fine=False))


def signature(view: View, form: str) -> str:
    """Who writes: asked for in every form, filled in with the name that was given last."""
    key = field(form, "who")
    if not st.session_state.get(key):
        st.session_state[key] = st.session_state.get("meeting_who", guest.who())
    who = st.text_input(view.say("meeting.who"), key=key, max_chars=100)
    if who:
        st.session_state["meeting_who"] = who
    return who


def foot(desk: Desk) -> None:
    """As-of date, standing and data version of the state that is shown."""
    parts.foot(desk.view)
