"""A random number in a cookie -> the account behind it, as long as the session lasts. Kept in memory only."""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from dataclasses import dataclass
from threading import Lock

from dashboard.door import accounts
from dashboard.door.accounts import Account

IDLE_SECONDS = 20 * 60
LONGEST_SECONDS = 12 * 3600
TLS = "TH_TLS"
_PLAIN, _SECURE = "th-session", "__Host-th-session"


@dataclass
class Session:
    """Who came in, and when they last did something."""

    account: int
    login: str  # another state that was put back may have somebody else under this number
    illustrative: bool
    since: int
    began: float
    seen: float
    form: str  # the secret of this session's forms


_open: dict[str, Session] = {}
_lock = Lock()


def cookie() -> str:
    """The name of the cookie; behind TLS one that browsers send over TLS to this host only."""
    return _SECURE if behind_tls() else _PLAIN


def behind_tls() -> bool:
    """Whether a reverse proxy stands before the server."""
    return bool(os.environ.get(TLS))


def key_of(token: str) -> str:
    """What is kept of a token: nobody can come in with what the memory holds."""
    return hashlib.sha256(token.encode()).hexdigest()


def begin(account: Account) -> str:
    """A new session; its token, which nobody has had before."""
    token, now = secrets.token_urlsafe(32), time.monotonic()
    session = Session(
        account.id,
        account.login,
        account.illustrative,
        account.since,
        now,
        now,
        secrets.token_urlsafe(16),
    )
    with _lock:
        for key in [k for k, s in _open.items() if _is_over(s, now)]:
            del _open[key]
        _open[key_of(token)] = session
    return token


def end(token: str) -> None:
    """Whoever holds this token is logged out."""
    with _lock:
        _open.pop(key_of(token), None)


def find(token: str | None) -> Session | None:
    """The session of a token, when it has not run out."""
    session = _open.get(key_of(token)) if token else None
    return None if session is None or _is_over(session, time.monotonic()) else session


def account_of(token: str | None, illustrative: bool, touch: bool = False) -> Account | None:
    """The account behind a token; None when the session is over, was ended, or is of other data."""
    session = find(token)
    if session is None or session.illustrative is not illustrative:
        return None
    account = accounts.by_number(session.account, illustrative)
    if account is None or account.closed or account.since != session.since:
        return None
    if account.login != session.login:
        return None
    if touch:
        session.seen = time.monotonic()
    return account


def _is_over(session: Session, now: float) -> bool:
    return now - session.seen > IDLE_SECONDS or now - session.began > LONGEST_SECONDS
