"""Participants and households in no project -> how many of each left, of one year and one class at entry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from catalog.tables import GROUPS
from dashboard.data import Data, Row
from dashboard.measure.figure import Figure, Unit, count, rate
from dashboard.measure.livelihoods import sets
from dashboard.measure.standings import ABOVE, UNKNOWN, lists, steps
from dashboard.measure.terms import Term, rows_counted
from dashboard.measure.territory import Territory

Stand = tuple[
    str, Row, str
]  # a household, the row that says its class at entry, its state at the end


@dataclass(frozen=True)
class Side:
    """Households of one class at the start of a year: how many, of whom nobody knows, how many left."""

    households: Figure
    unknown: Figure
    exit_rate: Figure


@dataclass(frozen=True)
class Cohort:
    """The participants that entered in a year with a class, and who had it then and is in no project."""

    year: int
    status: str
    inside: Side
    outside: Side


@lru_cache(maxsize=64)
def cohorts(data: Data, territory: Territory, place: str) -> tuple[Cohort, ...]:
    """One for each entry year and class of a set; nothing where not everybody is seen.

    Both sides by the review lists alone, up to the last one. Nobody is added up over the years: a
    household outside stands in the cohort of each year at whose start it had the class.
    """
    if not data.whole or not lists(data, territory).years:
        return ()
    every = data.rows("livelihood_participant")
    mine = [r for r in every if r["project_code"] in sets(data, territory)[place]]
    inside = {(r["entry_year"], r["status_at_entry"], r["household_id"]) for r in mine}
    anywhere = {r["household_id"] for r in every}
    found = sorted({(year, status) for year, status, _ in inside if year and status in GROUPS},
                   key=lambda at: (at[0], GROUPS.index(at[1])))  # fmt: skip
    return tuple(
        Cohort(
            year, status,
            _side(data, f"inside/{place}/{year}/{status}",
                  [s for s in _stands(data, territory, year, status)
                   if (year, status, s[0]) in inside]),
            _side(data, f"outside/{place}/{year}/{status}",
                  [s for s in _stands(data, territory, year, status) if s[0] not in anywhere]),
        )
        for year, status in found
    )  # fmt: skip


@lru_cache(maxsize=256)
def _stands(data: Data, territory: Territory, year: int, status: str) -> tuple[Stand, ...]:
    """Every household that had a class at the start of a year, and where it stood at the last review."""
    known, found = lists(data, territory), []
    homes = dict.fromkeys(home for home, _ in (*known.reviewed, *known.moved))
    for household in homes:
        was, row = known.opening(household, year)
        if was == status and row is not None:
            found.append((household, row, steps(data, territory, household)[-1].state))
    return tuple(found)


def _side(data: Data, at: str, found: list[Stand]) -> Side:
    name, _, rest = at.partition("/")
    known = [s for s in found if s[2] != UNKNOWN]
    left = [s for s in known if s[2] == ABOVE]
    whole = tuple(Term(t.value, t.file, t.sheet, t.cell, True) for t in _cells(data, known))
    return Side(
        _households(data, f"{name}_households/{rest}", found),
        _households(data, f"{name}_unknown/{rest}", [s for s in found if s not in known]),
        rate(f"{name}_exit_rate/{rest}", len(left), len(known) or None, reason="" if known else "no_list",
             terms=_cells(data, left) + whole),
    )  # fmt: skip


def _households(data: Data, key: str, found: list[Stand]) -> Figure:
    return count(key, len(found), Unit.HOUSEHOLDS, terms=_cells(data, found))


def _cells(data: Data, found: Iterable[Stand]) -> tuple[Term, ...]:
    """Each household by the cell of its code in the list that says its class."""
    return rows_counted(data, [row for _, row, _ in found], "household")
