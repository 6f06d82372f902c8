"""Cost per household: what was disbursed over the households supported (DOMAIN 8.7)."""

from __future__ import annotations

from dashboard.measure.figure import Unit, count
from dashboard.measure.livelihoods import cost_per_household
from dashboard.words import figure


def test_more_than_1_2_billion_over_42_households_is_more_than_28_57_million() -> None:
    disbursed = count("d", 1_200_000_000, Unit.VND, bound="more_than")
    found = cost_per_household("x", disbursed, count("h", 42, Unit.HOUSEHOLDS))
    assert figure("vi", found) == "hơn 28,57 triệu đồng"


def test_without_households_or_money_there_is_no_cost() -> None:
    money, nobody = count("d", 5, Unit.VND), count("h", None, reason="no_list")
    assert cost_per_household("x", money, nobody).reason == "no_list"
    unknown = count("d", None, Unit.VND, reason="no_plan")
    assert cost_per_household("x", unknown, count("h", 42)).reason == "no_plan"
