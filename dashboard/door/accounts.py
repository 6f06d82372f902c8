"""People with an account <-> data/state. Passwords are kept as argon2 hashes, sessions not at all."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from dashboard.door.log import note
from dashboard.door.passwords import hashed, matches, one_time
from dashboard.door.roles import Role, role_of
from dashboard.minutes.kept import clean, moment
from dashboard.state import FILE, folder, reading, version, writing

ACCOUNTS = 3  # the version of the state since which it has accounts
COLUMNS = "id, login, person, email, role, hamlets, password, one_time, since, closed, illustrative"


@dataclass(frozen=True)
class Account:
    """One person's account. `since` grows with every change that ends its sessions."""

    id: int
    login: str
    person: str
    email: str
    role: Role
    hamlets: frozenset[str]
    password: str
    one_time: bool
    since: int
    closed: bool
    illustrative: bool


@dataclass(frozen=True)
class Draft:
    """What an account shall be."""

    login: str
    person: str
    role: Role
    hamlets: frozenset[str] = frozenset()
    email: str = ""


def everybody(illustrative: bool) -> tuple[Account, ...]:
    """All accounts of real or of made-up data; they never mix. OSError when the state cannot be read."""
    path = folder() / FILE
    try:
        found = _all(*version(path))
    except FileNotFoundError:
        return ()
    except sqlite3.Error as error:
        raise OSError(FILE) from error
    return tuple(account for account in found if account.illustrative is illustrative)


@lru_cache(maxsize=4)
def _all(path: str, _changed: int, _counter: bytes) -> tuple[Account, ...]:
    with reading(Path(path)) as state:
        if state.execute("PRAGMA user_version").fetchone()[0] < ACCOUNTS:
            return ()
        return tuple(map(_account, state.execute(f"SELECT {COLUMNS} FROM account ORDER BY id")))


def _account(row: tuple[Any, ...]) -> Account:
    number, login, person, email, role, hamlets, password, one_time, since, closed, made_up = row
    return Account(
        number, login, person, email, role_of(role) or Role.PUBLIC, frozenset(json.loads(hamlets)),
        password, bool(one_time), since, bool(closed), bool(made_up),
    )  # fmt: skip


def has_admin(illustrative: bool) -> bool:
    """Whether somebody keeps the accounts."""
    return any(a.role is Role.ADMIN and not a.closed for a in everybody(illustrative))


def by_number(number: int, illustrative: bool) -> Account | None:
    """An account by its number."""
    return next((a for a in everybody(illustrative) if a.id == number), None)


def login_name(typed: str) -> str:
    """A name as it is kept, however it was typed."""
    return clean(typed).casefold()


def by_login(login: str, illustrative: bool) -> Account | None:
    """An account by the name that is typed at the door."""
    wanted = login_name(login)
    return next((a for a in everybody(illustrative) if a.login == wanted), None)


def by_email(email: str, illustrative: bool) -> Account | None:
    """An open account by the address that a provider of identities vouches for."""
    wanted = clean(email).casefold()
    found = (a for a in everybody(illustrative) if a.email == wanted and not a.closed)
    return next(found, None) if wanted else None


def is_right(account: Account | None, password: str) -> bool:
    """Whether a password is that of an open account; takes as long where there is no account."""
    right = matches(account.password if account else None, password)
    return right and account is not None and not account.closed


def create(
    draft: Draft, illustrative: bool, by: str, password: str = "", *, first: bool = False
) -> str:
    """A new account; its one-time password where none is given. ValueError for a name that cannot be.

    `first`: only where there is no admin yet, asked while nobody else can write; else LookupError.
    """
    login, person, email = (clean(t) for t in (draft.login, draft.person, draft.email))
    login, email = login.casefold(), email.casefold()
    if not login or not person or " " in login or by_login(login, illustrative):
        raise ValueError("taken or empty")
    if email and by_email(email, illustrative):
        raise ValueError("taken")
    given = password or one_time()
    values = (
        login, person, email, draft.role.code, json.dumps(sorted(draft.hamlets)),
        hashed(given), not password, illustrative, moment(),
    )  # fmt: skip
    names = "login, person, email, role, hamlets, password, one_time, illustrative, made_at"
    with writing() as state:
        if first and _admins(state, illustrative):
            raise LookupError("somebody was faster")
        state.execute(f"INSERT INTO account ({names}) VALUES ({', '.join('?' * 9)})", values)
        note(state, "account_made", by, illustrative, about=login)
    return "" if password else given


def create_first(draft: Draft, password: str) -> bool:
    """The first admin of real data; False when somebody was faster."""
    by = clean(draft.login).casefold()
    try:
        create(draft, illustrative=False, by=by, password=password, first=True)
    except LookupError:
        return False
    return True


def choose_password(account: Account, password: str) -> None:
    """The password that a person chose; other sessions of the account end."""
    _set(account, "password_chosen", account.login, password=hashed(password), one_time=0)


def reset(account: Account, by: str) -> str:
    """A new one-time password; every session of the account ends."""
    given = one_time()
    _set(account, "password_reset", by, password=hashed(given), one_time=1)
    return given


def end_sessions(account: Account, by: str) -> None:
    """Every session of an account ends now."""
    _set(account, "sessions_ended", by)


def change(account: Account, role: Role, hamlets: frozenset[str], by: str) -> None:
    """Another role or other hamlets. ValueError when nobody would keep the accounts."""
    values = {"role": role.code, "hamlets": json.dumps(sorted(hamlets))}
    _set(account, "account_changed", by, role is not Role.ADMIN, **values)


def close(account: Account, closed: bool, by: str) -> None:
    """Close an account, or open it again. ValueError when nobody would keep the accounts."""
    action = "account_closed" if closed else "account_opened"
    _set(account, action, by, closed, closed=int(closed))


def _admins(state: sqlite3.Connection, illustrative: bool) -> set[int]:
    """The numbers of those who keep the accounts, asked while nobody else can write."""
    order = "SELECT id FROM account WHERE role = ? AND illustrative = ? AND NOT closed"
    return {number for (number,) in state.execute(order, (Role.ADMIN.code, illustrative))}


def _set(account: Account, action: str, by: str, may_be_last: bool = False, **values: Any) -> None:
    """Write columns of an account, end its sessions, note who did it.

    `may_be_last`: it will be no admin any more. ValueError when nobody would keep the accounts.
    """
    sets = "".join(f"{name} = ?, " for name in values)
    with writing() as state:
        if may_be_last and not _admins(state, account.illustrative) - {account.id}:
            raise ValueError("the last admin")
        state.execute(
            f"UPDATE account SET {sets}since = since + 1 WHERE id = ?",
            (*values.values(), account.id),
        )
        note(state, action, by, account.illustrative, about=account.login)
