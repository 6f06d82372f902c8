"""The head of a request -> what the gate needs to know of it."""

from __future__ import annotations

from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from dashboard import menu
from dashboard.door import sessions
from dashboard.door.visitor import is_loopback
from dashboard.words import language_of

FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")


@dataclass(frozen=True)
class Knock:
    """One request, http or websocket."""

    kind: str
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    client: str
    secure: bool

    @property
    def host(self) -> str:
        """The name that the browser asked for, without the port."""
        return _hostname(f"//{self.headers.get('host', '')}")

    @property
    def same_origin(self) -> bool:
        """Whether it comes from a page of ours; programs that are no browser name no origin."""
        origin = self.headers.get("origin")
        try:
            return origin is None or urlsplit(origin).netloc == self.headers.get("host", "")
        except ValueError:  # no address at all
            return False

    @property
    def local(self) -> bool:
        """Whether a browser on this machine asks, without a proxy between."""
        return (
            not sessions.behind_tls()
            and is_loopback(self.client)
            and is_loopback(self.host)
            and not any(name in self.headers for name in FORWARDED)
        )

    @property
    def token(self) -> str | None:
        """The token of the session cookie."""
        return self.cookie(sessions.cookie())

    def cookie(self, name: str) -> str | None:
        """The value of a cookie."""
        try:
            found = SimpleCookie(self.headers.get("cookie", "")).get(name)
        except CookieError:
            return None
        return found.value if found else None

    @property
    def language(self) -> str:
        """The language of the address, else the browser's."""
        return language_of(self.query.get("lang"), self.headers.get("accept-language"))

    @property
    def page(self) -> str | None:
        """The page of the menu that a browser opens, "" for the root; None for all else."""
        name = self.path.strip("/")
        is_page = not name or name in {page for _, page in menu.PAGES}
        return name if self.method in ("GET", "HEAD") and is_page else None

    @property
    def wanted(self) -> str:
        """Path and query, to come back to."""
        asked = "&".join(f"{quote(k)}={quote(v)}" for k, v in self.query.items())
        return self.path + (f"?{asked}" if asked else "")


def knock_of(scope: dict[str, Any]) -> Knock:
    """What a server says of a request."""
    headers = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in scope["headers"]}
    query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    client = scope.get("client") or ("", 0)
    secure = scope.get("scheme") in ("https", "wss")
    secure = secure or headers.get("x-forwarded-proto", "") == "https"
    return Knock(
        scope["type"], scope.get("method", "GET"), scope["path"],
        {name: values[0] for name, values in query.items()}, headers, client[0], secure,
    )  # fmt: skip


def safe_path(wanted: str | None) -> str:
    """A path of this server to go on to; the start where another place was meant."""
    text = wanted or "/"
    outside = not text.startswith("/") or text.startswith(("//", "/\\"))
    return "/" if outside or any(ord(c) < 33 for c in text) else text


def _hostname(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:
        return ""
