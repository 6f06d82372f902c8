"""Households as people look for them: filter, open one, go back, print the round, take it along."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.conftest import Visit, serve
from tests.browser.hands import choose
from tests.pages.test_households import names_of

pytestmark = pytest.mark.browser


@pytest.fixture
def own_server(sample: Path, tmp_path: Path) -> Iterator[str]:
    """A server whose access log is of this test alone."""
    yield from serve(sample, "--state", str(tmp_path / "state"))


def test_filter_open_a_household_go_back_and_take_the_round_along(
    own_server: str, visit: Visit, sample: Path, tmp_path: Path
) -> None:
    page = visit(f"{own_server}/support?lang=vi")
    page.locator('a.th-go[href*="hamlet=TD03"]').first.click()
    page.wait_for_url("**/households?*hamlet=TD03*help=asked*")
    expect(page.get_by_text("Hộ 1–10 trong 10 hộ")).to_be_visible()
    choose(page, "Diện", "Hộ cận nghèo")
    page.wait_for_url("**status=near_poor*")
    expect(page.get_by_text("trong 10 hộ")).to_have_count(0)
    left = page.locator(".th-homes tbody tr").count()
    name = page.locator(".th-homes tbody a").first.inner_text()
    page.locator(".th-homes tbody a").first.click()
    expect(page.get_by_role("heading", level=2, name=name)).to_be_visible()
    expect(page.locator(".js-plotly-plot").first).to_contain_text("B1")
    assert name not in page.url
    page.go_back()
    expect(page.locator(".th-homes tbody tr")).to_have_count(left)
    page.go_forward()
    page.get_by_role("link", name="← Về danh sách").click()
    expect(page.locator(".th-homes tbody tr")).to_have_count(left)
    assert "status=near_poor" in page.url
    page.get_by_role("link", name="Danh sách đi thăm để in").click()
    expect(page.locator(".th-round tbody tr").first).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".th-mark p").first).to_contain_text("in lúc")
    expect(page.get_by_test_id("stDownloadButton").first).to_be_hidden()
    page.pdf(path=tmp_path / "printed.pdf", format="A4")
    text = " ".join(one.extract_text() for one in PdfReader(tmp_path / "printed.pdf").pages)
    assert [one for one, home in names_of(sample).items() if one.split()[-1] in text.split()]
    page.emulate_media(media="screen")
    with page.expect_download() as taken:
        page.get_by_role("button", name="PDF").click()
    taken.value.save_as(tmp_path / "round.pdf")
    content = " ".join(one.extract_text() for one in PdfReader(tmp_path / "round.pdf").pages)
    assert "Danh sách hộ còn nhu cầu hỗ trợ" in content
    page.goto(f"{own_server}/accounts?lang=vi")
    lines = page.locator("table tr", has_text="/households round")
    expect(lines.first).to_contain_text("xuất tệp")
    expect(page.locator("table tr", has_text="mở một hộ").first).to_be_visible()
    assert name not in page.locator("[data-testid=stMain]").inner_text()


def test_a_choice_and_the_way_back_show_the_same_and_so_does_a_sent_link(
    server: str, visit: Visit
) -> None:
    page = visit(f"{server}/households?lang=vi")
    rows = page.locator(".th-homes caption")
    everybody = rows.inner_text()
    choose(page, "Nhu cầu", "Vay vốn ưu đãi")
    page.wait_for_url("**need=loan*")
    expect(rows).not_to_have_text(everybody)
    first = rows.inner_text()
    choose(page, "Diện", "Hộ nghèo")
    page.wait_for_url("**status=poor*")
    expect(rows).not_to_have_text(first)
    sent = page.url
    page.go_back()
    expect(rows).to_have_text(first)
    other = visit(sent)
    expect(other.locator(".th-homes caption")).not_to_have_text(first)
    expect(other.get_by_label("Nhu cầu").first).to_be_visible()
    assert "status=poor" in other.url
