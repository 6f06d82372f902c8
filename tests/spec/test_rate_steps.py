"""The explanation of a rate: last year's rate, the seven movements, the denominator; it adds up exactly.

Each movement counts over this year's total; what the total alone does is last year's poor over this
year's total less last year's rate (DOMAIN 8.3 to 8.5, Annex E4 and E5).
"""

from __future__ import annotations

import math

from dashboard.data import Data
from dashboard.measure.figure import Unit
from dashboard.measure.flows import movement
from dashboard.measure.steps import RateSteps, rate_steps
from dashboard.measure.trace import recomputed
from dashboard.why import apart, imbalances, unpaired
from tests.small import data, territory
from tests.spec.moved import FORM

SUMMARY = """
hamlet_code commune_code review_year households poor_households near_poor_households
H1          29209        2024        3900       {before}        60
H2          29221        2024        40         0               0
H1          29221        2025        3960       {after}         58
H2          29221        2025        0          0               0
"""


def worked(before: int = 52, after: int = 42) -> Data:
    return data(
        review_movement=FORM.replace("\\\n", ""),
        review_summary=SUMMARY.format(before=before, after=after),
    )


def explained(found: Data, year: int = 2025, unit: Unit = Unit.HOUSEHOLDS) -> RateSteps:
    made = rate_steps(found, territory(found), year, unit=unit)
    whole = (made.before.value or 0) + sum(step.value or 0 for _, step in made.steps)
    assert math.isclose(whole, made.after.value or 0, rel_tol=0, abs_tol=1e-12)
    return made


def steps(found: Data, unit: Unit = Unit.HOUSEHOLDS) -> dict[str, float]:
    return {n: float(s.value or 0) for n, s in explained(found, unit=unit).steps}


def test_each_movement_counts_over_this_years_households() -> None:
    found = steps(worked())
    assert math.isclose(found["escaped"], -6 / 3960)
    assert math.isclose(found["to_other_group"], -9 / 3960)
    assert math.isclose(found["new"], 3 / 3960)
    assert math.isclose(found["relapsed"], 1 / 3960)
    assert math.isclose(found["denominator"], 52 / 3960 - 52 / 3940)
    assert "discrepancy" not in found
    assert "opening_gap" not in found


def test_what_the_forms_do_not_agree_on_has_steps_of_its_own() -> None:
    found = steps(worked(before=55, after=44))
    assert math.isclose(found["opening_gap"], -3 / 3960)
    assert math.isclose(found["closing_gap"], 2 / 3960)
    assert "discrepancy" not in found  # the movement form itself balances


def test_without_last_year_there_is_a_reason_and_no_steps() -> None:
    found = data(review_movement=FORM.replace("\\\n", ""), review_summary="""
        hamlet_code commune_code review_year households poor_households near_poor_households
        H1          29221        2025        3960       42              58
        """)  # fmt: skip
    made = rate_steps(found, territory(found), 2025)
    assert (made.steps, made.moved, made.reason) == ((), None, "no_review")


def test_across_a_change_of_standard_there_is_a_reason_and_no_steps() -> None:
    found = data(review_movement=FORM.replace("\\\n", ""), review_summary="""
        hamlet_code commune_code review_year households poor_households near_poor_households standard
        H1          29209        2024        3900       52              60                   QD59_2015
        H2          29221        2024        40         0               0                    QD59_2015
        H1          29221        2025        3960       42              58                   ND07_2021
        """)  # fmt: skip
    made = rate_steps(found, territory(found), 2025)
    assert (made.steps, made.reason) == ((), "standard_break")


QUIET = """
hamlet_code commune_code review_year group unit       opening escaped to_other_group other_out \
from_other_group relapsed new other_in closing closing_computed discrepancy
H1          29221        2025        poor  households 52      0       0              0         \
0                0        0   0        52      52               0
"""


def test_when_only_the_total_changed_only_the_denominator_has_a_length() -> None:
    found = steps(data(review_movement=QUIET.replace("\\\n", ""), review_summary=SUMMARY.format(
        before=52, after=52)))  # fmt: skip
    assert {name for name, step in found.items() if step} == {"denominator"}
    assert math.isclose(found["denominator"], 52 / 3960 - 52 / 3940)
    assert found["relapsed"] == 0  # relapses are always shown


