"""Who has an account, which role sees what, and the access log."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from dashboard import guest, load, porter
from dashboard.blocks import accounts as shown
from dashboard.blocks import base
from dashboard.blocks.intake import told
from dashboard.door import log as kept
from dashboard.door.accounts import Account, everybody
from dashboard.frame import language
from dashboard.words import safe, say


@dataclass(frozen=True)
class Desk:
    """What lies before the admin: the accounts of these data, the hamlets by their codes."""

    language: str
    illustrative: bool
    accounts: tuple[Account, ...]
    hamlets: dict[str, str]
    by: str


def open_page() -> Desk:
    """Title, what a click came to, and the accounts; nothing for anybody but the admin."""
    tongue = language()
    porter.guard("accounts", tongue)
    st.title(say(tongue, "page.accounts"), anchor=False)
    made_up, found = guest.served().illustrative, guest.now()
    places = (p for p in load.live().rows("place") if p["level"] == "hamlet" and not p["valid_to"])
    hamlets = {p["place_code"]: p["name"] for p in places}
    if load.live().empty:
        st.html(base.empty(safe(say(tongue, "common.empty"))))
    st.html(base.note(safe(say(tongue, "accounts.lead"))))
    if made_up:
        st.html(base.note(safe(say(tongue, "accounts.trial"))))
    said = st.session_state.pop("accounts_said", None)
    if said:
        st.html(told(f"<p>{safe(said)}</p>"))
    by = found.account.login if found.account else ""
    try:
        return Desk(tongue, made_up, everybody(made_up), hamlets, by)
    except OSError:
        st.html(base.empty(safe(say(tongue, "door.no_state"))))
        st.stop()


def people(desk: Desk) -> None:
    """The accounts as a table."""
    st.header(say(desk.language, "accounts.people_title"), anchor=False)
    st.html(shown.people(desk.language, desk.accounts, desk.hamlets))


def rules(desk: Desk) -> None:
    """Which role sees what."""
    st.header(say(desk.language, "accounts.rules_title"), anchor=False)
    st.html(shown.rules(desk.language))


def log(desk: Desk) -> None:
    """Who came in and did what, the newest first."""
    st.header(say(desk.language, "accounts.log_title"), anchor=False)
    st.html(base.note(safe(say(desk.language, "accounts.log_note"))))
    st.html(shown.log(desk.language, kept.entries(desk.illustrative), desk.hamlets))
