"""A figure: a value that knows its parts, its date and its cells, or why it is missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dashboard.data import Row
from dashboard.measure.terms import Source, Term

SMALLEST_GROUP = 20


class Unit(StrEnum):
    """What a value counts. A rate is a fraction; points are percentage points / 100."""

    RATE = "rate"
    POINTS = "points"
    HOUSEHOLDS = "households"
    PERSONS = "persons"
    VND = "vnd"
    COUNT = "count"
    DAYS = "days"
    PERCENT = "percent"
    DATE = "date"


class How(StrEnum):
    """How the value of a figure comes from its terms, or from the figures that it is made of."""

    SUM = "sum"  # of its terms
    RATIO = "ratio"  # terms of the part over terms of the whole
    LATEST = "latest"  # the greatest of its terms
    DIFFERENCE = "difference"  # the second figure less the first
    MEDIAN = "median"  # of the days from `since` to each of its terms
    WORKING_DAYS = "working_days"  # the fewest from `since` to one of its terms
    WAITED = "waited"  # the days from the earliest `since` of its terms to its day
    PRO_RATA = "pro_rata"  # the sum of its terms, of each the share that is due
    QUOTIENT = "quotient"  # the first figure over the second, rounded to a whole
    LOW = "low"  # the lower end of the Wilson interval of terms of the part over those of the whole
    HIGH = "high"  # its upper end
    SAID = "said"  # as somebody published it: there are no cells


@dataclass(frozen=True)
class Figure:
    """One figure. `value` is None when it is missing, and then `reason` names the words for why.

    `terms` are the cells that it is computed from, each with its value; `of` the figures, where it
    is computed from figures. `how` says the rule; `recomputed` follows it.
    """

    key: str
    value: float | int | None
    unit: Unit
    part: int | None = None
    whole: int | None = None
    as_of: date | None = None
    standard: str | None = None
    reason: str = ""
    bound: str = ""
    terms: tuple[Term, ...] = ()
    parts: Unit = Unit.HOUSEHOLDS
    of: tuple[Figure, ...] = ()
    how: How = How.SUM

    @property
    def known(self) -> bool:
        """Whether there is a value."""
        return self.value is not None

    @property
    def cells(self) -> tuple[Term, ...]:
        """Its terms, or those of the figures that it is made of."""
        return self.terms or tuple(dict.fromkeys(t for found in self.of for t in found.cells))

    @property
    def sources(self) -> tuple[Source, ...]:
        """Its cells, by file and sheet."""
        cells: dict[tuple[str, str], dict[str, None]] = {}
        for term in self.cells:
            cells.setdefault((term.file, term.sheet), {})[term.cell] = None
        return tuple(Source(*at, tuple(found)) for at, found in cells.items())


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
    terms: tuple[Term, ...] = (),
    parts: Unit = Unit.HOUSEHOLDS,
) -> Figure:
    """part ÷ whole. Without a whole, over 100 %, or over a group too small, there is no value."""
    why = reason or _why_no_rate(part, whole, smallest)
    value = None if why or part is None or not whole else part / whole
    return Figure(
        key, value, Unit.RATE, part, whole, as_of, standard, why, "", terms, parts, how=How.RATIO
    )


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
    terms: tuple[Term, ...] = (),
    of: tuple[Figure, ...] = (),
    how: How = How.SUM,
    standard: str | None = None,
) -> Figure:
    """A value that is counted, not divided; with the reason where there is none.

    `standard`: of what is counted by a poverty standard; of residents or money there is none.
    """
    why = "" if value is not None else reason
    return Figure(key, value, unit, None, None, as_of, standard, why, bound, terms, of=of, how=how)


def change(key: str, before: Figure, after: Figure) -> Figure:
    """after − before, in points for rates; nothing without a value or across a change of standard.

    The poor of two standards are as little compared as their rates (DOMAIN 8.4); what no standard
    counts, such as residents, is.
    """
    unit = Unit.POINTS if after.unit is Unit.RATE else after.unit
    if before.value is None or after.value is None:
        reason = before.reason or after.reason or "not_reported"
        return Figure(key, None, unit, reason=reason)
    if _apart(before, after):
        return Figure(key, None, unit, reason="standard_break")
    value = after.value - before.value
    if before.bound == "more_than" and value >= 0:
        return Figure(key, None, unit, reason="lower_bound")  # it may have fallen or risen
    bound = "at_least" if before.bound == "more_than" else ""
    both = (before, after)
    return Figure(
        key, value, unit, None, None, after.as_of, after.standard, "", bound, of=both,
        how=How.DIFFERENCE,
    )  # fmt: skip


def _apart(before: Figure, after: Figure) -> bool:
    """Whether two figures are of two standards; a rate of none known is of another one."""
    known = after.unit is Unit.RATE or (before.standard and after.standard)
    return bool(known) and before.standard != after.standard
