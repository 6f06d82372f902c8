"""Review lists -> the households of a place, each as one line: status, needs, how long it waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from catalog.needs import needs
from catalog.tables import GROUPS, INDICATORS
from dashboard.data import Data, Row
from dashboard.measure.asked import Household, listed, rows_of, since, undated
from dashboard.measure.support_list import got
from dashboard.measure.territory import Territory

LEFT = "left"  # in a list once, and not at this review
STATES = (*GROUPS, LEFT)


@dataclass(frozen=True)
class Want:
    """A need that a household named: since which review, and the support that answered it."""

    need: str
    since: date | None
    answer: Row | None
    open: bool


@dataclass(frozen=True, eq=False)
class Line:
    """One household as the list of a review shows it; `row` is that of the review, or the last one.

    `unknown` says why nobody can tell what was given since the review; "" where one can.
    """

    id: str
    row: Row
    status: str
    head: str
    wants: tuple[Want, ...]
    today: date
    support: Row | None
    visit: Row | None
    asked: Household | None
    unknown: str

    @property
    def days(self) -> int | None:
        """For how many days its oldest open need has been waiting; None when none is open."""
        return max((n for want in self.wants if (n := self.waits(want)) is not None), default=None)

    def waits(self, want: Want) -> int | None:
        """For how many days a need has been waiting; None when it is not open, or since when is unknown."""
        return (self.today - want.since).days if want.open and want.since else None

    @property
    def lacks(self) -> tuple[str, ...]:
        """The indicators in which it is deprived."""
        return tuple(name for name in INDICATORS if self.row.get(name))

    @property
    def is_measured(self) -> bool:
        """Whether the list says of its deprivations."""
        return any(self.row.get(name) is not None for name in INDICATORS)


@lru_cache(maxsize=64)
def lines(
    data: Data, territory: Territory, year: int, today: date, hamlet: str = ""
) -> tuple[Line, ...]:
    """Every household of a place that is in a list of the year's review or was in one before, in the
    office's order: by hamlet, then as the lists have them; those who left come after them."""
    rows = _rows(data, territory, hamlet)
    heads = _heads(data, territory, hamlet)
    certain = _certain(data, territory, year)
    asked = {h.row["household_id"]: h for h in listed(data, territory, year, today, hamlet)[1]}
    latest: dict[str, Row] = {}
    for row in sorted(rows, key=lambda row: row["review_year"]):
        if row["review_year"] <= year:
            latest[row["household_id"]] = row
    found = [
        _line(
            _At(data, territory, year, today),
            row,
            heads.get((name, row["review_year"]), ""),
            asked.get(name),
        )
        for name, row in latest.items()
        if _is_here(data, row, year, certain)
    ]
    places = {code: n for n, h in enumerate(territory.hamlets) for code in h.codes}
    return tuple(sorted(found, key=lambda line: _office(line, places)))


def _office(line: Line, places: dict[str, int]) -> tuple[Any, ...]:
    row = line.row
    place = places.get(row["hamlet_code"], len(places))
    return place, STATES.index(line.status), row["source_file"], row["source_row"] or 0


def _rows(data: Data, territory: Territory, hamlet: str) -> list[Row]:
    """The annual reviews of the households of a place, all years."""
    found = [
        row
        for code in codes_of(territory, hamlet)
        for row in data.of("household_review", "hamlet_code", code)
    ]
    return [r for r in found if r["review_round"] == "annual" and territory.unit_of(r) is not None]


def codes_of(territory: Territory, hamlet: str) -> list[str | None]:
    """The codes of a hamlet, or of all, and of none: an export may say nothing of hamlets."""
    place = territory.hamlet(hamlet)
    if place is not None:
        return [*sorted(place.codes)]
    return [*(code for h in territory.hamlets for code in sorted(h.codes)), None]


def _heads(data: Data, territory: Territory, hamlet: str) -> dict[tuple[str, int], str]:
    """The head of each household of a place at each annual review."""
    return {
        (row["household_id"], row["review_year"]): row["head_name"] or ""
        for code in codes_of(territory, hamlet)
        for row in data.of("household_head", "hamlet_code", code)
        if row["review_round"] == "annual"
    }


def _is_here(data: Data, row: Row, year: int, certain: frozenset[str | None]) -> bool:
    """Whether a household belongs to the place of its row: listed there, or gone from its list; not when
    it was reviewed elsewhere since, nor when that place has no list of the year."""
    if row["review_year"] == year and row["status"] in GROUPS:
        return True
    since_then = (y for y in _reviewed(data, row["household_id"]) if y <= year)
    there = max(since_then, default=None)
    return there == row["review_year"] and row["hamlet_code"] in certain


@lru_cache(maxsize=64)
def _certain(data: Data, territory: Territory, year: int) -> frozenset[str | None]:
    """The hamlets whose lists of a year are there: only then is who does not stand in them gone."""
    found = {
        code
        for hamlet in territory.hamlets
        if not rows_of(data, territory, year, hamlet.code)[0]
        for code in hamlet.codes
    }
    return frozenset(found | ({None} if not rows_of(data, territory, year, "")[0] else set()))


def _reviewed(data: Data, household: str) -> list[int]:
    """The years of the annual reviews of a household; none of one that has gone out of sight."""
    if not data.of("household", "household_id", household):
        return []
    rows = data.of("household_review", "household_id", household)
    return [row["review_year"] for row in rows if row["review_round"] == "annual"]


@dataclass(frozen=True)
class _At:
    """Of which review, as of which day."""

    data: Data
    territory: Territory
    year: int
    today: date


def _line(at: _At, row: Row, head: str, asked: Household | None) -> Line:
    name = row["household_id"]
    is_listed = row["review_year"] == at.year and row["status"] in GROUPS
    unknown = undated(at.data, at.territory, [asked], at.today) if asked else ""
    given = got(at.data, name, date.min, at.today)
    visits = [v for v in at.data.of("visit", "household_id", name) if _until(v, at.today)]
    return Line(
        name, row, row["status"] if is_listed else LEFT, head,
        _wants(at.data, asked, unknown) if asked else (), at.today, given[-1] if given else None,
        max(visits, key=lambda v: v["visit_date"], default=None), asked, unknown,
    )  # fmt: skip


def _until(visit: Row, today: date) -> bool:
    return visit["visit_date"] is not None and visit["visit_date"] <= today


def _wants(data: Data, asked: Household, unknown: str) -> tuple[Want, ...]:
    open_ = () if unknown else asked.open
    return tuple(
        Want(need, since(data, asked, need), asked.answer(need), need in open_)
        for need in needs()
        if need in asked.named
    )
