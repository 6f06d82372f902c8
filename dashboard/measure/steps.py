"""Two reviews and the movement form between them -> the steps of a rate, which add up exactly."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from dashboard.data import Data
from dashboard.measure.figure import Figure, Unit, change, count
from dashboard.measure.flows import IN, OUT, movement
from dashboard.measure.reviews import rate_of, review
from dashboard.measure.territory import Territory

ALWAYS = (*OUT, *IN, "denominator")


@dataclass(frozen=True)
class RateSteps:
    """From one rate to the next: `before` + the sum of `steps` = `after`. Steps are points / 100."""

    before: Figure
    after: Figure
    steps: tuple[tuple[str, Figure], ...]
    reason: str = ""


@lru_cache(maxsize=256)
def rate_steps(data: Data, territory: Territory, year: int) -> RateSteps:
    """How the poverty rate went from the year before to this one.

    Each movement counts as its households over last year's total; what the form does not explain
    (an opening that differs from the last closing, a discrepancy) has a step of its own; the last
    step is the change in the number of resident households: P1/N1 - P1/N0.
    """
    before, after = (
        rate_of(data, review(data, territory, y), "poverty_rate") for y in (year - 1, year)
    )
    reason = change("", before, after).reason
    moved = movement(data, territory, year, "poor")
    counts = {name: moved.value(name) for name in ("opening", *OUT, *IN)}
    reason = reason or next((moved.figures[n].reason for n, v in counts.items() if v is None), "")
    if reason:
        return RateSteps(before, after, (), reason)
    known = {name: value or 0 for name, value in counts.items()}
    found = _steps(known, before, after)
    place = f"{territory.code}/{year}"
    return RateSteps(
        before,
        after,
        tuple(
            (name, count(f"rate_step/{place}/{name}", value, Unit.POINTS, as_of=after.as_of))
            for name, value in found.items()
            if value or name in ALWAYS
        ),
    )


def _steps(counts: dict[str, int], before: Figure, after: Figure) -> dict[str, float]:
    """Name -> share of last year's households; the two gaps are 0 where the forms agree."""
    whole, part = before.whole or 1, after.part or 0
    opening = counts.pop("opening")
    signed = {n: -v if n in OUT else v for n, v in counts.items()}
    left_over = part - opening - sum(signed.values())
    shares = {"opening_gap": (opening - (before.part or 0)) / whole}
    shares |= {name: value / whole for name, value in signed.items()}
    shares |= {"discrepancy": left_over / whole}
    return shares | {"denominator": part / (after.whole or 1) - part / whole}
