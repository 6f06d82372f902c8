"""A token and where it comes from -> the visitor: with an account, trying roles, or nobody."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address

from dashboard import load, menu
from dashboard.door import accounts, sessions
from dashboard.door.accounts import Account
from dashboard.door.roles import Role
from dashboard.door.scope import EVERYTHING, PUBLIC, Scope


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


def standing() -> Standing:
    """What is served now, asked each time: a build may turn real while the server runs. OSError."""
    data, made_up = load.live(), load.live().illustrative
    kept = accounts.has_admin(illustrative=False)
    doubtful = data.empty or data.damaged or data.outdated  # the live build may be a real one
    is_open = (made_up or data.empty) and not (doubtful and kept)
    return Standing(made_up and is_open, is_open, not is_open and not kept)


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
