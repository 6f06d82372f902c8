"""Where a household stood at each review, what became of those who left, who stands beside them."""

from __future__ import annotations

import pytest

from dashboard.blocks import paths as blocks
from dashboard.data import Data
from dashboard.measure.beside import cohorts
from dashboard.measure.paths import after, paths, ways
from dashboard.measure.standings import steps
from dashboard.measure.trace import recomputed
from dashboard.view import view_of
from tests.small import data, territory

SUMMARY = """
hamlet_code commune_code review_year households poor_households near_poor_households
H1          29209        2022        100        3               1
H1          29209        2023        100        3               1
H1          29209        2024        100        3               1
H1          29221        2025        100        3               1
"""
LISTS = """
household_id hamlet_code commune_code review_year status    source_file source_sheet source_row
stays        H1          29209        2022        poor      f           poor         1
stays        H1          29209        2023        poor      f           poor         2
stays        H1          29209        2024        poor      f           poor         3
stays        H1          29221        2025        poor      f           poor         4
leaves       H1          29209        2022        poor      f           poor         5
leaves       H1          29209        2023        not_poor  f           left         6
returns      H1          29209        2022        near_poor f           near         7
returns      H1          29209        2023        average   f           left         8
returns      H1          29209        2024        poor      f           poor         9
returns      H1          29221        2025        poor      f           poor         10
dies         H1          29209        2022        poor      f           poor         11
comes        H1          29209        2024        near_poor f           near         12
comes        H1          29221        2025        near_poor f           near         13
falls        H1          29209        2024        poor      f           poor         14
falls        H1          29221        2025        poor      f           poor         15
"""
MOVES = """
household_id hamlet_code review_year from_status to_status movement  source_file source_sheet source_row
stays        H1          2022        poor        poor      stayed    f           poor         1
leaves       H1          2022        poor        poor      stayed    f           poor         5
returns      H1          2022        near_poor   near_poor stayed    f           near         7
dies         H1          2022        poor        poor      stayed    f           poor         11
dies         H1          2023        poor        -         other_out f           left         16
comes        H1          2024        -           near_poor other_in  f           near         12
falls        H1          2024        not_poor    poor      new       f           poor         14
"""
PROJECTS = """
project_code kind            hamlet_codes source_file source_sheet source_row
P1           cattle_breeding -            f           projects     1
G1           community_group -            f           projects     2
"""
TAKEN = """
project_code household_id entry_year status_at_entry outcome              outcome_year source_file source_sheet source_row
P1           leaves       2022       poor            escaped_poverty      2023         f           taken        1
P1           returns      2022       near_poor       still_poor           2025         f           taken        2
P1           dies         2022       poor            unknown              -            f           taken        3
G1           leaves       2022       poor            escaped_poverty      2023         f           group        1
"""  # noqa: E501
AT = "livelihood@29221"


@pytest.fixture(scope="module")
def small() -> Data:
    return data(
        review_summary=SUMMARY, household_review=LISTS, household_movement=MOVES,
        livelihood_project=PROJECTS, livelihood_participant=TAKEN,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("household", "way"),
    [
        ("stays", "poor poor poor poor"),
        ("leaves", "poor above above above"),
        ("returns", "near_poor above poor poor"),
        ("dies", "poor unknown unknown unknown"),
        ("comes", "unknown unknown near_poor near_poor"),
        ("falls", "above above poor poor"),
        ("nobody", "unknown unknown unknown unknown"),
    ],
)
def test_a_household_stands_where_the_lists_say(household: str, way: str, small: Data) -> None:
    found = steps(small, territory(small), household)
    assert " ".join(step.state for step in found) == way
    assert [step.year for step in found] == [2022, 2023, 2024, 2025]


def test_a_year_without_lists_is_not_known_for_anybody() -> None:
    lists = "\n".join(line for line in LISTS.splitlines() if " 2024 " not in line)
    small = data(review_summary=SUMMARY, household_review=lists, household_movement=MOVES)
    found = [step.state for step in steps(small, territory(small), "leaves")]
    assert found == ["poor", "above", "unknown", "unknown"]


def test_the_two_sets_are_never_together(small: Data) -> None:
    here = territory(small)
    assert [p.entry["household_id"] for p in paths(small, here, "group@29221")] == ["leaves"]
    assert len(paths(small, here, AT)) == 3
    assert {">".join(way): figure.value for way, figure in ways(small, here, AT)} == {
        "poor>above>above>above": 1, "poor>unknown>unknown>unknown": 1,
        "near_poor>above>poor>poor": 1,
    }  # fmt: skip


def test_who_came_back_within_a_year_is_told_though_its_outcome_is_no_exit(small: Data) -> None:
    found = after(small, territory(small), AT)
    assert found is not None
    assert (found.followed.value, found.back_soon.value, found.back_since.value) == (2, 1, 1)
    assert recomputed(found.back_soon) == 1
    assert [term.cell for term in found.back_soon.terms] == ["9"]


def test_who_sees_some_hamlets_only_is_told_nothing_of_the_whole(small: Data) -> None:
    part = Data("part", small.tables, whole=False)
    here = territory(part)
    assert after(part, here, AT) is None
    assert cohorts(part, here, AT) == ()
    assert paths(part, here, AT)


def test_households_in_no_project_are_those_of_the_same_year_and_class(small: Data) -> None:
    poor, near = cohorts(small, territory(small), AT)
    assert (poor.year, poor.status, near.status) == (2022, "poor", "near_poor")
    assert (poor.inside.households.value, poor.inside.unknown.value) == (2, 1)
    assert (poor.inside.exit_rate.part, poor.inside.exit_rate.whole) == (1, 1)
    assert (poor.outside.households.value, poor.outside.exit_rate.part) == (1, 0)
    assert near.outside.households.value == 0
    assert (near.inside.exit_rate.part, near.inside.exit_rate.whole) == (0, 1)
    assert {c.inside.exit_rate.reason for c in (poor, near)} == {"too_small"}


def test_before_the_first_annual_review_there_is_no_path_and_the_page_says_what_it_needs() -> None:
    found = view_of(
        data(livelihood_project=PROJECTS, livelihood_participant=TAKEN), "en", False, {}
    )
    assert found is not None and blocks.both(found) == ()
    assert "no review yet" in blocks.opening(found)
