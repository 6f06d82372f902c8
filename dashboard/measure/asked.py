"""Review lists + support given -> each household that named needs, what it got since, how long it waits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from catalog.needs import NO_NEED, answers, needs
from catalog.tables import GROUPS
from dashboard.data import Data, Row
from dashboard.measure.reviews import annual_rows, review
from dashboard.measure.support_list import got, known_until
from dashboard.measure.territory import Territory

EVERY = ""  # all needs together: a household counts once


@dataclass(frozen=True, eq=False)
class Household:
    """A household that named needs at a review, and the support that it got since, the earliest first."""

    row: Row
    named: frozenset[str]
    got: tuple[Row, ...] = ()

    def asks(self, need: str) -> bool:
        """Whether it named a need, or any."""
        return need in self.named or need == EVERY

    def can_be_answered(self, need: str) -> bool:
        """Whether the list of support has a kind for a need, or for any that the household named."""
        return any(answers(n) for n in (self.named if need == EVERY else (need,)))

    def answer(self, need: str) -> Row | None:
        """The first support that answers a need, or any of those that it named."""
        asked = self.named if need == EVERY else {need}
        kinds = {kind for need in asked for kind in answers(need)}
        return next((event for event in self.got if event["kind"] in kinds), None)

    def waits(self, need: str) -> bool:
        """Whether some kind of support would answer a need that it named, and none came yet."""
        return self.asks(need) and self.can_be_answered(need) and self.answer(need) is None

    @property
    def open(self) -> tuple[str, ...]:
        """The needs that it named, that support can answer, and that none has answered; in their order."""
        return tuple(need for need in needs() if self.waits(need))


@lru_cache(maxsize=256)
def listed(
    data: Data, territory: Territory, year: int, today: date, hamlet: str
) -> tuple[str, tuple[Household, ...]]:
    """Why there is no list, and the households that named a need, each once."""
    why, rows = rows_of(data, territory, year, hamlet)
    found: dict[str, Household] = {}
    for row in rows:
        wanted = frozenset(row["needs"] or ()) - {NO_NEED}
        if wanted:
            since = got(data, row["household_id"], row["review_date"], today)
            found.setdefault(row["household_id"], Household(row, wanted, since))
    return why, tuple(found.values())


def rows_of(
    data: Data, territory: Territory, year: int, hamlet: str
) -> tuple[str, tuple[Row, ...]]:
    """Why there is no list of a place, and its rows; each of poor and near-poor must stand in one where
    the summary counts some."""
    place, rows = territory.hamlet(hamlet), _of_year(data, territory, year)
    rows = tuple(r for r in rows if not hamlet or (place and r["hamlet_code"] in place.codes))
    found = review(data, territory, year, hamlet)
    there = {(r["hamlet_code"], r["status"]) for r in rows}
    counted = {
        (r["hamlet_code"], s) for r in found.rows for s in GROUPS if r.get(f"{s}_households")
    }
    lacking = "some_lists" if there else "no_list"
    return found.reason or ("" if counted <= there else lacking), rows


@lru_cache(maxsize=64)
def _of_year(data: Data, territory: Territory, year: int) -> tuple[Row, ...]:
    return annual_rows(data, "household_review", territory, year)


def undated(data: Data, territory: Territory, asked: Iterable[Household], today: date) -> str:
    """Why it cannot be said what was given since the review; "" when it can."""
    until, days = known_until(data, territory), [one.row["review_date"] for one in asked]
    if until is None:
        return "no_support_list"
    if None in days:
        return "no_need_date"
    if any(day > today for day in days):
        return "before_review"
    return "support_ends_before" if any(day > until for day in days) else ""


def since(data: Data, one: Household, need: str) -> date | None:
    """From which review on a household asks: the first of those, year after year, at which it named a
    need in a list and got nothing that answers it until the next. None where a review has no date."""
    first: date | None = one.row["review_date"]
    year = one.row["review_year"]
    for row in reversed(_listings(data, one.row["household_id"])):
        if row["review_year"] >= year:
            continue
        if row["review_year"] < year - 1 or need not in (row["needs"] or ()):
            break
        given = got(data, row["household_id"], row["review_date"], first) if first else ()
        if any(e["kind"] in answers(need) and e["event_date"] < first for e in given):
            break
        first, year = row["review_date"], row["review_year"]
    return first


@lru_cache(maxsize=8192)
def _listings(data: Data, household: str) -> tuple[Row, ...]:
    """The annual lists that a household stands in, by year."""
    rows = data.of("household_review", "household_id", household)
    found = [r for r in rows if r["review_round"] == "annual" and r["status"] in GROUPS]
    return tuple(sorted(found, key=lambda row: row["review_year"]))
