"""Figures -> sentences and alerts: words keys with values, each with a condition. No cause is claimed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from dashboard.data import Data
from dashboard.measure import flows, money, reviews
from dashboard.measure.figure import Figure, Unit, count
from dashboard.measure.support import credit, target
from dashboard.measure.terms import rows_counted
from dashboard.measure.territory import Territory

FEW = 3  # a change of one or two households is never called a trend
LOW_DISBURSEMENT = 0.5


@dataclass(frozen=True)
class Sentence:
    """A template (a words key) and the figures that fill it."""

    key: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Alert:
    """Something to look at, with the rule that found it. `weight` puts the worst first."""

    rule: str
    weight: float
    page: str
    values: dict[str, Any] = field(default_factory=dict)
    hamlet: str = ""

    @property
    def key(self) -> str:
        """What it is about, the same from build to build: the rule and the hamlet, work or loan."""
        return f"{self.rule}/{self.hamlet or self.values.get('name', '')}"


def headline(data: Data, territory: Territory, year: int) -> Sentence:
    """Where the rate stands, against the year before and the target, as far as they are known."""
    now = reviews.rate_of(data, reviews.review(data, territory, year), "poverty_rate")
    if not now.known:
        return Sentence("headline.missing", {"reason": now.reason, "year": year})
    change = reviews.rate_change(data, territory, year, "poverty_rate")
    households = reviews.count_change(data, territory, year, "poor_households")
    goal = target(data, territory, "poverty_rate", year)
    values = {"rate": now, "year": year, "before": year - 1, "place": territory.name}
    if not (change.known and households.known):
        return Sentence("headline.alone", values)
    values |= {"points": change, "households": households, "target": goal}
    return Sentence(f"headline.{_direction(households)}{_against(now, goal)}", values)


def _direction(households: Figure) -> str:
    value = households.value or 0
    if abs(value) < FEW:
        return "same"
    return "down" if value < 0 else "up"


def _against(now: Figure, goal: Figure) -> str:
    if now.value is None or goal.value is None:
        return ""
    return "_met" if now.value <= goal.value else "_missed"


def step_key(name: str, *, persons: bool = False) -> str:
    """The words key of a movement of the poor, or of a step of their rate."""
    if name in ("opening_gap", "denominator"):
        return f"rate_step.{name}{'_persons' if persons and name == 'denominator' else ''}"
    own = {"to_other_group": "to_near_poor", "from_other_group": "from_near_poor"}
    return f"movement.{own.get(name, name)}"


def movements(
    data: Data,
    territory: Territory,
    year: int,
    hamlet: str = "",
    unit: Unit = Unit.HOUSEHOLDS,
) -> Sentence | None:
    """The movement form of the poor as one sentence; None when a column of it is missing."""
    moved = flows.movement(data, territory, year, "poor", hamlet, unit)
    exits = flows.gross_exits(moved, hamlet or territory.code, year)
    entries = flows.entries(moved, hamlet or territory.code, year)
    names = ("opening", "closing", "other_out", "other_in")
    values = {name: moved.figures[name] for name in names} | {"exits": exits, "entries": entries}
    known = all(figure.value is not None for figure in values.values())
    return Sentence("poverty.explained", dict(values)) if known else None


@lru_cache(maxsize=16)
def as_of(data: Data) -> date | None:
    """The one date that due and late are judged by: the latest in the data."""
    names = ("review_date", "as_of_date", "quarter_end", "event_date", "last_visit_date")
    days = [
        row[name]
        for rows in data.tables.values()
        for row in rows
        for name in names
        if row.get(name) is not None
    ]
    return max(days, default=None)


@lru_cache(maxsize=64)
def alerts(data: Data, territory: Territory, year: int) -> tuple[Alert, ...]:
    """Everything to look at in a year, worst first."""
    found = [
        *_works(data, territory),
        *_balance(data, territory, year),
        *_relapses(data, territory, year),
        *_unreviewed(data, territory, year),
        *_credit(data, territory),
    ]
    return tuple(sorted(found, key=lambda alert: -alert.weight))


def _works(data: Data, territory: Territory) -> list[Alert]:
    return [
        Alert(rule, weight, "infrastructure", {"name": p.row["name"]} | values)
        for p in money.projects(data, territory, "infrastructure")
        for rule, weight, values in work_warnings(data, p)
    ]


def work_warnings(data: Data, project: money.Project) -> list[tuple[str, float, dict[str, Any]]]:
    """The rules that a work breaks: late; finished with little disbursed; more than planned."""
    today, row = as_of(data), project.row
    found: list[tuple[str, float, dict[str, Any]]] = []
    due, progress = row.get("finish_date"), row.get("progress_pct")
    if today and due and due < today and not project.finished:
        values = {"due": due, "days": (today - due).days, "progress": progress}
        rule = "late" if progress is not None else "late_unknown"
        found.append((rule, 90.0, values))
    rate = project.disbursement
    if project.finished and rate.value is not None and rate.value < LOW_DISBURSEMENT:
        found.append(("low_disbursement", 80.0, {"rate": rate, "disbursed": project.disbursed}))
    if rate.reason == "over_100":
        values = {"disbursed": project.disbursed, "planned": project.planned}
        found.append(("over_plan", 85.0, values))
    if row.get("status") == "stopped":
        found.append(("stopped", 75.0, {}))
    return found


def _balance(data: Data, territory: Territory, year: int) -> list[Alert]:
    found = []
    for group in ("poor", "near_poor"):
        for hamlet in territory.hamlets:
            moved = flows.movement(data, territory, year, group, hamlet.code)
            if moved.value("discrepancy"):
                values = {"name": hamlet.name, "difference": moved.figures["discrepancy"]}
                found.append(Alert(f"unbalanced_{group}", 95.0, "quality", values, hamlet.code))
    return found


def _relapses(data: Data, territory: Territory, year: int) -> list[Alert]:
    moved = flows.movement(data, territory, year, "poor")
    value = moved.value("relapsed")
    if not value:
        return []
    return [Alert("relapsed", 70.0, "poverty", {"households": moved.figures["relapsed"]})]


def _unreviewed(data: Data, territory: Territory, year: int) -> list[Alert]:
    missing = [
        hamlet
        for hamlet in territory.hamlets
        if reviews.review(data, territory, year, hamlet.code).reason == "no_review"
    ]
    if not missing:
        return []
    codes = {hamlet.code for hamlet in missing}
    places = [r for r in data.rows("place") if r["place_code"] in codes and not r["valid_to"]]
    values = {
        "number": count(
            f"hamlets_without_review/{territory.code}/{year}",
            len(missing),
            terms=rows_counted(data, places, "name"),
        ),
        "names": ", ".join(h.name for h in missing[:6]),
        "year": year,
    }
    return [Alert("no_review", 100.0, "quality", values)]


def _credit(data: Data, territory: Territory) -> list[Alert]:
    found = credit(data, territory)
    if not found.overdue.value:
        return []
    values = {"overdue": found.overdue, "due": found.due, "day": found.quarter_end}
    return [Alert("overdue", 60.0, "overview", values)]
