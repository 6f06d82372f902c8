"""How figures, changes and events are said at a meeting: signs, small changes, where a day stands."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.blocks.spoken import moved, spoken, titled
from dashboard.data import Data
from dashboard.draw.happened import _place
from dashboard.happened import Mark, of_reviews
from dashboard.measure.figure import Figure, Unit, count, rate
from dashboard.minutes import Event, Office
from dashboard.since import Pair, in_year
from dashboard.view import View, view_of


@pytest.fixture
def view(figures: Data) -> View:
    found = view_of(figures, "vi", False, {})
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        (rate("a", 51, 4812), rate("a", 51, 4812), "không đổi"),
        (rate("a", 51, 4812), rate("a", 51, 4818), "giảm chưa đến 0,01 điểm phần trăm"),
        (rate("a", 51, 4818), rate("a", 51, 4812), "tăng chưa đến 0,01 điểm phần trăm"),
        (rate("a", 51, 4812), rate("a", 61, 4812), "+0,21 điểm phần trăm"),
        (rate("a", 51, 4812), rate("a", 51, None), "— (không có tổng số hộ độc lập)"),
        (rate("a", 51, 4812, standard="x"), rate("a", 9, 99, standard="y"),
         "— (đổi chuẩn nghèo: không so sánh)"),
        (count("b", 7, Unit.HOUSEHOLDS), count("b", 4, Unit.HOUSEHOLDS), "−3 hộ"),
        (count("b", 7, Unit.HOUSEHOLDS, standard="ND07_2021"),
         count("b", 40, Unit.HOUSEHOLDS, standard="ND351_2025"), "— (đổi chuẩn nghèo: không so sánh)"),
        (count("b", 7, Unit.HOUSEHOLDS, as_of=date(2026, 12, 1)),  # frozen before counts had one
         count("b", 40, Unit.HOUSEHOLDS, standard="ND351_2025"), "— (đổi chuẩn nghèo: không so sánh)"),
        (count("b", 7, Unit.HOUSEHOLDS, as_of=date(2026, 12, 1)),
         count("b", 4, Unit.HOUSEHOLDS, standard="ND07_2021"), "−3 hộ"),
        (None, count("b", 4, Unit.HOUSEHOLDS), "—"),
    ],
)  # fmt: skip
def test_a_change_is_said_with_its_sign_or_why_there_is_none(
    then: Figure | None, now: Figure | None, said: str, view: View
) -> None:
    assert moved(view, Pair(then, now)) == said


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (rate("poverty_rate/1/2025", 51, 4812), "1,06% (51/4.812)"),
        (rate("poverty_rate/TD01/2025", 1, 7), "— (dưới 20 hộ: không tính tỷ lệ) (1/7)"),
        (count("net_fall/1/2025", -3, Unit.HOUSEHOLDS), "−3 hộ"),
        (count("net_fall/1/2025", 3, Unit.HOUSEHOLDS), "3 hộ"),
        (count("poor_households_change/1/2024-2025", 3, Unit.HOUSEHOLDS), "+3 hộ"),
        (count("poor_households/1/2025", 0, Unit.HOUSEHOLDS), "0 hộ"),
        (None, "—"),
    ],
)
def test_a_figure_is_said_with_n_of_n_its_reason_and_its_sign(
    found: Figure | None, said: str, view: View
) -> None:
    assert spoken(view, found) == said


def test_a_figure_that_a_later_program_does_not_know_is_still_shown(view: View) -> None:
    gone = count("old_rate/29221/2025", None, reason="old_reason")
    assert titled(view, gone) == "old_rate/29221/2025"
    assert spoken(view, gone) == "— (old_reason)"
    assert titled(view, count("poor_households/29221/2025", 51)) == "Số hộ nghèo · Thạnh Hải · 2025"


def test_a_figure_of_another_year_is_found_by_its_period_alone() -> None:
    assert in_year("poverty_rate/29221/2025", 2025, 2026) == "poverty_rate/29221/2026"
    assert in_year("x_change/2025/2024-2025", 2025, 2027) == "x_change/2027/2026-2027"
    assert in_year("disbursed_vnd/CT-05/all", 2025, 2026) == "disbursed_vnd/CT-05/all"


def test_a_year_s_last_day_stands_on_its_review_and_the_merger_half_a_year_before(
    view: View,
) -> None:
    def at(day: date) -> float:
        return Mark(1, Event(1, Office("1", True), day, "other", "x", "y", "")).x

    assert at(date(2025, 12, 31)) == at(date(2024, 12, 31)) + 1 == 2025
    (merger,) = of_reviews(view)
    assert merger.told_by_the_data
    assert merger.event.day == date(2025, 7, 1)
    assert abs(merger.x - 2024.5) < 0.01


@pytest.mark.parametrize(
    ("x", "place"), [(2022, 0), (2021.6, -0.4), (2021.1, -0.5), (2022.5, 0.25), (2025, 2)]
)
def test_on_bars_a_day_stands_between_the_ends_of_the_years(x: float, place: float) -> None:
    assert abs(_place(x, [2022, 2024, 2025]) - place) < 1e-9
