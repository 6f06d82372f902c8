"""A list of what was done -> its rows of a territory, and of which years it tells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from dashboard.data import Data, Row
from dashboard.measure.as_of import late
from dashboard.measure.territory import Territory, territories

ALL = "all"
WHOLE = None  # a row of the whole commune names no hamlet
NEVER = 10_000  # later than any year
OWN = "scope.whole"  # asks for those rows alone
#: The fields of a row's year and of its day, and the reason that names the form where it is missing.
LISTS = {
    "communication_event": ("event_date", "event_date", "no_event_list"),
    "posting": ("review_year", "from_date", "no_posting_list"),
    "supervision": ("check_date", "check_date", "no_supervision_list"),
    "visit_summary": ("year", "last_visit_date", "no_list"),
}


@lru_cache(maxsize=256)
def rows_of(
    data: Data, territory: Territory, table: str, today: date | None = None
) -> tuple[Row, ...]:
    """The rows of a list that are of a territory; those of no hamlet where it is the only one.

    Of a day that was set, what was done by then: an event or a check on it or before, a posting that
    hung by then.
    """
    alone = len(territories(data)) == 1
    return tuple(
        row
        for row in _done(data, table, today)
        if (alone if row["hamlet_code"] is WHOLE else territory.hamlet(row["hamlet_code"]))
    )


def _done(data: Data, table: str, today: date | None) -> tuple[Row, ...]:
    """The rows up to a day that was set, all where none was; a row without a day by its year."""
    if today is None or not late(data, today):
        return data.rows(table)
    name, year = LISTS[table][1], today.year
    return tuple(
        row
        for row in data.rows(table)
        if (row[name] <= today if row[name] else (year_of(table, row) or year) <= year)
    )


def year_of(table: str, row: Row) -> int | None:
    """The year in which something was done, or of the review that was posted."""
    found = row[LISTS[table][0]]
    return found.year if isinstance(found, date) else found


@lru_cache(maxsize=64)
def years(
    data: Data, territory: Territory, table: str, today: date | None = None
) -> tuple[int, ...]:
    """The years of which a list has a row by a day."""
    found = {year_of(table, row) for row in rows_of(data, territory, table, today)}
    return tuple(sorted(year for year in found if year is not None))


@dataclass(frozen=True)
class Asked:
    """What a list is asked for: a year, or all; a hamlet, no hamlet (OWN), or the commune; by a day."""

    data: Data
    territory: Territory
    table: str
    year: int | str
    hamlet: str = ""
    today: date | None = None

    def key(self, detail: str = "") -> str:
        """How it ends the key of a figure: place, period, detail, and a day that was set."""
        at = [self.territory.code, self.year, OWN]
        if self.hamlet != OWN:
            at = [self.hamlet or self.territory.code, self.year]
        parts = "/".join(str(part) for part in (*at, detail) if part)
        return parts + late(self.data, self.today)


def chosen(asked: Asked) -> tuple[Row, ...]:
    """The rows of it; those of the commune with those of no hamlet."""
    data, territory, hamlet = asked.data, asked.territory, asked.hamlet
    codes = frozenset({WHOLE}) if hamlet == OWN else _codes(territory, hamlet)
    return tuple(
        row
        for row in rows_of(data, territory, asked.table, asked.today)
        if asked.year in (ALL, year_of(asked.table, row))
        and (not hamlet or row["hamlet_code"] in codes)
    )


def _codes(territory: Territory, hamlet: str) -> frozenset[str | None]:
    found = territory.hamlet(hamlet)
    return frozenset(found.codes) if found else frozenset()


@lru_cache(maxsize=1024)
def silence(asked: Asked) -> str:
    """Why a list says nothing of it; "" where no row means none on record.

    A list tells of the years from its first row to its last by the day, in each commune that was then
    one. A row that names no hamlet is of the whole commune, once there was only one; several communes
    in one build share it: nobody knows whose it is.
    """
    data, territory, table, today = asked.data, asked.territory, asked.table, asked.today
    year, hamlet = asked.year, asked.hamlet
    if not rows_of(data, territory, table):
        return LISTS[table][-1]
    if hamlet in ("", OWN) and len(territories(data)) > 1 and _unplaced(data, table, year, today):
        return "not_placed"
    rows = chosen(asked)
    if year == ALL or (hamlet == OWN and rows):
        return ""
    places = [h.code for h in territory.hamlets] if hamlet in ("", OWN) else [hamlet]
    there = [code for code in places if unit_of(data, territory, code, int(year))]
    told = [_told(data, territory, table, code, today) for code in there]
    covered = [first <= int(year) <= last for first, last in told]
    if any(covered) or rows:
        return "" if covered and all(covered) else "partial"
    later = late(data, today) and not silence(replace(asked, today=None))
    return "not_by_day" if later else "year_not_listed"


def _unplaced(data: Data, table: str, year: int | str, today: date | None) -> bool:
    return any(
        row["hamlet_code"] is WHOLE and year in (ALL, year_of(table, row))
        for row in _done(data, table, today)
    )


@lru_cache(maxsize=1024)
def _told(
    data: Data, territory: Territory, table: str, hamlet: str, today: date | None
) -> tuple[int, int]:
    """The first and the last year in which a list tells of the commune that a hamlet was in then."""
    found = {
        (year, row["hamlet_code"])
        for row in rows_of(data, territory, table, today)
        if (year := year_of(table, row)) is not None
    }
    years = [
        year
        for year, code in found
        if unit_of(data, territory, hamlet, year) in _units(data, territory, code, year)
    ]
    return min(years, default=NEVER), max(years, default=-NEVER)


def _units(data: Data, territory: Territory, code: str | None, year: int) -> set[str | None]:
    """The commune of a row in a year; of one that names no hamlet, where there was only one."""
    if code is not WHOLE:
        return {unit_of(data, territory, code, year)}
    found = {unit_of(data, territory, hamlet.code, year) for hamlet in territory.hamlets} - {None}
    return found if len(found) == 1 else set()


@lru_cache(maxsize=4096)
def unit_of(data: Data, territory: Territory, hamlet: str, year: int) -> str | None:
    """The commune that a hamlet was part of at the end of a year; None when it was not there yet."""
    codes, end = _codes(territory, hamlet), date(year, 12, 31)
    return next((r["parent_code"] for r in data.rows("place") if _is_valid(r, codes, end)), None)


def _is_valid(row: Row, codes: Iterable[str | None], day: date) -> bool:
    begun, over = row["valid_from"] or date.min, row["valid_to"] or date.max
    return row["place_code"] in codes and begun <= day <= over
