"""Visits up to a day, of the years of which the list tells; works and projects where there is a register."""

from __future__ import annotations

from datetime import date

from dashboard.alerts.reviewed import review_alerts
from dashboard.data import Data
from dashboard.measure.hamlets import HamletFigures, hamlets
from dashboard.measure.territory import territories
from dashboard.measure.trace import recomputed
from dashboard.words import show
from etl.relate.counts import add
from etl.relate.places import Places
from tests.small import PLACES, data, rows, territory

VISITS = """
hamlet_code commune_code year visits last_visit_date visit_days
H1          29209        2024 1      2024-02-01      2024-02-01
H1          29221        2025 2      2025-10-03      +2025-01-05+2025-10-03
H2          29221        2025 1      2025-06-20      2025-06-20
"""
SUMMARY = """
commune_code hamlet_code review_year households poor_households near_poor_households
29221        H1          2025        50         4               2
"""
JUNE, DECEMBER = date(2025, 6, 30), date(2025, 12, 31)
TWO = f"""{PLACES.strip()}
X           Thí-Dụ      commune 86          2021-01-01 -          -
X1          Ba          hamlet  X           2021-01-01 -          -
"""
WORKS = """
project_code hamlet_codes approved_vnd source_file source_sheet source_row
CT-1         H1           9            f           s            1
"""


def small() -> Data:
    return data(visit_summary=VISITS, review_summary=SUMMARY)


def figures(found: Data, year: int = 2025, today: date | None = None) -> list[HamletFigures]:
    return list(hamlets(found, territory(found), year, today))


def unvisited(found: Data, today: date) -> list[str]:
    """The hamlets that the alert names, and how far it says that the list goes."""
    every = review_alerts(found, territory(found), 2025, today)
    (one,) = [a for a in every if a.rule == "unvisited"] or [None]
    return [] if one is None else [show("vi", one.values["names"]), str(one.values["until"])]


def test_a_year_before_the_list_begins_is_not_a_year_without_visits() -> None:
    first, second = figures(small(), 2023)
    assert (first.visits.value, first.visits.reason) == (None, "year_not_listed")
    first, second = figures(small(), 2024)
    assert (first.visits.value, second.visits.reason) == (
        1,
        "year_not_listed",
    )  # another commune then


def test_on_a_day_that_was_set_visits_count_up_to_it() -> None:
    (first, second) = figures(small(), 2025, JUNE)
    assert (first.visits.value, first.last_visit.as_of) == (1, date(2025, 1, 5))
    assert (second.visits.value, second.last_visit.as_of) == (1, date(2025, 6, 20))
    assert first.visits.key == "visits/H1/2025/2025-06-30"
    assert [one.visits.value for one in figures(small())] == [2, 1]


def test_a_count_of_visits_is_made_of_its_lines_on_any_day() -> None:
    lines = "hamlet_code visit_date source_file source_sheet source_row\n"
    lines += "H1 2025-01-05 f s 1\nH1 2025-10-03 f s 2"
    tables = {"visit": rows(lines)}
    lineage = add(tables, Places(rows(PLACES)))
    made = {name: tuple(found) for name, found in tables.items() if name == "visit_summary"}
    found = Data("x", made | {"place": tuple(rows(PLACES)), "lineage": tuple(lineage)})
    for day, number in ((None, 2), (JUNE, 1)):
        one = figures(found, 2025, day)[0]
        assert one.visits.value == recomputed(one.visits) == number
        assert one.last_visit.value == recomputed(one.last_visit)


def test_the_alert_counts_the_visits_up_to_its_day_and_says_how_far_the_list_goes() -> None:
    assert unvisited(small(), JUNE) == ["Một", "2025-10-03"]
    assert unvisited(small(), DECEMBER) == ["Hai", "2025-10-03"]


def test_of_days_that_all_lie_after_the_end_of_the_list_the_alert_says_nothing() -> None:
    assert unvisited(small(), date(2026, 6, 12)) == []


def test_a_commune_without_forms_has_no_works_and_no_visits_of_0() -> None:
    found = data(TWO, visit_summary=VISITS, infrastructure_project=WORKS)
    found.tables["infrastructure_project"][0]["hamlet_codes"] = ["H1"]
    (one,) = hamlets(found, territories(found)[1], 2025)
    assert (one.works.reason, one.visits.reason) == ("no_register", "no_list")
    assert [h.works.value for h in hamlets(found, territories(found)[0], 2025)] == [1, 0]
