"""What the browser shows is what independent code computes from the workbooks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.independent.test_same_figures import OTHERS, differing, known
from tests.pages.reader import NAMES

#: Of figures on a page: before the first meeting it shows the main ones, over a list its totals.
FEWEST = {"meeting": 12, "households": 2}

pytestmark = pytest.mark.browser


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


@pytest.mark.parametrize("name", [n for n in NAMES if n not in ("intake", "accounts")])
def test_the_browser_shows_the_recomputed_values(
    name: str, server: str, visit: Callable[..., Page], inbox: Path
) -> None:
    found = shown(visit(f"{server}/{name}?lang=vi"))
    assert len(found) > FEWEST.get(name, 20)
    assert differing(found, known(inbox)) == []
