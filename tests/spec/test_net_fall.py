"""Net fall: opening minus closing; not the same as gross exits (DOMAIN 8.3)."""

from __future__ import annotations

from dashboard.measure.figure import Unit, count
from dashboard.measure.flows import IN, OUT, gross_exits, net_fall
from dashboard.words import figure
from tests.spec.moved import form


def test_52_to_42_is_a_net_fall_of_10_beside_15_exits() -> None:
    assert net_fall(form("poor"), "29221", 2025).value == 10
    assert gross_exits(form("poor"), "29221", 2025).value == 15


def test_the_form_balances_for_both_groups() -> None:
    for group, closing in (("poor", 42), ("near_poor", 58)):
        moved = form(group)
        out, into = (sum(moved.value(n) or 0 for n in names) for names in (OUT, IN))
        assert (moved.value("opening") or 0) - out + into == closing


def test_more_poor_households_than_before_are_no_fall() -> None:
    found = count("net_fall/x/2025", -3, Unit.HOUSEHOLDS)
    assert figure("vi", found) == "−3 hộ"
