"""`python -m tests.independent INBOX`: build, draw each page in Chromium, recompute every figure."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests import workbooks
from tests.browser.conftest import QUIET, chromium, serve
from tests.browser.test_drawn_pages import shown
from tests.independent.recompute import recompute
from tests.independent.test_same_figures import differing
from tests.pages.reader import NAMES


def main(inbox: Path) -> int:
    """Print how many figures each page shows and which of them differ."""
    expected, wrong = recompute(inbox), 0
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        print("exit", workbooks.run(inbox, Path(folder)).report["exit"])
        address = next(server := serve(Path(folder) / "warehouse"))
        browser = play.chromium.launch(executable_path=chromium(), args=QUIET)
        page = browser.new_page()
        for name in NAMES:
            page.goto(f"{address}/{name}?lang=vi")
            page.wait_for_selector(".th-foot")
            found = shown(page)
            bad = differing(found, expected)
            wrong += len(bad)
            print(f"{name}: {len(found)} figures, {len(bad)} differ", *bad[:5])
        browser.close()
        server.close()
    return 10 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
