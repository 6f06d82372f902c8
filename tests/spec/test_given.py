"""Support of which no day is written: in the totals, in no year, told with its number."""

from __future__ import annotations

from datetime import date

from dashboard.blocks.given import by_kind as kinds
from dashboard.data import Data
from dashboard.measure import given
from dashboard.measure.territory import territories
from dashboard.view import view_of
from etl.relate.counts import add
from etl.relate.places import Places
from tests.small import PLACES, rows

SUPPORT = """
household_id hamlet_code kind    event_date value_vnd funder source_file source_sheet source_row
A            H1          gift    2024-03-01 100       Front  f           s            1
A            H1          gift    -          50        Front  f           s            2
B            H2          housing -          -         -      f           s            3
"""
HOMES = "household_id hamlet_code\nA H1\nB H2"


def counted(support: str = SUPPORT, places: str = PLACES) -> Data:
    """A build of this list of support, with what is counted of it."""
    tables = {"support_event": rows(support), "household": rows(HOMES)}
    lineage = add(tables, Places(rows(places)))
    found = {name: tuple(made) for name, made in tables.items()}
    return Data("small", found | {"place": tuple(rows(places)), "lineage": tuple(lineage)})


def test_support_without_a_day_is_in_the_totals_and_in_a_year_of_its_own() -> None:
    found = counted()
    place = territories(found)[0]
    assert given.years(found, place) == ("2024", given.UNKNOWN)
    whole = {
        year: given.by_kind(found, place, year)[-1] for year in (given.ALL, "2024", given.UNKNOWN)
    }
    assert [one.events.value for one in whole.values()] == [3, 1, 2]
    assert [one.value.value for one in whole.values()] == [150, 100, 50]
    assert given.by_funder(found, place)[-1].events.value == 3
    view = view_of(found, "en", False, {})
    assert view is not None
    assert "not counted as an answer to a need" in kinds(view)


def test_of_a_list_with_all_its_days_nothing_more_is_told() -> None:
    found = counted(SUPPORT.replace(" -          ", " 2025-03-01 "))
    view = view_of(found, "en", False, {})
    assert view is not None
    assert given.years(found, view.territory) == ("2024", "2025")
    assert "not counted as an answer" not in kinds(view)


def test_of_two_communes_a_line_without_a_day_is_of_the_one_where_its_household_lives() -> None:
    more = "X Xa commune 86 2021-01-01 - -\nX1 Ba hamlet X 2021-01-01 - -\n"
    found = counted(places=PLACES.strip() + "\n" + more)
    first, second = territories(found)
    assert len(given.events(found, first)) == 3
    assert given.events(found, second) == ()


def test_on_a_day_that_was_set_what_came_later_does_not_count_and_what_has_no_day_does() -> None:
    found = counted(SUPPORT.replace("-          50", "2025-03-01 50"))
    told = ({"event_date": date(2025, 12, 10)},)
    found = Data("dated", found.tables | {"communication_event": told})
    place, day = territories(found)[0], date(2024, 12, 31)
    total = given.by_kind(found, place, today=day)[-1]
    assert (total.events.key, total.events.value) == ("support_events/29221/all/2024-12-31", 2)
    assert (total.value.value, total.households.value) == (100, 2)
    assert given.by_funder(found, place, day)[-1].events.value == 2
    assert given.years(found, place, day) == ("2024", given.UNKNOWN)
    assert given.by_kind(found, place, today=date(2025, 12, 10))[-1].events.value == 3
    view = view_of(found, "vi", False, {"asof": str(day)})
    assert view is not None
    assert "Chỉ tính đến ngày 31/12/2024" in kinds(view)
