"""A form at the door -> in, out, or why not."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable

from starlette.responses import HTMLResponse, RedirectResponse, Response

from dashboard.door import accounts, forms, log, sessions, tickets, tries
from dashboard.door.accounts import Account, Draft
from dashboard.door.forms import Form
from dashboard.door.knock import Knock, safe_path
from dashboard.door.passwords import weakness
from dashboard.door.roles import Role
from dashboard.door.visitor import Standing
from dashboard.words import say

LOGIN, LOGOUT, FIRST, PASSWORD = "/login", "/logout", "/first-run", "/password"
NAMES = {LOGIN: "login", LOGOUT: "logout", FIRST: "first", PASSWORD: "password"}
FORM_COOKIE = "th-form"
_SECRET = secrets.token_bytes(32)
Fields = dict[str, str]


def show(
    knock: Knock, now: Standing, said: str = "", status: int = 200, typed: Fields | None = None
) -> Response:
    """The form of a path; another place where there is nothing to fill in."""
    turned = _elsewhere(knock, now)
    if turned:
        return RedirectResponse(turned, 303)
    vouched = _vouched(knock, now) if "ticket" in knock.query and not said else None
    if vouched:
        return vouched
    seed = knock.cookie(FORM_COOKIE) or secrets.token_urlsafe(24)
    words = say(knock.language, f"door.{said}", minutes=tries.LOCKED_MINUTES) if said else ""
    wanted = safe_path((typed or knock.query).get("next"))
    form = Form(
        NAMES[knock.path], knock.path, knock.language, proof(seed, knock.token), wanted, words,
        typed or {},
    )  # fmt: skip
    answer = HTMLResponse(forms.page(form), status)
    _set(answer, FORM_COOKIE, seed)
    return answer


def _vouched(knock: Knock, now: Standing) -> Response | None:
    """In with a ticket, for whom the office's own system has vouched."""
    ticket = tickets.take(knock.query["ticket"], knock.cookie(FORM_COOKIE) or "")
    if knock.path != LOGIN or ticket is None or ticket.illustrative is not now.illustrative:
        return None
    account = accounts.by_number(ticket.account, now.illustrative)
    if account is None or account.closed:
        return None
    log.add("entered", account.login, now.illustrative, about="OIDC")
    return _enter(account, safe_path(knock.query.get("next")))


def _elsewhere(knock: Knock, now: Standing) -> str:
    """Where a visitor goes who has nothing to do at a form; "" when there is."""
    account = sessions.account_of(knock.token, now.illustrative)
    if knock.path == FIRST:
        return "" if now.first and knock.local else LOGIN
    if knock.path == LOGIN:
        if now.first and knock.local:
            return f"{FIRST}?lang={knock.language}"
        return safe_path(knock.query.get("next")) if account and not account.one_time else ""
    return "" if account else LOGIN


def proof(seed: str, token: str | None) -> str:
    """What a form of ours says: bound to this browser, and to the session where there is one."""
    session = sessions.find(token)
    text = f"{seed} {session.form if session else ''}"
    return hmac.new(_SECRET, text.encode(), hashlib.sha256).hexdigest()


def take(knock: Knock, fields: Fields, now: Standing) -> Response:
    """What a filled-in form comes to. OSError when it cannot be written down."""
    seed = knock.cookie(FORM_COOKIE)
    said = fields.get("secret", "").encode()
    is_ours = seed and hmac.compare_digest(proof(seed, knock.token).encode(), said)
    if not is_ours or not knock.same_origin:
        return show(knock, now, "stale", 403)
    turned = _elsewhere(knock, now)
    if turned and knock.path != LOGIN:
        return RedirectResponse(turned, 303)
    return _TAKERS[knock.path](knock, fields, now)


def _login(knock: Knock, fields: Fields, now: Standing) -> Response:
    login = accounts.login_name(fields.get("login", ""))
    if tries.is_storm(knock.client):
        return show(knock, now, "storm", 429, fields)
    if tries.is_locked(login, now.illustrative):
        return show(knock, now, "locked", 429, fields)
    account = accounts.by_login(login, now.illustrative)
    if not accounts.is_right(account, fields.get("password", "")) or account is None:
        log.add("refused", "", now.illustrative, about=account.login if account else "")
        return show(knock, now, "wrong", 401, fields)
    tries.forget(login)
    log.add("entered", account.login, now.illustrative)
    sessions.end(knock.token or "")
    return _enter(account, PASSWORD if account.one_time else safe_path(fields.get("next")))


def _first(knock: Knock, fields: Fields, now: Standing) -> Response:
    login, password = accounts.login_name(fields.get("login", "")), fields.get("password", "")
    weak = weakness(password, login)
    if weak or password != fields.get("again"):
        return show(knock, now, f"weak_{weak}" if weak else "differ", 400, fields)
    draft = Draft(login, fields.get("person", ""), Role.ADMIN)
    try:
        if not accounts.create_first(draft, password):
            return RedirectResponse(LOGIN, 303)
    except ValueError:
        return show(knock, now, "incomplete", 400, fields)
    account = accounts.by_login(login, illustrative=False)
    assert account is not None
    log.add("entered", account.login, illustrative=False)
    return _enter(account, "/accounts")


def _password(knock: Knock, fields: Fields, now: Standing) -> Response:
    account = sessions.account_of(knock.token, now.illustrative)
    assert account is not None  # else `_elsewhere` had sent the visitor away
    new = fields.get("password", "")
    if tries.is_locked(account.login, now.illustrative):
        return show(knock, now, "locked", 429, fields)
    if not accounts.is_right(account, fields.get("old", "")):
        log.add("refused", "", now.illustrative, about=account.login)
        return show(knock, now, "wrong", 401, fields)
    weak = weakness(new, account.login)
    weak = weak or ("plain" if new == fields.get("old") else "")
    if weak or new != fields.get("again"):
        return show(knock, now, f"weak_{weak}" if weak else "differ", 400, fields)
    tries.forget(account.login)
    accounts.choose_password(account, new)
    sessions.end(knock.token or "")
    fresh = accounts.by_number(account.id, now.illustrative)
    assert fresh is not None
    return _enter(fresh, safe_path(fields.get("next")))


def _logout(knock: Knock, _fields: Fields, now: Standing) -> Response:
    account = sessions.account_of(knock.token, now.illustrative)
    sessions.end(knock.token or "")
    if account:
        log.add("left", account.login, now.illustrative)
    answer = RedirectResponse(f"/overview?lang={knock.language}", 303)
    answer.delete_cookie(sessions.cookie())
    return answer


_TAKERS: dict[str, Callable[[Knock, Fields, Standing], Response]] = {
    LOGIN: _login, FIRST: _first, PASSWORD: _password, LOGOUT: _logout,
}  # fmt: skip


def _enter(account: Account, path: str) -> Response:
    answer = RedirectResponse(path, 303)
    _set(answer, sessions.cookie(), sessions.begin(account))
    return answer


def _set(answer: Response, name: str, value: str) -> None:
    secure = sessions.behind_tls()
    answer.set_cookie(name, value, path="/", secure=secure, httponly=True, samesite="strict")
