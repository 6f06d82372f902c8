"""Reviews -> rates, their changes, movements, transitions. Source: forms 1 to 3 of Circular 07/2021."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby

from catalog.indicators import indicators
from catalog.tables import CAUSES, INDICATORS
from dashboard.data import Data, Row
from dashboard.measure.figure import Figure, Unit, change, count, merged, rate, sources_of, total
from dashboard.measure.territory import Territory

RATES = {
    name: indicators()[name].columns()
    for name in ("poverty_rate", "near_poverty_rate", "multidimensional_rate")
}
OUT = ("to_other_group", "escaped", "other_out")
IN = ("from_other_group", "relapsed", "new", "other_in")


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


def _rows(data: Data, table: str, territory: Territory, year: int) -> tuple[Row, ...]:
    return tuple(
        row
        for row in data.rows(table)
        if row["review_year"] == year and _annual(row) and territory.unit_of(row) is not None
    )


@lru_cache(maxsize=1024)
def review(data: Data, territory: Territory, year: int, hamlet: str = "") -> Review:
    """The annual review of the territory, or of one of its hamlets.

    Before a merger the territory's review is those of all its predecessors together; when one of
    them is missing there is no figure (reason `partial`).
    """
    rows = _rows(data, "review_summary", territory, year)
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
        sources=sources_of(data, found.rows, name),
    )


def rate_of(data: Data, found: Review, name: str) -> Figure:
    """One of RATES: part over all resident households at the review, pooled over the rows."""
    parts = [total(found.rows, part) for part in RATES[name]]
    known = [part for part in parts if part is not None]
    return rate(
        f"{name}/{found.place}/{found.year}",
        sum(known) if len(known) == len(parts) else None,
        total(found.rows, "households"),
        reason=found.reason,
        as_of=found.date,
        standard=found.standard,
        sources=sources_of(data, found.rows, *RATES[name], "households"),
    )


def former_rate(data: Data, territory: Territory, key: str, year: int, name: str) -> Figure:
    """A rate of a unit that became the territory, under the unit's own key."""
    rows = tuple(
        r
        for r in _rows(data, "review_summary", territory, year)
        if (unit := territory.unit_of(r)) and unit.key == key
    )
    return rate_of(data, Review(key, year, rows, "" if rows else "no_review"), name)


def rate_change(data: Data, territory: Territory, year: int, name: str) -> Figure:
    """The change of a rate from the year before, in points."""
    before, after = (rate_of(data, review(data, territory, y), name) for y in (year - 1, year))
    return change(f"{name}_change/{territory.code}/{year - 1}-{year}", before, after)


def count_change(
    data: Data, territory: Territory, year: int, name: str, hamlet: str = ""
) -> Figure:
    """The change of a count from the year before."""
    before, after = (
        counted(data, review(data, territory, y, hamlet), name) for y in (year - 1, year)
    )
    place = hamlet or territory.code
    return change(f"{name}_change/{place}/{year - 1}-{year}", before, after)


def part_change(data: Data, territory: Territory, year: int, name: str) -> Figure:
    """The change in the households that a rate counts, from the year before."""
    parts = [
        count(
            "", rate.part, Unit.HOUSEHOLDS, reason=rate.reason or "not_reported", as_of=rate.as_of
        )
        for y in (year - 1, year)
        for rate in [rate_of(data, review(data, territory, y), name)]
    ]
    return change(f"{name}_part_change/{territory.code}/{year - 1}-{year}", *parts)


@dataclass(frozen=True)
class Movement:
    """The movement form of one group in one year, households: each column of the form a figure."""

    group: str
    figures: dict[str, Figure]

    @property
    def complete(self) -> bool:
        """Whether every column is there."""
        return all(figure.known for figure in self.figures.values())

    def value(self, name: str) -> int | None:
        """The value of a column."""
        value = self.figures[name].value
        return None if value is None else int(value)


@lru_cache(maxsize=1024)
def movement(
    data: Data,
    territory: Territory,
    year: int,
    group: str,
    hamlet: str = "",
    unit: str = "households",
) -> Movement:
    """The movement form of the territory (all its predecessors together) or of a hamlet."""
    found = review(data, territory, year, hamlet)
    place = territory.hamlet(hamlet) if hamlet else None
    rows = tuple(
        r
        for r in _rows(data, "review_movement", territory, year)
        if r["group"] == group
        and r["unit"] == unit
        and (not hamlet or (place is not None and r["hamlet_code"] in place.codes))
    )
    names = ("opening", *OUT, *IN, "closing", "closing_computed", "discrepancy")
    return Movement(group, {n: _column(data, found, rows, n, group, unit) for n in names})


