"""A figure: a value that knows its parts, its date and its cells, or why it is missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dashboard.data import Data, Row

SMALLEST_GROUP = 20


class Unit(StrEnum):
    """What a value counts. A rate is a fraction; points are percentage points / 100."""

    RATE = "rate"
    POINTS = "points"
    HOUSEHOLDS = "households"
    PERSONS = "persons"
    VND = "vnd"
    COUNT = "count"
    PERCENT = "percent"
    DATE = "date"


@dataclass(frozen=True)
class Source:
    """Where a value stands: a file, a sheet, its cells."""

    file: str
    sheet: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Figure:
    """One figure. `value` is None when it is missing, and then `reason` names the words for why."""

    key: str
    value: float | int | None
    unit: Unit
    part: int | None = None
    whole: int | None = None
    as_of: date | None = None
    standard: str | None = None
    reason: str = ""
    bound: str = ""
    sources: tuple[Source, ...] = ()
    parts: Unit = Unit.HOUSEHOLDS

    @property
    def known(self) -> bool:
        """Whether there is a value."""
        return self.value is not None


def sources_of(data: Data, rows: Iterable[Row], *names: str, added: str = "") -> tuple[Source, ...]:
    """The cells of some fields of some rows, by file and sheet."""
    cells: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        if row.get("source_file"):
            at = cells.setdefault((row["source_file"], row["source_sheet"]), [])
            at += [data.cell(row, name, added) for name in names]
    return tuple(Source(file, sheet, tuple(found)) for (file, sheet), found in cells.items())


def merged(*found: tuple[Source, ...]) -> tuple[Source, ...]:
    """Several lists of cells as one, each file and sheet once."""
    cells: dict[tuple[str, str], list[str]] = {}
    for source in (source for sources in found for source in sources):
        cells.setdefault((source.file, source.sheet), []).extend(source.cells)
    return tuple(Source(*at, tuple(dict.fromkeys(names))) for at, names in cells.items())


def total(rows: Iterable[Row], name: str) -> int | None:
    """The sum of a field; None when there is no row, or one that does not report it."""
    values = [row.get(name) for row in rows]
    if not values:
        return None
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


def reported(rows: Iterable[Row], name: str) -> int | None:
    """The sum of what is reported; None when nothing is."""
    known = [row[name] for row in rows if row.get(name) is not None]
    return sum(known) if known else None


def rate(
    key: str,
    part: int | None,
    whole: int | None,
    *,
    reason: str = "",
    smallest: int = SMALLEST_GROUP,
    as_of: date | None = None,
    standard: str | None = None,
    sources: tuple[Source, ...] = (),
    parts: Unit = Unit.HOUSEHOLDS,
) -> Figure:
    """part ÷ whole. Without a whole, over 100 %, or over a group too small, there is no value."""
    why = reason or _why_no_rate(part, whole, smallest)
    value = None if why or part is None or not whole else part / whole
    return Figure(key, value, Unit.RATE, part, whole, as_of, standard, why, "", sources, parts)


def _why_no_rate(part: int | None, whole: int | None, smallest: int) -> str:
    if part is None:
        return "not_reported"
    if not whole:
        return "no_total"
    if part > whole:
        return "over_100"
    return "too_small" if whole < smallest else ""


def count(
    key: str,
    value: float | int | None,
    unit: Unit = Unit.COUNT,
    *,
    reason: str = "not_reported",
    as_of: date | None = None,
    bound: str = "",
    sources: tuple[Source, ...] = (),
) -> Figure:
    """A value that is counted, not divided; with the reason where there is none."""
    why = "" if value is not None else reason
    return Figure(key, value, unit, None, None, as_of, None, why, bound, sources)


def change(key: str, before: Figure, after: Figure) -> Figure:
    """after − before, in points for rates; nothing across a change of standard or without a value."""
    unit = Unit.POINTS if after.unit is Unit.RATE else after.unit
    if before.value is None or after.value is None:
        reason = before.reason or after.reason or "not_reported"
        return Figure(key, None, unit, reason=reason)
    if before.standard != after.standard and Unit.RATE is after.unit:
        return Figure(key, None, unit, reason="standard_break")
    bound = "at_least" if before.bound == "more_than" else ""
    value = after.value - before.value
    return Figure(key, value, unit, None, None, after.as_of, after.standard, "", bound)
