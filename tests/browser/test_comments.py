"""A comment on a figure, from the click to the minutes, as a person at the office writes it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Locator, Page, expect

from dashboard.words import say
from tests.browser.conftest import Visit, serve

pytestmark = pytest.mark.browser
RATE = '[data-figure="poverty_rate/29221/2025"]'
TEXT = "Cần xem lại danh sách thoát nghèo của một ấp <b>trước</b> khi duyệt"
WHO = "Trần Thị Mẫu 0002, Văn phòng"


@pytest.fixture
def office(sample: Path, tmp_path: Path) -> Iterator[str]:
    """A server over a commune office of the test's own: what is written stays there."""
    shutil.copytree(sample, tmp_path / "warehouse")
    yield from serve(tmp_path / "warehouse")


def source(page: Page) -> Locator:
    """The source of the poverty rate, opened by a click on the figure."""
    page.locator(f".th-answer {RATE}").first.click()
    opened = page.get_by_role("dialog")
    expect(opened.get_by_role("heading", name=say("vi", "comment.title"))).to_be_visible()
    return opened


def badge(page: Page) -> str:
    """The small number behind the poverty rate of the page."""
    shown = "e => getComputedStyle(e, '::after').content"
    return str(page.locator(f".th-answer {RATE}").first.evaluate(shown)).strip('"')


def test_a_comment_stands_at_its_figure_after_a_reload_and_in_the_minutes(
    office: str, visit: Visit, tmp_path: Path
) -> None:
    page = visit(f"{office}/poverty?lang=vi")
    assert badge(page) != "1"
    opened = source(page)
    opened.get_by_label(say("vi", "comment.text")).fill(TEXT)
    opened.get_by_label(say("vi", "meeting.who")).fill(WHO)
    opened.get_by_role("button", name=say("vi", "comment.add")).click()
    expect(opened.get_by_text(say("vi", "comment.added"))).to_be_visible()

    page.reload()
    page.wait_for_selector(".th-foot")
    assert badge(page) == "1"
    opened = source(page)
    expect(opened.get_by_text(TEXT)).to_be_visible()  # as it was typed, never as markup
    expect(opened.locator(".th-remarks")).to_contain_text(WHO)

    page = visit(f"{office}/meeting?lang=vi")
    expect(page.get_by_text(TEXT)).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("button", name=say("vi", "sheet.get_docx")).click()
    waiting.value.save_as(tmp_path / "minutes.docx")
    grids = Document(str(tmp_path / "minutes.docx")).tables
    said = [cell.text for grid in grids for row in grid.rows for cell in row.cells]
    assert TEXT in said
    assert any(text.startswith(WHO) for text in said)


def test_a_comment_without_its_author_is_not_written_and_stays_in_the_form(
    office: str, visit: Visit
) -> None:
    page = visit(f"{office}/poverty?lang=vi")
    opened = source(page)
    opened.get_by_label(say("vi", "comment.text")).fill(TEXT)
    opened.get_by_role("button", name=say("vi", "comment.add")).click()
    expect(opened.get_by_text(say("vi", "meeting.incomplete"))).to_be_visible()
    expect(opened.get_by_label(say("vi", "comment.text"))).to_have_value(TEXT)
    page.reload()
    page.wait_for_selector(".th-foot")
    assert badge(page) != "1"
