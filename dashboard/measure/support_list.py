"""The list of support and the loan book -> what each household got, and up to which day the list goes."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import lru_cache

from dashboard.data import Data, Row
from dashboard.measure.territory import Territory

DATED = ("as_of_date", "event_date")
CREDIT = "credit"  # the kind of support that a loan is
NEAR = 31  # days between a loan and the line of the list that tells of it


def got(data: Data, household: str, first: date | None, last: date) -> tuple[Row, ...]:
    """The support of a household from a day to a day, the earliest first; none from an unknown day.

    A loan is support of kind `credit` on the day on which it was paid out (`field` names its cell).
    """
    events = _dated(data).get(household, ())
    return tuple(e for e in events if first is not None and first <= e["event_date"] <= last)


@lru_cache(maxsize=16)
def _dated(data: Data) -> dict[str, tuple[Row, ...]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for home, rows in _events(data).items():
        found[home] = [row for row in rows if row["event_date"]]
    lent: dict[str, list[Row]] = defaultdict(list)
    for row in data.rows("loan"):
        if row["disbursed_date"]:
            lent[row["household_id"]].append(row)
    for household, loans in lent.items():
        found[household] += _untold(loans, found[household])
    return {
        home: tuple(sorted(rows, key=lambda r: r["event_date"])) for home, rows in found.items()
    }


def _untold(loans: list[Row], events: list[Row]) -> list[Row]:
    """The loans of a household that no line of the list of support tells of, as lines of their own."""
    free = [event for event in events if event["kind"] == CREDIT]
    found = []
    for loan in sorted(loans, key=lambda row: row["disbursed_date"]):
        same = next((event for event in free if _is_same(loan, event)), None)
        if same is not None:  # told once: the list of support is where it counts
            free = [event for event in free if event is not same]
            continue
        found.append(
            loan
            | {"event_date": loan["disbursed_date"], "kind": CREDIT, "field": "disbursed_date",
               "value_vnd": loan["principal_vnd"]}
        )  # fmt: skip
    return found


def _is_same(loan: Row, event: Row) -> bool:
    """Whether a line of kind credit may be this loan: about its day, and its sum where one is written."""
    near = abs((loan["disbursed_date"] - event["event_date"]).days) <= NEAR
    return near and event["value_vnd"] in (None, loan["principal_vnd"])


@lru_cache(maxsize=16)
def _events(data: Data) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in data.rows("support_event"):
        found[row["household_id"]].append(row)
    return dict(found)


@lru_cache(maxsize=64)
def known_until(data: Data, territory: Territory) -> date | None:
    """The day up to which the list of the households of a territory goes; None where there is none."""
    codes = {territory.code, *(unit.code for unit in territory.former)}
    reviewed = (row for code in codes for row in _reviewed(data).get(code, ()))
    mine = {row["household_id"] for row in reviewed if territory.unit_of(row) is not None}
    rows = (row for home in mine for row in _events(data).get(home, ()))
    days = (row.get(name) for row in rows for name in DATED)
    return max((day for day in days if day), default=None)


@lru_cache(maxsize=16)
def _reviewed(data: Data) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in data.rows("household_review"):
        found.setdefault(row["commune_code"], []).append(row)
    return found
