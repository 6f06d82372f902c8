"""Targets of a year -> each beside what was achieved: met, missed, or why it cannot be said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import attrgetter

from catalog.indicators import Better, indicators
from dashboard.data import Data, Row
from dashboard.measure import livelihoods, reviews, spending, support
from dashboard.measure.as_of import as_of
from dashboard.measure.figure import Figure, Unit, count, rate
from dashboard.measure.gaps import is_open
from dashboard.measure.territory import Territory

#: Targets of the workbook that are no indicator of their own: what says whether more is better.
BESIDE = {
    "infrastructure_disbursement_rate": Better.HIGHER,
    "livelihood_households": Better.HIGHER,
    "poor_households": Better.LOWER,
}
OF_REVIEW = (*reviews.RATES, "poor_households")
NAMES = (*OF_REVIEW, "information_access_rate",
         "infrastructure_disbursement_rate", "livelihood_households", "participant_exit_rate")  # fmt: skip


@dataclass(frozen=True)
class Goal:
    """One target. `verdict` is met, missed, unsure, or "" when it is not known.

    Unsure: it would be met, but a hamlet of the review is missing or a form does not balance.
    """

    indicator: str
    place: str
    name: str
    target: Figure
    achieved: Figure
    decision: str
    verdict: str


@lru_cache(maxsize=256)
def goals(data: Data, territory: Territory, year: int) -> tuple[Goal, ...]:
    """Every target of a year: of the territory or of the units that became it, then of hamlets."""
    rows = [r for r in data.rows("target") if r["year"] == year and r["value"] is not None]
    places = [*_communes(territory, year), *((h.code, h.code, h.name) for h in territory.hamlets)]
    return tuple(
        _goal(data, territory, row, key, name)
        for code, key, name in places
        for indicator in NAMES
        for row in rows
        if (row["place_code"], row["indicator"]) == (code, indicator)
    )


def _communes(territory: Territory, year: int) -> list[tuple[str, str, str]]:
    """Code, key and name of the communes at the end of a year, then of those that were merged away.

    A code that the commune took over means the commune.
    """
    end = date(year, 12, 31)
    if end < territory.since:
        return [(unit.code, unit.key, unit.name) for unit in territory.former if unit.holds(end)]
    last = {
        u.code: (u.code, u.key, u.name)
        for u in sorted(territory.former, key=attrgetter("valid_from"))
    }
    last.pop(territory.code, None)
    return [(territory.code, territory.code, territory.name), *last.values()]


def _goal(data: Data, territory: Territory, row: Row, place: str, name: str) -> Goal:
    indicator, year = row["indicator"], row["year"]
    target = support.target_of(data, row, place)
    now = achieved(data, territory, indicator, year, place)
    said = verdict(indicator, target, now)
    if said == "met" and indicator in OF_REVIEW:
        hamlet = place if territory.hamlet(place) else ""
        said = "unsure" if is_open(data, territory, year, hamlet) else said
    return Goal(indicator, place, name, target, now, row["decision_number"] or "", said)


def verdict(indicator: str, target: Figure, achieved: Figure) -> str:
    """Whether a target is met; "" when either is not known."""
    if target.value is None or achieved.value is None:
        return ""
    known = indicators().get(indicator)
    lower = (known.better if known else BESIDE[indicator]) is Better.LOWER
    met = achieved.value <= target.value if lower else achieved.value >= target.value
    return "met" if met else "missed"


def achieved(data: Data, territory: Territory, indicator: str, year: int, place: str) -> Figure:
    """What came of an indicator in a year at a place; a figure with its reason when it is not known."""
    hamlet = place if territory.hamlet(place) else ""
    whole = place == territory.code
    if indicator in OF_REVIEW:
        own = hamlet or whole
        found = (
            reviews.review(data, territory, year, hamlet)
            if own
            else reviews.former(data, territory, place, year)
        )
        by = reviews.rate_of if indicator in reviews.RATES else reviews.counted
        return by(data, found, indicator)
    if indicator == "information_access_rate" and (hamlet or whole):
        return support.information_access(data, territory, year, hamlet)
    if whole:
        return _of_programme(data, territory, indicator, year)
    gone = not hamlet and date(year, 12, 31) >= territory.since
    return _none(indicator, place, year, "merged_away" if gone else "not_measured")


def _none(indicator: str, place: str, year: int, reason: str) -> Figure:
    return count(f"target_result/{place}/{year}/{indicator}", None, reason=reason)


def _of_programme(data: Data, territory: Territory, indicator: str, year: int) -> Figure:
    """Works by the year's plan; participants are listed without a year: known of the latest year only."""
    if indicator == "infrastructure_disbursement_rate":
        return spent_in(data, territory, year)
    day = as_of(data)
    if day is None or year < day.year:
        return _none(indicator, territory.code, year, "no_year")
    outcomes, _ = livelihoods.all_projects(data, territory)
    return outcomes.households if indicator == "livelihood_households" else outcomes.exit_rate


def spent_in(data: Data, territory: Territory, year: int) -> Figure:
    """What works disbursed of the plan of one year."""
    found = spending.slices(data, territory, "infrastructure", "year")
    mine = next((s for s in found if s.name == str(year)), None)
    key = f"disbursement_rate/infrastructure@{territory.code}/{year}"
    if mine is None or mine.planned.value is None or mine.disbursed.value is None:
        return Figure(key, None, Unit.RATE, reason="no_plan")
    terms = support.over(mine.disbursed, mine.planned)
    return rate(
        key, int(mine.disbursed.value), int(mine.planned.value), smallest=0,
        as_of=mine.disbursed.as_of, terms=terms, parts=Unit.VND,
    )  # fmt: skip
