"""Slides in a hall: keys, full screen, large letters, nothing cut; the offline file likewise."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from dashboard.export.offline import offline
from tests.browser.conftest import Visit
from tests.deck.made import of_sample, with_long_names
from tests.pages.reader import TONGUES

pytestmark = pytest.mark.browser
LEAST = 18  # pixels of a letter that the last row can read
MEASURE = """
() => {
  const slide = document.querySelector(".th-slide.on")
  const stage = slide.getBoundingClientRect()
  const read = [...slide.querySelectorAll("h2,h3,p,b,text")].filter(e => !e.closest("footer"))
  const size = e => parseFloat(getComputedStyle(e).fontSize) *
    (e.ownerSVGElement ? e.ownerSVGElement.getScreenCTM().a : 1)
  const box = e => e.getBoundingClientRect()
  const out = read.filter(e => box(e).right > stage.right + 1 || box(e).left < stage.left - 1 ||
    box(e).bottom > stage.bottom + 1)
  return {
    name: slide.className, small: Math.min(...read.map(size)), out: out.map(e => e.textContent),
    cut: slide.scrollHeight - slide.clientHeight,
    foot: box(slide.querySelector("footer")).bottom <= stage.bottom + 1,
  }
}
"""


def test_keys_lead_through_the_slides_and_the_number_says_where(server: str, visit: Visit) -> None:
    page = visit(f"{server}/conference?lang=vi")
    count, shown = page.locator(".th-bar .count"), page.locator(".th-slide.on")
    expect(count).to_have_text("1/9")
    for key, number in (("ArrowRight", 2), (" ", 3), ("ArrowLeft", 2), ("End", 9), ("Home", 1)):
        page.keyboard.press(key)
        expect(count).to_have_text(f"{number}/9")
        expect(shown).to_have_count(1)
        expect(shown.locator("footer span")).to_have_text(f"{number}/9")
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement?.classList.contains('th-show')")
    page.keyboard.press("ArrowRight")
    expect(shown.locator("footer")).to_contain_text("DỮ LIỆU MINH HỌA")
    page.locator('.th-slide.on [data-figure="poverty_rate/29221/2025"]').first.click()
    page.wait_for_function("!document.fullscreenElement")
    expect(page.get_by_role("dialog")).to_contain_text("Rà soát 2025 - Xã Thạnh Hải.xlsx")


def test_typing_the_title_does_not_turn_the_slides(server: str, visit: Visit) -> None:
    page = visit(f"{server}/conference?lang=vi")
    page.get_by_test_id("stExpander").locator("summary").click()
    field = page.get_by_label("Tên hội nghị")
    field.fill("Hội nghị quý")
    field.press("Space")
    field.press("Home")
    expect(page.locator(".th-bar .count")).to_have_text("1/9")
    field.press("Enter")
    expect(page.locator(".th-slide.cover h2")).to_have_text("Hội nghị quý")
    page.wait_for_url("**title=*")


@pytest.mark.parametrize("make", [of_sample, with_long_names], ids=["sample", "long"])
@pytest.mark.parametrize("tongue", TONGUES)
def test_the_offline_file_is_read_from_the_last_row_without_a_network(
    tongue: str, make: Callable[..., object], browser: Browser, sample: Path, tmp_path: Path
) -> None:
    (tmp_path / "slides.html").write_bytes(offline(make(sample, tongue)))  # type: ignore[arg-type]
    context = browser.new_context(viewport={"width": 1366, "height": 768}, offline=True)
    page, asked = context.new_page(), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"file://{tmp_path}/slides.html")
    page.wait_for_selector(".th-slide.on h2")
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement")
    page.wait_for_timeout(200)
    for _ in range(page.locator(".th-slide").count()):
        found = page.evaluate(MEASURE)
        assert found["out"] == [], found["name"]
        assert found["cut"] <= 1, found["name"]
        assert found["foot"], found["name"]
        assert found["small"] >= LEAST - 0.5, found["name"]
        page.keyboard.press("ArrowRight")
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    context.close()
