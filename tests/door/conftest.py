"""Offices with real data: servers of their own, accounts in their state."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from dashboard import load, state
from dashboard.door import accounts, sessions
from dashboard.door.accounts import Draft
from dashboard.door.roles import Role
from tests.browser.conftest import PATIENCE, ROOT, free_port
from tests.door.client import Client
from tests.door.real import real_warehouse

PASSWORD = "một câu dễ nhớ"


@dataclass(frozen=True)
class Office:
    """A running server and where it keeps things."""

    address: str
    warehouse: Path
    log: Path

    def client(self) -> Client:
        return Client(self.address)


@pytest.fixture(scope="session")
def real(inbox: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse whose live build is real."""
    return real_warehouse(inbox, tmp_path_factory.mktemp("real"))


@pytest.fixture
def office(real: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Real data, with a state of the test's own; in this process."""
    monkeypatch.setenv(load.WAREHOUSE, str(real))
    monkeypatch.setenv(state.STATE, str(tmp_path / "state"))
    monkeypatch.delenv(sessions.TLS, raising=False)
    return tmp_path / "state"


def hire(login: str, role: Role, *hamlets: str) -> None:
    """An account with a password that needs no change."""
    accounts.create(
        Draft(login, f"Lê Văn Mẫu {login}", role, frozenset(hamlets)), False, "", PASSWORD
    )


def staff() -> None:
    """An admin and a secretary of the committee."""
    hire("quantri", Role.ADMIN)
    hire("bithu", Role.COMMITTEE)


Serve = Callable[..., Office]


@pytest.fixture
def serve(real: Path, office: Path, tmp_path: Path) -> Iterator[Serve]:
    """Start a server over the real data: the dashboard, or the probe."""
    running: list[subprocess.Popen[bytes]] = []

    def start(module: str = "dashboard", *words: str, warehouse: Path = real) -> Office:
        port, log = free_port(), tmp_path / f"{len(running)}.log"
        around = os.environ | {load.WAREHOUSE: str(warehouse), state.STATE: str(office)}
        said = ["--port", str(port), *words] if module == "dashboard" else [str(port)]
        with log.open("wb") as out:
            running.append(
                subprocess.Popen(
                    [sys.executable, "-m", module, *said],
                    cwd=ROOT,
                    env=around,
                    stdout=out,
                    stderr=out,
                )
            )
        found = Office(f"http://127.0.0.1:{port}", warehouse, log)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and running[-1].poll() is None:
            try:
                if found.client().ask("/_stcore/health").status == 200:
                    return found
            except OSError:
                time.sleep(0.1)
        raise AssertionError(log.read_text("utf-8"))

    yield start
    for server in running:
        server.terminate()
        server.wait()
