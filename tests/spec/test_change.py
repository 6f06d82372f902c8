"""Changes: percentage points; a lower bound stays one; never across a change of standard (DOMAIN 8.4)."""

from __future__ import annotations

from dataclasses import replace

from dashboard.measure.changes import part_change
from dashboard.measure.everything import every_figure
from dashboard.measure.figure import Unit, change, count, rate
from dashboard.measure.reviews import RATES
from dashboard.since import Pair, in_year
from dashboard.words import figure, signed
from tests.small import data, territory


def test_more_than_4_percent_to_1_06_is_a_fall_of_at_least_2_94_points() -> None:
    before = count("poverty_rate/x/2024", 0.04, Unit.RATE, bound="more_than")
    after = count("poverty_rate/x/2025", 0.0106, Unit.RATE)
    found = change("poverty_rate_change/x/2024-2025", before, after)
    assert figure("vi", found) == "ít nhất 2,94 điểm phần trăm"
    assert (found.value or 0) < 0


def test_from_more_than_4_percent_to_4_5_percent_nobody_knows_the_change() -> None:
    before = count("poverty_rate/x/2024", 0.04, Unit.RATE, bound="more_than")
    found = change("c", before, count("poverty_rate/x/2025", 0.045, Unit.RATE))
    assert (found.value, found.reason) == (None, "lower_bound")


def test_a_known_fall_is_signed_points() -> None:
    found = change("c", rate("a", 201, 4880), rate("b", 52, 4906))
    assert signed("vi", found) == "−3,06 điểm phần trăm"


def test_two_standards_are_not_compared() -> None:
    before = replace(rate("a", 300, 4000), standard="QD59_2015")
    after = replace(rate("b", 250, 4000), standard="ND07_2021")
    found = change("c", before, after)
    assert (found.value, found.reason) == (None, "standard_break")


def test_neither_are_the_poor_that_two_standards_count() -> None:
    before, after = (
        count("poor_households/x/y", number, Unit.HOUSEHOLDS, standard=standard)
        for number, standard in ((51, "ND07_2021"), (140, "ND351_2025"))
    )
    found = change("c", before, after)
    assert (found.value, found.reason, found.unit) == (None, "standard_break", Unit.HOUSEHOLDS)
    assert change("c", before, replace(after, standard="ND07_2021")).value == 89
    residents = [replace(f, standard=None) for f in (before, after)]
    assert change("c", *residents).value == 89


BROKEN = """
hamlet_code commune_code review_year households poor_households near_poor_households standard
H1          29221        2026        2000       40              60                   ND07_2021
H1          29221        2027        2010       90              70                   ND351_2025
H2          29221        2026        500        0               0                    ND07_2021
H2          29221        2027        500        0               0                    ND351_2025
"""
FORMS = """
hamlet_code commune_code review_year group     unit       opening escaped to_other_group other_out \
from_other_group relapsed new other_in closing closing_computed discrepancy
H1          29221        2026        poor      households 52 6  9 1 2 1 3 0 40 42 -2
H1          29221        2026        near_poor households 60 14 2 1 9 0 5 1 60 58 2
H1          29221        2027        poor      households 40 5  5 0 9 1 50 0 90 90 0
H1          29221        2027        near_poor households 60 9  9 0 5 0 23 0 70 70 0
""".replace("\\\n", "")


def test_of_a_review_only_residents_are_compared_across_a_change_of_standard() -> None:
    found = data(review_summary=BROKEN, review_movement=FORMS)
    place = territory(found)
    then = every_figure(found, place, 2026)
    pairs = [
        Pair(then[in_year(k, 2027, 2026)], f) for k, f in every_figure(found, place, 2027).items()
    ]
    said = {p.now.key: p.change for p in pairs if p.now and p.now.known and "/2027" in p.now.key}
    assert {
        "poor_households/29221/2027",
        "gross_exits/29221/2027",
        "net_fall/29221/2027",
    } <= said.keys()
    told = {key.split("/")[0] for key, change in said.items() if change and change.known}
    assert told == {"households"}
    reasons = {change.reason for change in said.values() if change and not change.known}
    assert reasons == {"standard_break"}


def test_the_households_of_a_rate_are_not_compared_across_a_change_of_standard() -> None:
    found = data(review_summary=BROKEN)
    for name in RATES:
        change = part_change(found, territory(found), 2027, name)
        assert (change.value, change.reason) == (None, "standard_break")
