"""A visitor without a browser: plain http with cookies, and Streamlit's own messages over a websocket."""

from __future__ import annotations

import http.client
import re
import time
from collections.abc import Mapping
from contextlib import AbstractContextManager
from urllib.parse import urlencode, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

SECRET = re.compile(r'name="secret" value="([0-9a-f]+)"')
PATIENCE = 60


class Answer:
    """What came back."""

    def __init__(self, found: http.client.HTTPResponse) -> None:
        self.status, self.headers, self.body = found.status, found.headers, found.read()

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    @property
    def to(self) -> str:
        """Where it sends the visitor, without the query."""
        return urlsplit(self.headers.get("location", "")).path


class Client:
    """One visitor with a jar of cookies."""

    def __init__(self, address: str) -> None:
        self.host = urlsplit(address).netloc
        self.cookies: dict[str, str] = {}

    def ask(self, path: str, form: Mapping[str, str] | None = None, **headers: str) -> Answer:
        """One request; the cookies of the answer are kept."""
        line = http.client.HTTPConnection(self.host, timeout=PATIENCE)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        sent.setdefault("Cookie", self.cookie_line)
        body = None
        if form is not None:
            body = urlencode(form)
            sent |= {"Content-Type": "application/x-www-form-urlencoded"}
            sent.setdefault("Origin", f"http://{self.host}")
        line.request("GET" if form is None else "POST", path, body, sent)
        reply = line.getresponse()
        for value in reply.headers.get_all("set-cookie") or []:
            name, _, rest = value.partition("=")
            self.cookies[name] = rest.partition(";")[0].strip('"')
        answer = Answer(reply)
        line.close()
        return answer

    @property
    def cookie_line(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items() if value)

    def fill_in(self, path: str, **fields: str) -> Answer:
        """Open a form, fill it in, send it."""
        found = SECRET.search(self.ask(path).text)
        return self.ask(path, {"secret": found[1] if found else "", **fields})

    def log_in(self, login: str, password: str) -> Answer:
        return self.fill_in("/login", login=login, password=password)

    def open(self, **headers: str) -> Socket:
        """A websocket, as the pages open one."""
        given = {"Cookie": self.cookie_line, "Origin": f"http://{self.host}"} | headers
        asked = connect(
            f"ws://{self.host}/_stcore/stream",
            additional_headers={k: v for k, v in given.items() if v},
            subprotocols=["streamlit"],  # type: ignore[list-item]
            max_size=None,
            proxy=None,
        )
        return Socket(asked)


class Socket:
    """An open websocket."""

    def __init__(self, asked: AbstractContextManager[ClientConnection]) -> None:
        self.asked = asked
        self.line = asked.__enter__()

    def draw(self, page: str = "", query: str = "") -> bytes:
        """Ask for a page; every message until it is drawn, as bytes."""
        ask = BackMsg()
        ask.rerun_script.query_string = query
        ask.rerun_script.page_name = page
        ask.rerun_script.context_info.url = f"http://127.0.0.1/{page}"
        self.line.send(ask.SerializeToString())
        heard = b""
        while True:
            content = self.line.recv(timeout=PATIENCE)
            assert isinstance(content, bytes)
            message = ForwardMsg()
            message.ParseFromString(content)
            heard += content
            if message.WhichOneof("type") == "script_finished":
                if message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    continue
                return heard

    def is_closed_within(self, seconds: float) -> bool:
        """Whether the server closes it."""
        end = time.monotonic() + seconds
        try:
            while True:
                self.line.recv(timeout=max(0.01, end - time.monotonic()))
        except ConnectionClosed:
            return True
        except TimeoutError:
            return False

    def close(self) -> None:
        self.asked.__exit__(None, None, None)
