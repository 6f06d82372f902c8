"""The explanation of a rate: last year's rate, the seven movements, the denominator; it adds up exactly."""

from __future__ import annotations

import math

from dashboard.measure.steps import rate_steps
from tests.small import data, territory
from tests.spec.moved import FORM

SUMMARY = """
hamlet_code commune_code review_year households poor_households near_poor_households
H1          29209        2024        3900       {before}        60
H2          29221        2024        40         0               0
H1          29221        2025        3960       {after}         58
"""


def steps(before: int = 52, after: int = 42) -> dict[str, float]:
    found = data(
        review_movement=FORM.replace("\\\n", ""),
        review_summary=SUMMARY.format(before=before, after=after),
    )
    made = rate_steps(found, territory(found), 2025)
    whole = (made.before.value or 0) + sum(step.value or 0 for _, step in made.steps)
    assert math.isclose(whole, made.after.value or 0, abs_tol=1e-12)
    return {name: float(step.value or 0) for name, step in made.steps}


def test_each_movement_counts_over_last_years_households() -> None:
    found = steps()
    assert math.isclose(found["escaped"], -6 / 3940)
    assert math.isclose(found["new"], 3 / 3940)
    assert math.isclose(found["denominator"], 42 / 3960 - 42 / 3940)
    assert "discrepancy" not in found
    assert "opening_gap" not in found


def test_what_the_form_does_not_explain_has_steps_of_its_own() -> None:
    found = steps(before=55, after=44)
    assert math.isclose(found["opening_gap"], -3 / 3940)
    assert math.isclose(found["discrepancy"], 2 / 3940)


def test_without_last_year_there_is_a_reason_and_no_steps() -> None:
    found = data(review_movement=FORM.replace("\\\n", ""), review_summary="""
        hamlet_code commune_code review_year households poor_households near_poor_households
        H1          29221        2025        3960       42              58
        """)  # fmt: skip
    made = rate_steps(found, territory(found), 2025)
    assert (made.steps, made.reason) == ((), "no_review")
