"""Two reviews -> how a rate or a count moved from one year to the next, where both are whole."""

from __future__ import annotations

from dashboard.data import Data
from dashboard.measure.figure import Figure, Unit, change, count
from dashboard.measure.gaps import incomplete
from dashboard.measure.reviews import counted, rate_of, review
from dashboard.measure.territory import Territory


def rate_change(data: Data, territory: Territory, year: int, name: str) -> Figure:
    """The change of a rate from the year before, in points."""
    before, after = (rate_of(data, review(data, territory, y), name) for y in (year - 1, year))
    key = f"{name}_change/{territory.code}/{year - 1}-{year}"
    found = change(key, before, after)
    why = incomplete(data, territory, year) if found.known else ""
    return count(key, None, found.unit, reason=why) if why else found


def count_change(
    data: Data, territory: Territory, year: int, name: str, hamlet: str = ""
) -> Figure:
    """The change of a count from the year before; none across a change of standard."""
    old, new = (review(data, territory, y, hamlet) for y in (year - 1, year))
    key = f"{name}_change/{hamlet or territory.code}/{year - 1}-{year}"
    before, after = (counted(data, found, name) for found in (old, new))
    why = "standard_break" if old.standard != new.standard else ""
    why = why or ("" if hamlet else incomplete(data, territory, year))
    if before.known and after.known and why:
        return count(key, None, after.unit, reason=why)
    return change(key, before, after)


def part_change(data: Data, territory: Territory, year: int, name: str) -> Figure:
    """The change in the households that a rate counts, from the year before."""
    parts = [
        count(
            "",
            rate.part,
            Unit.HOUSEHOLDS,
            reason=rate.reason or "not_reported",
            as_of=rate.as_of,
            terms=tuple(term for term in rate.terms if not term.whole),
            standard=rate.standard,
        )
        for y in (year - 1, year)
        for rate in [rate_of(data, review(data, territory, y), name)]
    ]
    key = f"{name}_part_change/{territory.code}/{year - 1}-{year}"
    why = incomplete(data, territory, year) if all(part.known for part in parts) else ""
    return count(key, None, Unit.HOUSEHOLDS, reason=why) if why else change(key, *parts)
