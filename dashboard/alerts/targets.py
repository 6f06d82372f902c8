"""Targets -> alerts: missed, or at risk while the year runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from dashboard.alerts.alert import Alert, alert
from dashboard.data import Data
from dashboard.measure import reviews
from dashboard.measure.pace import months_gone
from dashboard.measure.targets import OF_REVIEW, Goal, achieved, goals, verdict
from dashboard.measure.territory import Territory

PAGES = {
    "infrastructure_disbursement_rate": "infrastructure",
    "livelihood_households": "livelihoods", "participant_exit_rate": "livelihoods",
    "information_access_rate": "communication",
}  # fmt: skip


def target_alerts(data: Data, territory: Territory, year: int, today: date) -> Iterator[Alert]:
    """The targets of a year that were missed; of the running year, those that its figures endanger."""
    for goal in goals(data, territory, year):
        if goal.verdict == "missed" and _is_decided(goal, year, today):
            yield _alert(territory, "target_missed", goal, year)
        elif goal.verdict == "missed" and _lags(goal, year, today):
            yield _alert(territory, "target_at_risk", goal, year)
    if year == max(reviews.years(data, territory), default=year) and today.year > year:
        yield from _still_above(data, territory, year, today)


def _is_decided(goal: Goal, year: int, today: date) -> bool:
    """A review decides on its day; everything else at the end of the year."""
    if goal.indicator in OF_REVIEW:
        return (goal.achieved.as_of or date(year, 12, 31)) <= today
    return today >= date(year, 12, 31)


def _lags(goal: Goal, year: int, today: date) -> bool:
    """Less disbursed of a year's plan than the share of the year that is over asks for."""
    if goal.indicator != "infrastructure_disbursement_rate" or today.year != year:
        return False
    due = float(goal.target.value or 0) * float(months_gone(year, today))
    return float(goal.achieved.value or 0) < due


def _still_above(data: Data, territory: Territory, year: int, today: date) -> Iterator[Alert]:
    """A target of the running year that the last review is still above; its own review is to come."""
    for goal in goals(data, territory, today.year):
        gone = goal.achieved.reason == "merged_away"
        if goal.indicator in OF_REVIEW and not goal.achieved.known and not gone:
            last = replace(
                goal, achieved=achieved(data, territory, goal.indicator, year, goal.place)
            )
            if verdict(goal.indicator, last.target, last.achieved) == "missed":
                yield _alert(territory, "target_at_risk", last, today.year)


def _alert(territory: Territory, rule: str, goal: Goal, year: int) -> Alert:
    hamlet = goal.place if territory.hamlet(goal.place) else ""
    values = {
        "goal": goal.indicator, "place": goal.name, "achieved": goal.achieved, "year": year,
        "target": goal.target, "decision": goal.decision or "—",
    }  # fmt: skip
    page, about = PAGES.get(goal.indicator, "poverty"), f"{year}/{goal.indicator}/{goal.place}"
    return alert(rule, page, values, hamlet, about)
