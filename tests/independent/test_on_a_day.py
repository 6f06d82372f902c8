"""What was known on a day: openness and support with an as-of date, recomputed from the workbooks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.independent.helped import donated, given
from tests.independent.open import openness
from tests.independent.recompute import Figures, Office
from tests.independent.test_same_figures import differing
from tests.pages.reader import open_page, read

DAY = date(2025, 10, 13)  # amid the checks of the year, before its result was posted
GIVEN = ("support_events", "support_households", "support_vnd", "support_unvalued", "donat")
DATED = ("communication_", "checks", "households_checked", "misclassified")


def test_openness_on_a_day_counts_what_was_done_by_then(sample: Path, inbox: Path) -> None:
    office = Office(inbox, "29221")
    found: Figures = {}
    openness(office, found, [2022, 2023, 2024, 2025], DAY)
    page = read(open_page("communication", sample, lang="vi", year="2025", asof=f"{DAY}"))
    shown = {k: v for k, v in page.values.items() if k.startswith(DATED)}
    assert len(shown) > 100
    assert all(key.endswith(f"/{DAY}") for key in shown), "a day that was set ends the key"
    expected = {f"{key}/{DAY}": value for key, value in found.items()}
    assert differing(shown, expected) == []
    latest = read(open_page("communication", sample, lang="vi", year="2025")).values
    assert int(shown[f"checks/29221/2025/{DAY}"]) < int(latest["checks/29221/2025"])
    posted = page.values[f"postings/29221/2025/{DAY}"]
    assert posted == "", "the result of 2025 was posted later: nothing is known of it on the day"


def test_support_and_donations_on_a_day_count_what_was_given_by_then(
    sample: Path, inbox: Path
) -> None:
    office = Office(inbox, "29221")
    found: Figures = {}
    info, rows = office.one("Hỗ trợ hộ")
    given(found, "29221", [r for r in rows if r["Ngày hỗ trợ"] <= DAY], info["scale"])
    rows = office.one("Vận động")[1]
    donated(found, "29221", [r for r in rows if r["Ngày tiếp nhận"] <= DAY])
    page = read(open_page("support", sample, lang="vi", asof=f"{DAY}"))
    shown = {k: v for k, v in page.values.items() if k.startswith(GIVEN)}
    assert len(shown) > 50
    assert all(key.endswith(f"/{DAY}") for key in shown), "a day that was set ends the key"
    assert differing(shown, {f"{key}/{DAY}": value for key, value in found.items()}) == []
    latest = read(open_page("support", sample, lang="vi")).values
    for key in ("support_events/29221/all", "donations/29221/all"):
        assert int(shown[f"{key}/{DAY}"]) < int(latest[key])
