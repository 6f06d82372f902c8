"""The list of visits -> how many a hamlet got in a year, when the last one was, how far the list goes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from dashboard.data import Data, Row
from dashboard.measure.as_of import late
from dashboard.measure.figure import Figure, How, Unit, count
from dashboard.measure.listed import Asked, silence
from dashboard.measure.terms import Term
from dashboard.measure.territory import Hamlet, Territory

TABLE = "visit_summary"


def visits(
    data: Data, territory: Territory, hamlet: Hamlet, year: int, today: date | None = None
) -> Figure:
    """The visits to a hamlet in a year, by a day that was set; nothing of a year that the list leaves out."""
    rows = [row for row in _rows(data, hamlet) if row["year"] == year]
    why = silence(Asked(data, territory, TABLE, year, hamlet.code))
    set_to = today if late(data, today) else None
    if not why and set_to and year > set_to.year:
        why = "not_by_day"
    key, found = f"visits/{hamlet.code}/{year}{late(data, set_to)}", _days(rows, set_to)
    terms = tuple(
        Term(1, row["source_file"], row["source_sheet"], data.cell(row, row["field"]))
        for row in _behind(data, rows, set_to)
    )
    return count(key, None if why else len(found), reason=why, terms=() if why else terms)


def last_visit(data: Data, hamlet: Hamlet, today: date | None = None) -> Figure:
    """The day of the last visit to a hamlet, by a day that was set."""
    rows, set_to = _rows(data, hamlet), today if late(data, today) else None
    day = max(_days(rows, set_to), default=None)
    value = day.toordinal() if day else None
    terms = tuple(
        Term(value, row["source_file"], row["source_sheet"], data.cell(row, row["field"]))
        for row in _behind(data, rows, set_to)
        if value is not None and row["value"] == value
    )[:1]
    return count(
        f"last_visit/{hamlet.code}/all{late(data, set_to)}", value, Unit.DATE, reason="no_visit",
        as_of=day, terms=terms, how=How.LATEST,
    )  # fmt: skip


@lru_cache(maxsize=64)
def until(data: Data, territory: Territory) -> date | None:
    """The day of the last visit on the list of a territory: of what came later nothing is known."""
    every = (_days(_rows(data, hamlet), None) for hamlet in territory.hamlets)
    return max((day for days in every for day in days), default=None)


def _rows(data: Data, hamlet: Hamlet) -> list[Row]:
    return [row for row in data.rows(TABLE) if row["hamlet_code"] in hamlet.codes]


def _days(rows: Iterable[Row], today: date | None) -> list[date]:
    every = (date.fromisoformat(day) for row in rows for day in row["visit_days"])
    return [day for day in every if today is None or day <= today]


def _behind(data: Data, rows: Iterable[Row], today: date | None) -> list[Row]:
    """The lines of the list, each with its day."""
    last = (today or date.max).toordinal()
    every = (line for row in rows for line in data.behind(TABLE, row, "visit_days"))
    return [line for line in every if line["value"] <= last]
