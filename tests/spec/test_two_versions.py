"""Two data versions: what is told of the latest day of each is one figure of two days."""

from __future__ import annotations

import re

import pytest

from dashboard.blocks.meeting import one_change
from dashboard.blocks.versions import compared
from dashboard.measure.figure import Figure, Unit, count
from dashboard.measure.versions import Changed, changes, paired
from dashboard.view import view_of
from tests.small import data, territory

REVIEW = """
hamlet_code commune_code review_year households poor_households near_poor_households
H1          29221        2025        2000       40              60
H2          29221        2025        500        0               0
"""
LEDGER = """
commune_code lender quarter_end as_of_date loans principal_vnd due_vnd repaid_vnd outstanding_vnd overdue_vnd
29221        vbsp   2025-09-30  2025-09-30 7     70            30      20         50              10
"""
MORE = LEDGER + "29221 vbsp 2025-12-31 2025-12-05 7 70 30 25 45 5"


def test_a_new_quarter_of_the_ledger_moves_its_figures_and_none_goes_or_comes() -> None:
    before, now = (data(review_summary=REVIEW, credit_summary=made) for made in (LEDGER, MORE))
    found = changes(before, now, territory(now), 2025)
    said = {p.named.key: (p.before and p.before.value, p.after and p.after.value) for p in found}
    assert said == {"credit_outstanding_vnd/29221": (50, 45), "credit_overdue_vnd/29221": (10, 5)}


def test_a_later_day_of_the_same_quarter_is_named_on_both_sides_too() -> None:
    early = MORE.replace("2025-12-05 7 70 30 25 45 5", "2025-11-15 7 70 30 20 50 10")
    before, now = (data(review_summary=REVIEW, credit_summary=made) for made in (early, MORE))
    view = view_of(now, "vi", False, {})
    assert view is not None
    told = [one_change(view, pair) for pair in changes(before, now, territory(now), 2025)]
    assert (
        "Nợ quá hạn · Thạnh-Hải: 10 đồng (đến ngày 15/11/2025) → 5 đồng (đến ngày 05/12/2025)"
        in told
    )


@pytest.mark.parametrize(
    ("tongue", "said"),
    [
        ("vi", "Dư nợ · Thạnh-Hải: 50 đồng (đến ngày 30/09/2025) → 45 đồng (đến ngày 05/12/2025)"),
        ("en", "50 đồng (as of 30 Sept 2025) → 45 đồng (as of 5 Dec 2025)"),
    ],
)
def test_both_days_are_said_beside_the_values(tongue: str, said: str) -> None:
    before, now = (data(review_summary=REVIEW, credit_summary=made) for made in (LEDGER, MORE))
    view = view_of(now, tongue, False, {})
    assert view is not None
    pair = next(
        p for p in changes(before, now, view.territory, 2025) if "outstanding" in p.figure.key
    )
    assert said in one_change(view, pair)
    row = next(r for r in compared(view, before).split("<tr>") if "outstanding" in r)
    for text in re.findall(r"\S+ \S+ \([^)]*\)", said):
        assert text in re.sub("<[^>]*>", "", row)


def test_what_has_no_counterpart_is_still_gone_or_new() -> None:
    def named(*keys: str) -> dict[str, Figure]:
        return {key: count(key, 1, Unit.COUNT) for key in keys}

    then, now = named("a/x/2025-09-30", "b/x/2025", "c/x/2025"), named("a/y/2025-12-31", "b/x/2025")
    told = [(p.before and p.before.key, p.after and p.after.key) for p in paired(then, now)]
    assert told == [
        (None, "a/y/2025-12-31"), ("b/x/2025", "b/x/2025"), ("a/x/2025-09-30", None), ("c/x/2025", None),
    ]  # fmt: skip
    assert not Changed(then["b/x/2025"], now["b/x/2025"]).is_of_two_days
