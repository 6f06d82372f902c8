"""One household -> its line through the years: each review, and what happened in between, by date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from catalog.tables import INDICATORS
from dashboard.data import Data, Row
from dashboard.measure.loans import Loan, loan_of
from dashboard.measure.reviews import years
from dashboard.measure.territory import Territory

REGULAR = "regular"


@dataclass(frozen=True, eq=False)
class Step:
    """A household at a year's review: its row, or None where no list says anything of it.

    `gained` and `lost` are deprivations against the last review that says of them; None when that cannot
    be said. `head` is the head's row, `before` the head's name at the review before when it was another.
    """

    year: int
    row: Row | None
    movement: Row | None = None
    head: Row | None = None
    before: str = ""
    gained: tuple[str, ...] | None = None
    lost: tuple[str, ...] | None = None
    link: Row | None = None
    round: str = "annual"

    @property
    def status(self) -> str:
        """The status that the review says; "" when none does."""
        return str((self.row or {}).get("status") or "")


@dataclass(frozen=True, eq=False)
class Happening:
    """Something on a day: `support`, `loan`, `due`, `repaid`, `project`, `outcome` or `visit`."""

    kind: str
    day: date
    row: Row
    loan: Loan | None = None
    whole_year: bool = False  # only the year is written


@dataclass(frozen=True, eq=False)
class Story:
    """A household with everything that is known of it until a day."""

    id: str
    row: Row
    steps: tuple[Step, ...]
    happenings: tuple[Happening, ...]
    loans: tuple[Loan, ...] = field(default=())
    undated: tuple[Row, ...] = ()  # support of which no day is written
    unpaid: tuple[Row, ...] = ()  # loans of which it is not written when they were paid out


@lru_cache(maxsize=256)
def story(data: Data, territory: Territory, household: str, today: date) -> Story | None:
    """A household of the territory, as far as the asker may see it; None where there is nothing to see."""
    latest = data.of("household", "household_id", household)
    if not latest or territory.hamlet(latest[-1]["hamlet_code"]) is None:
        return None
    found = tuple(_loans(data, household, latest[-1]["hamlet_code"], today))
    happened = (
        *_support(data, household, today), *_lent(found),
        *_projects(data, household, today), *_visits(data, household, today),
    )  # fmt: skip
    ordered = sorted(happened, key=lambda one: (one.day, one.kind))
    given = data.of("support_event", "household_id", household)
    undated = tuple(row for row in given if row["event_date"] is None)
    way = _steps(data, territory, household)
    lent = data.of("loan", "household_id", household)
    unpaid = tuple(row for row in lent if row["disbursed_date"] is None)
    return Story(household, latest[-1], way, tuple(ordered), found, undated, unpaid)


def _steps(data: Data, territory: Territory, household: str) -> tuple[Step, ...]:
    """A step for every annual review of the territory, and for each regular one that knows the household."""
    tables = {
        name: {
            (row["review_year"], row["review_round"], row["review_date"]): row
            for row in data.of(name, "household_id", household)
        }
        for name in ("household_review", "household_movement", "household_head")
    }
    links = {
        row["review_year"]: row for row in data.of("household_link", "household_id", household)
    }
    known = {at for rows in tables.values() for at in rows}
    absent = set(years(data, territory)) - {at[0] for at in known if at[1] != REGULAR}
    when = sorted(known | {(year, "annual", None) for year in absent}, key=_order)
    found: list[Step] = []
    for at in when:
        row, moved, head = (tables[name].get(at) for name in tables)
        gained, lost = _changed(row, found)
        found.append(
            Step(
                at[0], row, moved, head, _before(head, found), gained, lost, links.get(at[0]), at[1]
            )
        )
    return tuple(found)


def _order(at: tuple[int, str, date | None]) -> tuple[int, date]:
    return at[0], at[2] or date(at[0], 12, 31)


def _changed(
    row: Row | None, earlier: list[Step]
) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None]:
    """Deprivations that came and went since the last review that says of them."""
    before = next((s.row for s in reversed(earlier) if s.row and _is_measured(s.row)), None)
    if row is None or before is None or not _is_measured(row):
        return None, None
    return (
        tuple(name for name in INDICATORS if row.get(name) and before.get(name) is False),
        tuple(name for name in INDICATORS if before.get(name) and row.get(name) is False),
    )


def _is_measured(row: Row) -> bool:
    return any(row.get(name) is not None for name in INDICATORS)


def _before(head: Row | None, earlier: list[Step]) -> str:
    """The head of the review before when it was another person."""
    last = next((step.head for step in reversed(earlier) if step.head), None)
    if head is None or last is None or last["head_name"] == head["head_name"]:
        return ""
    return str(last["head_name"] or "")


def _loans(data: Data, household: str, home: str | None, today: date) -> Iterator[Loan]:
    for row in data.of("loan", "household_id", household):
        loan = loan_of(data, row, home, today)
        if loan is not None:
            yield loan


def _support(data: Data, household: str, today: date) -> list[Happening]:
    return [
        Happening("support", row["event_date"], row)
        for row in data.of("support_event", "household_id", household)
        if row["event_date"] and row["event_date"] <= today
    ]


def _lent(loans: tuple[Loan, ...]) -> list[Happening]:
    """When money was lent, when it came back, when it fell due or will."""
    found = [Happening("loan", loan.row["disbursed_date"], loan.row, loan) for loan in loans]
    found += [Happening("repaid", r["paid_date"], r, loan) for loan in loans for r in loan.repaid]
    due = (loan for loan in loans if loan.row["due_date"] and (loan.owed > 0 or not loan.clear))
    return found + [Happening("due", loan.row["due_date"], loan.row, loan) for loan in due]


def _projects(data: Data, household: str, today: date) -> list[Happening]:
    """Entry into a project and what came of it; of both only the year is written."""
    found = []
    for row in data.of("livelihood_participant", "household_id", household):
        for kind, name in (("project", "entry_year"), ("outcome", "outcome_year")):
            if row[name] and row[name] <= today.year:
                day = date(row[name], 1, 1) if kind == "project" else date(row[name], 12, 31)
                found.append(Happening(kind, day, row, whole_year=True))
    return found


def _visits(data: Data, household: str, today: date) -> list[Happening]:
    return [
        Happening("visit", row["visit_date"], row)
        for row in data.of("visit", "household_id", household)
        if row["visit_date"] and row["visit_date"] <= today
    ]
