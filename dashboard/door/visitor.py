"""A token and where it comes from -> the visitor: with an account, trying roles, or nobody."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_address
from pathlib import Path

from dashboard import load, menu
from dashboard.door import accounts, sessions
from dashboard.door.accounts import Account
from dashboard.door.roles import Role
from dashboard.door.scope import EVERYTHING, PUBLIC, Scope
from dashboard.pointer import stamp
from dashboard.state import FILE, folder, version


@dataclass(frozen=True)
class Standing:
    """What is served: made-up data, or nothing yet, need no account; real data need an admin first."""

    illustrative: bool
    open: bool
    first: bool


@dataclass(frozen=True)
class Visitor:
    """Who is asking. `trial` says that the role was taken for a try, with made-up data."""

    scope: Scope = PUBLIC
    account: Account | None = None
    trial: bool = False

    @property
    def role(self) -> Role:
        """The visitor's role."""
        return self.scope.role

    def may_open(self, page: str) -> bool:
        """Whether the visitor's role opens a page."""
        return self.role >= menu.NEEDS.get(page, Role.PUBLIC)


NOBODY = Visitor()
CLOSED = Standing(illustrative=False, open=False, first=False)


def standing() -> Standing:
    """What is served now, asked each time: a build may turn real while the server runs. OSError.

    It is thought over when a build or an account was published or written, and once a second.
    """
    try:
        written = version(folder() / FILE)
    except OSError:
        written = None
    warehouse = load.warehouse()
    return _standing(warehouse, stamp(warehouse / "CURRENT"), written, int(time.monotonic()))


@lru_cache(maxsize=4)
def _standing(
    _warehouse: Path, _pointed: tuple[int, int], _written: object, _second: int
) -> Standing:
    data = load.live()
    certain = data.illustrative and not (data.damaged or data.outdated)
    if certain:
        return Standing(illustrative=True, open=True, first=False)
    kept = accounts.has_admin(illustrative=False)  # the live build may be a real one
    is_open = (data.illustrative or data.empty) and not kept
    return Standing(data.illustrative and is_open, is_open, not is_open and not kept)


def visitor(
    token: str | None, local: bool, now: Standing, trying: Scope = EVERYTHING, touch: bool = False
) -> Visitor:
    """Who asks for what is served now; nobody where only the public zone is served."""
    if menu.is_public():
        return NOBODY
    account = sessions.account_of(token, now.illustrative, touch)
    if account is not None:
        scope = PUBLIC if account.one_time else Scope(account.role, account.hamlets)
        return Visitor(scope, account)
    return Visitor(trying, None, trial=True) if now.open and local else NOBODY


def is_loopback(host: str | None) -> bool:
    """Whether a name or an address is this machine's own."""
    try:
        return host == "localhost" or ip_address(host or "").is_loopback
    except ValueError:
        return False
