"""Gross exits: poor to near-poor and poor to above near-poor (DOMAIN 8.3)."""

from __future__ import annotations

from dashboard.measure.flows import gross_exits
from tests.spec.moved import form


def test_9_to_near_poor_and_6_beyond_are_15_exits() -> None:
    assert gross_exits(form("poor"), "29221", 2025).value == 15
