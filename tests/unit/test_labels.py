"""The value on a mark of two lines in steps stands where no step runs through it."""

from __future__ import annotations

import pytest

from dashboard.draw.credit import beside

OWED, PLANNED = [575.0, 756.0, 349.0, 380.0], [613.0, 1050.0, 1120.0, 1430.0]


@pytest.mark.parametrize(
    ("mine", "others", "sides"),
    [
        (PLANNED, OWED, ["top center"] * 4),
        # a step of each line runs below and above the second mark; a small one below the last
        (OWED, PLANNED, ["bottom center", "bottom right", "bottom center", "top center"]),
        ([100.0, 20.0], [900.0, 900.0], ["bottom center", "bottom center"]),
        ([900.0, 500.0], [100.0, 100.0], ["top center", "bottom center"]),
    ],
    ids=["higher", "lower", "falling below", "falling above"],
)
def test_a_value_stands_beside_the_steps(
    mine: list[float], others: list[float], sides: list[str]
) -> None:
    assert [beside(mine, others, number) for number in range(len(mine))] == sides
