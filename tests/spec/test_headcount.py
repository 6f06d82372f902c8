"""How many are poor, how much they lack: H, A and M0 (DOMAIN 8.8), deprivation rates (8.9)."""

from __future__ import annotations

import pytest

from catalog.tables import INDICATORS
from dashboard.data import Data
from dashboard.measure.headcount import deprivation_rates, depth, headcount
from dashboard.words import percent
from tests.small import data, territory

PUBLISHED = (0, 2, 4, 1)  # deprivations of the four persons of Alkire and Foster (2011)


def of_counts(counts: tuple[int, ...], most: int, cutoff: int) -> tuple[float, float, float]:
    """H, A, M0 of households that lack so much each; poor from the cut-off on."""
    poor = [found for found in counts if found >= cutoff]
    return headcount(len(poor), len(counts), sum(poor), most)


@pytest.mark.parametrize(
    ("cutoff", "found"),
    [(1, (0.75, 0.5833, 0.4375)), (2, (0.5, 0.75, 0.375)), (3, (0.25, 1.0, 0.25)), (4, (0.25, 1.0, 0.25))],
)  # fmt: skip
def test_the_published_example(cutoff: int, found: tuple[float, ...]) -> None:
    assert tuple(round(value, 4) for value in of_counts(PUBLISHED, 4, cutoff)) == found


def test_ten_households_of_which_three_lack_three_or_more() -> None:
    found = of_counts((0, 0, 1, 2, 2, 3, 4, 5, 0, 1), 12, 3)
    assert [round(value, 4) for value in found] == [0.30, 0.3333, 0.10]


def test_nobody_poor_has_no_depth() -> None:
    assert of_counts((0, 1, 2), 12, 3) == (0.0, 0.0, 0.0)


def poor_of_42(lacking: dict[int, int | str]) -> Data:
    """42 poor of 3,960 households; how many of them lack each indicator."""
    lines = ["hamlet_code commune_code review_year review_round group indicator households"]
    for number, name in enumerate(INDICATORS, start=1):
        lines.append(f"- 29221 2025 annual poor {name} {lacking.get(number, 0)}")
    summary = """
hamlet_code commune_code review_year households poor_households near_poor_households
H1          29221        2025        3960       42              58
"""
    whole = "\n".join(lines)
    return data(
        review_summary=summary,
        deprivation_commune=whole,
        deprivation_summary=whole.replace("- 29221", "H1 29221"),
    )


def test_31_of_42_lack_insurance() -> None:
    found = poor_of_42({4: 31})
    rates = deprivation_rates(found, territory(found), 2025, "poor")
    assert percent("vi", float(rates[3].value or 0), 1) == "73,8%"
    assert (rates[3].part, rates[3].whole) == (31, 42)


def test_147_deprivations_of_42_households_are_three_and_a_half_each() -> None:
    found = poor_of_42({4: 42, 9: 42, 10: 42, 11: 21})
    deep = depth(found, territory(found), 2025)
    assert deep.mean.value == 3.5
    assert deep.intensity.value == 147 / (42 * 12)
    assert deep.adjusted.value == pytest.approx(42 / 3960 * 147 / (42 * 12))
    assert (deep.adjusted.part, deep.adjusted.whole) == (147, 3960 * 12)


def test_an_indicator_that_is_not_reported_leaves_no_mean() -> None:
    found = poor_of_42({4: 42, 9: "-"})
    assert depth(found, territory(found), 2025).mean.value is None
