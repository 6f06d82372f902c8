"""Assignments of officers -> who was in charge of a hamlet and when, and when nobody was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dashboard.data import Data, Row
from dashboard.measure.territory import Hamlet, Territory

TABLE = "officer_assignment"
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Charge:
    """Some time in which somebody was in charge of a hamlet; without a name, in which nobody was.

    `since` is None where the list does not say from when, `until` where it goes on.
    """

    name: str
    role: str
    since: date | None
    until: date | None


@lru_cache(maxsize=256)
def charges(data: Data, hamlet: Hamlet, today: date) -> tuple[Charge, ...]:
    """Who was in charge up to a day, the earliest first, with the gaps between and after them."""
    rows = sorted(
        (r for r in data.rows(TABLE) if r["hamlet_code"] in hamlet.codes and _begun(r) <= today),
        key=lambda r: (_begun(r), r["officer_name"] or ""),
    )
    return tuple(_with_gaps(rows, today))


def _begun(row: Row) -> date:
    begun = row["from_date"]
    return begun if isinstance(begun, date) else date.min


def _with_gaps(rows: list[Row], today: date) -> Iterator[Charge]:
    known = _begun(rows[0]) if rows else today  # up to this day somebody was, or nothing is said
    for row in rows:
        if _begun(row) - known > DAY:
            yield Charge("", "", known + DAY, _begun(row) - DAY)
        yield Charge(
            row["officer_name"] or "", row["officer_role"] or "", row["from_date"], row["to_date"]
        )
        known = max(known, row["to_date"] or date.max)
    if known < today:
        yield Charge("", "", known + DAY, None)


def is_unassigned(data: Data, hamlet: Hamlet, today: date) -> bool:
    """Whether nobody is in charge of a hamlet on a day, by a list that names officers."""
    found = charges(data, hamlet, today)
    return not any(c.name and (c.until is None or c.until >= today) for c in found)


def silence(data: Data, territory: Territory, today: date) -> str:
    """Why it is not known who is in charge on a day; "" when the list had begun by then."""
    codes = {code for hamlet in territory.hamlets for code in hamlet.codes}
    begun = [_begun(row) for row in data.rows(TABLE) if row["hamlet_code"] in codes]
    if not begun:
        return "no_officer_list"
    return "year_not_listed" if min(begun) > today else ""
