"""Someone whom the office's own system vouches for -> a ticket that lets this browser in once."""

from __future__ import annotations

import hmac
import secrets
import time
from dataclasses import dataclass
from threading import Lock

from dashboard.door import sessions

GOOD_SECONDS = 120
_given: dict[str, Ticket] = {}
_lock = Lock()


@dataclass(frozen=True)
class Ticket:
    """For which account, for the browser with which form cookie, until when."""

    account: int
    illustrative: bool
    browser: str
    until: float


def give(account: int, illustrative: bool, browser: str) -> str:
    """A ticket for the browser that has this form cookie; "" for one that has none."""
    if not browser:
        return ""
    number, now = secrets.token_urlsafe(24), time.monotonic()
    with _lock:
        for key in [key for key, ticket in _given.items() if ticket.until < now]:
            del _given[key]
        key = sessions.key_of(browser)
        _given[sessions.key_of(number)] = Ticket(account, illustrative, key, now + GOOD_SECONDS)
    return number


def take(number: str, browser: str) -> Ticket | None:
    """The ticket of a number, once, in the browser that it was given to."""
    with _lock:
        found = _given.pop(sessions.key_of(number), None)
    if found is None or found.until < time.monotonic():
        return None
    return found if hmac.compare_digest(found.browser, sessions.key_of(browser)) else None
