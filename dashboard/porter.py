"""The door as a page shows it: who is inside, the way in, what a role may not open, the mark on paper."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from dashboard import guest, load, menu, vouched
from dashboard.blocks import base
from dashboard.door.roles import GIVEN, Role
from dashboard.door.visitor import Visitor
from dashboard.words import safe, say

OPENED = "opened"  # what is open in this window and names households: noted once


def guard(page: str, tongue: str) -> None:
    """Stop before a page that the visitor may not open, and say how it opens."""
    found = guest.now()
    if found.may_open(page):
        return
    st.title(say(tongue, f"page.{page}"), anchor=False)
    why, way = _why_not(found)
    role = say(tongue, f"role.{menu.NEEDS[page].code}")
    text = safe(say(tongue, f"door.{why}", role=role))
    st.html(base.empty(text + (_link(tongue, page, way) if way else "")))
    st.stop()


def _why_not(found: Visitor) -> tuple[str, str]:
    """The text that says why, and that of the link which helps."""
    if not guest.is_served():
        return "not_served", ""
    if found.account or found.trial:
        return "needs_role", ""
    now = guest.served()
    if now.open:
        return "elsewhere", "log_in"
    here = now.first and guest.is_at_this_machine()
    return ("needs_first", "make_first") if here else ("needs_login", "log_in")


def _link(tongue: str, page: str, way: str) -> str:
    address = safe(f"{guest.way_in(page)}{'&' if '?' in guest.way_in(page) else '?'}lang={tongue}")
    words = safe(say(tongue, f"door.{way}"))
    return f' <a href="{address}" target="_self"><b>{words}</b></a>'


def note(tongue: str, opened: str, action: str, **values: str | int) -> None:
    """Write down what somebody opens, once; what cannot be noted is not shown, nor what follows it."""
    if not noted(tongue, opened, action, **values):
        st.stop()


def noted(tongue: str, opened: str, action: str, **values: str | int) -> bool:
    """Whether what somebody opens is written down, once as long as it is open; it is said where not."""
    if st.session_state.get(OPENED) != opened:
        try:
            guest.note_of(action, **values)()
        except OSError:
            st.html(base.empty(safe(say(tongue, "door.no_state"))))
            return False
        st.session_state[OPENED] = opened
    return True


def banners(tongue: str) -> None:
    """What stands above every page: what is wrong with the data, that they are made up, the door."""
    data = load.current()
    if data.damaged:
        _banner(safe(say(tongue, "common.damaged")))
    if data.outdated:
        _banner(safe(say(tongue, "common.outdated")))
    if data.illustrative and not data.empty:
        _banner(safe(say(tongue, "common.illustrative")))
    found = _notice(tongue)
    if found:
        _banner(found)


def _banner(text: str) -> None:
    st.html(f'<div class="th"><div class="th-banner" role="note">{text}</div></div>')


def _notice(tongue: str) -> str:
    """A role that is being tried, or an admin who is still missing."""
    found = guest.now()
    if found.trial and found.role is not Role.ADMIN:
        role = say(tongue, f"role.{found.role.code}")
        return safe(say(tongue, "door.try_note", role=role))
    if guest.is_served() and guest.served().first and guest.is_at_this_machine():
        return safe(say(tongue, "door.needs_first")) + _link(tongue, menu.HOME, "make_first")
    return ""


def box(page: str, tongue: str) -> None:
    """Who is inside with the way out, or the way in, in the side bar."""
    if not guest.is_served():
        return
    found = guest.now()
    with st.sidebar:
        if found.account:
            role = say(tongue, f"role.{found.account.role.code}")
            inside = say(tongue, "door.inside", person=found.account.person, role=role)
            password = safe(say(tongue, "door.new_password"))
            link = f'<a href="/password?lang={tongue}" target="_self">{password}</a>'
            st.html(f'<div class="th"><p class="th-note">{safe(inside)}<br>{link}</p></div>')
            st.button(say(tongue, "door.log_out"), key="door_log_out", on_click=guest.leave)
        elif not found.trial:
            way = "make_first" if guest.way_in(page) == "/first-run" else "log_in"
            st.html(f'<div class="th"><p>{_link(tongue, page, way)}</p></div>')
            vouched.way_in(tongue, page)


def roles(tongue: str) -> dict[str, str]:
    """The roles that can be tried, by their codes, the most powerful first."""
    known = (*reversed(GIVEN), Role.PUBLIC)
    return {role.code: say(tongue, f"role.{role.code}") for role in known}


def watermark(page: str, tongue: str) -> None:
    """Who printed a page behind the door, and when, across every sheet of paper."""
    if page in menu.NEEDS:
        mark(tongue)


def mark(tongue: str) -> None:
    """Who printed what names households, and when, across every sheet of paper."""
    text = safe(who_and_when(tongue))
    st.html(f'<div class="th-mark" aria-hidden="true">{f"<p>{text}</p>" * 6}</div>')


def who_and_when(tongue: str) -> str:
    """Who is looking, in which role, and when: what stands on everything that goes out."""
    found = guest.now()
    person = found.account.person if found.account else say(tongue, "door.tried")
    moment = datetime.now().astimezone().strftime("%d/%m/%Y %H:%M")
    role = say(tongue, f"role.{found.role.code}")
    return say(tongue, "door.mark", person=person, role=role, moment=moment)
