"""Who was in charge of a hamlet, and when nobody was."""

from __future__ import annotations

from datetime import date

from dashboard.measure.officers import charges, is_unassigned
from tests.small import data, territory

TODAY = date(2025, 12, 31)
HEAD = "hamlet_code officer_name officer_role from_date to_date\n"


def test_of_two_officers_at_once_of_whom_the_first_has_no_end_there_is_no_gap() -> None:
    found = data(
        officer_assignment=HEAD + "H1 A head 2024-01-01 -\nH1 B head 2025-03-01 2025-06-30\n"
    )
    hamlet = territory(found).hamlets[0]
    assert [one.name for one in charges(found, hamlet, TODAY)] == ["A", "B"]
    assert not is_unassigned(found, hamlet, TODAY)


def test_between_two_officers_nobody_is_in_charge() -> None:
    found = data(officer_assignment=HEAD + "H1 A head - 2024-12-31\nH1 B head 2025-03-01 -\n")
    (_, gap, _) = charges(found, territory(found).hamlets[0], TODAY)
    assert (gap.name, gap.since, gap.until) == ("", date(2025, 1, 1), date(2025, 2, 28))
