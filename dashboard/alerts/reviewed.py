"""Reviews and visits -> alerts: hamlets without, forms that do not balance or agree, relapses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from catalog.warnings import review_ends, whole
from dashboard.alerts.alert import Alert, alert
from dashboard.data import Data
from dashboard.measure import flows, gaps, reviews, visits
from dashboard.measure.as_of import period
from dashboard.measure.territory import Hamlet, Territory
from dashboard.measure.waiting import waiting


def review_alerts(data: Data, territory: Territory, year: int, today: date) -> Iterator[Alert]:
    """What the review of a year says by a day, and the reviews that are due since and are not there."""
    known = reviews.years(data, territory)
    if year in known and _has_begun(data, territory, year, today):
        yield from _without_review(data, territory, year)
        yield from _unbalanced(data, territory, year)
        yield from _disagreeing(data, territory, year)
        if not any(_has_begun(data, territory, later, today) for later in known if later > year):
            yield from _relapses(data, territory, year)
    if year == max(known, default=today.year):
        for later in range(year + 1, today.year + 1):
            if today > review_ends(later):
                yield from _without_review(data, territory, later)
    yield from _waiting(data, territory, year, today)
    yield from _unvisited(data, territory, today)


def _has_begun(data: Data, territory: Territory, year: int, today: date) -> bool:
    """Whether a review of the year is there by a day: before, nothing of it is known."""
    rows = reviews.annual_rows(data, "review_summary", territory, year)
    days = [row["review_date"] for row in rows if row["review_date"]]
    return min(days, default=date.min) <= today


def _names(found: tuple[Hamlet, ...]) -> tuple[str, ...]:
    return tuple(hamlet.name for hamlet in found)


def _without_review(data: Data, territory: Territory, year: int) -> Iterator[Alert]:
    found = gaps.unreviewed(data, territory, year)
    if found:
        number = gaps.hamlets_counted(data, territory, "hamlets_without_review", str(year), found)
        values = {"number": number, "names": _names(found), "year": year}
        yield alert("no_review", "quality", values, about=str(year))


def _unbalanced(data: Data, territory: Territory, year: int) -> Iterator[Alert]:
    for group, hamlet in gaps.unbalanced(data, territory, year):
        moved = flows.movement(data, territory, year, group, hamlet.code)
        off = moved.figures["discrepancy"]
        values = {"name": hamlet.name, "difference": off, "year": year}
        yield alert(f"unbalanced_{group}", "quality", values, hamlet.code)


def _disagreeing(data: Data, territory: Territory, year: int) -> Iterator[Alert]:
    for group, hamlet in gaps.apart(data, territory, year):
        closing, summary = flows.closing_gap(data, territory, year, group, hamlet.code).of
        values = {"name": hamlet.name, "closing": closing, "summary": summary, "year": year}
        yield alert(f"disagreeing_{group}", "quality", values, hamlet.code)


def _relapses(data: Data, territory: Territory, year: int) -> Iterator[Alert]:
    """Who fell back by the latest review: a later one tells of those who are poor now."""
    moved = flows.movement(data, territory, year, "poor")
    if moved.value("relapsed"):
        values = {"households": moved.figures["relapsed"], "year": year}
        yield alert("relapsed", "poverty", values, about=str(year))


def _waiting(data: Data, territory: Territory, year: int, today: date) -> Iterator[Alert]:
    """Needs of the latest review that are open for long; nothing is said where the lists are not read."""
    days = whole("days", "need_open")
    found = waiting(data, territory, year, today, days)
    if found.value:
        values = {"households": found, "days": days, "day": today, "year": year}
        yield alert("need_open", "households", values)


def _unvisited(data: Data, territory: Territory, today: date) -> Iterator[Alert]:
    """Hamlets with visits on record, none of them lately; nothing is said where the list ends before."""
    days = whole("days", "unvisited")
    limit = today - timedelta(days=days)
    until = visits.until(data, territory)
    if until is None or until < limit:
        return
    last = {h: visits.last_visit(data, h, today).as_of for h in territory.hamlets}
    found = tuple(hamlet for hamlet, day in last.items() if day is not None and day < limit)
    if found:
        at = period(data, today)
        number = gaps.hamlets_counted(data, territory, "hamlets_unvisited", at, found)
        values = {"number": number, "names": _names(found), "days": days, "day": today}
        values["until"] = until
        yield alert("unvisited", "hamlets", values)
