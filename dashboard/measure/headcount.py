"""Deprivations of the poor -> how many lack something, and how much: H, A and M0 (DOMAIN 8.8, 8.9)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from catalog.tables import INDICATORS
from dashboard.data import Data
from dashboard.measure.breakdown import by_detail
from dashboard.measure.figure import Figure, How, Unit, rate
from dashboard.measure.reviews import counted, review
from dashboard.measure.terms import Term
from dashboard.measure.territory import Territory

MOST = len(INDICATORS)


@lru_cache(maxsize=256)
def deprivation_rates(
    data: Data, territory: Territory, year: int, group: str, hamlet: str = ""
) -> tuple[Figure, ...]:
    """Of each indicator, the households of a group that lack it over all of the group (DOMAIN 8.9)."""
    whole = counted(data, review(data, territory, year, hamlet), f"{group}_households")
    return tuple(
        rate(
            lacking.key.replace("deprivation/", "deprivation_rate/", 1),
            None if lacking.value is None else int(lacking.value),
            None if whole.value is None else int(whole.value),
            reason=lacking.reason or whole.reason,
            as_of=whole.as_of,
            standard=whole.standard,
            terms=lacking.terms + _under(whole, 1),
        )
        for lacking in by_detail(data, territory, year, group, "indicator", hamlet)
    )


@dataclass(frozen=True)
class Depth:
    """How much the poor lack: deprivations of each, A, and M0.

    The law's poor, who also earn little: M0 is not what a survey of all households would give.
    """

    mean: Figure
    intensity: Figure
    adjusted: Figure


@lru_cache(maxsize=64)
def depth(data: Data, territory: Territory, year: int) -> Depth:
    """Of the annual review of a year; without a figure where an indicator is not reported."""
    found = review(data, territory, year)
    poor, every = (counted(data, found, name) for name in ("poor_households", "households"))
    lacking = by_detail(data, territory, year, "poor", "indicator")
    missing = next((f.reason for f in (*lacking, poor, every) if f.value is None), "")
    missing = missing or ("" if poor.value and every.value else "no_total")
    values: tuple[float | None, ...] = (None,) * 3
    total = sum(int(f.value or 0) for f in lacking)
    if not missing:
        _, deep, adjusted = headcount(int(poor.value or 0), int(every.value or 0), total, MOST)
        values = deep * MOST, deep, adjusted

    def figure(name: str, value: float | None, under: Figure, times: int) -> Figure:
        terms = tuple(term for f in lacking for term in f.terms) + _under(under, times)
        whole = None if value is None else int(under.value or 0) * times
        return Figure(
            f"{name}/{territory.code}/{year}", value, Unit.COUNT if times == 1 else Unit.RATE,
            None if value is None else total, whole, found.date, found.standard,
            reason=missing, terms=terms,
            how=How.RATIO,
        )  # fmt: skip

    return Depth(
        figure("mean_deprivations", values[0], poor, 1),
        figure("deprivation_intensity", values[1], poor, MOST),
        figure("adjusted_headcount", values[2], every, MOST),
    )


def headcount(poor: int, every: int, lacking: int, most: int) -> tuple[float, float, float]:
    """H, A and M0: the share of the poor, the share of `most` that each of them lacks, the product.

    `lacking` is the number of deprivations of all the poor together.
    """
    share, deep = poor / every, lacking / (poor * most) if poor else 0.0
    return share, deep, share * deep


def _under(whole: Figure, times: int) -> tuple[Term, ...]:
    return tuple(replace(term, whole=True, share=Fraction(times)) for term in whole.terms)
