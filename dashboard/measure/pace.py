"""Plan and as-of date -> what should be disbursed by now, how far it is, and why in words."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import lru_cache

from catalog.warnings import share
from dashboard.data import Data, Row
from dashboard.measure.as_of import period
from dashboard.measure.figure import Figure, How, Unit, change, count, reported
from dashboard.measure.money import programme, projects, terms_of_money
from dashboard.measure.terms import Term, added_up
from dashboard.measure.territory import Territory

BANDS = ("on_track", "slow", "behind")


@dataclass(frozen=True)
class Pace:
    """What should be disbursed by a day, against what is. `band` is one of BANDS, or "" with a reason."""

    expected: Figure
    spent: Figure
    rate: Figure
    gap: Figure
    band: str
    reason: str


def months_gone(year: int, today: date) -> Fraction:
    """The share of a year that is over: whole months, the last one when its last day is reached."""
    if today.year != year:
        return Fraction(int(today.year > year))
    over = today.day == calendar.monthrange(year, today.month)[1]
    return Fraction(today.month - (not over), 12)


def share_due(row: Row, year: int | None, today: date) -> Fraction:
    """The share of a year's plan that is due: past years wholly, this one by its months.

    Where the register gives a start or a finish within the year, by the days of that window
    instead. A plan without a year is due wholly.
    """
    if year is None or year != today.year:
        return Fraction(int(year is None or year < today.year))
    window = _window(row, year)
    if window is None:
        return months_gone(year, today)
    start, finish = window
    gone = (today - start).days + 1
    return min(max(Fraction(gone, (finish - start).days + 1), Fraction(0)), Fraction(1))


def _window(row: Row, year: int) -> tuple[date, date] | None:
    """Start and finish of a work within a year; None when neither date lies in it."""
    start, finish = row.get("start_date"), row.get("finish_date")
    if not any(day is not None and day.year == year for day in (start, finish)):
        return None
    first = max(start or date.min, date(year, 1, 1))
    last = min(finish or date.max, date(year, 12, 31))
    return (first, last) if first <= last and last.year == year else None


@lru_cache(maxsize=256)
def paces(data: Data, territory: Territory, kind: str, today: date) -> dict[str, Pace]:
    """The pace of every work or project by its code, and of all of them under ""."""
    found, funding = projects(data, territory, kind), data.rows(f"{kind}_funding")
    money = {p.code: [f for f in funding if f["project_code"] == p.code] for p in found}
    due = {p.code: _due(data, p.row, money[p.code], today) for p in found}
    place, whole = f"{kind}@{territory.code}", programme(data, territory, kind).disbursed
    together = [term for terms in due.values() for term in terms or ()]
    known = any(terms is not None for terms in due.values())
    all_money = [row for rows in money.values() for row in rows]
    paced = {
        p.code: _pace(data, p.code, due[p.code], money[p.code], p.disbursed, today) for p in found
    }
    all_due = together if known else None
    every = _pace(data, place, all_due, all_money, whole, today)
    return paced | {"": _compared(every, list(paced.values()))}


def _compared(every: Pace, paced: list[Pace]) -> Pace:
    """All together; no rate of what is due while some have only one of its sides."""
    sides = {(one.expected.known, one.spent.known) for one in paced}
    if every.rate.value is None or not sides & {(True, False), (False, True)}:
        return every
    rate = replace(every.rate, value=None, part=None, whole=None, reason="unmatched", terms=())
    gap = replace(every.gap, value=None, reason="unmatched", terms=(), of=())
    return replace(every, rate=rate, gap=gap, band="", reason="unmatched")


def _due(data: Data, row: Row, money: list[Row], today: date) -> list[Term] | None:
    """The cells of a plan with the share of each that is due; None when nothing is planned at all."""
    rows = [f for f in money if f["planned_vnd"] is not None]
    return [term for f in rows for term in _shared(data, row, f, today)] if rows else None


def _shared(data: Data, row: Row, funding: Row, today: date) -> Iterable[Term]:
    part = share_due(row, funding["year"], today)
    for term in terms_of_money(data, "planned_vnd", [funding]):
        yield replace(term, share=part)


def _pace(
    data: Data, place: str, due: list[Term] | None, money: list[Row], whole: Figure, today: date
) -> Pace:
    at = f"{place}/{period(data, today)}"
    value = None if due is None else added_up(due)
    expected = count(
        f"expected_vnd/{at}", value, Unit.VND, reason="no_plan", as_of=today,
        terms=_told(due or []), how=How.PRO_RATA,
    )  # fmt: skip
    spent = _spent(data, place, money, whole, today)
    rate = _rate(f"pace_rate/{at}", expected, spent)
    band, reason = _band(rate.value), rate.reason
    if band == "on_track" and any(_is_later(row, today) for row in money):
        band, reason = "", "spent_later"  # money of a later day is no praise of this one
    gap = change(f"pace_gap_vnd/{at}", spent, expected)
    return Pace(expected, spent, rate, gap, band, reason)


def _told(due: list[Term]) -> tuple[Term, ...]:
    """The cells of which something is due; where nothing is, all of the plan, each with a share of 0."""
    return tuple(term for term in due if term.share) or tuple(due)


def _spent(data: Data, place: str, money: list[Row], whole: Figure, today: date) -> Figure:
    """What the columns up to the day's year disbursed: all of it, unless later years have columns too."""
    until = [row for row in money if row["year"] is None or row["year"] <= today.year]
    if len(until) == len(money):
        return whole
    return count(
        f"disbursed_vnd/{place}/to-{today.year}", reported(until, "disbursed_vnd"), Unit.VND,
        as_of=whole.as_of, terms=terms_of_money(data, "disbursed_vnd", until),
    )  # fmt: skip


def _is_later(row: Row, today: date) -> bool:
    """Whether a year's disbursement may hold money of after the day."""
    day = row.get("as_of_date")
    return bool(row["year"] == today.year and row["disbursed_vnd"] and day and day > today)


def _rate(key: str, expected: Figure, spent: Figure) -> Figure:
    """Disbursed over what is due; more than all of it is no doubt, nothing due divides nothing."""
    if not expected.value or spent.value is None:
        reason = expected.reason or ("nothing_due" if expected.value == 0 else spent.reason)
        return Figure(key, None, Unit.RATE, reason=reason, how=How.RATIO)
    terms = spent.terms + tuple(replace(term, whole=True) for term in expected.terms)
    return Figure(
        key, spent.value / expected.value, Unit.RATE, int(spent.value), int(expected.value),
        expected.as_of, terms=terms, parts=Unit.VND, how=How.RATIO,
    )  # fmt: skip


def _band(value: float | None) -> str:
    if value is None:
        return ""
    if value >= share("pace", "on_track"):
        return "on_track"
    return "slow" if value >= share("pace", "slow") else "behind"
