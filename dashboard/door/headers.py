"""An answer on its way out -> the same with what a browser must keep to: nothing leaves, nobody frames us."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from dashboard.door import links
from dashboard.door.knock import Knock

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
ALWAYS = {
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
}
#: Streamlit writes styles and small scripts into its page, and loads those of our parts from blobs.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; "
    "connect-src 'self' {sockets} blob: data:; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'none'"
)


def with_headers(send: Send, knock: Knock) -> Send:
    """A way out that adds the headers to every answer."""
    host = knock.headers.get("host", "")
    sockets = f"ws://{host} wss://{host}" if host and not set(host) & set(" ;,'\"") else ""
    added = ALWAYS | {"content-security-policy": POLICY.format(sockets=sockets)}
    if knock.page is not None or links.is_file(knock.path):
        added |= {"cache-control": "no-store"}

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            kept = [(n, v) for n, v in message["headers"] if n.decode().lower() not in added]
            ours = [(name.encode(), value.encode()) for name, value in added.items()]
            message = {**message, "headers": [*kept, *ours]}
        await send(message)

    return sent
