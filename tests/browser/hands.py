"""What a person does with a page, as patient as on a slow machine: choose, take a picture."""

from __future__ import annotations

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as TooLate

from tests.browser.conftest import ARTEFACTS, IDLE

LOOKS = 5


def choose(page: Page, label: str, option: str) -> None:
    """Choose in a list by its label, with the mouse.

    A list that is open closes when what is around it scrolls or is drawn anew; then a person opens
    it again.
    """
    page.wait_for_selector(IDLE, state="attached")
    control = page.get_by_label(label, exact=False).first
    control.scroll_into_view_if_needed()
    wanted = page.get_by_role("option", name=option, exact=True)
    for _ in range(LOOKS - 1):
        control.click()
        try:
            wanted.click(timeout=4_000)
        except TooLate:
            continue
        return
    control.click()
    wanted.click()


def picture(page: Page, name: str) -> None:
    """Keep what was seen, the whole height of the page."""
    ARTEFACTS.mkdir(exist_ok=True)
    page.wait_for_timeout(600)
    height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": page.viewport_size["width"], "height": int(height) + 40})  # type: ignore[index]
    page.wait_for_timeout(400)
    page.screenshot(path=ARTEFACTS / f"{name}.png")
