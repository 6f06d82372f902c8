"""Changes: percentage points; a lower bound stays one; never across a change of standard (DOMAIN 8.4)."""

from __future__ import annotations

from dataclasses import replace

from dashboard.measure.figure import Unit, change, count, rate
from dashboard.words import figure, signed


def test_more_than_4_percent_to_1_06_is_a_fall_of_at_least_2_94_points() -> None:
    before = count("poverty_rate/x/2024", 0.04, Unit.RATE, bound="more_than")
    after = count("poverty_rate/x/2025", 0.0106, Unit.RATE)
    found = change("poverty_rate_change/x/2024-2025", before, after)
    assert figure("vi", found) == "ít nhất 2,94 điểm phần trăm"
    assert (found.value or 0) < 0


def test_from_more_than_4_percent_to_4_5_percent_nobody_knows_the_change() -> None:
    before = count("poverty_rate/x/2024", 0.04, Unit.RATE, bound="more_than")
    found = change("c", before, count("poverty_rate/x/2025", 0.045, Unit.RATE))
    assert (found.value, found.reason) == (None, "lower_bound")


def test_a_known_fall_is_signed_points() -> None:
    found = change("c", rate("a", 201, 4880), rate("b", 52, 4906))
    assert signed("vi", found) == "−3,06 điểm phần trăm"


def test_two_standards_are_not_compared() -> None:
    before = replace(rate("a", 300, 4000), standard="QD59_2015")
    after = replace(rate("b", 250, 4000), standard="ND07_2021")
    found = change("c", before, after)
    assert (found.value, found.reason) == (None, "standard_break")
