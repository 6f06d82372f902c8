"""The as-of date: in the address, on every page that depends on it, in every link."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pages.reader import TONGUES, open_page, read

TOLD = '<ul class="th-alerts">'
PACE = "expected_vnd/infrastructure@29221"


def test_without_a_wish_every_page_is_judged_by_the_latest_day_in_the_data(sample: Path) -> None:
    page = read(open_page("infrastructure", sample, lang="vi"))
    assert page.values[f"{PACE}/now"] == "20310000000"
    assert "Số liệu đến ngày 31/12/2025" in page.shown


def test_a_day_in_the_address_judges_the_page_and_is_shown(sample: Path) -> None:
    page = read(open_page("infrastructure", sample, lang="vi", asof="2024-12-31"))
    assert page.values[f"{PACE}/2024-12-31"] == "16390000000"
    assert (
        "Xét đến ngày 31/12/2024 do người xem đặt (số liệu mới nhất đến ngày 31/12/2025)"
        in page.shown
    )


@pytest.mark.parametrize("nonsense", ["yesterday", "2025-02-30", "<script>"])
def test_a_day_that_is_none_falls_back(nonsense: str, sample: Path) -> None:
    page = read(open_page("infrastructure", sample, lang="vi", asof=nonsense))
    assert f"{PACE}/now" in page.values
    assert "<script>" not in page.shown


def test_a_work_is_late_from_the_day_after_its_finish_and_links_keep_the_day(sample: Path) -> None:
    for day, late in (("2025-08-31", False), ("2025-09-01", True)):
        app = open_page("overview", sample, lang="vi", asof=day)
        blocks = [element.proto.body for element in app.get("html")]
        (told,) = [block for block in blocks if TOLD in block]
        assert ("quá hạn 1 ngày" in told) is late
        assert told.count(f"asof={day}") == told.count("<li>")


@pytest.mark.parametrize("language", TONGUES)
def test_the_alerts_stand_before_the_cards_worst_first_and_the_rest_is_folded(
    language: str, sample: Path
) -> None:
    app = open_page("overview", sample, lang=language, asof="2026-12-15")
    blocks = [element.proto.body for element in app.get("html")]
    order = [
        next(i for i, b in enumerate(blocks) if mark in b)
        for mark in ('class="th-answer"', TOLD, 'class="th-cards"')
    ]
    assert order == sorted(order)
    first = blocks[order[1]].partition("<li>")[2].partition("</li>")[0]
    assert "hamlets_without_review/29221/2026" in first
    assert "<details>" not in blocks[order[1]]  # six or fewer stand open
