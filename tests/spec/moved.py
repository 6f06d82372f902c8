"""The worked movement form of DOMAIN 8.3."""

from __future__ import annotations

from dashboard.data import Data
from dashboard.measure.flows import Movement, movement
from tests.small import data, territory

FORM = """
hamlet_code commune_code review_year group     unit       opening escaped to_other_group other_out \
from_other_group relapsed new other_in closing closing_computed discrepancy
H1          29221        2025        poor      households 52      6       9              1         \
2                1        3   0        42      42               0
H1          29221        2025        near_poor households 60      14      2              1         \
9                0        5   1        58      58               0
"""
#: The same form with a line of the other hamlet, from which nobody left and to which nobody came.
BOTH = FORM.replace("\\\n", "") + "\n".join(
    f"H2 29221 2025 {group} households {'0 ' * 11}" for group in ("poor", "near_poor")
)
SUMMARY = """
hamlet_code commune_code review_year households poor_households near_poor_households
H1          29221        2025        3960       42              58
"""


def worked() -> Data:
    """Poor 52 -> 42, near-poor 60 -> 58."""
    return data(review_movement=FORM.replace("\\\n", ""), review_summary=SUMMARY)


def form(group: str) -> Movement:
    """The movement form of a group."""
    found = worked()
    return movement(found, territory(found), 2025, group)
