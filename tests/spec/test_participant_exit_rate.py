"""Exit rate of participants: who left over those with a known outcome (DOMAIN 8.6)."""

from __future__ import annotations

from dashboard.data import EMPTY
from dashboard.measure.livelihoods import exit_rate
from dashboard.words import percent
from tests.small import rows

GROUP = """
status_at_entry outcome              households
poor            escaped_poverty      13
near_poor       escaped_near_poverty 17
poor            still_poor           1
near_poor       still_near_poor      2
near_poor       withdrew             1
"""


def test_30_of_34_is_88_24_percent_and_who_withdrew_stays_in_the_denominator() -> None:
    found = exit_rate(EMPTY, "participant_exit_rate/group", rows(GROUP))
    assert (found.part, found.whole) == (30, 34)
    assert percent("vi", float(found.value or 0)) == "88,24%"


def test_an_unknown_outcome_is_in_neither() -> None:
    found = exit_rate(EMPTY, "x", rows(GROUP + "poor unknown 3\n"))
    assert (found.part, found.whole) == (30, 34)


def test_a_household_that_was_not_poor_at_entry_is_no_participant_of_the_rate() -> None:
    found = exit_rate(EMPTY, "x", rows(GROUP + "not_poor escaped_poverty 5\n"))
    assert (found.part, found.whole) == (30, 34)


def test_of_fewer_than_20_households_there_are_the_counts_and_no_rate() -> None:
    few, enough = (
        f"status_at_entry outcome households\npoor escaped_poverty {n}" for n in (19, 20)
    )
    assert exit_rate(EMPTY, "x", rows(enough)).value == 1
    found = exit_rate(EMPTY, "x", rows(few))
    assert (found.value, found.reason, found.part, found.whole) == (None, "too_small", 19, 19)


def test_nobody_with_a_known_outcome_is_no_rate() -> None:
    found = exit_rate(EMPTY, "x", rows("status_at_entry outcome households\npoor unknown 4"))
    assert found.value is None
