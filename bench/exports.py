"""`python -m bench.exports [WAREHOUSE]`: what the files of a conference cost, beside a yardstick.

- `deck`: the slides as PPTX ÷ python-pptx writing as many empty slides (the issue allows 3 s);
- `pack`: every file in one ZIP ÷ the same empty slides (10 s);
- `opening`: the offline file, opened by Chromium from the disk ÷ an empty HTML file (1 s).

Medians of a few rounds, taken in turn.
"""

from __future__ import annotations

import io
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from pptx import Presentation

from bench import sample_warehouse
from dashboard.deck.slide import Deck, Event
from dashboard.deck.slides import NAMES, deck
from dashboard.door.scope import PUBLIC
from dashboard.export.offline import offline
from dashboard.export.pack import pack
from dashboard.export.pptx import pptx
from dashboard.load import read_warehouse
from dashboard.view import view_of

ROUNDS = 5
EMPTY = b"<!doctype html><html><body><h2>1</h2></body></html>"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


def made(warehouse: Path) -> Deck:
    """The slides of the public zone, in Vietnamese."""
    view = view_of(read_warehouse(warehouse, PUBLIC), "vi", False, {})
    if view is None:
        raise SystemExit(f"{warehouse}: no review to show")
    return deck(view, Event("", "", date(2026, 1, 15), NAMES))


def blank(slides: int) -> bytes:
    """As many slides, empty."""
    show, file = Presentation(), io.BytesIO()
    for _ in range(slides):
        show.slides.add_slide(show.slide_layouts[6])
    show.save(file)
    return file.getvalue()


def seconds(work: Callable[[], object]) -> float:
    """How long something takes once."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def opening(page: Page, file: Path) -> float:
    """Seconds until a file is whole, as the browser measures them."""
    page.goto(f"file://{file}")
    page.wait_for_selector("h2", state="attached")
    return float(page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")) / 1000


def openings(found: Deck, folder: Path) -> tuple[list[float], list[float]]:
    """The offline file and an empty one, opened in turn."""
    ours, empty = folder / "slides.html", folder / "empty.html"
    ours.write_bytes(offline(found))
    empty.write_bytes(EMPTY)
    path = next((p for name in BROWSERS if (p := shutil.which(name))), None)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_context(offline=True).new_page()
        pairs = [(opening(page, ours), opening(page, empty)) for _ in range(ROUNDS)]
        browser.close()
    return [a for a, _ in pairs], [b for _, b in pairs]


def told(name: str, ours: list[float], floor: list[float]) -> None:
    """One line: seconds, and how many times the yardstick."""
    mine, least = statistics.median(ours), statistics.median(floor)
    print(
        f"{name}: {mine:.2f} s ({min(ours):.2f}-{max(ours):.2f}), {mine / least:.1f} × the yardstick"
    )


def main() -> int:
    """Measure and say it."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        found = made(Path(sys.argv[1]) if sys.argv[1:] else sample_warehouse(folder))
        for name, work in (("deck", pptx), ("pack", pack)):
            rounds = [
                (seconds(lambda w=work: w(found)), seconds(lambda: blank(len(found.slides))))  # type: ignore[misc]
                for _ in range(ROUNDS)
            ]
            told(name, [a for a, _ in rounds], [b for _, b in rounds])
        told("opening", *openings(found, folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
