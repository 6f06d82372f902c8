"""Movement forms -> who left and who came. Source: forms 2 and 3 of Circular 07/2021."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from dashboard.data import Data, Row
from dashboard.measure.figure import Figure, Unit, count, merged, sources_of, total
from dashboard.measure.reviews import Review, annual_rows, review
from dashboard.measure.territory import Territory

OUT = ("to_other_group", "escaped", "other_out")
IN = ("from_other_group", "relapsed", "new", "other_in")


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
        for r in annual_rows(data, "review_movement", territory, year)
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
