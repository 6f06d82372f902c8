"""Every page × language × {sample, empty, one year}: the figures that must be there, by their keys."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.pages.reader import NAMES, TONGUES, open_page, read

# What each page must say of the sample; the values are those of the workbooks that the generator wrote.
SAMPLE = {
    "overview": {
        "poverty_rate/29221/2025": 51 / 4812,
        "near_poverty_rate/29221/2025": 113 / 4812,
        "multidimensional_rate/29221/2025": 164 / 4812,
        "poverty_rate/29221/2024": 195 / 4788,
        "net_fall/29221/2025": 195 - 51,
        "opening/29221/2025/poor": 195,
        "closing/29221/2025/poor": 51,
        "approved_vnd/infrastructure@29221/all": 20_710_000_000,
        "participants/livelihood@29221/all": 42,
        "participants/group@29221/all": 34,
        "exits/group@29221/all": 30,
        "participant_exit_rate/group@29221/all": 30 / 34,
    },
    "poverty": {
        "poverty_rate/29221/2025": 51 / 4812,
        "poverty_rate/29221/2022": 326 / 4740,
        "opening/29221/2025/poor": 195,
        "opening/29221/2025/near_poor": 238,
        "closing/29221/2025/near_poor": 113,
    },
    "infrastructure": {
        "projects/infrastructure@29221/all": 8,
        "approved_vnd/infrastructure@29221/all": 20_710_000_000,
        "planned_vnd/CT-05/all": 3_080_000_000,
        "disbursed_vnd/CT-05/all": 2_290_000_000,
        "disbursement_rate/CT-07/all": 655 / 1480,
    },
    "livelihoods": {
        "projects/livelihood@29221/all": 4,
        "participants/livelihood@29221/all": 42,
        "approved_vnd/livelihood@29221/all": 1_225_500_000,
        "participants/group@29221/all": 34,
        "exits/group@29221/all": 30,
    },
    "meeting": {
        "poverty_rate/29221/2025": 51 / 4812,
        "near_poor_households/29221/2025": 113,
        "participant_exit_rate/group@29221/all": 30 / 34,
    },
    "hamlets": {
        "households/TD01/2025": 388,
        "households/TD12/2025": 388,
        "projects/infrastructure@TD04/all": 1,
    },
    "credit": {
        "loan_due_vnd/29221/now": 13_000_000,
        "loan_due_repaid_vnd/29221/now": 13_000_000,
        "loans/29221/now": 52,
    },
    "support": {
        "need_asked/29221/2025": 164,
        "support_events/29221/all": 210,
        "donations/29221/all": 32,
    },
    "communication": {
        "communication_events/29221/2024": 28,
        "information_access_rate/29221/2024": 368 / 433,
        "press/information_access_2024/2024": 0.85,
        "postings/29221/2025": 13,
        "posting_days/TD01/2025": 5,
        "checks/29221/all": 48,
        "hamlets_lacking/29221/2025/gap.posting": 0,
    },
    "conference": {
        "poverty_rate/29221/2025": 51 / 4812,
        "near_poverty_rate/29221/2025": 113 / 4812,
        "opening/29221/2025/poor": 195,
        "closing/29221/2025/poor": 51,
        "disbursed_vnd/CT-05/all": 2_290_000_000,
        "participants/livelihood@29221/all": 42,
        "participants/group@29221/all": 34,
        "exits/group@29221/all": 30,
    },
    "households": {"listed/29221/2025": 164, "need_open/29221/2025": 164},
    "quality": {
        "press/poverty_rate_2025/2025": 0.0106,
        "poverty_rate/29221/2025": 51 / 4812,
        "press/infrastructure_approved/2021-2025": 20_710_000_000,
        "discrepancy/29221/2025/poor": 0,
    },
    "intake": {},
    "accounts": {},
}


@pytest.mark.parametrize("language", TONGUES)
@pytest.mark.parametrize("name", NAMES)
def test_a_page_of_the_sample_says_what_the_workbooks_say(
    name: str, language: str, sample: Path
) -> None:
    page = read(open_page(name, sample, lang=language))
    for key, value in SAMPLE[name].items():
        assert page.values[key] == repr(value), key
    assert "DỮ LIỆU MINH HỌA" in page.shown


@pytest.mark.parametrize("language", TONGUES)
@pytest.mark.parametrize("name", NAMES)
def test_a_page_without_data_says_what_brings_them(name: str, language: str, empty: Path) -> None:
    page = read(open_page(name, empty, lang=language))
    assert page.values == {}
    assert "data/inbox" in page.shown


@pytest.mark.parametrize("language", TONGUES)
@pytest.mark.parametrize("name", NAMES)
def test_a_page_of_one_year_compares_with_nothing(name: str, language: str, one_year: Path) -> None:
    page = read(open_page(name, one_year, lang=language))
    for key, value in SAMPLE[name].items():
        if "/2025" in key and not key.startswith("opening"):
            assert page.values[key] == repr(value), key
    changes = {key: value for key, value in page.values.items() if "_change/" in key}
    from_press = changes.pop("poverty_rate_press_change/29221/2024-2025", "")
    assert set(changes.values()) <= {""}
    if name == "poverty":  # the press said `more than 4 %`: never an exact fall
        assert float(from_press) == 51 / 4812 - 0.04
        if language == "vi":
            text = page.texts["poverty_rate_press_change/29221/2024-2025"]
            assert text == "ít nhất 2,94 điểm phần trăm"


def test_the_headline_of_the_sample_is_the_answer(sample: Path) -> None:
    page = read(open_page("overview", sample, lang="vi"))
    assert page.texts["poverty_rate/29221/2025"] == "1,06%"
    assert page.texts["approved_vnd/infrastructure@29221/all"] == "20,71 tỷ đồng"
    assert page.texts["poverty_rate_change/29221/2024-2025"] == "−3,01 điểm phần trăm"


def test_every_figure_that_is_missing_gives_its_reason(one_year: Path) -> None:
    for name in NAMES:
        app = open_page(name, one_year, lang="vi")
        for element in app.get("html"):
            for part in element.proto.body.split("<span")[1:]:
                if 'data-value=""' in part.split(">")[0]:
                    assert 'title="' in part.split(">")[0]
                    assert ">—<" in part[: part.index("</span>") + 1]


def test_every_figure_that_is_drawn_is_listed_in_the_documents(sample: Path) -> None:
    listed = (Path(__file__).resolve().parents[2] / "docs" / "figures.md").read_text("utf-8")
    for name in NAMES:
        for address in ({}, {"hamlet": "TD03"}):
            for key in read(open_page(name, sample, lang="vi", **address)).values:
                assert re.search(rf"[| ]{key.split('/')[0]}[, ]", listed), key
