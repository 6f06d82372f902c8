"""The office's own log-in system: it vouches for a person, and the door asks its own accounts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect

from dashboard import load, state
from dashboard.door import accounts
from dashboard.door.accounts import Draft
from dashboard.door.roles import Role
from tests.browser.conftest import Visit, free_port, serve
from tests.door.conftest import PASSWORD, hire
from tests.door.provider import CLIENT, provider
from tests.door.real import real_warehouse

pytestmark = pytest.mark.browser
MEETING = "Từ cuộc họp trước đã thay đổi gì, ai làm gì đến khi nào?"
KNOWN, UNKNOWN = "bithu@mau.example", "nguoila@mau.example"


@pytest.fixture(scope="module")
def real(inbox: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse whose live build is real."""
    return real_warehouse(inbox, tmp_path_factory.mktemp("real"))


def office(real: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, system: str) -> Iterator[str]:
    """A server with real data, an admin, a secretary with an e-mail, and a log-in system."""
    monkeypatch.setenv(load.WAREHOUSE, str(real))
    monkeypatch.setenv(state.STATE, str(folder))
    hire("quantri", Role.ADMIN)
    accounts.create(Draft("bithu", "Lê Thị Mẫu", Role.COMMITTEE, email=KNOWN), False, "", PASSWORD)
    port = free_port()
    (folder / "secrets.toml").write_text(f"""
[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "made up for this test only, no secret"
client_id = "{CLIENT}"
client_secret = "made up"
server_metadata_url = "{system}/.well-known/openid-configuration"
""")
    yield from serve(real, "--state", str(folder), port=port)


@pytest.mark.parametrize(
    ("email", "verified", "enters"),
    [(KNOWN, True, True), (KNOWN, False, False), (UNKNOWN, True, False)],
)
def test_who_is_vouched_for_enters_with_an_account_and_not_without(
    real: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, visit: Visit,
    email: str, verified: bool, enters: bool,
) -> None:  # fmt: skip
    with (
        provider(email, verified=verified) as system,
        contextmanager(office)(real, tmp_path / "state", monkeypatch, system) as address,
    ):
        page = visit(f"{address}/overview?lang=vi")
        page.goto(f"{address}/login")  # this browser is known from here on
        page.goto(f"{address}/overview?lang=vi")
        page.get_by_role("button", name="hệ thống của cơ quan").click()
        side = page.get_by_test_id("stSidebar")
        if not enters:
            expect(side).to_contain_text("chưa gắn với tài khoản nào")
            page.goto(f"{address}/meeting")
            expect(page.get_by_role("heading", level=1)).to_have_text("Đăng nhập")
            return
        side.get_by_role("link", name="Vào bằng tài khoản của cơ quan").click()
        page.goto(f"{address}/meeting")
        expect(page.get_by_role("heading", level=1)).to_have_text(MEETING)
        expect(side).to_contain_text("Lê Thị Mẫu")
