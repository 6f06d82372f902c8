"""Any two reviews and any movement form between them: the steps of the rate add up, whatever is missing."""

from __future__ import annotations

import os
from datetime import date
from random import Random
from typing import Any

import pytest

from dashboard.data import Data
from dashboard.measure.figure import Unit
from dashboard.measure.flows import IN, OUT
from dashboard.measure.steps import GROUPS, rate_steps
from dashboard.measure.territory import territories
from tests.small import PLACES, rows

CASES = int(os.environ.get("STEPS", "400"))
COLUMNS = (*OUT, *IN)


def table(random: Random) -> Data:
    """Two hamlets in two years, in households and persons; some forms do not balance or do not open well."""
    summary, moved = [], []
    for hamlet, former in (("H1", "29209"), ("H2", "29221")):
        size = random.choice((random.randint(1, 60), random.randint(60, 90_000)))
        for year, commune in ((2024, former), (2025, "29221")):
            poor = random.randint(0, size)
            near = random.randint(0, size - poor)
            factor = random.randint(1, 5)
            counts = {"households": size, "poor_households": poor, "near_poor_households": near}
            counts |= {"persons": size * factor, "poor_persons": poor * factor}
            counts |= {"near_poor_persons": near * factor}
            summary.append(review(hamlet, commune, year, counts))
            if year == 2024:
                before, size = (poor, near), max(1, size + random.randint(-50, 50))
        for unit in Unit.HOUSEHOLDS, Unit.PERSONS:
            moved.append(form(random, hamlet, unit, "poor", before[0], poor))
            moved.append(form(random, hamlet, unit, "near_poor", before[1], near))
    return Data("random", {"place": tuple(rows(PLACES)), "review_summary": tuple(summary),
                           "review_movement": tuple(moved)})  # fmt: skip


def review(hamlet: str, commune: str, year: int, counts: dict[str, int]) -> dict[str, Any]:
    head = {"hamlet_code": hamlet, "commune_code": commune, "review_year": year}
    head |= {"review_round": "annual", "review_date": date(year, 12, 10), "standard": "ND07_2021"}
    return head | counts


def form(
    random: Random, hamlet: str, unit: Unit, group: str, opening: int, closing: int
) -> dict[str, Any]:
    row = review(hamlet, "29221", 2025, {}) | {"group": group, "unit": str(unit)}
    row |= {name: random.choice((0, random.randint(0, 300))) for name in COLUMNS}
    off = random.choice((0, 0, random.randint(-9, 9)))
    row |= {
        "opening": opening + random.choice((0, 0, random.randint(-9, 9))),
        "closing": closing + off,
    }
    computed = row["opening"] - sum(row[n] for n in OUT) + sum(row[n] for n in IN)
    return row | {"closing_computed": computed, "discrepancy": closing + off - computed}


@pytest.mark.parametrize("name", GROUPS)
def test_the_steps_of_any_rate_add_up_to_its_change(name: str) -> None:
    explained = 0
    for seed in range(CASES):
        found = table(Random(seed))
        place = territories(found)[0]
        for unit in Unit.HOUSEHOLDS, Unit.PERSONS:
            for hamlet in ("", "H1", "H2"):
                made = rate_steps(found, place, 2025, hamlet, unit, name)
                assert bool(made.steps) == (not made.reason), seed
                if made.reason:
                    assert made.reason in ("too_small", "over_100"), (seed, made.reason)
                    continue
                explained += 1
                change = (made.after.value or 0) - (made.before.value or 0)
                parts = sum(step.value or 0 for _, step in made.steps)
                assert abs(parts - change) <= 1e-12, (seed, unit, hamlet)
                total = made.by_name["denominator"].value or 0
                assert abs((made.moved.value or 0) + total - change) <= 1e-12 if made.moved else 0
    assert explained > CASES
