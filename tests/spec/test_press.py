"""Published figures: each stands beside the commune of which it was said, and no other."""

from __future__ import annotations

import pytest

from dashboard.blocks import openness, quality
from dashboard.measure.press import comparisons, press_change, published
from dashboard.view import View, view_of
from tests.small import PLACES, data

TWO = (
    PLACES
    + """29244      Xã-Mẫu      commune 86          2025-07-01 -          -
M1         Mẫu         hamlet  29244       2025-07-01 -          -
"""
)
FACTS = """
key                     value unit qualifier period territory source text
information_access_2024 85    %    approx    2024   Thạnh-Hải A      about-85%
poverty_rate_2024       4     %    more_than 2024   unknown   A      over-4%
poverty_rate_2025       9     %    exact     2025   unknown   B      9%-somewhere
"""
ACCESS = """
hamlet_code year target_households reached_households
H1          2024 200               170
M1          2023 100               70
"""


def seen(commune: str) -> View:
    found = data(TWO, press_fact=FACTS, information_access=ACCESS)
    view = view_of(found, "en", False, {"commune": commune})
    assert view is not None
    return view


@pytest.mark.parametrize(
    ("commune", "keys"),
    [("29221", ["information_access_2024", "poverty_rate_2024"]), ("29244", [])],
)
def test_a_published_figure_stands_beside_the_commune_of_its_source_alone(
    commune: str, keys: list[str]
) -> None:
    view = seen(commune)
    found = comparisons(view.data, view.territory)
    assert [one.fact["key"] for one in found] == keys
    assert bool(published(view.data, view.territory, "poverty_rate", 2024)) is bool(keys)
    assert bool(press_change(view.data, view.territory, 2025)) is bool(keys)
    assert bool(quality.press(view)) is bool(keys)


def test_access_of_information_is_shown_of_ones_own_years_and_press() -> None:
    here, there = (openness.access_table(seen(commune)) for commune in ("29221", "29244"))
    assert ">2024<" in here
    assert ">2023<" not in here
    assert "press/information_access_2024/2024" in here
    assert ">2023<" in there
    assert ">2024<" not in there
    assert "press/" not in there


@pytest.mark.parametrize(("hamlets", "verdict"), [("H1 H2", "above_bound"), ("H1", "unknown")])
def test_a_rate_that_a_hamlet_is_missing_in_neither_keeps_nor_breaks_a_published_bound(
    hamlets: str, verdict: str
) -> None:
    head = "hamlet_code commune_code review_year households poor_households near_poor_households"
    lines = [f"{code} 29221 2024 1000 50 0" for code in hamlets.split()]
    one = PLACES.replace("29209", "29221")
    found = data(one, press_fact=FACTS, review_summary="\n".join([head, *lines]))
    view = view_of(found, "en", False, {"commune": "29221"})
    assert view is not None
    told = press_change(view.data, view.territory, 2025)
    assert told is not None
    assert told.verdict == verdict
