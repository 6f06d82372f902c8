"""Targets of a year: each beside what was achieved, by place, with its decision; met, missed or open."""

from __future__ import annotations

import html
from datetime import date

import pytest

from dashboard.alerts.targets import target_alerts
from dashboard.blocks.origin import name_of, panel
from dashboard.blocks.targets import decisions, goal_table
from dashboard.draw.trend import trend
from dashboard.measure.figure import Unit, count
from dashboard.measure.targets import NAMES, Goal, goals, verdict
from dashboard.measure.trace import recomputed
from dashboard.view import view_of
from tests.small import data, territory

REVIEW = """
hamlet_code commune_code review_year households poor_households near_poor_households source_file source_row source_sheet
H1          29209        2024        500        30              40                   f           1          s
H2          29221        2024        500        10              40                   f           2          s
H1          29221        2025        500        12              20                   f           3          s
H2          29221        2025        500        8               20                   f           4          s
"""  # noqa: E501
TARGETS = """
indicator                        place_code year value unit decision_number source_file source_row source_sheet
poverty_rate                     29209      2024 5     %    7/NQ            f           1          s
poverty_rate                     29221      2024 3     %    7/NQ            f           2          s
poverty_rate                     29221      2025 2     %    8/NQ            f           3          s
near_poverty_rate                29221      2025 3     %    8/NQ            f           4          s
multidimensional_rate            29221      2025 6     %    8/NQ            f           5          s
poor_households                  29221      2025 20    hộ   8/NQ            f           6          s
information_access_rate          29221      2025 90    %    9/NQ            f           7          s
infrastructure_disbursement_rate 29221      2025 95    %    9/NQ            f           8          s
livelihood_households            29221      2025 40    hộ   -               f           9          s
participant_exit_rate            29221      2025 50    %    9/NQ            f           10         s
poverty_rate                     H1         2025 2     %    8/NQ            f           11         s
"""  # noqa: E501
TABLES = {
    "review_summary": REVIEW,
    "target": TARGETS,
    "information_access": """
hamlet_code year target_households reached_households source_file source_row source_sheet
H1          2025 60                51                 f           1          s
""",
    "infrastructure_project": """
project_code name approved_vnd hamlet_codes source_file source_row source_sheet
CT-1         Một  2000         -            f           1          s
""",
    "infrastructure_funding": """
project_code year fund_source planned_vnd disbursed_vnd as_of_date source_file source_row source_sheet
CT-1         2024 central     1000        100           2025-12-31 f           1          s
CT-1         2025 central     1000        960           2025-12-31 f           2          s
""",
    "livelihood_project": """
project_code name kind  approved_vnd hamlet_codes start_year source_file source_row source_sheet
SK-1         Một  crops 2000         -            2025       f           1          s
""",
    "livelihood_household_count": """
commune_code participants status_at_entry outcome         households
29221        projects     poor            escaped_poverty 21
29221        projects     poor            still_poor      20
""",
}
EXPECTED = {
    ("poverty_rate", "29221"): (0.02, 20 / 1000, "met", "8/NQ"),
    ("near_poverty_rate", "29221"): (0.03, 40 / 1000, "missed", "8/NQ"),
    ("multidimensional_rate", "29221"): (0.06, 60 / 1000, "met", "8/NQ"),
    ("poor_households", "29221"): (20, 20, "met", "8/NQ"),
    ("information_access_rate", "29221"): (0.9, 51 / 60, "missed", "9/NQ"),
    ("infrastructure_disbursement_rate", "29221"): (0.95, 0.96, "met", "9/NQ"),
    ("livelihood_households", "29221"): (40, 41, "met", ""),
    ("participant_exit_rate", "29221"): (0.5, 21 / 41, "met", "9/NQ"),
    ("poverty_rate", "H1"): (0.02, 12 / 500, "missed", "8/NQ"),
}


def found(year: int, **tables: str) -> dict[tuple[str, str], Goal]:
    whole = data(**(TABLES | tables))
    return {(g.indicator, g.place): g for g in goals(whole, territory(whole), year)}


def test_every_target_of_the_workbook_has_its_result_its_verdict_and_its_decision() -> None:
    told = {
        key: (g.target.value, g.achieved.value, g.verdict, g.decision)
        for key, g in found(2025).items()
    }
    assert told == EXPECTED
    assert {indicator for indicator, _ in told} == set(NAMES)


def test_the_cells_of_a_target_and_of_its_result_add_up() -> None:
    for goal in found(2025).values():
        assert recomputed(goal.target) == goal.target.value
        if goal.achieved.cells:
            assert recomputed(goal.achieved) == goal.achieved.value


def test_before_the_merger_each_old_commune_has_its_own_target() -> None:
    told = {g.name: (g.achieved.value, g.verdict) for g in found(2024).values()}
    assert told == {"An-Điền-cũ": (30 / 500, "missed"), "Thạnh-cũ": (10 / 500, "met")}


OLD = """
indicator       place_code year value unit decision_number source_file source_row source_sheet
poor_households 29209      2024 25    hộ   7/NQ            f           1          s
poor_households 29221      2024 25    hộ   7/NQ            f           2          s
poor_households 29209      2025 20    hộ   7/NQ            f           3          s
poverty_rate    29209      2025 4     %    7/NQ            f           4          s
"""


def test_the_poor_of_a_commune_that_was_merged_away_are_those_of_its_own_reviews() -> None:
    told = {g.name: (g.achieved, g.verdict) for g in found(2024, target=OLD).values()}
    result, verdict = told["An-Điền-cũ"]
    assert (result.key, result.value, verdict) == (
        "poor_households/29209@2021-01-01/2024", 30, "missed",
    )  # fmt: skip
    assert recomputed(result) == 30
    assert (told["Thạnh-cũ"][0].value, told["Thạnh-cũ"][1]) == (10, "met")


