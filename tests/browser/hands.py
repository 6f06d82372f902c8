"""What a hand does on a page, as patient as a person on a slow machine."""

from __future__ import annotations

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as TooLate

QUIET = "[data-testid=stApp][data-test-script-state=notRunning]"
LOOKS = 5


def choose(page: Page, label: str, option: str) -> None:
    """Choose in a list by its label, with the mouse.

    A list that is open closes when what is around it scrolls or is drawn anew; then a person opens
    it again.
    """
    page.wait_for_selector(QUIET, state="attached")
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
