"""Published figures beside recomputed ones: agreement, or the reason for none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from catalog.standards import standard_on
from dashboard.data import Data, Row
from dashboard.measure.figure import Figure, How, Unit, change, count
from dashboard.measure.gaps import unreviewed
from dashboard.measure.livelihoods import all_projects, group
from dashboard.measure.money import programme
from dashboard.measure.reviews import rate_of, review
from dashboard.measure.support import information_access
from dashboard.measure.territory import Territory

UNKNOWN = "unknown"  # a source that does not say of which territory it speaks


@dataclass(frozen=True)
class Comparison:
    """A published figure and ours. `verdict`: agrees, differs, above_bound, below_bound, unknown."""

    fact: Row
    published: Figure
    ours: Figure
    verdict: str


@lru_cache(maxsize=16)
def comparisons(data: Data, territory: Territory) -> tuple[Comparison, ...]:
    """Every press fact of a territory beside the figure from the tables."""
    return tuple(_compare(data, territory, row) for row in facts(data, territory))


@lru_cache(maxsize=16)
def facts(data: Data, territory: Territory) -> tuple[Row, ...]:
    """The press facts of a territory: those that name it, and those of the same source that do not say
    of which territory they are."""
    rows = data.rows("press_fact")
    sources = {row["source"] for row in rows if row["territory"] == territory.name}
    own = (territory.name, UNKNOWN)
    return tuple(r for r in rows if r["source"] in sources and r["territory"] in own)


def fact(data: Data, territory: Territory, key: str) -> Row | None:
    """The press fact of a territory with a key; None when there is none."""
    return next((row for row in facts(data, territory) if row["key"] == key), None)


def published(data: Data, territory: Territory, indicator: str, year: int) -> Row | None:
    """The press fact about an indicator of a territory in a year; None when there is none."""
    return fact(data, territory, f"{indicator}_{year}")


def _compare(data: Data, territory: Territory, fact: Row) -> Comparison:
    ours = _ours(data, territory, fact["key"])
    said = published_figure(fact, ours.unit)
    name, _, last = fact["key"].rpartition("_")
    if name == "poverty_rate" and unreviewed(data, territory, int(last)):
        return Comparison(fact, said, ours, "unknown")
    return Comparison(fact, said, ours, _verdict(fact, said.value or 0, ours))


def published_figure(fact: Row, unit: Unit = Unit.RATE) -> Figure:
    """A press fact as a figure, with its qualifier as bound."""
    rate = fact["unit"] == "%"
    value = fact["value"] / 100 if rate else int(fact["value"])
    key = f"press/{fact['key']}/{fact['period']}"
    kind = Unit.RATE if rate else unit
    return count(key, value, kind, bound=fact["qualifier"], how=How.SAID)


@lru_cache(maxsize=64)
def press_change(data: Data, territory: Territory, year: int) -> Comparison | None:
    """What was published of last year's poverty rate, beside ours; None where nothing was."""
    said = published(data, territory, "poverty_rate", year - 1)
    return _compare(data, territory, said) if said else None


def change_since(data: Data, territory: Territory, year: int, said: Figure) -> Figure:
    """From a published rate of last year to this year's: `at least` where it was a lower bound.

    Nobody published the standard: it is that of the day. Never an exact fall from `more than 4 %`.
    """
    now = rate_of(data, review(data, territory, year), "poverty_rate")
    before = replace(said, standard=standard_on(date(year - 1, 12, 31)))
    key = f"poverty_rate_press_change/{territory.code}/{year - 1}-{year}"
    if unreviewed(data, territory, year):
        return count(key, None, Unit.POINTS, reason="unreviewed")
    return change(key, before, now)


def _ours(data: Data, territory: Territory, key: str) -> Figure:
    name, _, last = key.rpartition("_")
    if name == "poverty_rate":
        return rate_of(data, review(data, territory, int(last)), name)
    if name == "information_access":
        return information_access(data, territory, int(last))
    works = programme(data, territory, "infrastructure")
    projects = programme(data, territory, "livelihood")
    return {
        "infrastructure_works": works.number,
        "infrastructure_approved": works.approved,
        "livelihood_projects": projects.number,
        "livelihood_approved": projects.approved,
        "livelihood_households": all_projects(data, territory)[0].households,
        "group_households": group(data, territory).households,
        "group_exits": group(data, territory).exits,
    }[key]


def _verdict(fact: Row, value: float, ours: Figure) -> str:
    """`exact` agrees to the printed digits, `approx` to one of the last; a bound is kept or not."""
    if ours.value is None:
        return "unknown"
    if fact["qualifier"] == "more_than":
        return "above_bound" if ours.value > value else "below_bound"
    scale = 100 if fact["unit"] == "%" else 1
    digits = len(str(fact["value"]).rstrip("0").partition(".")[2]) if scale == 100 else 0
    step = 10**-digits / 2 if fact["qualifier"] == "exact" else 10**-digits
    same = abs(ours.value * scale - fact["value"]) <= step + 1e-9
    return "agrees" if same or ours.value == value else "differs"
