"""The office's own log-in system (OIDC), where one is set up: `[auth]` in one of `secrets.files`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

import streamlit as st

from dashboard import guest
from dashboard.door import accounts, tickets
from dashboard.door.entry import FORM_COOKIE
from dashboard.words import safe, say


@lru_cache(maxsize=1)
def is_set_up() -> bool:
    """Whether the office has a log-in system of its own."""
    files = st.get_option("secrets.files")
    return any(Path(file).is_file() for file in files) and "auth" in st.secrets


def way_in(tongue: str, page: str) -> None:
    """The button that asks the office's system; with its answer, the link that lets this browser in."""
    if not is_set_up():
        return
    if not st.user.is_logged_in:
        st.button(say(tongue, "door.vouched"), key="door_vouched", on_click=st.login)
        return
    link = _link(str(st.user.get("email") or ""), bool(st.user.get("email_verified", True)), page)
    words = say(tongue, "door.vouched_in" if link else "door.vouched_nobody")
    st.html(f'<a href="{safe(link)}" target="_self">{safe(words)}</a>' if link else safe(words))
    st.button(say(tongue, "door.log_out"), key="door_vouched_out", on_click=st.logout)


def _link(email: str, verified: bool, page: str) -> str:
    """The address that lets in whoever has an account with this e-mail; "" when nobody has."""
    made_up = guest.served().illustrative
    account = accounts.by_email(email, made_up) if verified else None
    browser = st.context.cookies.get(FORM_COOKIE)
    if account is None or not isinstance(browser, str):
        return ""
    ticket = tickets.give(account.id, made_up, browser)
    return f"/login?ticket={quote(ticket)}&next={quote(f'/{page}')}"
