"""What became of participants: a blank outcome is not known, a household in two projects counts once."""

from __future__ import annotations

import pytest

from dashboard.blocks.livelihoods import headline, squares
from dashboard.blocks.overview import figures
from dashboard.data import Data
from dashboard.deck.programmes import livelihoods as slide
from dashboard.measure.livelihoods import all_projects, group
from dashboard.measure.territory import territories
from dashboard.view import view_of
from etl.relate.counts import add
from etl.relate.places import Places
from tests.small import PLACES, rows

TWO = f"""{PLACES.strip()}
X           Thí-Dụ      commune 86          2021-01-01 -          -
X1          Ba          hamlet  X           2021-01-01 -          -
"""
PROJECTS = """
project_code kind            hamlet_codes source_file source_sheet source_row
SK-1         crops           -            f           s            1
SK-2         crops           -            f           s            2
NCD-1        community_group -            f           s            3
"""
HEAD = "project_code household_id hamlet_code commune_code status_at_entry outcome\n"


def counted(lines: str, places: str = PLACES) -> Data:
    """A build of these participants, with what the public zone counts of them."""
    tables = {"livelihood_project": rows(PROJECTS), "livelihood_participant": rows(HEAD + lines)}
    add(tables, Places(rows(places)))
    found = {name: tuple(made) for name, made in tables.items()}
    return Data("small", {"place": tuple(rows(places)), **found})


def test_a_blank_outcome_is_unknown_in_every_number() -> None:
    found = counted(
        "NCD-1 A H1 - poor escaped_poverty\nNCD-1 B H1 - poor -\nNCD-1 C H2 - poor unknown"
    )
    mine = group(found, territories(found)[0])
    assert (mine.exits.value, mine.households.value) == (1, 3)
    assert mine.by_outcome["unknown"].value == 2
    view = view_of(found, "en", False, {})
    assert view is not None
    assert squares(view).count('<i class="off"></i>') == 2
    assert squares(view).count("<i></i>") == 0
    assert "of the group is not known" in headline(view)


def test_where_no_outcome_is_written_nobody_is_said_to_have_stayed() -> None:
    found = counted("NCD-1 A H1 - poor -\nSK-1 B H1 - poor -")
    view = view_of(found, "en", False, {})
    assert view is not None
    assert group(found, view.territory).exits.reason == "no_outcome"
    assert (squares(view), slide(view)) == ("", "the list has no outcome yet")
    assert "no household of the community group" in headline(view)


def test_a_household_in_two_projects_counts_once_above_and_below_the_line() -> None:
    lines = "SK-1 A H1 - poor escaped_poverty\nSK-2 A H1 - poor escaped_poverty\n"
    found = counted(f"{lines}SK-2 B H1 - poor still_poor\nSK-1 B H1 - poor withdrew")
    mine, _ = all_projects(found, territories(found)[0])
    assert (mine.exits.value, mine.households.value) == (1, 2)
    assert (mine.exit_rate.part, mine.exit_rate.whole) == (1, 2)
    assert sum(one.value or 0 for one in mine.by_outcome.values()) == 2


def test_a_household_that_left_by_one_project_has_left() -> None:
    found = counted("SK-1 A H1 - poor -\nSK-2 A H1 - poor escaped_poverty")
    mine, _ = all_projects(found, territories(found)[0])
    assert (mine.exits.value, mine.by_outcome["unknown"].value) == (1, 0)


@pytest.mark.parametrize("language", ["vi", "en", "id"])
def test_a_rate_of_the_group_stands_beside_its_own_numbers(language: str) -> None:
    lines = "NCD-1 A H1 - poor escaped_poverty\nNCD-1 B H1 - - escaped_poverty\n"
    found = counted(f"{lines}NCD-1 C H1 - poor still_poor")
    view = view_of(found, language, False, {})
    assert view is not None
    assert "1/2" in squares(view)
    assert "1/2" in figures(view)


def test_a_group_without_a_place_counts_in_the_commune_of_its_households() -> None:
    lines = "NCD-1 A H1 - poor escaped_poverty\nNCD-1 B H2 - poor still_poor\n"
    found = counted(f"{lines}NCD-1 C X1 - poor withdrew\nNCD-1 D - X poor withdrew", TWO)
    first, second = (group(found, place) for place in territories(found))
    assert (first.households.value, second.households.value) == (2, 2)
    assert (first.exits.value, second.exits.value) == (1, 0)
