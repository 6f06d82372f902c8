"""warnings.toml -> when the dashboard warns: shares, days, the last day of a review."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from catalog.toml import load


def share(group: str, name: str) -> float:
    """A threshold that is a share of 1."""
    return float(_value(group, name))


def whole(group: str, name: str) -> int:
    """A threshold that is a number of days or of lines."""
    return int(_value(group, name))


def review_ends(year: int) -> date:
    """The last day on which the yearly review of a year may be done."""
    return date(year, whole("review", "last_month"), whole("review", "last_day"))


@cache
def thresholds() -> dict[str, int]:
    """The shares in per cent, the days and the last day of a review, as the rules' texts call them."""
    return {
        "on_track": round(100 * share("pace", "on_track")),
        "slow": round(100 * share("pace", "slow")),
        "finished_disbursed": round(100 * share("money", "finished_disbursed")),
        "unvisited": whole("days", "unvisited"),
        "need_open": whole("days", "need_open"),
        "due_soon": whole("days", "due_soon"),
        "last_day": whole("review", "last_day"),
        "last_month": whole("review", "last_month"),
    }


def _value(group: str, name: str) -> Any:
    return load("warnings.toml")[group][name]
