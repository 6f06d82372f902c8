"""Reviews -> counts, rates and their changes. Source: form 1 of Circular 07/2021."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby

from catalog.indicators import indicators
from dashboard.data import Data, Row
from dashboard.measure.figure import SMALLEST_GROUP, Figure, Unit, count, rate, total
from dashboard.measure.terms import terms_of
from dashboard.measure.territory import Territory

RATES = {
    name: indicators()[name].columns()
    for name in ("poverty_rate", "near_poverty_rate", "multidimensional_rate")
}
#: What is counted alike under every standard.
RESIDENTS = ("households", "persons")


@dataclass(frozen=True)
class Review:
    """The annual review of one place and year: its rows, and why they are not enough if so."""

    place: str
    year: int
    rows: tuple[Row, ...]
    reason: str = ""

    @property
    def date(self) -> date | None:
        """The latest review date."""
        days = [row["review_date"] for row in self.rows if row.get("review_date")]
        return max(days, default=None)

    @property
    def standard(self) -> str | None:
        """The standard, when all rows have the same one."""
        found = {row.get("standard") for row in self.rows}
        return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=64)
def years(data: Data, territory: Territory) -> tuple[int, ...]:
    """The years with an annual review of the territory or of a unit that became it."""
    rows = data.rows("review_summary")
    return tuple(
        sorted({r["review_year"] for r in rows if _annual(r) and territory.unit_of(r) is not None})
    )


def _annual(row: Row) -> bool:
    return bool(row["review_round"] == "annual" and row["review_year"] is not None)


def annual_rows(data: Data, table: str, territory: Territory, year: int) -> tuple[Row, ...]:
    """The rows of a table of the annual review of a year, of the territory or its predecessors."""
    communes = {territory.code, *(unit.code for unit in territory.former)}
    known = _by_commune(data, table)
    found = [pair for code in communes for pair in known.get((year, code), ())]
    if len(communes) > 1:
        found.sort(key=lambda pair: pair[0])  # as they stand in the table
    return tuple(row for _, row in found if territory.unit_of(row) is not None)


@lru_cache(maxsize=64)
def _by_commune(data: Data, table: str) -> dict[tuple[int, str], list[tuple[int, Row]]]:
    """The annual rows of a table with their numbers, by year and commune: sorted once for all communes."""
    found: dict[tuple[int, str], list[tuple[int, Row]]] = {}
    for number, row in enumerate(data.rows(table)):
        if _annual(row):
            at = (row["review_year"], row["commune_code"])
            found.setdefault(at, []).append((number, row))
    return found


@lru_cache(maxsize=1024)
def review(data: Data, territory: Territory, year: int, hamlet: str = "") -> Review:
    """The annual review of the territory, or of one of its hamlets.

    Before a merger the territory's review is those of all its predecessors together; when one of
    them is missing there is no figure (reason `partial`).
    """
    rows = annual_rows(data, "review_summary", territory, year)
    if hamlet:
        place = territory.hamlet(hamlet)
        mine = tuple(r for r in rows if place and r["hamlet_code"] in place.codes)
        return Review(hamlet, year, mine, "" if mine else "no_review")
    if not rows:
        return Review(territory.code, year, (), "no_review")
    found = {unit.key for r in rows if (unit := territory.unit_of(r))}
    expected = territory.expected_units(rows[0]["review_date"])
    return Review(territory.code, year, rows, "" if set(expected) <= found else "partial")


@lru_cache(maxsize=64)
def comparable_years(data: Data, territory: Territory) -> tuple[tuple[int, ...], ...]:
    """The years in runs of one standard and one territory: points of two runs are never joined."""

    def frame(year: int) -> tuple[str | None, tuple[str, ...]]:
        found = review(data, territory, year)
        return found.standard, territory.expected_units(found.date)

    return tuple(tuple(run) for _, run in groupby(years(data, territory), key=frame))


def counted(data: Data, found: Review, name: str) -> Figure:
    """A count of the summary form: households, persons, poor_households …"""
    unit = Unit.PERSONS if name.endswith("persons") else Unit.HOUSEHOLDS
    value = None if found.reason else total(found.rows, name)
    return count(
        f"{name}/{found.place}/{found.year}",
        value,
        unit,
        reason=found.reason or "not_reported",
        as_of=found.date,
        terms=terms_of(data, found.rows, name),
        standard=None if name in RESIDENTS else found.standard,
    )


def rate_of(data: Data, found: Review, name: str, unit: Unit = Unit.HOUSEHOLDS) -> Figure:
    """One of RATES: part over all resident households (or persons) at the review, pooled over the rows."""
    names = [part.replace("_households", f"_{unit}") for part in RATES[name]]
    parts = [total(found.rows, part) for part in names]
    known = [part for part in parts if part is not None]
    own = "" if unit is Unit.HOUSEHOLDS else f"/{unit}"
    households = total(found.rows, "households")
    small = "too_small" if own and households and households < SMALLEST_GROUP else ""
    return rate(
        f"{name}/{found.place}/{found.year}{own}",
        sum(known) if len(known) == len(parts) else None,
        total(found.rows, unit),
        reason=found.reason or small,
        as_of=found.date,
        standard=found.standard,
        terms=terms_of(data, found.rows, *names) + terms_of(data, found.rows, unit, whole=True),
        parts=unit,
    )


def lacks(found: Review, group: str, rows: Iterable[Row]) -> str:
    """Why rows of another form are not the whole of a group; "" when they have every hamlet that the
    summary counts some of it in."""
    counted = {r["hamlet_code"] for r in found.rows if r.get(f"{group}_households")}
    return "" if counted <= {row["hamlet_code"] for row in rows} else "some_hamlets"


def former(data: Data, territory: Territory, key: str, year: int) -> Review:
    """The annual review of a unit that became the territory; `merged_away` once it had no more of its own."""
    rows = tuple(
        r
        for r in annual_rows(data, "review_summary", territory, year)
        if (unit := territory.unit_of(r)) and unit.key == key
    )
    there = any(u.key == key and u.holds(date(year, 12, 31)) for u in territory.former)
    return Review(key, year, rows, "" if rows else "no_review" if there else "merged_away")


def former_rate(data: Data, territory: Territory, key: str, year: int, name: str) -> Figure:
    """A rate of a unit that became the territory, under the unit's own key."""
    return rate_of(data, former(data, territory, key, year), name)
