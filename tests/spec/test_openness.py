"""Openness: what is on record of a year, what is not known, and which hamlet lacks something."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.data import Data
from dashboard.measure import officers
from dashboard.measure.events import by_month, events
from dashboard.measure.listed import ALL, OWN
from dashboard.measure.openness import hamlet_gaps, lacking
from dashboard.measure.postings import posted
from dashboard.measure.supervision import by_organisation, checks
from dashboard.measure.trace import recomputed
from dashboard.measure.workdays import working_days
from tests.small import PLACES, data, rows, territory

EVENTS = """
event_date hamlet_code channel        topic attendance
2023-03-01 H1          loudspeaker    -     -
2023-03-09 H1          hamlet_meeting -     40
2023-05-02 H2          hamlet_meeting -     -
2025-11-20 H1          conference     -     60
2025-11-21 -           online         -     -
"""
POSTINGS = """
review_year hamlet_code place_name from_date  to_date    complaints resolved
2025        H1          hall       2025-11-27 2025-12-01 0          -
2025        H1          pagoda     2025-11-28 2025-11-30 2          1
2025        -           office     2025-11-24 2025-11-28 1          1
"""
CHECKS = """
check_date hamlet_code organisation households_checked misclassified resolved
2025-10-01 H1          Front        10                 0             -
2025-10-02 H1          Farmers      12                 2             1
2025-10-03 H2          Farmers      -                  1             1
"""
OFFICERS = """
hamlet_code officer_name officer_role from_date  to_date
H1          A            clerk        2023-01-01 2024-06-30
H1          B            -            2024-09-01 2025-10-31
H2          C            front        2023-01-01 -
"""
YEAR_END = date(2025, 12, 31)
CELL = {"source_file": "f", "source_sheet": "s"}


def small(places: str = PLACES, **tables: str) -> Data:
    """A build of lists; every row with its own cell."""
    made = data(places)
    found = {
        name: tuple({**row, **CELL, "source_row": n} for n, row in enumerate(rows(text), 1))
        for name, text in tables.items()
    }
    placed = tuple({**row, **CELL, "source_row": n} for n, row in enumerate(made.rows("place"), 1))
    return Data("small", made.tables | {"place": placed} | found)


def counts(found: Data, year: int | str, hamlet: str = "") -> tuple[object, ...]:
    one = events(found, territory(found), year, hamlet)
    return one.events.value, one.attendance.value, one.counted.value


def test_people_are_summed_over_the_events_at_which_somebody_counted_them() -> None:
    found = small(communication_event=EVENTS)
    assert counts(found, 2023) == (3, 40, 1)
    assert counts(found, ALL) == (5, 100, 2)
    assert events(found, territory(found), 2023, "H2").attendance.reason == "nobody_counted"


def test_a_year_within_the_list_has_none_on_record_a_year_outside_is_not_known() -> None:
    only_h1 = small(communication_event=EVENTS.replace("H2", "H1"))
    assert counts(only_h1, 2024, "H1") == (0, None, 0)
    found = events(only_h1, territory(only_h1), 2022, "H1").events
    assert (found.value, found.reason) == (None, "year_not_listed")
    nothing = small()
    assert events(nothing, territory(nothing), 2024).events.reason == "no_event_list"


def test_the_list_of_one_former_commune_says_nothing_of_the_other() -> None:
    only_h1 = small(communication_event=EVENTS.replace("H2", "H1"))
    there = territory(only_h1)
    assert events(only_h1, there, 2023, "H2").events.reason == "year_not_listed"
    assert events(only_h1, there, 2023).events.reason == "partial"
    assert events(only_h1, there, 2025, "H2").events.value == 0, "one commune since the merger"


def test_the_months_of_a_channel_add_up_to_its_year() -> None:
    found = small(communication_event=EVENTS)
    strip = by_month(found, territory(found), 2023, "channel.hamlet_meeting")
    assert [f.value for f in strip] == [0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0]
    whole = events(found, territory(found), 2023, "", "channel.hamlet_meeting").events
    assert sum(f.value or 0 for f in strip) == whole.value


def test_events_of_the_whole_commune_are_told_apart_and_counted_once() -> None:
    found = small(communication_event=EVENTS)
    assert counts(found, 2025, OWN) == (1, None, 0)
    assert counts(found, 2025, "H1") == (1, 60, 1)
    assert counts(found, 2025) == (2, 60, 1)


OWN_ROWS = """
event_date hamlet_code channel        topic attendance
2023-03-01 -           loudspeaker    -     -
2025-11-20 -           conference     -     60
2027-01-20 -           conference     -     -
"""


def test_a_list_of_events_of_the_whole_commune_is_a_list() -> None:
    found = small(communication_event=OWN_ROWS)
    there = territory(found)
    assert events(found, there, 2025).events.value == 1
    assert events(found, there, 2026).events.value == 0, "between two of its rows"
    assert events(found, there, 2026, "H1").events.value == 0
    assert events(found, there, 2025, OWN).events.value == 1
    assert events(found, there, 2028).events.reason == "year_not_listed"


def test_before_the_merger_a_row_without_hamlet_says_nothing_of_a_hamlet() -> None:
    found = small(communication_event=OWN_ROWS)
    there = territory(found)
    assert events(found, there, 2023, OWN).events.value == 1
    assert events(found, there, 2023).events.reason == "partial"
    assert events(found, there, 2023, "H1").events.reason == "year_not_listed"


def test_on_a_day_only_what_was_done_by_then_counts() -> None:
    found = small(communication_event=EVENTS, posting=POSTINGS, supervision=CHECKS)
    there, day = territory(found), date(2025, 11, 20)
    one = events(found, there, 2025, today=day).events
    assert (one.value, one.key, one.as_of) == (
        1, "communication_events/29221/2025/2025-11-20", day)  # fmt: skip
    assert events(found, there, 2025, today=date(2025, 11, 19)).events.reason == "not_by_day"
    assert events(found, there, 2026, today=date(2025, 11, 19)).events.reason == "year_not_listed"
    assert posted(found, there, 2025, "", date(2025, 11, 26)).postings.value == 1
    assert posted(found, there, 2025, "", day).postings.reason == "not_by_day"
    assert checks(found, there, 2025, today=date(2025, 10, 2)).wrong.value == 2
    lacks = hamlet_gaps(found, there, 2025, date(2025, 10, 2))[1].lacks["gap.check"]
    assert lacks.lacks, "the check of the second hamlet came a day later"


def test_on_the_latest_day_nothing_is_left_out_and_keys_are_as_without_a_day() -> None:
    found = small(communication_event=EVENTS, supervision=CHECKS.replace("10-03", "12-03"))
    there, latest = territory(found), date(2025, 11, 21)
    assert events(found, there, 2025, today=latest).events.key == "communication_events/29221/2025"
    assert checks(found, there, 2025, today=latest).checks.value == 3


TWO = (
    PLACES
    + """29333      Xã-Mẫu      commune 86          2025-07-01 -          -
