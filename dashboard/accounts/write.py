"""The forms of the admin: a new account, another role, a reset, an end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

import streamlit as st

from dashboard.accounts.desk import Desk
from dashboard.blocks.intake import told
from dashboard.door import accounts, tries
from dashboard.door.accounts import Account, Draft
from dashboard.door.roles import GIVEN, Role
from dashboard.words import MISSING, safe, say


def add(desk: Desk) -> None:
    """The form that creates an account; its one-time password is shown once."""
    tongue = desk.language
    st.header(say(tongue, "accounts.new_title"), anchor=False)
    with st.form("accounts_new"):
        with st.container(horizontal=True):
            person = st.text_input(
                say(tongue, "accounts.person"), key=field("person"), max_chars=100
            )
            login = st.text_input(say(tongue, "accounts.login"), key=field("login"), max_chars=40)
            email = st.text_input(say(tongue, "accounts.email"), key=field("email"), max_chars=100)
        role, hamlets = _role(desk, "new", Role.COMMITTEE), _hamlets(desk, "new", ())
        if st.form_submit_button(say(tongue, "accounts.make"), type="primary", key="accounts_make"):
            draft = Draft(login, person, role, frozenset(hamlets), email)
            if role is Role.HAMLET_OFFICER and not hamlets:
                _refuse(tongue, "not_made")
            else:
                _write(desk, partial(_given, desk, draft), "not_made")


def field(name: str) -> str:
    """The key of a field; another one once an account was created, so that the form is empty again."""
    return f"accounts_{name}_{st.session_state.get('accounts_round', 0)}"


def _given(desk: Desk, draft: Draft) -> str:
    password = accounts.create(draft, desk.illustrative, desk.by)
    login = accounts.login_name(draft.login)
    st.session_state["accounts_round"] = st.session_state.get("accounts_round", 0) + 1
    return say(desk.language, "accounts.given", login=login, password=password)


def change(desk: Desk) -> None:
    """The form that changes an account; the last admin stays."""
    tongue, known = desk.language, {a.id: a for a in desk.accounts}
    if not known:
        return
    st.header(say(tongue, "accounts.change_title"), anchor=False)
    which = st.selectbox(
        say(tongue, "accounts.which"), list(known), key="accounts_which",
        format_func=lambda number: f"{known[number].person} ({known[number].login})",
    )  # fmt: skip
    account = known[which]
    role = _role(desk, f"change_{which}", account.role)
    hamlets = _hamlets(desk, f"change_{which}", account.hamlets)
    with st.container(horizontal=True):
        for name, order in _orders(desk, account, role, frozenset(hamlets)).items():
            if st.button(say(tongue, f"accounts.{name}"), key=f"accounts_{name}"):
                _write(desk, order, "last_admin")


def _orders(
    desk: Desk, account: Account, role: Role, hamlets: frozenset[str]
) -> dict[str, Callable[[], object]]:
    """What can be done with an account; a reset gives what is to be said of it."""

    def reset() -> str:
        password = accounts.reset(account, desk.by)
        tries.forget(account.login)
        return say(desk.language, "accounts.given", login=account.login, password=password)

    turn = "reopen" if account.closed else "close"
    return {
        "change": partial(accounts.change, account, role, hamlets, desk.by),
        "reset": reset,
        "end": partial(accounts.end_sessions, account, desk.by),
        turn: partial(accounts.close, account, not account.closed, desk.by),
    }


def _role(desk: Desk, form: str, role: Role) -> Role:
    return st.selectbox(
        say(desk.language, "accounts.role"), GIVEN, GIVEN.index(role), key=f"accounts_role_{form}",
        format_func=lambda one: say(desk.language, f"role.{one.code}"),
    )  # fmt: skip


def _hamlets(desk: Desk, form: str, chosen: Iterable[str]) -> list[str]:
    kept = [code for code in chosen if code in desk.hamlets]
    return st.multiselect(
        say(desk.language, "accounts.hamlets"), list(desk.hamlets), kept,
        format_func=desk.hamlets.__getitem__, key=f"accounts_hamlets_{form}", placeholder=MISSING,
    )  # fmt: skip


def _write(desk: Desk, order: Callable[[], object], refused: str) -> None:
    """Write, and say above the page what it came to."""
    try:
        said = order() or say(desk.language, "accounts.done")
    except ValueError:
        _refuse(desk.language, refused)
    except OSError:
        _refuse(desk.language, "not_written")
    else:
        st.session_state["accounts_said"] = said
        st.rerun()


def _refuse(tongue: str, why: str) -> None:
    st.html(told(f"<p>{safe(say(tongue, f'accounts.{why}'))}</p>", fine=False))
