"""Accounts and the access log -> tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dashboard.blocks import base
from dashboard.blocks.register import moment
from dashboard.door.accounts import Account
from dashboard.door.log import Entry
from dashboard.door.roles import Role
from dashboard.words import MISSING, safe, say


def people(tongue: str, accounts: Iterable[Account], hamlets: dict[str, str]) -> str:
    """Who has an account, with which role."""
    rows = [
        (
            account.person, account.login, say(tongue, f"role.{account.role.code}"),
            ", ".join(hamlets.get(code, code) for code in sorted(account.hamlets)),
            _state(tongue, account),
        )
        for account in accounts
    ]  # fmt: skip
    return _table(tongue, ("person", "login", "role", "hamlets", "state"), rows, "nobody")


def _state(tongue: str, account: Account) -> str:
    name = "closed" if account.closed else "one_time" if account.one_time else "open"
    return say(tongue, f"accounts.{name}")


def rules(tongue: str) -> str:
    """Which role sees what, each with what the one before it sees."""
    rows = [
        (say(tongue, f"role.{role.code}"), say(tongue, f"accounts.rule_{role.code}"))
        for role in Role
    ]
    return _table(tongue, ("role", "rules_title"), rows, "nobody")


def log(tongue: str, entries: Iterable[Entry], hamlets: dict[str, str]) -> str:
    """Who came in and did what; a household by its code."""
    rows = [
        (
            moment(tongue, entry.at), entry.login, say(tongue, f"action.{entry.action}"),
            entry.household_id or entry.about,
            hamlets.get(entry.hamlet_code, entry.hamlet_code),
            "" if entry.rows is None else str(entry.rows),
        )
        for entry in entries
    ]  # fmt: skip
    return _table(tongue, ("at", "login", "action", "about", "hamlet", "rows"), rows, "no_log")


def _table(tongue: str, heads: Sequence[str], rows: Sequence[Sequence[str]], none: str) -> str:
    """A table of texts; what it would hold, in words, when there is nothing."""
    if not rows:
        return base.note(safe(say(tongue, f"accounts.{none}")))
    head = "".join(
        f'<th class="text" scope="col">{safe(say(tongue, f"accounts.{name}"))}</th>'
        for name in heads
    )
    body = "".join(
        "<tr>" + "".join(f'<td class="text">{safe(c or MISSING)}</td>' for c in row) + "</tr>"
        for row in rows
    )
    return (
        f'<div class="th th-scroll"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )
