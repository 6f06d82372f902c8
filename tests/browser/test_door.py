"""The door as people meet it: first run, login, a page behind it, the way out; roles that are tried."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit, serve
from tests.browser.hands import choose
from tests.door.real import real_warehouse

pytestmark = pytest.mark.browser
PASSWORD = "một câu dễ nhớ"
MEETING = "Từ cuộc họp trước đã thay đổi gì, ai làm gì đến khi nào?"


@pytest.fixture(scope="module")
def real(inbox: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse whose live build is real."""
    return real_warehouse(inbox, tmp_path_factory.mktemp("real"))


@pytest.fixture
def real_server(real: Path, tmp_path: Path) -> Iterator[str]:
    """A server with real data that nobody has an account at; of one test alone."""
    yield from serve(real, "--state", str(tmp_path / "state"))


def fill(page: Page, **fields: str) -> None:
    for name, text in fields.items():
        page.fill(f"#{name}", text)
    page.get_by_role("button").click()


def test_from_the_first_visit_to_the_way_out(real_server: str, visit: Visit) -> None:
    page = visit(f"{real_server}/overview")
    expect(page.get_by_text("chưa có tài khoản quản trị")).to_be_visible()
    page.goto(f"{real_server}/meeting")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tạo tài khoản quản trị")
    fill(page, person="Lê Thị Mẫu", login="quantri", password="ngắn", again="ngắn")
    expect(page.get_by_role("alert")).to_contain_text("quá ngắn")
    expect(page.locator("#person")).to_have_value("Lê Thị Mẫu")
    fill(page, password=PASSWORD, again=PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_have_text("Ai được xem gì, và ai đã xem gì?")
    page.goto(f"{real_server}/meeting")
    expect(page.get_by_role("heading", level=1)).to_have_text(MEETING)
    expect(page.get_by_test_id("stSidebar")).to_contain_text("Lê Thị Mẫu · Quản trị")
    page.emulate_media(media="print")
    expect(page.locator(".th-mark p").first).to_contain_text("Lê Thị Mẫu · Quản trị · in lúc")
    page.emulate_media(media="screen")
    expect(page.locator(".th-mark p").first).to_be_hidden()
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page.get_by_text("Trang này chỉ mở cho người có tài khoản")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đăng nhập")
    fill(page, login="quantri", password="một câu sai hẳn")
    expect(page.get_by_role("alert")).to_contain_text("không đúng")
    fill(page, login="quantri", password=PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_have_text(MEETING)
    assert page.url.endswith("/meeting?lang=vi") or page.url.partition("?")[0].endswith("/meeting")


def test_an_account_that_the_admin_makes_opens_its_pages_only(
    real_server: str, visit: Visit
) -> None:
    admin = visit(f"{real_server}/overview")
    admin.goto(f"{real_server}/accounts")
    fill(admin, person="Lê Thị Mẫu", login="quantri", password=PASSWORD, again=PASSWORD)
    admin.get_by_label("Họ và tên").fill("Trần Văn Mẫu")
    admin.get_by_label("Tên đăng nhập").fill("bithu")
    admin.get_by_role("button", name="Tạo tài khoản", exact=True).click()
    told = admin.get_by_text("Mật khẩu dùng một lần của bithu")
    given = told.inner_text().partition(": ")[2].split()[0]
    person = visit(f"{real_server}/overview")
    person.goto(f"{real_server}/meeting")
    fill(person, login="bithu", password=given)
    fill(person, old=given, password=PASSWORD + "!", again=PASSWORD + "!")
    person.goto(f"{real_server}/meeting")
    expect(person.get_by_role("heading", level=1)).to_have_text(MEETING)
    menu = person.get_by_test_id("stSidebarNav")
    expect(menu).to_contain_text("Cuộc họp")
    expect(menu).not_to_contain_text("Tài khoản")
    person.goto(f"{real_server}/accounts")
    expect(person.get_by_text("Trang này cần vai “Quản trị” trở lên")).to_be_visible()


def test_roles_are_tried_on_made_up_data_and_the_page_says_so(server: str, visit: Visit) -> None:
    page = visit(f"{server}/overview?lang=vi")
    menu = page.get_by_test_id("stSidebarNav")
    expect(menu).to_contain_text("Nạp biểu mẫu")
    choose(page, "Thử vai", "Ban chỉ đạo")
    expect(page.get_by_text("Đang thử vai “Ban chỉ đạo” với số liệu minh họa")).to_be_visible()
    expect(menu).not_to_contain_text("Nạp biểu mẫu")
    page.wait_for_url("**role=committee*")
    menu.get_by_text("Cuộc họp").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(MEETING)
    page.goto(f"{server}/intake?role=committee&lang=vi")
    expect(page.get_by_text("Trang này cần vai “Người phụ trách số liệu” trở lên")).to_be_visible()
