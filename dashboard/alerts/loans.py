"""Credit by quarter -> alerts: overdue loans, loans that fall due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from catalog.warnings import whole
from dashboard.alerts.alert import Alert, alert
from dashboard.data import Data
from dashboard.measure.support import credit, due_soon
from dashboard.measure.territory import Territory


def loan_alerts(data: Data, territory: Territory, today: date) -> Iterator[Alert]:
    """Overdue in the latest quarter, to the day that the loans tell of; due in the months that end soon."""
    found = credit(data, territory, today)
    if found.overdue.value:
        values = {"overdue": found.overdue, "due": found.due, "day": found.day}
        yield alert("overdue", "credit", values)
    soon = due_soon(data, territory, today, whole("days", "due_soon"))
    if soon is not None:
        last = date.fromisoformat(soon.key.rpartition("/")[2])
        yield alert("due_soon", "credit", {"due": soon, "day": last, "until": found.day})