PERSONS = """
hamlet_code commune_code review_year households persons poor_households poor_persons
H1          29209        2024        1000       4000    52              200
H2          29221        2024        1000       4100    0               0
H1          29221        2025        1000       4000    42              168
H2          29221        2025        1000       4200    0               0
"""


def test_persons_are_explained_by_the_rows_of_persons() -> None:
    form = """
    hamlet_code commune_code review_year group unit    opening escaped to_other_group other_out \
    from_other_group relapsed new other_in closing closing_computed discrepancy
    H1          29221        2025        poor  persons 200     24      36             4         \
    8                4        20  0        168     168              0
    """.replace("\\\n", "")
    found = steps(data(review_movement=form, review_summary=PERSONS), Unit.PERSONS)
    assert math.isclose(found["escaped"], -24 / 8200)
    assert math.isclose(found["denominator"], 200 / 8200 - 200 / 8100)


def test_a_hamlet_is_explained_by_its_own_rows_through_the_merger() -> None:
    found = worked()
    made = rate_steps(found, territory(found), 2025, "H1")
    assert made.before.value == 52 / 3900
    assert math.isclose(made.by_name["escaped"].value or 0, -6 / 3960)
    assert math.isclose(made.by_name["denominator"].value or 0, 52 / 3960 - 52 / 3900)


FORMS = """
hamlet_code commune_code review_year group unit       opening escaped to_other_group other_out \
from_other_group relapsed new other_in closing closing_computed discrepancy \
source_file source_sheet source_row
H1          29221        2025        poor  households {numbers} bieu-2.xlsx poor 12
"""


def printed(numbers: str, closing: int) -> Data:
    """A movement form as it was printed; last year closed where it opens."""
    return data(
        review_movement=FORMS.replace("\\\n", "").format(numbers=numbers),
        review_summary=f"""
        hamlet_code commune_code review_year households poor_households near_poor_households \
        source_file source_sheet source_row
        H1 29221 2024 9000 {numbers.split()[0]} 0 bieu-0.xlsx all 7
        H1 29221 2025 9100 {closing} 0 bieu-1.xlsx all 7
        """,
    )


def test_cu_jut_balances() -> None:
    found = printed("294 45 64 0 5 0 14 0 204 204 0", 204)
    form = movement(found, territory(found), 2025, "poor")
    assert (form.value("closing_computed"), form.value("discrepancy")) == (204, 0)
    assert imbalances(found, territory(found), 2025, Unit.HOUSEHOLDS) == []


def test_dak_glong_shows_minus_11_with_its_cell() -> None:
    found = printed("1000 40 60 0 10 4 20 0 923 934 -11", 923)
    assert math.isclose(explained_2025(found)["discrepancy"], -11 / 9100)
    ((name, _, difference, closing),) = imbalances(found, territory(found), 2025, Unit.HOUSEHOLDS)
    assert (name, difference.value, closing.value) == ("Một", -11, 923)
    assert [(t.file, t.sheet, t.value) for t in closing.terms] == [("bieu-2.xlsx", "poor", 923)]


def test_dak_mil_shows_plus_2() -> None:
    found = printed("300 50 60 0 10 4 15 0 221 219 2", 221)
    assert math.isclose(explained_2025(found)["discrepancy"], 2 / 9100)


def test_a_summary_that_counts_another_number_is_a_step_with_the_cells_of_both_closings() -> None:
    found = printed("1000 40 60 0 10 4 20 0 923 934 -11", 926)
    made = explained_2025(found)
    assert math.isclose(made["discrepancy"], -11 / 9100)
    assert math.isclose(made["closing_gap"], 3 / 9100)
    (row,) = apart(found, territory(found), 2025, Unit.HOUSEHOLDS)
    name, group, closing, summary, gap = row
    assert (name, group, closing.value, summary.value, gap.value) == ("Một", "poor", 923, 926, 3)
    assert [(t.file, t.sheet) for t in gap.cells] == [
        ("bieu-2.xlsx", "poor"),
        ("bieu-1.xlsx", "all"),
    ]
    step = rate_steps(found, territory(found), 2025, "H1").by_name["closing_gap"]
    assert {(t.file, t.value) for t in step.terms} >= {("bieu-1.xlsx", 926), ("bieu-2.xlsx", -923)}
    assert recomputed(step) == step.value


def test_where_the_forms_agree_there_is_no_such_step() -> None:
    found = printed("1000 40 60 0 10 4 20 0 923 934 -11", 923)
    assert "closing_gap" not in explained_2025(found)
    assert apart(found, territory(found), 2025, Unit.HOUSEHOLDS) == []


