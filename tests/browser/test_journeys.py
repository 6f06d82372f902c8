"""First visits, choices, and what the address says: in a real browser, as people do it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import Visit
from tests.browser.hands import choose

pytestmark = pytest.mark.browser


def test_the_first_visitor_of_a_fresh_server_lands_where_the_link_points(
    fresh_server: str, visit: Visit
) -> None:
    page = visit(f"{fresh_server}/hamlets?hamlet=TD03&lang=en&year=2024")
    expect(page.get_by_role("heading", level=1)).to_have_text("How does each hamlet do?")
    expect(page.get_by_role("heading", name="Giồng Mẫu, 2024")).to_be_visible()
    menu_texts = page.get_by_test_id("stSidebarNav").inner_text()
    assert "By hamlet" in menu_texts
    assert "Data quality" in menu_texts
    expect(page.locator('[data-figure="households/TD03/2024"]').first).to_be_attached()


def test_the_root_leads_to_the_overview_in_the_browsers_language(server: str, visit: Visit) -> None:
    page = visit(server, locale="id-ID")
    page.wait_for_url("**/overview*")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Di mana posisi kita terhadap target?"
    )


def test_an_unknown_browser_language_gets_vietnamese(server: str, visit: Visit) -> None:
    page = visit(f"{server}/overview", locale="fr-FR")
    expect(page.get_by_role("heading", level=1)).to_have_text("Xã đang ở đâu so với chỉ tiêu?")


def test_switching_the_language_changes_page_menu_and_address(server: str, visit: Visit) -> None:
    page = visit(f"{server}/overview")
    choose(page, "Ngôn ngữ", "English")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Where do we stand against the target?"
    )
    expect(page.get_by_test_id("stSidebarNav")).to_contain_text("Livelihood projects")
    page.wait_for_url("**lang=en*")
    expect(page.locator('[data-figure="poverty_rate/29221/2025"]').first).to_have_text("1.06%")


def test_language_and_year_go_along_to_the_next_page(server: str, visit: Visit) -> None:
    page = visit(f"{server}/overview?lang=en&year=2023")
    page.get_by_test_id("stSidebarNav").get_by_text("Poverty rate").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "How has the poverty rate moved, and why?"
    )
    page.wait_for_url("**/poverty?*year=2023*")
    assert "lang=en" in page.url
    expect(page.locator('[data-figure="opening/29221/2023/poor"]').first).to_be_attached()


def test_choosing_a_hamlet_shows_its_page_and_writes_the_address(server: str, visit: Visit) -> None:
    page = visit(f"{server}/hamlets?lang=vi")
    choose(page, "Chọn ấp", "Lộc Mẫu")
    expect(page.get_by_role("heading", name="Lộc Mẫu, năm 2025")).to_be_visible()
    page.wait_for_url("**hamlet=TD09*")
    choose(page, "Chọn ấp", "Tất cả các ấp")
    expect(page.get_by_role("heading", name="Lộc Mẫu, năm 2025")).to_have_count(0)
    expect(page.locator('[data-figure="households/TD01/2025"]').first).to_be_visible()
    assert "hamlet=TD" not in page.url


def test_an_alert_leads_to_its_page(server: str, visit: Visit) -> None:
    page = visit(f"{server}/overview?lang=vi")
    page.get_by_role("link", name="Mở trang").first.click()
    page.wait_for_url("**/infrastructure*")
    expect(page.get_by_role("heading", level=1)).to_contain_text("công trình nào chậm")


def test_a_figure_on_the_screen_names_its_cells(server: str, visit: Visit) -> None:
    page = visit(f"{server}/overview?lang=vi")
    figure = page.locator('.big [data-figure="poverty_rate/29221/2025"]')
    expect(figure).to_have_text("1,06%")
    title = figure.get_attribute("title") or ""
    assert "Rà soát 2025 - Xã Thạnh Hải.xlsx · Biểu 1 Tổng hợp · E" in title


def test_a_click_before_the_page_can_answer_is_answered_when_it_can(
    server: str, visit: Visit
) -> None:
    page = visit(f"{server}/overview?lang=vi")
    held: list[Route] = []
    page.route("**/BidiComponent*.js", lambda asked: held.append(asked))
    page.reload()
    page.wait_for_selector(".th-foot")
    page.locator('.big [data-figure="poverty_rate/29221/2025"]').click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    for late in held:
        late.continue_()
    expect(page.get_by_role("dialog")).to_contain_text("Rà soát 2025 - Xã Thạnh Hải.xlsx")
    assert held
