"""One build -> every figure that its pages show of a year, by key: what is frozen and compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import lru_cache

from catalog.tables import GROUPS
from dashboard.data import Data
from dashboard.measure import (
    breakdown,
    changes,
    flows,
    livelihoods,
    money,
    openness,
    reviews,
    spending,
    support,
)
from dashboard.measure.as_of import as_of
from dashboard.measure.figure import Figure
from dashboard.measure.hamlets import hamlets
from dashboard.measure.interval import interval
from dashboard.measure.pace import paces
from dashboard.measure.shapes import households as at_risk
from dashboard.measure.shapes import shapes
from dashboard.measure.steps import rate_steps
from dashboard.measure.targets import goals
from dashboard.measure.territory import Territory
from dashboard.measure.work_states import work_states

COUNTS = ("households", "poor_households", "near_poor_households")
KINDS = ("infrastructure", "livelihood")


@lru_cache(maxsize=64)
def every_figure(
    data: Data, territory: Territory, year: int, today: date | None = None
) -> Mapping[str, Figure]:
    """The figures of a territory and a year by key, in the order of the pages; missing ones too.

    They are those of a day, of the latest one in the data where none is given.
    """
    day = today or as_of(data) or date.min
    found = (*_review(data, territory, year, day), *_programmes(data, territory, day))
    return {figure.key: figure for part in found for figure in _figures(part) if figure.key}


def _review(data: Data, territory: Territory, year: int, today: date) -> Iterator[object]:
    now = reviews.review(data, territory, year)
    for name in reviews.RATES:
        yield reviews.rate_of(data, now, name)
        yield changes.rate_change(data, territory, year, name)
        yield changes.part_change(data, territory, year, name)
        yield support.target(data, territory, name, year)
    yield [reviews.counted(data, now, name) for name in COUNTS]
    yield changes.count_change(data, territory, year, "poor_households")
    moved = {group: flows.movement(data, territory, year, group) for group in GROUPS}
    yield moved
    yield [flows.closing_gap(data, territory, year, group) for group in GROUPS]
    for made in (flows.gross_exits, flows.net_fall, flows.entries):
        yield made(moved["poor"], territory.code, year)
    yield rate_steps(data, territory, year)
    yield breakdown.transitions(data, territory, year)
    for detail in ("indicator", "cause"):
        yield [breakdown.by_detail(data, territory, year, group, detail) for group in GROUPS]
    yield hamlets(data, territory, year, today)
    if shapes(data, territory):
        yield [at_risk(data, territory, year, "both", h.code) for h in territory.hamlets]
    yield goals(data, territory, year)
    yield support.information_access(data, territory, year)
    yield from openness.of_year(data, territory, year, today)


def _programmes(data: Data, territory: Territory, today: date) -> Iterator[object]:
    for kind in KINDS:
        yield money.programme(data, territory, kind)
        yield money.projects(data, territory, kind)
        yield [spending.slices(data, territory, kind, by) for by in ("year", "fund_source")]
        yield spending.cumulated(data, territory, kind)
        yield paces(data, territory, kind, today)
    yield work_states(data, territory)
    yield livelihoods.livelihood_projects(data, territory)
    yield livelihoods.all_projects(data, territory)
    yield livelihoods.group(data, territory)
    yield interval(livelihoods.group(data, territory).exit_rate)
    for codes in livelihoods.sets(data, territory).values():
        yield [livelihoods.project_outcomes(data, code) for code in codes]
    yield support.credit(data, territory, today)


def _figures(part: object) -> Iterator[Figure]:
    """The figures in what a measure gives: itself, its fields, its members."""
    if isinstance(part, Figure):
        yield part
    elif is_dataclass(part) and not isinstance(part, type):
        for one in fields(part):
            yield from _figures(getattr(part, one.name))
    elif isinstance(part, Mapping):
        yield from _figures(list(part.values()))
    elif isinstance(part, Iterable) and not isinstance(part, str):
        for one in part:
            yield from _figures(one)
