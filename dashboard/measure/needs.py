"""Needs of the review lists, support given -> who asked, who was helped, who waits, for how many days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from statistics import median

from catalog.codes import codes
from catalog.needs import answers, needs
from catalog.tables import GROUPS
from dashboard.data import Data
from dashboard.measure.as_of import late
from dashboard.measure.asked import EVERY, Household, listed, rows_of, undated
from dashboard.measure.figure import Figure, How, Unit, count
from dashboard.measure.reviews import review
from dashboard.measure.terms import Term, rows_counted
from dashboard.measure.territory import Territory

__all__ = ["EVERY", "Need", "named", "need_of", "unsaid"]


@dataclass(frozen=True)
class Need:
    """A need at a place: who named it, who of them was helped, who waits, days to the first help.

    `by_kind`: those of them that got a kind of support since, whether it answers the need or not.
    """

    code: str
    asked: Figure
    given: Figure
    open: Figure
    days: Figure
    unmatched: Figure
    by_kind: Mapping[str, Figure] = field(default_factory=dict)


@lru_cache(maxsize=1024)
def need_of(
    data: Data, territory: Territory, year: int, today: date, code: str = EVERY, hamlet: str = ""
) -> Need:
    """One need, or all together, at the annual review of a year: what was given from the review on."""
    why, found = listed(data, territory, year, today, hamlet)
    asked = [one for one in found if one.asks(code)]
    hopeless = [one for one in asked if not one.can_be_answered(code)]
    helped = [one for one in asked if one.answer(code)]
    dated = why or undated(data, territory, asked, today)
    closed = dated or ("no_support_kind" if code and not answers(code) else "")
    place = f"{hamlet or territory.code}/{year}" + (f"/need.{code}" if code else "")
    named = _Counted(data, place, review(data, territory, year, hamlet).date, "")
    since = _Counted(data, place, today, late(data, today))
    return Need(
        code,
        named.households("asked", asked, why),
        since.households("given", helped, closed),
        since.households("open", (one for one in asked if one.waits(code)), closed),
        since.days(helped, code, closed),
        named.households("unmatched", hopeless, why),
        {
            kind: since.households("support", _got(asked, kind), dated, f"/support.{kind}")
            for kind in codes("support_kind")
        },
    )


def _got(asked: Iterable[Household], kind: str) -> list[Household]:
    return [one for one in asked if any(event["kind"] == kind for event in one.got)]


@dataclass(frozen=True)
class _Counted:
    """How the figures of a need are made: their place, their day, how a day that was set ends the key."""

    data: Data
    place: str
    day: date | None
    end: str

    def households(
        self, name: str, chosen: Iterable[Household], reason: str, detail: str = ""
    ) -> Figure:
        """How many there are, each with the cell in which it named its needs."""
        rows = [one.row for one in chosen] if not reason else []
        return count(
            f"need_{name}/{self.place}{detail}{self.end}", None if reason else len(rows),
            Unit.HOUSEHOLDS, reason=reason, as_of=self.day,
            terms=rows_counted(self.data, rows, "needs"),
        )  # fmt: skip

    def days(self, helped: list[Household], code: str, reason: str) -> Figure:
        """The median of the days from the review to the first support that answers."""
        terms = tuple(_waited(self.data, one, code) for one in helped) if not reason else ()
        value = median(term.value - term.since for term in terms) if terms else None
        return count(
            f"need_days/{self.place}{self.end}", value, Unit.DAYS, reason=reason or "no_help_yet",
            as_of=self.day, terms=terms, how=How.MEDIAN,
        )  # fmt: skip


def _waited(data: Data, one: Household, code: str) -> Term:
    event, asked = one.answer(code), one.row["review_date"]
    assert event is not None
    return Term(
        event["event_date"].toordinal(), event["source_file"], event["source_sheet"],
        data.cell(event, event.get("field", "event_date")), since=asked.toordinal(),
    )  # fmt: skip


@lru_cache(maxsize=256)
def unsaid(data: Data, territory: Territory, year: int, hamlet: str = "") -> Figure:
    """Poor and near-poor households whose need is not written, nor that there is none."""
    why, rows = rows_of(data, territory, year, hamlet)
    found = [row for row in rows if row["status"] in GROUPS and not row["needs"]]
    return count(
        f"need_unsaid/{hamlet or territory.code}/{year}", None if why else len(found),
        Unit.HOUSEHOLDS, reason=why, terms=rows_counted(data, found, "household"),
    )  # fmt: skip


@lru_cache(maxsize=64)
def named(data: Data, territory: Territory, year: int) -> tuple[str, ...]:
    """The needs that some household named at a review, in the office's order."""
    said = {need for row in rows_of(data, territory, year, "")[1] for need in row["needs"] or ()}
    return tuple(need for need in needs() if need in said)
