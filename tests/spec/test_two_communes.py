"""Two communes in one build: what names no place is of neither, what one lacks is not shown as nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dashboard import load
from dashboard.blocks import livelihoods, works
from dashboard.data import Data
from dashboard.measure.livelihoods import sets
from dashboard.measure.loans import lines
from dashboard.measure.money import programme
from dashboard.measure.territory import territories
from dashboard.measure.unplaced import unplaced
from dashboard.view import View, view_of
from tests.pages.reader import open_page, read
from tests.small import PLACES, data

TWO = f"""{PLACES.strip()}
X           Thí-Dụ      commune 86          2021-01-01 -          -
X1          Ba          hamlet  X           2021-01-01 -          -
"""
WORKS = """
project_code name hamlet_codes approved_vnd source_file source_sheet source_row
CT-1         Một  H1           9            f           s            1
CT-2         Hai  -            5            f           s            2
"""
PROJECTS = """
project_code kind            hamlet_codes source_file source_sheet source_row
NCD-1        community_group -            f           s            1
SK-1         crops           -            f           s            2
"""
HOMES = "household_id hamlet_code\nA H1\nB X1"
TAKEN = "project_code household_id\nNCD-1 A"
LOANS = "loan_code household_id\nV1 A"


def build(places: str = TWO) -> Data:
    """Works, projects and loans of the first commune; the second has sent none."""
    found = data(
        places, infrastructure_project=WORKS, livelihood_project=PROJECTS, household=HOMES,
        livelihood_participant=TAKEN, loan=LOANS,
    )  # fmt: skip
    found.tables["infrastructure_project"][0]["hamlet_codes"] = ["H1"]
    return found


def seen(found: Data, commune: str) -> View:
    view = view_of(found, "en", False, {"commune": commune})
    assert view is not None
    return view


def test_a_work_without_a_place_is_of_no_commune_and_is_told() -> None:
    found = build()
    numbers = [programme(found, at, "infrastructure") for at in territories(found)]
    assert [one.number.value for one in numbers] == [1, None]
    assert [one.approved.value for one in numbers] == [9, None]
    assert unplaced(found, "infrastructure")[1] == ("CT-2",)
    for commune in ("29221", "X"):
        assert "in no commune: CT-2." in works.unplaced_note(seen(found, commune))
        assert "in no commune: SK-1." in livelihoods.unplaced_note(seen(found, commune))


def test_where_there_is_one_commune_it_is_of_that_one() -> None:
    found = build(PLACES)
    (place,) = territories(found)
    assert programme(found, place, "infrastructure").number.value == 2
    assert works.unplaced_note(seen(found, "29221")) == ""


def test_a_group_without_a_place_is_followed_where_its_households_live() -> None:
    found = build()
    first, second = territories(found)
    assert sets(found, first)["group@29221"] == ("NCD-1",)
    assert sets(found, second)["group@X"] == ()


def test_a_commune_without_forms_has_no_ledger_no_works_and_no_projects() -> None:
    found = build()
    first, second = territories(found)
    assert (len(lines(found, first)), lines(found, second)) == (1, ())
    assert not livelihoods.listed(seen(found, "X"))


@pytest.mark.parametrize("name", ["infrastructure", "livelihoods", "credit"])
def test_the_page_of_a_commune_without_its_form_says_which_form_brings_it(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = replace(build(), manifest={"illustrative": True})
    for way in ("current", "live"):
        monkeypatch.setattr(load, way, lambda: found)
    shown = read(open_page(name, tmp_path, lang="en", commune="X", role="committee")).shown
    assert "There is no" in shown
    assert "overdue" not in shown and "warning rule" not in shown
