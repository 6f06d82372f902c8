"""How far chance could push the share of a small group (DOMAIN 8.6, 8.12)."""

from __future__ import annotations

import pytest

from dashboard.measure.interval import wilson


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(30, 34, 73.4, 95.3), (0, 40, 0.0, 8.8), (1, 40, 0.4, 12.9), (2, 40, 1.4, 16.5)],
)
def test_the_published_intervals(part: int, whole: int, low: float, high: float) -> None:
    found = wilson(part, whole)
    assert [round(end * 100, 1) for end in found] == [low, high]


def test_everybody_leaves_no_room_above() -> None:
    low, high = wilson(34, 34)
    assert high == 1.0
    assert low < 1.0
