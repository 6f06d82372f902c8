"""One hamlet -> the figures of its row and of its page; hamlets stand in the office's own order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dashboard.data import Data
from dashboard.measure.changes import count_change
from dashboard.measure.figure import Figure, count
from dashboard.measure.flows import Movement, gross_exits, movement
from dashboard.measure.money import projects
from dashboard.measure.reviews import counted, rate_of, review
from dashboard.measure.support import information_access
from dashboard.measure.terms import rows_counted
from dashboard.measure.territory import Hamlet, Territory
from dashboard.measure.visits import last_visit, visits


@dataclass(frozen=True)
class HamletFigures:
    """What a hamlet's row says."""

    hamlet: Hamlet
    households: Figure
    poor: Figure
    near_poor: Figure
    poverty_rate: Figure
    near_poverty_rate: Figure
    change: Figure
    exits: Figure
    relapsed: Figure
    works: Figure
    projects: Figure
    information: Figure
    visits: Figure
    last_visit: Figure


@lru_cache(maxsize=64)
def hamlets(
    data: Data, territory: Territory, year: int, today: date | None = None
) -> tuple[HamletFigures, ...]:
    """All hamlets of a territory in a year; of the visits those by a day that was set."""
    return tuple(hamlet_figures(data, territory, year, h, today) for h in territory.hamlets)


@lru_cache(maxsize=1024)
def hamlet_figures(
    data: Data, territory: Territory, year: int, hamlet: Hamlet, today: date | None = None
) -> HamletFigures:
    """The figures of one hamlet in a year; of the visits those by a day that was set."""
    code = hamlet.code
    found = review(data, territory, year, code)
    poor = movement(data, territory, year, "poor", code)
    return HamletFigures(
        hamlet,
        counted(data, found, "households"),
        counted(data, found, "poor_households"),
        counted(data, found, "near_poor_households"),
        rate_of(data, found, "poverty_rate"),
        rate_of(data, found, "near_poverty_rate"),
        count_change(data, territory, year, "poor_households", code),
        gross_exits(poor, code, year),
        _relapsed(poor),
        _projects(data, territory, hamlet, "infrastructure"),
        _projects(data, territory, hamlet, "livelihood"),
        information_access(data, territory, year, code),
        visits(data, territory, hamlet, year, today),
        last_visit(data, hamlet, today),
    )


def _relapsed(moved: Movement) -> Figure:
    return moved.figures["relapsed"]


def _projects(data: Data, territory: Territory, hamlet: Hamlet, kind: str) -> Figure:
    found = projects(data, territory, kind)  # a community group is no project
    mine = [p.row for p in found if hamlet.codes & set(p.row["hamlet_codes"] or ())]
    value = len(mine) if found else None
    key, terms = f"projects/{kind}@{hamlet.code}/all", rows_counted(data, mine, "hamlet_codes")
    return count(key, value, reason="no_register", terms=terms)
