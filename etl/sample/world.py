"""A made-up commune as it is: units, hamlets, households, years."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

ROMAN = (
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
)


@cache
def names() -> dict[str, Any]:
    """What the made-up commune is made of (names.toml)."""
    return tomllib.loads((Path(__file__).parent / "names.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Hamlet:
    """A hamlet: its code, name, former commune (0 or 1) and households at the end of 2025."""

    code: str
    name: str
    former: int
    households: int

    def households_in(self, year: int) -> int:
        """Resident households at the end of a year."""
        return self.households - 2 * (2025 - year)


@dataclass(frozen=True)
class Unit:
    """A commune in one period."""

    code: str
    name: str


@dataclass(frozen=True)
class Household:
    """What stays of a household through the years."""

    code: str
    name: str
    sex: str
    birth_year: int
    ethnicity: str
    identity: str
    flags: frozenset[str]


@dataclass(frozen=True)
class Entry:
    """A household in one review. `before` and `status` are None where it was or is in no list."""

    household: Household
    hamlet: int
    members: int
    status: str | None
    before: str | None
    movement: str
    marks: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    b1: int = 100
    b2: int = 0
    origin: int | None = None  # the hamlet it came from inside the commune
    grown: int = 0  # members more than a year ago


@dataclass
class Year:
    """One review: who is poor, who is near-poor, who left a list."""

    year: int
    poor: list[Entry] = field(default_factory=list)
    near_poor: list[Entry] = field(default_factory=list)
    left: list[Entry] = field(default_factory=list)

    def listed(self, status: str) -> list[Entry]:
        """The list of a status."""
        return self.poor if status == "poor" else self.near_poor


@dataclass
class Commune:
    """A made-up commune with its years; `opening` is the state before the first of them."""

    unit: Unit
    former: tuple[Unit, ...]
    hamlets: tuple[Hamlet, ...]
    number: int
    opening: Year
    years: list[Year]

    def unit_in(self, year: int, hamlet: Hamlet) -> Unit:
        """The unit that reviews a hamlet in a year."""
        merged = review_day(year) >= names()["commune"]["merged_on"]
        return self.unit if merged else self.former[hamlet.former]

    def state(self, year: int) -> Year:
        """A year, or the opening."""
        return next(y for y in (self.opening, *self.years) if y.year == year)

    @property
    def first(self) -> int:
        """The first review year."""
        return self.years[0].year

    @property
    def last(self) -> int:
        """The last review year."""
        return self.years[-1].year


def review_day(year: int) -> date:
    """The day of the annual review."""
    return date(year, 12, 10)


Hamlets = list[tuple[int, Hamlet]]
