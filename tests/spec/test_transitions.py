"""From state to state: a step that no list tells of is unknown, never 0."""

from __future__ import annotations

from dashboard.measure.asked import rows_of
from dashboard.measure.breakdown import transitions
from tests.small import data, territory

STEPS = """
hamlet_code commune_code review_year from_status to_status households
H1          29221        2025        poor        poor      10
H1          29221        2025        near_poor   poor      2
H1          29221        2025        poor        near_poor {gone}
H1          29221        2025        near_poor   near_poor {near}
H1          29221        2025        -           near_poor {moved}
H1          29221        2025        poor        average   {above}
H1          29221        2025        near_poor   average   4
"""
OF_COMMUNE = "\n".join(
    line.replace("hamlet_code", "").replace("H1 ", "") for line in STEPS.splitlines()
)
FORMS = {
    "review_summary": """
    hamlet_code commune_code review_year households poor_households near_poor_households
    H1          29221        2025        100        12              {count}
    """,
    "review_movement": """
    hamlet_code commune_code review_year group     unit       escaped to_other_group
    H1          29221        2025        poor      households 6       3
    H1          29221        2025        near_poor households 4       2
    """,
}


def unknown(
    near: int | str, above: int, gone: int = 3, count: int = 9, moved: int = 0
) -> set[tuple[str, str]]:
    """The steps without a value; of the near-poor, `near` stayed, `gone` were poor, the form has `count`."""
    drawn = {"near": near, "above": above, "gone": gone, "moved": moved}
    summary = FORMS["review_summary"].format(count=count)
    found = data(
        transition_summary=STEPS.format(**drawn),
        transition_commune=OF_COMMUNE.format(**drawn),
        review_movement=FORMS["review_movement"],
        review_summary=summary,
    )
    steps = transitions(found, territory(found), 2025)
    assert {step.reason for step in steps.values() if not step.known} <= {"no_list"}
    return {between for between, step in steps.items() if not step.known}


def test_with_every_list_every_step_is_known() -> None:
    assert unknown(near=6, above=6) == set()


def test_without_the_list_of_the_near_poor_nobody_knows_who_stayed_or_came_from_above() -> None:
    assert unknown(near=0, above=6) == {("near_poor", "near_poor"), ("above", "near_poor")}


def test_where_all_near_poor_were_poor_before_nothing_is_missing() -> None:
    assert unknown(near=0, above=6, count=3) == set()


def test_who_moved_in_is_listed_too() -> None:
    assert unknown(near=0, above=6, moved=6) == set()


def test_without_the_list_of_who_left_no_step_that_leaves_is_known() -> None:
    left = {("poor", "above"), ("poor", "near_poor")}
    assert unknown(near=6, above=0, gone=0) == left


def test_a_hamlet_has_its_lists_when_each_group_that_its_summary_counts_stands_in_one() -> None:
    listed = """
    hamlet_code commune_code review_year household_id status
    H1          29221        2025        a            poor
    """
    both = listed + "    H1          29221        2025        b            near_poor\n"
    for lists, why in ((listed, "some_lists"), (both, "")):
        summary = FORMS["review_summary"].format(count=9)
        found = data(household_review=lists, review_summary=summary)
        assert rows_of(found, territory(found), 2025, "H1")[0] == why
