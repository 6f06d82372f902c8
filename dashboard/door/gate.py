"""Every request, http, file and websocket -> let in, sent to a form, or refused. ASGI middleware."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, MutableMapping
from functools import partial
from typing import Any
from urllib.parse import parse_qs, quote

from anyio import CapacityLimiter, to_thread
from starlette.responses import HTMLResponse, RedirectResponse, Response

from dashboard import menu
from dashboard.door import entry, forms, links, sessions
from dashboard.door.headers import with_headers
from dashboard.door.knock import Knock, knock_of
from dashboard.door.roles import Role
from dashboard.door.visitor import Standing, Visitor, standing, visitor

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
HOSTS = "TH_HOSTS"
HEALTH = "/_stcore/health"
NEVER = ("/_stcore/metrics", "/_stcore/script-health-check", "/_stcore/agent")
UPLOAD = "/_stcore/upload_file"
LONGEST_FORM = 10_000
PATROL_SECONDS = 2.0
POLICY_VIOLATION = 1008
HASHING = CapacityLimiter(2)  # argon2 takes 64 MB and a core for each


class Gate:
    """Stands before Streamlit; what it does not know, it refuses."""

    def __init__(self, app: Callable[..., Awaitable[None]]) -> None:
        self.app = app

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Let a request in, or answer it."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        knock = knock_of(scope)
        if scope["type"] == "websocket":
            await self._socket(knock, scope, receive, send)
            return
        send = with_headers(send, knock)
        try:
            answer = await _answer(knock, receive)
        except OSError:  # the state cannot be read or written: nobody comes in
            answer = HTMLResponse(forms.refusal(knock.language, "door.no_state"), 503)
        await (answer or self.app)(scope, receive, send)

    async def _socket(
        self, knock: Knock, scope: dict[str, Any], receive: Receive, send: Send
    ) -> None:
        try:
            admitted = is_welcome(knock) and knock.same_origin
            key, token = _keys(_who(knock))[0] if admitted else "", knock.token
        except OSError:
            admitted = False
        if not admitted:
            await receive()
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
            return
        key = sessions.key_of(token or "") if key == "account" else key
        watched = Watch(receive, partial(_still, knock, key))

        async def sent(message: Message) -> None:
            if message["type"] == "websocket.send":
                links.remember(message.get("bytes") or b"", key)
            await send(message)

        await self.app(scope, watched.heard, sent)
        if watched.over:
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})


class Watch:
    """Hears a websocket until its visitor is no longer who came in."""

    def __init__(self, receive: Receive, still: Callable[[], bool]) -> None:
        self.receive, self.still, self.over = receive, still, False
        self.waiting: asyncio.Future[Message] | None = None

    async def heard(self) -> Message:
        """The next message; the end, when the session has ended."""
        self.waiting = self.waiting or asyncio.ensure_future(self.receive())
        while not (await asyncio.wait({self.waiting}, timeout=PATROL_SECONDS))[0]:
            if not self.still():
                self.waiting.cancel()
                self.over = True
                return {"type": "websocket.disconnect", "code": POLICY_VIOLATION}
        message, self.waiting = self.waiting.result(), None
        return message


def is_welcome(knock: Knock) -> bool:
    """Whether the host is ours and, behind TLS, the way was encrypted."""
    hosts = (os.environ.get(HOSTS) or "localhost 127.0.0.1 ::1").split()
    if knock.path == HEALTH:
        return True
    return knock.host in hosts and (knock.secure or not sessions.behind_tls())


def _who(knock: Knock, now: Standing | None = None) -> Visitor:
    return visitor(knock.token, knock.local, now or standing())


def _keys(found: Visitor) -> tuple[str, ...]:
    """Under which keys files were shown to a visitor; what nobody was shown, everybody may see."""
    if found.account and not found.account.one_time:
        return "account", ""
    return ("trial", "") if found.trial else ("",)


def _still(knock: Knock, key: str) -> bool:
    """Whether a visitor is still the one whose websocket was opened."""
    try:
        now = _keys(_who(knock))[0]
    except OSError:
        return False
    return key == (sessions.key_of(knock.token or "") if now == "account" else now)


async def _answer(knock: Knock, receive: Receive) -> Response | None:
    """The gate's own answer; None when the request goes on to Streamlit."""
    if not is_welcome(knock):
        return HTMLResponse(forms.refusal(knock.language, "door.wrong_host"), 421)
    if knock.path.startswith(NEVER):
        return Response(status_code=404)
    if menu.is_public():
        return None
    if knock.path in entry.NAMES:
        return await _at_form(knock, receive)
    if links.is_file(knock.path) or knock.path.startswith(UPLOAD):
        return _at_file(knock)
    return _at_page(knock) if knock.page is not None else None


async def _at_form(knock: Knock, receive: Receive) -> Response:
    now = standing()
    if knock.method != "POST":
        return entry.show(knock, now)
    fields = await _fields(receive)
    # Passwords are hashed slowly on purpose: beside the loop, so that nobody else waits.
    return await to_thread.run_sync(entry.take, knock, fields, now, limiter=HASHING)


async def _fields(receive: Receive) -> dict[str, str]:
    body = b""
    while len(body) <= LONGEST_FORM:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    text = body.decode("utf-8", "replace") if len(body) <= LONGEST_FORM else ""
    try:
        return {name: values[0] for name, values in parse_qs(text, max_num_fields=20).items()}
    except ValueError:  # more fields than any form of ours has
        return {}


def _at_file(knock: Knock) -> Response | None:
    found = _who(knock)
    if knock.path.startswith(UPLOAD):
        return None if found.role >= Role.STEWARD else Response(status_code=403)
    keys = [sessions.key_of(knock.token or "") if k == "account" else k for k in _keys(found)]
    return None if links.was_shown(knock.path, tuple(keys)) else Response(status_code=404)


def _at_page(knock: Knock) -> Response | None:
    """Pages for everybody go on; the others need somebody, and real data an admin first."""
    now = standing()
    found = _who(knock, now)
    page, needs = knock.page or "", f"?lang={knock.language}&next={quote(knock.wanted, safe='')}"
    behind = page in menu.NEEDS
    if found.account and found.account.one_time:
        return RedirectResponse(f"{entry.PASSWORD}{needs}", 303)
    if now.first and knock.local and (behind or not page):
        return RedirectResponse(f"{entry.FIRST}?lang={knock.language}", 303)
    if not behind or found.account or found.trial:
        return None
    if knock.headers.get("sec-fetch-site") == "cross-site":
        return HTMLResponse(forms.onward(knock.language, knock.wanted))
    return RedirectResponse(f"{entry.LOGIN}{needs}", 303)
