"""One hamlet -> the figures of its row and of its page; hamlets stand in the office's own order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from dashboard.data import Data
from dashboard.measure.changes import count_change
from dashboard.measure.figure import Figure, How, Unit, count
from dashboard.measure.flows import Movement, gross_exits, movement
from dashboard.measure.money import GROUP
from dashboard.measure.reviews import counted, rate_of, review
from dashboard.measure.support import information_access
from dashboard.measure.terms import rows_counted, terms_behind
from dashboard.measure.territory import Hamlet, Territory


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
def hamlets(data: Data, territory: Territory, year: int) -> tuple[HamletFigures, ...]:
    """All hamlets of a territory in a year."""
    return tuple(hamlet_figures(data, territory, year, h) for h in territory.hamlets)


@lru_cache(maxsize=1024)
def hamlet_figures(data: Data, territory: Territory, year: int, hamlet: Hamlet) -> HamletFigures:
    """The figures of one hamlet in a year."""
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
        _projects(data, hamlet, "infrastructure"),
        _projects(data, hamlet, "livelihood"),
        information_access(data, territory, year, code),
        _visits(data, hamlet, year),
        _last_visit(data, hamlet),
    )


def _relapsed(moved: Movement) -> Figure:
    return moved.figures["relapsed"]


def _projects(data: Data, hamlet: Hamlet, kind: str) -> Figure:
    rows = [
        r for r in data.rows(f"{kind}_project") if r.get("kind") != GROUP
    ]  # a group is no project
    mine = [r for r in rows if hamlet.codes & set(r["hamlet_codes"] or ())]
    value = len(mine) if rows else None
    key, terms = f"projects/{kind}@{hamlet.code}/all", rows_counted(data, mine, "hamlet_codes")
    return count(key, value, reason="no_register", terms=terms)


def _visits(data: Data, hamlet: Hamlet, year: int) -> Figure:
    rows = data.rows("visit_summary")
    mine = [r for r in rows if r["hamlet_code"] in hamlet.codes and r["year"] == year]
    value = sum(r["visits"] for r in mine) if rows else None
    terms = terms_behind(data, "visit_summary", mine, "visits")
    return count(f"visits/{hamlet.code}/{year}", value, reason="no_list", terms=terms)


def _last_visit(data: Data, hamlet: Hamlet) -> Figure:
    rows = [r for r in data.rows("visit_summary") if r["hamlet_code"] in hamlet.codes]
    day = max((r["last_visit_date"] for r in rows), default=None)
    value = day.toordinal() if day else None
    latest = [r for r in rows if r["last_visit_date"] == day]
    terms = terms_behind(data, "visit_summary", latest, "last_visit_date")
    return count(
        f"last_visit/{hamlet.code}/all", value, Unit.DATE, reason="no_visit", as_of=day,
        terms=terms, how=How.LATEST,
    )  # fmt: skip
