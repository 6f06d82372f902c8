"""Each page in a browser: drawn whole on a screen and on a phone, with the recomputed values."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard import menu
from tests.browser.conftest import Visit, visitor
from tests.browser.hands import picture
from tests.independent.test_same_figures import OTHERS, differing, known

pytestmark = pytest.mark.browser
NAMES = [name for _, name in menu.PAGES]
#: Of figures on a page: before the first meeting it shows the main ones, over a list its totals.
FEWEST = {"meeting": 13, "households": 3}
NONE = ("intake", "accounts")  # pages without a figure


@pytest.fixture(scope="module", params=NAMES)
def drawn(request: pytest.FixtureRequest, browser: Browser, server: str) -> Iterator[Page]:
    """A page that is looked at more than once."""
    with visitor(browser) as visit:
        yield visit(f"{server}/{request.param}?lang=vi")


def name_of(page: Page) -> str:
    return page.url.partition("?")[0].rpartition("/")[2]


def is_whole(page: Page) -> None:
    """The page does not scroll sideways, says no error, and says that its data are made up."""
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    assert page.get_by_test_id("stException").count() == 0
    expect(page.get_by_text("DỮ LIỆU MINH HỌA").first).to_be_visible()


def shown(page: Page) -> dict[str, str]:
    """Every figure of a drawn page, those in folded parts too, without those that are tested elsewhere."""
    for part in page.get_by_test_id("stExpander").all():
        if part.locator("details[open]").count() == 0:
            part.locator("summary").click()
    page.evaluate("document.querySelectorAll('details.th-fold').forEach(part => part.open = true)")
    page.wait_for_timeout(300)
    pairs = page.evaluate(
        "[...document.querySelectorAll('[data-figure]')].map(e => [e.dataset.figure, e.dataset.value])"
    )
    return {key: value for key, value in pairs if not OTHERS.match(key)}


def test_a_page_is_drawn_whole_and_kept_as_a_picture(drawn: Page) -> None:
    picture(drawn, name_of(drawn))
    is_whole(drawn)


def test_the_browser_shows_the_recomputed_values(drawn: Page, inbox: Path) -> None:
    found = shown(drawn)
    name = name_of(drawn)
    assert len(found) >= FEWEST.get(name, 21) if name not in NONE else not found
    assert differing(found, known(inbox)) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_drawn_whole_on_a_phone(name: str, server: str, visit: Visit) -> None:
    page = visit(f"{server}/{name}?lang=vi", width=390)
    picture(page, f"{name}-phone")
    is_whole(page)
