"""What a fresh server with real data answers to whom."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus

from dashboard import menu
from dashboard.door import accounts
from dashboard.door.roles import GIVEN, Role
from tests.door.client import Client
from tests.door.conftest import PASSWORD, Serve, hire, staff
from tests.door.real import personal

NUMBER = re.compile(rb"\b000\d{6,9}\b")  # as those of made-up people begin


def held(message: bytes, values: set[str]) -> set[str]:
    return {value for value in values if value.encode() in message}


def test_before_an_admin_is_made_every_page_behind_the_door_leads_to_that_form(
    serve: Serve, real: Path
) -> None:
    visitor = serve().client()
    for page in ("", *menu.NEEDS):
        assert visitor.ask(f"/{page}").to == "/first-run", page
    assert visitor.ask("/overview").status == 200
    made = visitor.fill_in(
        "/first-run", person="Lê Thị Mẫu", login="QuanTri", password=PASSWORD, again=PASSWORD
    )
    assert (made.status, made.to) == (303, "/accounts")
    assert visitor.ask("/accounts").status == 200
    again = Client(f"http://{visitor.host}")
    assert again.ask("/first-run").to == "/login"
    assert again.ask("/meeting").to == "/login"
    assert held(visitor.open().draw("accounts"), {"Lê Thị Mẫu"})
    assert not held(again.open().draw("accounts"), {"Lê Thị Mẫu"} | personal(real))


def test_a_deep_link_without_login_tells_nothing_personal(serve: Serve, real: Path) -> None:
    hire("quantri", Role.ADMIN)
    office, values = serve(), personal(real)
    assert len(values) > 500
    for page in [name for _, name in menu.PAGES]:
        visitor = office.client()
        heard = visitor.open().draw(page, "year=2025&hamlet=TD03")
        assert not held(heard, values), page
        assert not NUMBER.findall(heard), page
        if page in menu.NEEDS:
            assert visitor.ask(f"/{page}").to == "/login"
            assert b"/login?next=%2F" in heard or b"/login?next=" in heard
    assert not held(office.log.read_bytes(), values)


def test_a_wrong_password_stays_outside_and_the_sixth_waits(serve: Serve) -> None:
    staff()
    visitor = serve().client()
    statuses = [visitor.log_in("bithu", f"sai mật khẩu {n}").status for n in range(6)]
    assert statuses == [401] * 5 + [429]
    assert visitor.log_in("bithu", PASSWORD).status == 429
    assert [visitor.log_in("khongco", "x").status for _ in range(6)] == [401] * 5 + [429]
    assert "th-session" not in visitor.cookies


def test_a_form_that_is_not_ours_is_refused(serve: Serve) -> None:
    staff()
    visitor = serve().client()
    fields = {"login": "bithu", "password": PASSWORD}
    assert visitor.ask("/login", fields).status == 403
    other = Client(f"http://{visitor.host}")
    stolen = re.search(r'value="([0-9a-f]{64})"', other.ask("/login").text)
    assert stolen is not None
    assert visitor.ask("/login", fields | {"secret": stolen[1]}).status == 403
    found = re.search(r'value="([0-9a-f]{64})"', visitor.ask("/login").text)
    assert found is not None
    foreign = visitor.ask("/login", fields | {"secret": found[1]}, Origin="http://evil.example")
    assert foreign.status == 403
    assert visitor.ask("/login", fields | {"secret": found[1]}).status == 303


def test_the_cookie_is_for_this_server_only_and_no_script_reads_it(serve: Serve) -> None:
    staff()
    visitor = serve().client()
    cookie = visitor.log_in("bithu", PASSWORD).headers["set-cookie"].casefold()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert visitor.ask("/meeting").status == 200
    for token in ("x", visitor.cookies["th-session"][:-1], ""):
        assert visitor.ask("/meeting", Cookie=f"th-session={token}").to == "/login"


def test_a_next_page_elsewhere_is_not_followed(serve: Serve) -> None:
    staff()
    visitor = serve().client()
    for outside in ("//evil.example", "http://evil.example", "/\\evil.example"):
        visitor.cookies.clear()
        gone = visitor.fill_in("/login", login="bithu", password=PASSWORD, next=outside)
        assert gone.headers["location"] == "/"


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "http://evil.example"}, {"Origin": "null"}, {"Host": "evil.example:8501"}],
    ids=["foreign page", "page without address", "another name for this machine"],
)
def test_a_websocket_from_elsewhere_is_refused(serve: Serve, headers: dict[str, str]) -> None:
    visitor = serve().client()
    with pytest.raises(InvalidStatus):
        visitor.open(**headers)


def test_a_name_that_is_not_ours_gets_nothing(serve: Serve) -> None:
    visitor = serve().client()
    assert visitor.ask("/overview", Host="evil.example").status == 421
    assert visitor.ask("/_stcore/metrics").status == 404


def test_pages_tell_browsers_what_they_may_not_do(serve: Serve) -> None:
    found = serve().client().ask("/overview").headers
    assert "frame-ancestors 'none'" in found["content-security-policy"]
    assert "default-src 'self'" in found["content-security-policy"]
    assert (found["x-frame-options"], found["x-content-type-options"]) == ("DENY", "nosniff")
    assert found["cache-control"] == "no-store"


def test_a_revoked_visitor_is_outside_at_once_and_the_open_page_is_closed(serve: Serve) -> None:
    staff()
    visitor = serve().client()
    visitor.log_in("bithu", PASSWORD)
    line = visitor.open()
    assert b"door_log_out" in line.draw("meeting")
    found = accounts.by_login("bithu", illustrative=False)
    assert found is not None
    accounts.close(found, closed=True, by="quantri")
    assert visitor.ask("/meeting").to == "/login"
    assert line.is_closed_within(10)


def test_logging_out_closes_pages_files_and_the_open_page(serve: Serve) -> None:
    hire("quantri", Role.ADMIN)
    visitor = serve().client()
    visitor.log_in("quantri", PASSWORD)
    kept = dict(visitor.cookies)
    line = visitor.open()
    line.draw("intake")
    assert visitor.fill_in("/logout").to == "/overview"
    visitor.cookies = kept  # a copy of the cookie does not help
    assert visitor.ask("/intake").to == "/login"
    assert line.is_closed_within(10)


def test_a_one_time_password_opens_nothing_until_it_is_changed(serve: Serve) -> None:
    hire("quantri", Role.ADMIN)
    draft = accounts.Draft("canbo", "Trần Văn Mẫu", Role.ADMIN)
    given = accounts.create(draft, illustrative=False, by="quantri")
    visitor = serve().client()
    assert visitor.log_in("canbo", given).to == "/password"
    assert visitor.ask("/accounts").to == "/password"
    assert b"door_log_out" in visitor.open().draw("accounts")
    assert b"quantri" not in visitor.open().draw("accounts")
    weak = visitor.fill_in("/password", old=given, password=given, again=given)
    assert weak.status == 400
    done = visitor.fill_in("/password", old=given, password=PASSWORD, again=PASSWORD)
    assert done.status == 303
    assert visitor.ask("/accounts").status == 200


def test_made_up_data_that_turn_real_close_the_switch_at_once(
    serve: Serve, sample: Path, real: Path, tmp_path: Path
) -> None:
    import shutil

    turning = tmp_path / "turning"
    shutil.copytree(sample, turning)
    visitor = serve(warehouse=turning).client()
    line = visitor.open()
    assert b"choose_role" in line.draw("accounts")
    assert visitor.ask("/meeting").status == 200
    for build in (real / "builds").iterdir():
        shutil.copytree(build, turning / "builds" / build.name)
    (turning / "CURRENT").write_bytes((real / "CURRENT").read_bytes())
    assert visitor.ask("/meeting").to == "/first-run"
    time.sleep(0.1)
    for page in menu.NEEDS:
        heard = Client(f"http://{visitor.host}").open().draw(page, "role=admin")
        assert b"choose_role" not in heard
        assert b"/first-run" in heard
    assert line.is_closed_within(10)


def test_the_public_dashboard_has_no_door_and_nothing_behind_it(serve: Serve, real: Path) -> None:
    visitor = serve("dashboard", "--public").client()
    assert b"/login" not in visitor.open().draw("overview")
    for page in menu.NEEDS:
        assert not held(visitor.open().draw(page, "role=admin"), personal(real))


def test_each_role_opens_its_pages_and_no_others(serve: Serve) -> None:
    address = serve().address
    for role in reversed(GIVEN):  # an admin first: before that nobody comes in
        hire(role.code, role, *(["TD01"] if role is Role.HAMLET_OFFICER else []))
        visitor = Client(address)
        visitor.log_in(role.code, PASSWORD)
        for page, needed in menu.NEEDS.items():
            heard = visitor.open().draw(page, "lang=vi&role=admin")
            assert ("Trang này cần vai".encode() in heard) is (role < needed), (role, page)
            assert (f"Lê Văn Mẫu {role.code}".encode() in heard) is True


def test_a_list_with_names_is_offered_to_stewards_only(serve: Serve, real: Path) -> None:
    address, values = serve().address, personal(real)
    offered = "Tải danh sách có họ tên".encode()
    assert offered not in Client(address).open().draw("communication", "lang=vi&role=admin")
    for role in reversed(GIVEN):
        hire(role.code, role, *(["TD01"] if role is Role.HAMLET_OFFICER else []))
        visitor = Client(address)
        visitor.log_in(role.code, PASSWORD)
        heard = visitor.open().draw("communication", "lang=vi&role=admin")
        assert (offered in heard) is (role >= Role.STEWARD), role
        assert not held(heard, values), role


def test_a_file_cannot_be_sent_in_without_the_role_for_it(serve: Serve) -> None:
    staff()
    visitor = serve().client()
    path = "/_stcore/upload_file/any/any"
    assert visitor.ask(path, {"x": "y"}).status == 403
    visitor.log_in("bithu", PASSWORD)
    assert visitor.ask(path, {"x": "y"}).status == 403


def test_behind_tls_only_its_name_and_only_encrypted_ways_are_let_in(serve: Serve) -> None:
    staff()
    visitor = serve("dashboard", "--behind-tls", "dashboard.lan").client()
    through = {"Host": "dashboard.lan", "X_Forwarded_Proto": "https"}
    assert visitor.ask("/overview").status == 421
    assert visitor.ask("/overview", Host="dashboard.lan").status == 421
    assert visitor.ask("/overview", **through).status == 200
    assert visitor.ask("/first-run", **through).to == "/login"
    assert "secure" in visitor.ask("/login", **through).headers["set-cookie"].casefold()
    secret = re.search(r'value="([0-9a-f]{64})"', visitor.ask("/login", **through).text)
    assert secret is not None
    form = {"login": "bithu", "password": PASSWORD, "secret": secret[1], "next": "/meeting"}
    gone = visitor.ask("/login", form, Origin="https://dashboard.lan", **through)
    assert gone.to == "/meeting"
    assert gone.headers["set-cookie"].startswith("__Host-th-session=")
    assert visitor.ask("/meeting", **through).status == 200
