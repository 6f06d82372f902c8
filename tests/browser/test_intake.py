"""An officer's way: a spoilt workbook is explained, a good one is published, every page shows it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl.workbook import Workbook
from playwright.sync_api import expect

from dashboard import commands
from etl.publish import current
from tests.browser.conftest import Visit, serve
from tests.browser.hands import picture
from tests.workbooks import REVIEW, WORKS, edit, name_first_work

pytestmark = pytest.mark.browser
BOX = "[data-testid=stFileUploaderDropzoneInput]"
NEW_NAME = "Đường Mẫu đã sửa tên"


@pytest.fixture
def office(inbox: Path, sample: Path, tmp_path: Path) -> Path:
    """A commune office of the test's own: its inbox, its published build, its state."""
    shutil.copytree(inbox, tmp_path / "inbox")
    shutil.copytree(sample, tmp_path / "warehouse")
    shutil.copytree(sample.parent / "state", tmp_path / "state")
    return tmp_path


@pytest.fixture
def own_server(office: Path) -> Iterator[str]:
    """A server over the office."""
    yield from serve(office / "warehouse", **{commands.INBOX: str(office / "inbox")})


def dropped(office: Path, name: str, change: Callable[[Workbook], None]) -> Path:
    path = office / "desk" / name
    path.parent.mkdir(exist_ok=True)
    shutil.copyfile(office / "inbox" / name, path)
    edit(path, change)
    return path


def spoil(book: Workbook) -> None:
    book["Biểu 1 Tổng hợp"].cell(13, 9).value = "ba mươi"


def rename(book: Workbook) -> None:
    name_first_work(book, NEW_NAME)


def test_a_spoilt_workbook_is_explained_and_a_good_one_is_published(
    own_server: str, office: Path, visit: Visit
) -> None:
    live = current(office / "warehouse")
    page = visit(f"{own_server}/intake?lang=vi")
    page.set_input_files(BOX, dropped(office, REVIEW, spoil))
    expect(page.get_by_text("Biểu 1 Tổng hợp · I13")).to_be_visible(timeout=120_000)
    expect(page.get_by_text("đang ghi “ba mươi”")).to_be_visible()
    publish = page.get_by_role("button", name="Công bố 1 tệp")
    expect(publish).to_be_visible(timeout=120_000)
    picture(page, "intake-findings")
    page.get_by_test_id("stFileUploader").get_by_role("button", name=re.compile("Remove|×")).click()
    expect(publish).to_have_count(0, timeout=60_000)
    assert current(office / "warehouse") == live, "looking changes nothing"

    page.set_input_files(BOX, dropped(office, WORKS, rename))
    expect(page.get_by_text("không có nghi vấn nào")).to_be_visible(timeout=120_000)
    publish.click()
    expect(page.get_by_text("Mọi trang đã dùng số liệu mới")).to_be_visible(timeout=120_000)
    picture(page, "intake-published")
    assert current(office / "warehouse") != live
    page.get_by_test_id("stSidebarNav").get_by_text("Công trình hạ tầng").click()
    expect(page.get_by_text(NEW_NAME).first).to_be_visible(timeout=60_000)


def test_an_approval_is_given_on_the_page_and_shown_beside_the_year(
    own_server: str, visit: Visit
) -> None:
    page = visit(f"{own_server}/intake?lang=vi")
    page.get_by_label("Họ tên và chức vụ người duyệt").fill("Lê Văn Mẫu, Chủ tịch")
    page.get_by_role("button", name="Duyệt và khóa").click()
    expect(page.get_by_text("Đã duyệt và khóa.")).to_be_visible(timeout=60_000)
    expect(page.get_by_test_id("stSidebar")).to_contain_text("Rà soát năm 2025: đã duyệt ngày")
    picture(page, "intake-approved")


def test_the_public_dashboard_leads_nobody_to_the_intake(sample: Path, visit: Visit) -> None:
    for address in serve(sample, "--public"):
        page = visit(f"{address}/intake?lang=vi")
        expect(page.locator(BOX)).to_have_count(0)
        expect(page.get_by_test_id("stSidebarNav")).not_to_contain_text("Nạp biểu mẫu")
