"""The drawn page -> its figures by their keys."""

from __future__ import annotations

import os
from html.parser import HTMLParser
from pathlib import Path

from streamlit.testing.v1 import AppTest

from dashboard import menu
from dashboard.load import WAREHOUSE
from dashboard.state import STATE
from dashboard.words import LANGUAGES

APP = Path(__file__).resolve().parents[2] / "app.py"
NAMES = tuple(name for _, name in menu.PAGES)
TONGUES = tuple(LANGUAGES)


class Figures(HTMLParser):
    """Collects `data-figure` with `data-value` and the text that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.texts: dict[str, str] = {}
        self.shown = ""
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        key = named.get("data-figure") or ""
        if tag == "span":
            self._open.append(key)
        if key:
            self.values[key] = named.get("data-value") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "span" and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self.shown += data + " "
        if self._open and self._open[-1]:
            self.texts[self._open[-1]] = data


def open_page(name: str, warehouse: Path, **address: str) -> AppTest:
    """A page as a first visitor sees it, at an address."""
    os.environ[WAREHOUSE] = str(warehouse)
    os.environ[STATE] = str(warehouse.parent / "state")
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.context["url"] = f"http://127.0.0.1:8501/{name}"
    for key, value in address.items():
        app.query_params[key] = value
    app.run()
    folder = next(folder for folder, page in menu.PAGES if page == name)
    app.switch_page(f"pages/{folder}/{name}.py")
    for key, value in address.items():
        app.query_params[key] = value
    app.run()
    return app


def read(app: AppTest) -> Figures:
    """Every figure of a drawn page; the page has not failed."""
    assert not app.exception, [e.value for e in app.exception]
    found = Figures()
    for element in app.get("html"):
        found.feed(element.proto.body)
    return found
