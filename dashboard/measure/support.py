"""Information access, targets, credit: figures beside the review."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from dashboard.data import Data, Row
from dashboard.measure.figure import Figure, Unit, count, rate, total
from dashboard.measure.terms import terms_behind, terms_of
from dashboard.measure.territory import Territory

#: The target indicators that are rates: a target of 1.5 with the unit % is 0.015.
PER_CENT = "%"


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
    return _target(data, key, rows[0])


def _target(data: Data, key: str, row: Row) -> Figure:
    per_cent = row["unit"] == PER_CENT
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


@dataclass(frozen=True)
class Credit:
    """Loans of all lenders at the latest quarter's end."""

    quarter_end: date | None
    loans: Figure
    outstanding: Figure
    due: Figure
    overdue: Figure


@lru_cache(maxsize=64)
def credit(data: Data, territory: Territory) -> Credit:
    """The latest quarter of `credit_summary`, all lenders together."""
    rows = [r for r in data.rows("credit_summary") if r["commune_code"] == territory.code]
    end = max((r["quarter_end"] for r in rows), default=None)
    latest = [r for r in rows if r["quarter_end"] == end]

    def figure(name: str, unit: Unit) -> Figure:
        key = f"credit_{name}/{territory.code}/{end or 'none'}"
        terms = terms_behind(data, "credit_summary", latest, name)
        return count(key, total(latest, name), unit, reason="no_list", as_of=end, terms=terms)

    return Credit(
        end,
        figure("loans", Unit.COUNT),
        figure("outstanding_vnd", Unit.VND),
        figure("due_vnd", Unit.VND),
        figure("overdue_vnd", Unit.VND),
    )
