"""The visitor of the page that is being drawn -> what they may see; a box that says who they are."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from urllib.parse import quote, urlsplit

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard import load, menu
from dashboard.door import log, sessions
from dashboard.door.knock import FORWARDED
from dashboard.door.roles import Role, role_of
from dashboard.door.scope import EVERYTHING, PUBLIC, Scope, ask_by, asks_nobody
from dashboard.door.visitor import CLOSED, NOBODY, Standing, Visitor, is_loopback, standing, visitor


def now() -> Visitor:
    """Who is asking, asked at every step: nobody where the state cannot be read."""
    try:
        return visitor(_token(), is_at_this_machine(), standing(), _trying(), touch=True)
    except OSError:
        return NOBODY


def served() -> Standing:
    """What is served now; closed where the state cannot be read."""
    try:
        return standing()
    except OSError:
        return CLOSED


def scope_of(illustrative: bool) -> Scope:
    """What whoever is asking may see of a build that is made up, or real."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return asks_nobody(illustrative)
    found = now()
    if found.account is not None:
        return found.scope if illustrative or not found.account.illustrative else PUBLIC
    return found.scope if found.trial and illustrative else PUBLIC


ask_by(scope_of)


def _token() -> str | None:
    token = st.context.cookies.get(sessions.cookie())
    return token if isinstance(token, str) else None  # a test of a page has no browser


def is_at_this_machine() -> bool:
    """Whether the visitor's browser speaks to this machine by its own name; False when it does not say."""
    headers = st.context.headers
    asked = {headers.get("Host"), urlsplit(st.context.url or "").netloc or None}
    hosts = {urlsplit(f"//{host}").hostname or "" for host in asked if host}
    near = st.context.ip_address  # None from this machine
    by_itself = not any(name in headers for name in FORWARDED)
    seen = hosts | ({near} if isinstance(near, str) else set())
    return bool(hosts) and by_itself and not sessions.behind_tls() and all(map(is_loopback, seen))


def _asked(name: str) -> str:
    """A choice of the address, or the one that was made on another page."""
    kept: dict[str, str] = st.session_state.get("address", {})
    return str(st.query_params.get(name) or kept.get(name) or "")


def _trying() -> Scope:
    """The role that is tried with made-up data; all of them together unless one is chosen."""
    role = role_of(_asked("role"))
    if role is None:
        return EVERYTHING
    if role is not Role.HAMLET_OFFICER:
        return Scope(role)
    return Scope(role, frozenset(filter(None, _asked("own").split(","))) or _first_hamlet())


def _first_hamlet() -> frozenset[str]:
    places = (p for p in load.live().rows("place") if p["level"] == "hamlet" and not p["valid_to"])
    return frozenset(sorted(p["place_code"] for p in places)[:1])


def who() -> str:
    """The person who is logged in; "" for nobody."""
    account = now().account
    return account.person if account else ""


def note_of(action: str, **values: str | int | None) -> Callable[[], None]:
    """What writes into the access log that this visitor opened a household or took a file out. OSError."""
    account, made_up = now().account, load.live().illustrative
    return partial(log.add, action, account.login if account else "", made_up, **values)


def leave() -> None:
    """Log out: the session is over on the server, whatever the browser keeps."""
    token, account = _token(), now().account
    if token and account:
        sessions.end(token)
        log.add("left", account.login, account.illustrative)


def forget_others() -> None:
    """What was typed and made for one person is not there for the next in the same window."""
    found = now()
    name = found.account.id if found.account else -int(found.role) - 1
    if st.session_state.setdefault("guest", name) != name:
        for key in [k for k in st.session_state if k != "address"]:
            del st.session_state[key]
        st.session_state["guest"] = name


def way_in(page: str) -> str:
    """The address of the form that lets a visitor in, and back to a page."""
    first = served().first and is_at_this_machine()
    return "/first-run" if first else f"/login?next={quote('/' + page)}"


def is_served() -> bool:
    """Whether there is a door at all: not where only the public zone is served."""
    return not menu.is_public()
