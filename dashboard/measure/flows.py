"""Movement forms -> who left and who came. Source: forms 2 and 3 of Circular 07/2021."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from dashboard.data import Data, Row
from dashboard.measure.figure import Figure, Unit, change, count, total
from dashboard.measure.reviews import Review, annual_rows, counted, lacks, review
from dashboard.measure.terms import Term, terms_of
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
    unit: Unit = Unit.HOUSEHOLDS,
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
    data: Data, found: Review, rows: tuple[Row, ...], name: str, group: str, unit: Unit
) -> Figure:
    reason = found.reason if found.reason == "partial" else ("" if rows else "no_movement")
    reason = reason or lacks(found, group, rows)
    return count(
        f"{name}/{found.place}/{found.year}/{group}{'/persons' if unit is Unit.PERSONS else ''}",
        None if reason else total(rows, name),
        unit,
        reason=reason or "not_reported",
        as_of=found.date,
        terms=() if reason else _terms(data, rows, name),
        standard=found.standard,
    )


def _terms(data: Data, rows: tuple[Row, ...], name: str) -> tuple[Term, ...]:
    """The cells of a column; of one that the form does not print, those that it is computed from."""
    if name not in ("closing_computed", "discrepancy"):
        return terms_of(data, rows, name)
    sign = 1 if name == "closing_computed" else -1
    printed = () if sign == 1 else terms_of(data, rows, "closing")
    return (
        printed
        + terms_of(data, rows, "opening", *IN, sign=sign)
        + terms_of(data, rows, *OUT, sign=-sign)
    )


def gross_exits(moved: Movement, place: str, year: int) -> Figure:
    """Poor households that left poverty in the year: to near-poor and beyond (form 2, columns 2 + 3)."""
    return _derived(f"gross_exits/{place}/{year}", moved, "to_other_group", "escaped")


def net_fall(moved: Movement, place: str, year: int) -> Figure:
    """Opening minus closing: what the number of poor households fell by after all entries."""
    opening, closing = moved.figures["opening"], moved.figures["closing"]
    less = replace(
        closing,
        value=None if closing.value is None else -closing.value,
        terms=tuple(replace(term, value=-term.value) for term in closing.terms),
    )
    return _sum(f"net_fall/{place}/{year}", [opening, less])


def entries(moved: Movement, place: str, year: int) -> Figure:
    """Households that came into poverty: from near-poor, relapsed, newly arising (columns 5 to 7)."""
    return _derived(f"entries/{place}/{year}", moved, "from_other_group", "relapsed", "new")


def transfer_gap(gave: Figure, took: Figure) -> Figure:
    """What one form took from the other group less what that group's form gave; 0 when they agree."""
    key = gave.key.replace("to_other_group", "transfer_gap", 1)
    return change(key, gave, took)


def closing_gap(
    data: Data,
    territory: Territory,
    year: int,
    group: str,
    hamlet: str = "",
    unit: Unit = Unit.HOUSEHOLDS,
) -> Figure:
    """What the summary form counts less what the movement form closes with; 0 when they agree."""
    closing = movement(data, territory, year, group, hamlet, unit).figures["closing"]
    summary = counted(data, review(data, territory, year, hamlet), f"{group}_{unit}")
    return change(closing.key.replace("closing", "closing_gap", 1), closing, summary)


def _derived(key: str, moved: Movement, *names: str) -> Figure:
    return _sum(key, [moved.figures[name] for name in names])


def _sum(key: str, parts: list[Figure]) -> Figure:
    """The sum of figures; none when one of them is missing."""
    known = [int(part.value) for part in parts if part.value is not None]
    unit = parts[0].unit
    return count(
        key if unit is Unit.HOUSEHOLDS else f"{key}/{unit}",
        sum(known) if len(known) == len(parts) else None,
        unit,
        reason=next((p.reason for p in parts if p.reason), "not_reported"),
        as_of=parts[0].as_of,
        terms=tuple(term for part in parts for term in part.terms),
        standard=parts[0].standard,
    )