def _column(
    data: Data, found: Review, rows: tuple[Row, ...], name: str, group: str, unit: str
) -> Figure:
    reason = found.reason if found.reason == "partial" else ("" if rows else "no_movement")
    return count(
        f"{name}/{found.place}/{found.year}/{group}",
        None if reason else total(rows, name),
        Unit(unit),
        reason=reason or "not_reported",
        as_of=found.date,
        sources=sources_of(data, rows, name),
    )


def gross_exits(moved: Movement, place: str, year: int) -> Figure:
    """Poor households that left poverty in the year: to near-poor and beyond (form 2, columns 2 + 3)."""
    parts = [moved.value(name) for name in ("to_other_group", "escaped")]
    return _derived(f"gross_exits/{place}/{year}", parts, moved, "to_other_group", "escaped")


def net_fall(moved: Movement, place: str, year: int) -> Figure:
    """Opening minus closing: what the number of poor households fell by after all entries."""
    opening, closing = moved.value("opening"), moved.value("closing")
    parts = [opening, None if closing is None else -closing]
    return _derived(f"net_fall/{place}/{year}", parts, moved, "opening", "closing")


def entries(moved: Movement, place: str, year: int) -> Figure:
    """Households that came into poverty: from near-poor, relapsed, newly arising (columns 5 to 7)."""
    names = ("from_other_group", "relapsed", "new")
    parts = [moved.value(name) for name in names]
    return _derived(f"entries/{place}/{year}", parts, moved, *names)


def _derived(key: str, parts: list[int | None], moved: Movement, *names: str) -> Figure:
    known = [part for part in parts if part is not None]
    first = moved.figures[names[0]]
    sources = merged(*(moved.figures[name].sources for name in names))
    return count(
        key,
        sum(known) if len(known) == len(parts) else None,
        Unit.HOUSEHOLDS,
        reason=first.reason or "not_reported",
        as_of=first.as_of,
        sources=sources,
    )


@lru_cache(maxsize=512)
def by_detail(
    data: Data, territory: Territory, year: int, group: str, detail: str, hamlet: str = ""
) -> tuple[Figure, ...]:
    """Households of a group by deprivation (`indicator`) or `cause`; exact for the commune."""
    names = INDICATORS if detail == "indicator" else CAUSES
    kind = "deprivation" if detail == "indicator" else "cause"
    table = f"{kind}_summary" if hamlet else f"{kind}_commune"
    rows = [r for r in _rows(data, table, territory, year) if r["group"] == group]
    place = territory.hamlet(hamlet) if hamlet else None
    if hamlet:
        rows = [r for r in rows if place is not None and r["hamlet_code"] in place.codes]
    found = review(data, territory, year, hamlet)
    figures = []
    for name in names:
        mine = [r for r in rows if r[detail] == name]
        hidden = any(r.get("suppressed") for r in mine)
        partial = found.reason if found.reason == "partial" else ""
        figures.append(
            count(
                f"{kind}/{hamlet or territory.code}/{year}/{group}/{name}",
                None if hidden or partial else total(mine, "households"),
                Unit.HOUSEHOLDS,
                reason="suppressed" if hidden else partial or "not_reported",
                as_of=found.date,
                sources=sources_of(data, mine, "households", added=name),
            )
        )
    return tuple(figures)


STATES = ("poor", "near_poor", "above")


@lru_cache(maxsize=256)
def transitions(data: Data, territory: Territory, year: int) -> dict[tuple[str, str], Figure]:
    """From a state to a state, households of the lists; `above` is average and not poor together."""
    rows = _rows(data, "transition_commune", territory, year)
    found = review(data, territory, year)
    figures = {}
    for start in STATES:
        for end in STATES:
            if start == end == "above":
                continue
            mine = [
                r
                for r in rows
                if _state(r["from_status"]) == start and _state(r["to_status"]) == end
            ]
            value = (total(mine, "households") or 0) if rows and not found.reason else None
            key = f"transition/{territory.code}/{year}/{start}/{end}"
            figures[start, end] = count(
                key, value, Unit.HOUSEHOLDS, reason=found.reason or "no_list", as_of=found.date
            )
    return figures


def _state(status: str | None) -> str | None:
    return "above" if status in ("average", "not_poor") else status
