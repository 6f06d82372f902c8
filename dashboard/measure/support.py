"""Information access, targets, credit: figures beside the review."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from catalog.indicators import target_unit
from dashboard.data import Data, Row
from dashboard.measure.as_of import as_of
from dashboard.measure.figure import Figure, Unit, count, rate, total
from dashboard.measure.terms import Term, terms_behind, terms_of
from dashboard.measure.territory import Territory


@lru_cache(maxsize=256)
def information_access(data: Data, territory: Territory, year: int, hamlet: str = "") -> Figure:
    """Poor and near-poor households with full access to information (DOMAIN 8.13)."""
    rows = [
        r
        for r in data.rows("information_access")
        if r["year"] == year and _is_at(territory, r["hamlet_code"], hamlet)
    ]
    reached = terms_of(data, rows, "reached_households", added=str(year))
    asked = terms_of(data, rows, "target_households", added=str(year), whole=True)
    return rate(
        f"information_access_rate/{hamlet or territory.code}/{year}",
        total(rows, "reached_households"),
        total(rows, "target_households"),
        reason="" if rows else "not_measured",
        terms=reached + asked,
    )


def _is_at(territory: Territory, code: str | None, hamlet: str) -> bool:
    found = territory.hamlet(code)
    return found is not None and (not hamlet or found.code == hamlet)


@lru_cache(maxsize=256)
def target(data: Data, territory: Territory, indicator: str, year: int, hamlet: str = "") -> Figure:
    """The target of an indicator for a year; with its decision's row as source."""
    place = hamlet or territory.code
    rows = [
        r
        for r in data.rows("target")
        if r["indicator"] == indicator and r["year"] == year and r["place_code"] == place
    ]
    rows = [r for r in rows if hamlet or date(year, 12, 31) >= territory.since]
    key = f"target/{place}/{year}/{indicator}"
    if not rows or rows[0]["value"] is None:
        return count(key, None, Unit.RATE, reason="no_target")
    return target_of(data, rows[0], place)


def target_of(data: Data, row: Row, place: str) -> Figure:
    """The target that a row of the workbook sets; `place` is how its place is called in the key.

    What it is counted in is that of its indicator: 1.5 of a rate is 0.015, whatever the row calls it.
    """
    key = f"target/{place}/{row['year']}/{row['indicator']}"
    per_cent = target_unit(row["indicator"]) == "%"
    value = row["value"] / 100 if per_cent else int(row["value"])
    unit = Unit.RATE if per_cent else Unit.HOUSEHOLDS
    terms = tuple(replace(term, value=value) for term in terms_of(data, [row], "value"))
    return count(key, value, unit, terms=terms)


def target_decision(data: Data, territory: Territory, indicator: str, year: int) -> str:
    """The number of the decision that set the target; "" when there is none."""
    for row in data.rows("target"):
        if (row["indicator"], row["year"]) == (indicator, year) and row[
            "place_code"
        ] == territory.code:
            return row["decision_number"] or ""
    return ""


def over(part: Figure, whole: Figure) -> tuple[Term, ...]:
    """The cells of a part over those of its whole."""
    return part.terms + tuple(replace(term, whole=True) for term in whole.terms)


@dataclass(frozen=True)
class Credit:
    """Loans of all lenders in the latest quarter, as of the day that they tell of: its end, or before."""

    quarter_end: date | None
    day: date | None
    loans: Figure
    outstanding: Figure
    due: Figure
    overdue: Figure


@lru_cache(maxsize=64)
def credit(data: Data, territory: Territory, today: date | None = None) -> Credit:
    """The latest quarter of `credit_summary`, all lenders together; on an earlier day, the one before it."""
    ends = quarters(data, territory)
    latest = today is None or today >= (as_of(data) or today)
    over = [day for day in ends if latest or today is None or day <= today]
    return _credit(data, territory, max(over, default=None))


def quarters(data: Data, territory: Territory) -> list[date]:
    """The ends of the quarters that loans are summed to, in order."""
    rows = data.rows("credit_summary")
    return sorted({r["quarter_end"] for r in rows if r["commune_code"] == territory.code})


@lru_cache(maxsize=64)
def due_soon(data: Data, territory: Territory, today: date, days: int) -> Figure | None:
    """What is not yet paid back of the loans due in the months that end after today, within so many
    days; dated with the last of these months. None where nothing falls due, or for the public."""
    held = credit(data, territory, today)
    rows = [
        r
        for r in data.rows("credit_due")
        if (r["commune_code"], r["quarter_end"]) == (territory.code, held.quarter_end)
        and 0 < (r["month_end"] - today).days <= days
    ]
    if not rows:
        return None
    last = max(r["month_end"] for r in rows)
    terms = terms_behind(data, "credit_due", rows, "outstanding_vnd")
    key = f"credit_due_soon_vnd/{territory.code}/{last}"
    return count(key, total(rows, "outstanding_vnd"), Unit.VND, as_of=held.day, terms=terms)


def _credit(data: Data, territory: Territory, end: date | None) -> Credit:
    rows = [r for r in data.rows("credit_summary") if r["commune_code"] == territory.code]
    latest = [r for r in rows if r["quarter_end"] == end]
    day = max((r["as_of_date"] for r in latest), default=None)

    def figure(name: str, unit: Unit) -> Figure:
        key = f"credit_{name}/{territory.code}/{day or 'none'}"
        terms = terms_behind(data, "credit_summary", latest, name)
        return count(key, total(latest, name), unit, reason="no_list", as_of=day, terms=terms)

    return Credit(
        end,
        day,
        figure("loans", Unit.COUNT),
        figure("outstanding_vnd", Unit.VND),
        figure("due_vnd", Unit.VND),
        figure("overdue_vnd", Unit.VND),
    )
