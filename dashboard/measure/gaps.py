"""One year -> what its review lacks: hamlets without one, movement forms that do not balance or agree."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from catalog.tables import GROUPS
from dashboard.data import Data
from dashboard.measure import flows, reviews
from dashboard.measure.figure import Figure, count
from dashboard.measure.terms import rows_counted
from dashboard.measure.territory import Hamlet, Territory


@lru_cache(maxsize=256)
def unreviewed(data: Data, territory: Territory, year: int) -> tuple[Hamlet, ...]:
    """The hamlets of a year that its annual review does not have."""
    return tuple(
        hamlet
        for hamlet in territory.hamlets
        if _was_there(data, hamlet, year)
        and reviews.review(data, territory, year, hamlet.code).reason == "no_review"
    )


def incomplete(data: Data, territory: Territory, year: int) -> str:
    """Why a year's whole is not compared with that of the year before; "" when both have all hamlets."""
    years = (year - 1, year)
    return "unreviewed" if any(unreviewed(data, territory, y) for y in years) else ""


def _was_there(data: Data, hamlet: Hamlet, year: int) -> bool:
    begun = [r["valid_from"] for r in data.rows("place") if r["place_code"] in hamlet.codes]
    return min((d for d in begun if d), default=date.min) <= date(year, 12, 31)


@lru_cache(maxsize=256)
def unbalanced(data: Data, territory: Territory, year: int) -> tuple[tuple[str, Hamlet], ...]:
    """Group and hamlet of every movement form whose closing is not what its columns come to."""
    return tuple(
        (group, hamlet)
        for group in GROUPS
        for hamlet in territory.hamlets
        if flows.movement(data, territory, year, group, hamlet.code).value("discrepancy")
    )


@lru_cache(maxsize=256)
def apart(data: Data, territory: Territory, year: int) -> tuple[tuple[str, Hamlet], ...]:
    """Group and hamlet of every movement form that closes with another number than the summary counts."""
    return tuple(
        (group, hamlet)
        for group in GROUPS
        for hamlet in territory.hamlets
        if flows.closing_gap(data, territory, year, group, hamlet.code).value
    )


def is_open(data: Data, territory: Territory, year: int, hamlet: str = "") -> bool:
    """Whether something is missing that a statement about a year would need, or its forms disagree."""
    missing = [h.code for h in unreviewed(data, territory, year)]
    at = (data, territory, year)
    astray = [h.code for _, h in (*unbalanced(*at), *apart(*at))]
    return hamlet in missing + astray if hamlet else bool(missing or astray)


def hamlets_counted(
    data: Data, territory: Territory, name: str, period: str, found: tuple[Hamlet, ...]
) -> Figure:
    """How many hamlets there are of a kind; their lines in the list of places stand for them."""
    codes = {hamlet.code for hamlet in found}
    places = [r for r in data.rows("place") if r["place_code"] in codes and not r["valid_to"]]
    key = f"{name}/{territory.code}/{period}"
    return count(key, len(found), terms=rows_counted(data, places, "name"))
