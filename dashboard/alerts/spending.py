"""Works and projects against their plan and dates -> the rules that they break."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from catalog.warnings import share
from dashboard.alerts.alert import WEIGHTS, Alert, alert
from dashboard.data import Data
from dashboard.measure.money import Project, projects
from dashboard.measure.pace import Pace, paces
from dashboard.measure.territory import Territory

Warned = tuple[str, dict[str, Any]]
PAGES = {"infrastructure": ("infrastructure", ""), "livelihood": ("livelihoods", "project_")}


def spending_alerts(data: Data, territory: Territory, today: date) -> Iterator[Alert]:
    """Every rule that a work or a project breaks by a day."""
    for kind, (page, prefix) in PAGES.items():
        for project in projects(data, territory, kind):
            for rule, values in warnings(data, territory, kind, project, today):
                name = prefix + rule if prefix + rule in WEIGHTS else rule
                named = {"name": project.row["name"]} | values
                yield alert(name, page, named, about=project.code)


def warnings(
    data: Data, territory: Territory, kind: str, project: Project, today: date
) -> list[Warned]:
    """The rules that one work or project breaks, worst first, with the figures that say so."""
    pace = paces(data, territory, kind, today)[project.code]
    found = [*_late(project, today), *_over(project), *_slow(project, pace, today)]
    if project.row.get("status") == "stopped":
        found.append(("stopped", {}))
    return found


def _late(project: Project, today: date) -> Iterator[Warned]:
    due, progress = project.row.get("finish_date"), project.row.get("progress_pct")
    if due and due < today and not project.finished:
        values = {"due": due, "days": (today - due).days, "progress": progress}
        yield "late" if progress is not None else "late_unknown", values


def _over(project: Project) -> Iterator[Warned]:
    if project.disbursement.reason == "over_100":
        yield "over_plan", {"disbursed": project.disbursed, "planned": project.planned}


def _slow(project: Project, pace: Pace, today: date) -> Iterator[Warned]:
    """Too little disbursed: of the whole plan when the work is done, else of what is due; said once."""
    rate, spent = project.disbursement, pace.spent
    over = (project.row.get("finish_date") or today) <= today
    few = rate.value is not None and rate.value < share("money", "finished_disbursed")
    if project.finished and over and few:
        yield "low_disbursement", {"rate": rate, "disbursed": project.disbursed}
    elif pace.expected.value and spent.value == 0:
        yield "none_disbursed", {"expected": pace.expected, "day": pace.expected.as_of}
    elif pace.band == "behind":
        values: dict[str, Any] = {"expected": pace.expected, "rate": pace.rate, "gap": pace.gap}
        values |= {"disbursed": spent, "day": pace.expected.as_of, "money": spent.as_of}
        yield "behind", values