def test_after_the_merger_its_target_says_that_it_was_merged() -> None:
    told = found(2025, target=OLD)
    assert {goal.name for goal in told.values()} == {"An-Điền-cũ"}
    reasons = {indicator: (g.achieved.reason, g.verdict) for (indicator, _), g in told.items()}
    assert reasons == {
        "poor_households": ("merged_away", ""), "poverty_rate": ("merged_away", ""),
    }  # fmt: skip


def test_a_commune_that_was_merged_away_endangers_no_target() -> None:
    only = "\n".join(REVIEW.strip().splitlines()[:3])
    later = data(**(TABLES | {"review_summary": only, "target": OLD}))
    alerts = list(target_alerts(later, territory(later), 2024, date(2025, 9, 1)))
    assert [a.values["place"] for a in alerts] == ["An-Điền-cũ"]  # missed in 2024, when it was


@pytest.mark.parametrize("said", ["%", "phần", "hộ", "-"])
def test_a_target_is_counted_in_what_its_indicator_is_whatever_its_row_says(said: str) -> None:
    aimed = f"""
    indicator       place_code year value unit decision_number source_file source_sheet source_row
    poverty_rate    29221      2025 1     {said} 8/NQ          f           s            1
    poor_households 29221      2025 1     {said} 8/NQ          f           s            2
    """
    told = {name: goal.target for (name, _), goal in found(2025, target=aimed).items()}
    assert (told["poverty_rate"].value, told["poverty_rate"].unit) == (0.01, Unit.RATE)
    assert (told["poor_households"].value, told["poor_households"].unit) == (1, Unit.HOUSEHOLDS)


def test_a_year_without_a_target_has_no_row_and_a_result_that_is_missing_no_verdict() -> None:
    assert found(2026) == {}
    gone = found(2025, information_access="hamlet_code year")
    goal = gone["information_access_rate", "29221"]
    assert (goal.achieved.value, goal.achieved.reason, goal.verdict) == (None, "not_measured", "")


def test_a_missing_hamlet_leaves_what_would_be_met_open_and_what_is_missed_missed() -> None:
    one = "\n".join(REVIEW.strip().splitlines()[:-1])
    told = {key: goal.verdict for key, goal in found(2025, review_summary=one).items()}
    assert told["multidimensional_rate", "29221"] == "missed"  # 32 of 500 already
    assert told["poor_households", "29221"] == "unsure"
    assert told["infrastructure_disbursement_rate", "29221"] == "met"


@pytest.mark.parametrize(
    ("indicator", "target", "achieved", "said"),
    [
        ("poverty_rate", 1, 1, "met"), ("poverty_rate", 1, 2, "missed"),
        ("information_access_rate", 2, 2, "met"), ("information_access_rate", 2, 1, "missed"),
        ("livelihood_households", 2, 1, "missed"), ("poor_households", 2, 3, "missed"),
        ("poverty_rate", None, 1, ""), ("poverty_rate", 1, None, ""),
    ],
)  # fmt: skip
def test_met_means_at_least_as_good(
    indicator: str, target: int | None, achieved: int | None, said: str
) -> None:
    figures = (count("a", target, Unit.RATE), count("b", achieved, Unit.RATE))
    assert verdict(indicator, *figures) == said


def test_the_table_and_the_line_under_a_trend_name_the_decisions() -> None:
    view = view_of(data(**TABLES), "vi", False, {})
    assert view is not None
    assert goal_table(view).count("<tr>") == len(EXPECTED) + 1
    assert "2025: 2,00% (8/NQ)" in decisions(view)
    assert "2025: 3,00% (8/NQ)" in decisions(view, "near_poverty_rate")


@pytest.mark.parametrize("name", ["poverty_rate", "near_poverty_rate", "multidimensional_rate"])
def test_a_target_is_a_short_step_on_the_trend_of_its_rate(name: str) -> None:
    view = view_of(data(**TABLES), "vi", False, {})
    assert view is not None
    goal = EXPECTED[name, "29221"][0]
    steps = [t for t in trend(view, name).data if list(t.y[:2]) == [goal, goal]]
    assert [list(t.x[:2]) for t in steps] == [[2024.7, 2025.3]]
    assert steps[0].customdata[0] == f"target/29221/2025/{name}"


def test_participants_are_listed_without_a_year_so_a_past_year_has_no_result_of_them() -> None:
    past = TARGETS.replace(
        "livelihood_households            29221      2025",
        "livelihood_households            29221      2026",
    )
    later = REVIEW + REVIEW.strip().splitlines()[-1].replace("2025", "2026")
    goal = found(2025, review_summary=later)["livelihood_households", "29221"]
    assert (goal.achieved.value, goal.achieved.reason, goal.verdict) == (None, "no_year", "")
    assert found(2026, target=past)["livelihood_households", "29221"].verdict == "met"


@pytest.mark.parametrize("indicator", NAMES)
def test_every_result_can_be_explained_where_it_is_missing_too(indicator: str) -> None:
    old = TARGETS.replace("29221      2025", "29221      2024")
    whole = data(**(TABLES | {"target": old}))
    view = view_of(whole, "vi", False, {"year": "2024"})
    assert view is not None
    mine = [g for g in goals(whole, view.territory, 2024) if g.indicator == indicator]
    assert mine
    for goal in mine:
        assert name_of(view, goal.achieved) in html.unescape(panel(view, goal.achieved))