M1         Mẫu         hamlet  29333       2025-07-01 -          -
"""
)


def test_where_two_communes_share_a_build_a_row_without_hamlet_is_nobodys() -> None:
    found = small(TWO, communication_event=EVENTS)
    assert events(found, territory(found), 2025).events.reason == "not_placed"
    assert events(found, territory(found), 2025, "H1").events.value == 1


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2025, 11, 24), date(2025, 11, 28), 5),
        (date(2025, 11, 28), date(2025, 12, 1), 2),
        (date(2025, 11, 29), date(2025, 11, 30), 0),
        (date(2025, 11, 28), date(2025, 11, 28), 1),
        (date(2025, 11, 28), date(2025, 11, 27), 0),
    ],
)
def test_working_days_are_mondays_to_fridays_both_ends_counted(
    first: date, last: date, days: int
) -> None:
    assert working_days(first.toordinal(), last.toordinal()) == days


def test_a_hamlet_is_judged_by_its_shortest_posting_and_its_cells_say_so() -> None:
    found = small(posting=POSTINGS)
    shown = posted(found, territory(found), 2025, "H1").days
    assert shown.value == 1
    assert recomputed(shown) == 1
    assert len(shown.terms) == 2


def test_an_answer_is_only_missing_where_somebody_complained() -> None:
    found = small(posting=POSTINGS)
    whole = posted(found, territory(found), 2025)
    assert (whole.complaints.value, whole.answered.value) == (3, 2)
    silent = small(posting=POSTINGS.replace("2          1", "2          -"))
    assert posted(silent, territory(silent), 2025).answered.reason == "not_reported"


def test_a_hamlet_without_a_row_was_not_posted_and_hung_for_no_days() -> None:
    found = small(posting=POSTINGS)
    shown = posted(found, territory(found), 2025, "H2")
    assert (shown.postings.value, shown.days.value, shown.complaints.reason) == (
        0,
        None,
        "not_posted",
    )


def test_what_checks_found_is_summed_and_a_blank_cell_is_not_zero() -> None:
    found = small(supervision=CHECKS)
    one = checks(found, territory(found), 2025, "H1")
    assert (one.checks.value, one.checked.value, one.wrong.value, one.mended.value) == (2, 22, 2, 1)
    whole = checks(found, territory(found), 2025)
    assert (whole.checked.reason, whole.wrong.value) == ("not_reported", 3)
    named = [one.name for one in by_organisation(found, territory(found), 2025)]
    assert named == ["Farmers", "Front", ""]


def test_times_without_an_officer_are_shown_between_and_after_those_with_one() -> None:
    found = small(officer_assignment=OFFICERS)
    first, second = territory(found).hamlets
    told = [(c.name, str(c.since), str(c.until)) for c in officers.charges(found, first, YEAR_END)]
    assert told == [
        ("A", "2023-01-01", "2024-06-30"),
        ("", "2024-07-01", "2024-08-31"),
        ("B", "2024-09-01", "2025-10-31"),
        ("", "2025-11-01", "None"),
    ]
    assert [c.name for c in officers.charges(found, second, YEAR_END)] == ["C"]
    assert officers.is_unassigned(found, first, YEAR_END)
    assert not officers.is_unassigned(found, first, date(2025, 10, 31))


def test_officers_whose_name_is_not_known_stand_in_the_list_too() -> None:
    unnamed = OFFICERS + "H2          -            clerk        2023-01-01 2023-06-30\n"
    found = small(officer_assignment=unnamed)
    _, second = territory(found).hamlets
    assert [c.name for c in officers.charges(found, second, YEAR_END)] == ["", "C"]


def test_before_the_list_of_officers_begins_nobody_is_said_to_be_missing() -> None:
    found = small(officer_assignment=OFFICERS)
    first, _ = hamlet_gaps(found, territory(found), 2022, date(2022, 12, 31))
    assert (first.lacks["gap.officer"].lacks, first.lacks["gap.officer"].reason) == (
        None, "year_not_listed")  # fmt: skip


def test_gaps_are_counted_only_where_they_can_be_judged() -> None:
    found = small(
        communication_event=EVENTS, posting=POSTINGS, officer_assignment=OFFICERS,
        target="""
        indicator               place_code year value unit decision_number
        information_access_rate 29221      2025 90    %    x
        """,
        information_access="""
        hamlet_code year target_households reached_households
        H1          2025 40                35
        H2          2025 10                1
        """,
    )  # fmt: skip
    first, second = hamlet_gaps(found, territory(found), 2025, YEAR_END)
    assert [kind for kind, lack in first.lacks.items() if lack.lacks] == [
        "gap.short", "gap.officer", "gap.access"]  # fmt: skip
    assert [kind for kind, lack in second.lacks.items() if lack.lacks] == [
        "gap.event", "gap.posting"]  # fmt: skip
    assert first.lacks["gap.check"].reason == "no_supervision_list"
    assert second.lacks["gap.access"].reason == "too_small"
    assert (first.gaps.value, recomputed(first.gaps)) == (3, 3)
    assert lacking(found, territory(found), 2025, YEAR_END, "gap.officer").value == 1
    nobody = lacking(found, territory(found), 2025, YEAR_END, "gap.check")
    assert (nobody.value, nobody.reason) == (None, "no_supervision_list")
