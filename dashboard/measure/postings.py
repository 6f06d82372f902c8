"""Postings of a review's result -> where and how long, what people said against it and what was answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from dashboard.data import Data, Row
from dashboard.measure.figure import Figure, How, Unit, count, total
from dashboard.measure.listed import Asked, chosen, silence
from dashboard.measure.terms import rows_counted, terms_of
from dashboard.measure.territory import Territory
from dashboard.measure.workdays import working_days

TABLE = "posting"


@dataclass(frozen=True)
class Posted:
    """The postings of a review at a hamlet or in the commune; `days` of the one that hung shortest."""

    rows: tuple[Row, ...]
    postings: Figure
    days: Figure
    complaints: Figure
    answered: Figure


@lru_cache(maxsize=1024)
def posted(
    data: Data, territory: Territory, year: int, hamlet: str = "", today: date | None = None
) -> Posted:
    """The postings of the review of a year: at a hamlet, or all of the commune with its own office's;
    of a day, those that hung by then."""
    asked = Asked(data, territory, TABLE, year, hamlet, today)
    rows, why, key = chosen(asked), silence(asked), asked.key()
    against = [row for row in rows if row["complaints"] != 0]
    silent = why or ("" if rows else "not_posted")
    return Posted(
        rows,
        count(f"postings/{key}", None if why else len(rows), reason=why, as_of=today,
              terms=rows_counted(data, rows, "review_year")),
        days(data, key, rows, why, today),
        added(data, f"complaints/{key}", rows, "complaints", silent, today),
        added(data, f"complaints_answered/{key}", against, "resolved", silent, today),
    )  # fmt: skip


def days(data: Data, key: str, rows: Sequence[Row], why: str, today: date | None) -> Figure:
    """The working days of the shortest posting, first and last day counted; of those that say both days."""
    dated = [row for row in rows if row["from_date"] and row["to_date"]]
    terms = tuple(
        replace(term, since=row["from_date"].toordinal())
        for row in dated
        for term in terms_of(data, [row], "to_date")
    )
    spans = [working_days(r["from_date"].toordinal(), r["to_date"].toordinal()) for r in dated]
    reason = why or ("no_posting_days" if rows else "not_posted")
    value = None if why else min(spans, default=None)
    return count(f"posting_days/{key}", value, Unit.DAYS, reason=reason, as_of=today, terms=terms,
                 how=How.WORKING_DAYS)  # fmt: skip


def added(
    data: Data,
    key: str,
    rows: Sequence[Row],
    name: str,
    why: str,
    today: date | None,
    unit: Unit = Unit.COUNT,
) -> Figure:
    """The sum of a column; 0 where no row asks for it, nothing where some row does not say it."""
    found = None if why else total(rows, name) if rows else 0
    terms = () if found is None else terms_of(data, rows, name)
    return count(key, found, unit, reason=why or "not_reported", as_of=today, terms=terms)
