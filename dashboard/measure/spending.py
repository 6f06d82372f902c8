"""Works and projects -> planned and disbursed by year and by source, and up to each year. In đồng."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dashboard.data import Data, Row
from dashboard.measure.figure import Figure, Unit, count, reported
from dashboard.measure.money import as_of, projects, terms_of_money
from dashboard.measure.territory import Territory


@dataclass(frozen=True)
class Slice:
    """Planned and disbursed in one year, or from one source."""

    name: str
    planned: Figure
    disbursed: Figure


@lru_cache(maxsize=64)
def slices(data: Data, territory: Territory, kind: str, by: str) -> tuple[Slice, ...]:
    """Money by `year` (in order) or by `fund_source` (largest plan first)."""
    codes = {p.code for p in projects(data, territory, kind)}
    rows = [f for f in data.rows(f"{kind}_funding") if f["project_code"] in codes]
    found = []
    for value in sorted({r[by] for r in rows if r[by] is not None}):
        mine = [r for r in rows if r[by] == value]
        place, day = f"{kind}@{territory.code}", as_of(data, kind)
        found.append(Slice(str(value), *_pair(data, place, str(value), mine, day)))
    if by != "year":
        found.sort(key=lambda s: -(s.planned.value or 0))
    return tuple(found)


@lru_cache(maxsize=64)
def cumulated(data: Data, territory: Territory, kind: str) -> tuple[Slice, ...]:
    """Money up to the end of each year that has any; what a year does not report adds nothing."""
    years = slices(data, territory, kind, "year")
    place = f"{kind}@{territory.code}"
    return tuple(
        Slice(
            until.name,
            _until(f"planned_vnd/{place}/to-{until.name}", [s.planned for s in years[: i + 1]]),
            _until(f"disbursed_vnd/{place}/to-{until.name}", [s.disbursed for s in years[: i + 1]]),
        )
        for i, until in enumerate(years)
    )


def _until(key: str, years: list[Figure]) -> Figure:
    known = [int(year.value) for year in years if year.value is not None]
    terms = tuple(term for year in years for term in year.terms)
    value = sum(known) if known else None
    return count(key, value, Unit.VND, as_of=years[-1].as_of, terms=terms)


def _pair(
    data: Data, place: str, value: str, rows: list[Row], day: date | None
) -> tuple[Figure, Figure]:
    planned, disbursed = (
        count(
            f"{name}/{place}/{value}",
            reported(rows, name),
            Unit.VND,
            as_of=day,
            terms=terms_of_money(data, name, rows),
        )
        for name in ("planned_vnd", "disbursed_vnd")
    )
    return planned, disbursed
