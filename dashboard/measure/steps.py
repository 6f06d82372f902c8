"""Two reviews and the movement form between them -> the steps of a rate, which add up exactly."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from dashboard.data import Data
from dashboard.measure.figure import Figure, How, Unit, change, count
from dashboard.measure.flows import IN, OUT, Movement, movement
from dashboard.measure.reviews import rate_of, review
from dashboard.measure.terms import Term
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
    found = _steps(f"rate_step/{territory.code}/{year}", moved, before, after)
    shown = ((name, f) for name, f in found.items() if f.value or name in ALWAYS)
    return RateSteps(before, after, tuple(shown))


def _steps(key: str, moved: Movement, before: Figure, after: Figure) -> dict[str, Figure]:
    """Name -> share of last year's households; the two gaps are 0 where the forms agree."""
    opening = Part.of(moved.figures["opening"])
    poor_before, poor_after = Part.of(before), Part.of(after)
    signed = {n: Part.of(moved.figures[n]).times(-1 if n in OUT else 1) for n in (*OUT, *IN)}
    left_over = poor_after.plus(opening.times(-1))
    for part in signed.values():
        left_over = left_over.plus(part.times(-1))
    parts = {"opening_gap": opening.plus(poor_before.times(-1))} | signed
    parts |= {"discrepancy": left_over}
    steps = {name: _share(f"{key}/{name}", part, before, after) for name, part in parts.items()}
    same_total = _share("", poor_after, before, after)
    return steps | {"denominator": _denominator(f"{key}/denominator", same_total, after)}


def _share(key: str, part: Part, over: Figure, after: Figure) -> Figure:
    """Households over last year's total."""
    whole = tuple(term for term in over.terms if term.whole)
    terms, value = part.terms + whole, part.value / (over.whole or 1)
    return count(key, value, Unit.POINTS, as_of=after.as_of, terms=terms, how=How.RATIO)


def _denominator(key: str, same_total: Figure, after: Figure) -> Figure:
    """What the rate differs by because there are more or fewer resident households: P1/N1 - P1/N0."""
    value = (after.part or 0) / (after.whole or 1) - (same_total.value or 0)
    both = (same_total, after)
    return count(key, value, Unit.POINTS, as_of=after.as_of, of=both, how=How.DIFFERENCE)


@dataclass(frozen=True)
class Part:
    """Households, and the cells that they are read from."""

    value: int
    terms: tuple[Term, ...]

    @classmethod
    def of(cls, found: Figure) -> Part:
        """The value of a count, or the part of a rate."""
        value = found.value if found.part is None else found.part
        return cls(int(value or 0), tuple(term for term in found.terms if not term.whole))

    def times(self, sign: int) -> Part:
        """The same with another sign."""
        terms = tuple(replace(term, value=sign * term.value) for term in self.terms)
        return Part(sign * self.value, terms)

    def plus(self, other: Part) -> Part:
        """Both together."""
        return Part(self.value + other.value, self.terms + other.terms)
