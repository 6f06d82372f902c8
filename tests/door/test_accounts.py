"""Accounts, sessions and the log, in the state of an office."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import stat
import sys
import time
from pathlib import Path

import pytest

from dashboard.door import accounts, gate, log, sessions, tickets
from dashboard.door.accounts import Account, Draft
from dashboard.door.knock import Knock
from dashboard.door.passwords import weakness
from dashboard.door.roles import Role
from dashboard.state import FILE
from tests.door.conftest import PASSWORD, hire, staff


def account(login: str) -> Account:
    found = accounts.by_login(login, illustrative=False)
    assert found is not None
    return found


def inside(token: str) -> bool:
    return sessions.account_of(token, illustrative=False, touch=True) is not None


def test_what_is_kept_of_a_password_is_an_argon2_hash(office: Path) -> None:
    staff()
    content = b"".join(path.read_bytes() for path in office.iterdir())
    assert PASSWORD.encode() not in content
    assert account("bithu").password.startswith("$argon2id$")
    if os.name != "nt":
        assert stat.S_IMODE(office.stat().st_mode) == 0o700
        assert stat.S_IMODE((office / FILE).stat().st_mode) == 0o600
    assert accounts.is_right(account("bithu"), PASSWORD)
    assert not accounts.is_right(account("bithu"), PASSWORD + "x")
    assert not accounts.is_right(None, PASSWORD)


@pytest.mark.parametrize(
    ("password", "why"),
    [("ngắn", "short"), ("a" * 201, "short"), ("aaaaaaaaaaaa", "plain"), ("bithu-bithu-1", "plain"),
     (PASSWORD, "")],
)  # fmt: skip
def test_a_password_that_is_too_weak_is_told(password: str, why: str) -> None:
    assert weakness(password, "bithu") == why


@pytest.mark.parametrize("login", ["", "  ", "hai chữ", "BITHU", "bithu "])
def test_a_name_that_cannot_be_typed_at_the_door_is_refused(office: Path, login: str) -> None:
    assert office
    staff()
    with pytest.raises(ValueError, match="taken"):
        accounts.create(Draft(login, "Lê Văn Mẫu", Role.COMMITTEE), False, "quantri")


@pytest.mark.parametrize("order", ["end", "close", "change", "reset", "choose"])
def test_every_change_of_an_account_ends_its_sessions(office: Path, order: str) -> None:
    assert office
    staff()
    found = account("bithu")
    token = sessions.begin(found)
    assert inside(token)
    {
        "end": lambda: accounts.end_sessions(found, "quantri"),
        "close": lambda: accounts.close(found, True, "quantri"),
        "change": lambda: accounts.change(found, Role.STEWARD, frozenset(), "quantri"),
        "reset": lambda: accounts.reset(found, "quantri"),
        "choose": lambda: accounts.choose_password(found, PASSWORD + "!"),
    }[order]()
    assert not inside(token)


def test_a_session_ends_after_twenty_idle_minutes_and_after_half_a_day(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert office
    staff()
    now = time.monotonic()
    token = sessions.begin(account("bithu"))
    for minute in range(0, 12 * 60, 19):
        monkeypatch.setattr(time, "monotonic", lambda at=minute: now + at * 60)
        assert inside(token), minute
    monkeypatch.setattr(time, "monotonic", lambda: now + 12 * 3600 + 1)
    assert not inside(token)
    monkeypatch.setattr(time, "monotonic", lambda: now)
    other = sessions.begin(account("bithu"))
    monkeypatch.setattr(time, "monotonic", lambda: now + 20 * 60 + 1)
    assert not inside(other)


def test_the_last_admin_stays(office: Path) -> None:
    assert office
    staff()
    for order in (
        lambda: accounts.close(account("quantri"), True, "quantri"),
        lambda: accounts.change(account("quantri"), Role.STEWARD, frozenset(), "quantri"),
    ):
        with pytest.raises(ValueError, match="last admin"):
            order()
    hire("quantri2", Role.ADMIN)
    accounts.close(account("quantri"), True, "quantri2")
    assert not accounts.is_right(account("quantri"), PASSWORD)


def test_two_admins_who_close_each_other_at_once_leave_one(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert office
    staff()
    hire("quantri2", Role.ADMIN)
    known = accounts.everybody(False)
    one, other = account("quantri"), account("quantri2")
    monkeypatch.setattr(accounts, "everybody", lambda _: known)  # what both saw before either wrote
    accounts.close(one, True, "quantri2")
    with pytest.raises(ValueError, match="last admin"):
        accounts.close(other, True, "quantri")
    monkeypatch.undo()


def test_two_who_would_be_the_first_admin_at_once_are_one(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert office
    monkeypatch.setattr(accounts, "everybody", lambda _: ())
    made = [
        accounts.create_first(Draft(login, "Lê Văn Mẫu", Role.ADMIN), PASSWORD)
        for login in ("a", "b")
    ]
    assert made == [True, False]


def test_a_session_is_not_somebody_elses_when_another_state_is_put_back(office: Path) -> None:
    hire("canbo1", Role.STEWARD)
    token = sessions.begin(account("canbo1"))
    assert inside(token)
    (office / "state.sqlite").unlink()
    hire("quantri", Role.ADMIN)
    assert account("quantri").id == 1
    assert not inside(token)


@pytest.mark.parametrize(
    ("headers", "ours"),
    [
        ({"host": "localhost:8501", "origin": "http://["}, False),
        ({"host": "localhost:8501", "origin": "null"}, False),
        ({"host": "localhost:8501", "origin": "http://localhost:8501"}, True),
    ],
)
def test_an_origin_that_is_no_address_is_not_ours(headers: dict[str, str], ours: bool) -> None:
    knock = Knock("http", "POST", "/login", {}, headers, "127.0.0.1", False)
    assert knock.same_origin is ours


@pytest.mark.parametrize("body", [b"secret=%C3%A9&login=x", b"&".join([b"a=1"] * 50), b"\xff" * 99])
def test_a_form_that_nobody_made_is_refused(office: Path, body: bytes) -> None:
    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": body, "more_body": False}

    assert office
    staff()
    headers = {"host": "localhost:8501", "cookie": "th-form=a"}
    knock = Knock("http", "POST", "/login", {}, headers, "127.0.0.1", False)
    answer = asyncio.run(gate._at_form(knock, receive))
    assert answer.status_code == 403


def test_there_is_one_first_admin(office: Path) -> None:
    assert office
    assert accounts.create_first(Draft("mot", "Lê Văn Mẫu", Role.ADMIN), PASSWORD)
    assert not accounts.create_first(Draft("hai", "Lê Văn Mẫu", Role.ADMIN), PASSWORD)
    assert [a.login for a in accounts.everybody(illustrative=False)] == ["mot"]


def test_accounts_of_made_up_data_open_nothing_real(office: Path) -> None:
    assert office
    accounts.create(Draft("thu", "Lê Văn Mẫu", Role.ADMIN), True, "", PASSWORD)
    assert not accounts.has_admin(illustrative=False)
    found = accounts.by_login("thu", illustrative=True)
    assert found is not None
    token = sessions.begin(found)
    assert sessions.account_of(token, illustrative=True)
    assert sessions.account_of(token, illustrative=False) is None


def test_the_log_says_who_did_what_and_nobody_changes_it(office: Path) -> None:
    staff()
    log.add("household", "bithu", False, household_id="0117c193a3a3", hamlet_code="TD01", rows=1)
    entry = log.entries(illustrative=False)[0]
    assert (entry.login, entry.action, entry.household_id, entry.hamlet_code, entry.rows) == (
        "bithu", "household", "0117c193a3a3", "TD01", 1,
    )  # fmt: skip
    assert not log.entries(illustrative=True)
    state = sqlite3.connect(office / FILE)
    for order in ("DELETE FROM access_log", "UPDATE access_log SET login = ''"):
        with pytest.raises(sqlite3.IntegrityError, match="history"):
            state.execute(order)
    state.close()


def test_a_state_that_cannot_be_read_lets_nobody_be_the_first_admin(office: Path) -> None:
    office.mkdir(exist_ok=True)
    (office / FILE).write_bytes(b"this is no database" * 1000)
    with pytest.raises(OSError, match=FILE):
        accounts.has_admin(illustrative=False)


@pytest.mark.skipif(sys.platform == "win32", reason="the command needs a free port only")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--address", "0.0.0.0"], "--behind-tls"),
        (["--address", "192.168.1.5"], "--behind-tls"),
        (["--behind-tls", "https://x.example/"], "name alone"),
        (["--behind-tls", "x.example"], "no administrator"),
    ],
)
def test_without_tls_or_admin_it_does_not_listen_beyond_this_machine(
    office: Path, words: list[str], said: str, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    from dashboard.__main__ import HOSTS, USAGE, main
    from tests.browser.conftest import free_port

    assert office
    monkeypatch.setenv(sessions.TLS, "")
    monkeypatch.setenv(HOSTS, "")
    assert main(["--port", str(free_port()), *words]) == USAGE
    assert said in capsys.readouterr().err


def test_a_ticket_lets_one_browser_in_once(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert office
    staff()
    now = time.monotonic()
    number = account("bithu").id
    assert tickets.give(number, False, "") == ""
    mine, stolen, late = (tickets.give(number, False, "my browser") for _ in range(3))
    found = tickets.take(mine, "my browser")
    assert found is not None
    assert found.account == number
    assert tickets.take(mine, "my browser") is None
    assert tickets.take(stolen, "another browser") is None
    assert tickets.take(stolen, "my browser") is None
    monkeypatch.setattr(time, "monotonic", lambda: now + 600)
    assert tickets.take(late, "my browser") is None
