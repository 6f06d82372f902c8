"""A fresh server over the made-up commune, and a real Chromium that may only speak to this machine."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
ARTEFACTS = ROOT / "artefacts"
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
]  # fmt: skip
PATIENCE = 60
IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
Visit = Callable[..., Page]
expect.set_options(timeout=20_000)  # a machine that is busy draws a chart slowly


def chromium() -> str | None:
    """Where Chromium is on this machine."""
    named = os.environ.get("CHROMIUM")
    return named or next((path for name in NAMES if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; skipped where there is none, a failure where CI has none."""
    path = chromium()
    if path is None and "CI" in os.environ:
        pytest.fail("CI has no Chromium: .ci/run installs it")
    if path is None:
        pytest.skip("no Chromium on this machine: the browser journeys are skipped")
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=path, args=QUIET)
        yield opened
        opened.close()


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve(warehouse: Path, *words: str, port: int = 0, **environment: str) -> Iterator[str]:
    """The address of a fresh server."""
    port = port or free_port()
    command = [
        sys.executable,
        "-m",
        "dashboard",
        "--warehouse",
        str(warehouse),
        "--port",
        str(port),
        "--state",
        str(warehouse.parent / "state"),
        *words,
    ]
    address = f"http://127.0.0.1:{port}"
    around = os.environ | environment
    with subprocess.Popen(command, cwd=ROOT, env=around, stdout=subprocess.DEVNULL) as server:
        end = time.monotonic() + PATIENCE
        while not _answers(address):
            assert server.poll() is None, "the server ended"
            assert time.monotonic() < end, "the server does not answer"
            time.sleep(0.1)
        try:
            yield address
        finally:
            server.terminate()


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1) as reply:
            return bool(reply.status == 200)
    except (urllib.error.URLError, OSError):
        return False


@pytest.fixture(scope="session")
def server(sample: Path) -> Iterator[str]:
    """One server for the journeys that do not ask for a fresh one."""
    yield from serve(sample)


@pytest.fixture
def fresh_server(sample: Path) -> Iterator[str]:
    """A server that nobody has visited."""
    yield from serve(sample)


@contextmanager
def visitor(browser: Browser) -> Iterator[Visit]:
    """Opens an address as a new visitor; afterwards, no request has left this machine."""
    contexts: list[BrowserContext] = []
    outside: list[str] = []

    def opened(address: str, locale: str = "vi-VN", width: int = 1366, height: int = 768) -> Page:
        context = browser.new_context(locale=locale, viewport={"width": width, "height": height})
        contexts.append(context)
        page = context.new_page()
        page.on(
            "request", lambda request: outside.append(request.url) if _leaves(request.url) else None
        )
        page.goto(address)
        page.wait_for_selector(".th-foot, .th-empty", timeout=60_000)
        page.wait_for_selector(IDLE, state="attached")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert outside == []


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """A new visitor of this test."""
    with visitor(browser) as opened:
        yield opened


def _leaves(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:", "about:"))
