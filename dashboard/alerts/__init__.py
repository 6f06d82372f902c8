"""Figures and an as-of date -> everything to look at, worst first; each by a rule that one can read."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from dashboard.alerts.alert import WEIGHTS, Alert
from dashboard.alerts.loans import loan_alerts
from dashboard.alerts.reviewed import review_alerts
from dashboard.alerts.spending import spending_alerts
from dashboard.alerts.targets import target_alerts
from dashboard.data import Data
from dashboard.measure.as_of import as_of
from dashboard.measure.territory import Territory

__all__ = ["WEIGHTS", "Alert", "alerts"]


@lru_cache(maxsize=256)
def alerts(
    data: Data, territory: Territory, year: int, today: date | None = None
) -> tuple[Alert, ...]:
    """Everything to look at in a year as of a day (without one: the latest in the data), worst first."""
    day = today or as_of(data)
    if day is None:
        return ()
    found = [
        *review_alerts(data, territory, year, day),
        *spending_alerts(data, territory, day),
        *target_alerts(data, territory, year, day),
        *loan_alerts(data, territory, day),
    ]
    return tuple(sorted(found, key=lambda alert: -alert.weight))