def test_a_form_that_prints_no_closing_cannot_be_out_of_balance_but_may_miss_the_summary() -> None:
    found = explained_2025(printed("300 50 60 0 10 4 15 0 - - -", 221))
    assert "discrepancy" not in found
    assert math.isclose(found["closing_gap"], 2 / 9100)


BOTH = """
hamlet_code commune_code review_year group     unit       opening escaped to_other_group other_out \
from_other_group relapsed new other_in closing closing_computed discrepancy \
source_file source_sheet source_row
H1          29221        2025        poor      households 52      6       9              1         \
2                1        3   0        42      42               0           \
bieu.xlsx   poor         12
H1          29221        2025        near_poor households 60      14      2              1         \
{arrived}                0        5   1        {closing}      {closing}               0           \
bieu.xlsx   near         12
"""


def of_both(arrived: int = 9, closing: int = 58) -> Data:
    """Both forms of DOMAIN 8.3; how many the form of the near-poor takes from the poor."""
    forms = BOTH.replace("\\\n", "").format(arrived=arrived, closing=closing)
    return data(review_movement=forms, review_summary=f"""
        hamlet_code commune_code review_year households poor_households near_poor_households
        H1          29221        2024        3940       52              60
        H1          29221        2025        3960       42              {closing}
        """)  # fmt: skip


def steps_of(found: Data, name: str) -> dict[str, float]:
    made = rate_steps(found, territory(found), 2025, "H1", name=name)
    whole = (made.before.value or 0) + sum(step.value or 0 for _, step in made.steps)
    assert math.isclose(whole, made.after.value or 0, rel_tol=0, abs_tol=1e-12)
    return {step: float(figure.value or 0) for step, figure in made.steps}


def test_the_near_poor_rate_is_explained_by_the_form_of_the_near_poor() -> None:
    found = steps_of(of_both(), "near_poverty_rate")
    assert math.isclose(found["to_other_group"], -2 / 3960)
    assert math.isclose(found["from_other_group"], 9 / 3960)
    assert math.isclose(found["escaped"], -14 / 3960)
    assert math.isclose(found["denominator"], 60 / 3960 - 60 / 3940)
    assert not {"opening_gap", "transfer_gap", "discrepancy"} & found.keys()


def test_of_both_groups_together_a_move_from_one_to_the_other_is_no_step() -> None:
    found = steps_of(of_both(), "multidimensional_rate")
    assert math.isclose(found["escaped"], -(6 + 14) / 3960)
    assert math.isclose(found["new"], (3 + 5) / 3960)
    assert math.isclose(found["denominator"], 112 / 3960 - 112 / 3940)
    expected = {"escaped", "other_out", "relapsed", "new", "other_in", "denominator"}
    assert found.keys() == expected


def test_moves_that_one_form_gives_and_the_other_does_not_take_are_a_step_with_their_cells() -> (
    None
):
    found = of_both(arrived=8, closing=57)
    assert math.isclose(steps_of(found, "multidimensional_rate")["transfer_gap"], -1 / 3960)
    ((name, group, gave, took, gap),) = unpaired(found, territory(found), 2025, Unit.HOUSEHOLDS)
    assert (name, group, gave.value, took.value, gap.value) == ("Một", "poor", 9, 8, -1)
    assert [t.sheet for t in gap.cells] == ["poor", "near"]
    assert "transfer_gap" not in steps_of(found, "near_poverty_rate")


def test_a_rate_whose_form_is_missing_has_a_reason_and_no_steps() -> None:
    found = worked()
    only_poor = tuple(r for r in found.tables["review_movement"] if r["group"] == "poor")
    found.tables["review_movement"] = only_poor
    for name in ("near_poverty_rate", "multidimensional_rate"):
        made = rate_steps(found, territory(found), 2025, name=name)
        assert (made.steps, made.moved, made.reason) == ((), None, "no_movement")


def explained_2025(found: Data) -> dict[str, float]:
    made = rate_steps(found, territory(found), 2025, "H1")
    whole = (made.before.value or 0) + sum(step.value or 0 for _, step in made.steps)
    assert math.isclose(whole, made.after.value or 0, rel_tol=0, abs_tol=1e-12)
    return {name: float(step.value or 0) for name, step in made.steps}
