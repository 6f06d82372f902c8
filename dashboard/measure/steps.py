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
    """From one rate to the next: `before` + the sum of `steps` = `after`. Steps are points / 100.

    `moved` is what all steps but the denominator come to: what the poor became more or fewer by.
    """

    before: Figure
    after: Figure
    steps: tuple[tuple[str, Figure], ...] = ()
    moved: Figure | None = None
    reason: str = ""

    @property
    def by_name(self) -> dict[str, Figure]:
        """The steps that are shown, by name."""
        return dict(self.steps)


@lru_cache(maxsize=256)
def rate_steps(
    data: Data,
    territory: Territory,
    year: int,
    hamlet: str = "",
    unit: Unit = Unit.HOUSEHOLDS,
) -> RateSteps:
    """How the poverty rate went from the year before to this one, of households or persons.

    R1 - R0 = (P1 - P0)/N1 + (P0/N1 - P0/N0). P1 - P0 are the seven movements of the form, each over
    this year's total; what the form does not explain (an opening that differs from the last closing,
    a discrepancy) has a step of its own; the last step is what the change of the total comes to.
    Before a merger the rate is that of all predecessors together; across a change of standard, or
    where a number is missing, there are no steps but a reason.
    """
    before, after = (
        rate_of(data, review(data, territory, y, hamlet), "poverty_rate", unit)
        for y in (year - 1, year)
    )
    reason = change("", before, after).reason
    form = movement(data, territory, year, "poor", hamlet, unit)
    counts = {name: form.value(name) for name in ("opening", *OUT, *IN)}
    reason = reason or next((form.figures[n].reason for n, v in counts.items() if v is None), "")
    if reason:
        return RateSteps(before, after, reason=reason)
    own = "" if unit is Unit.HOUSEHOLDS else f"/{unit}"
    return _steps(f"rate_step/{hamlet or territory.code}/{year}{own}", form, before, after)


def _steps(key: str, form: Movement, before: Figure, after: Figure) -> RateSteps:
    """The steps in the form's order; the two gaps are left out where the forms agree."""
    opening = Part.of(form.figures["opening"])
    poor_before, poor_after = Part.of(before), Part.of(after)
    signed = {n: Part.of(form.figures[n]).times(-1 if n in OUT else 1) for n in (*OUT, *IN)}
    left_over = poor_after.plus(opening.times(-1))
    for part in signed.values():
        left_over = left_over.plus(part.times(-1))
    parts = {"opening_gap": opening.plus(poor_before.times(-1))} | signed
    parts |= {"discrepancy": left_over}
    steps = {name: _share(f"{key}/{name}", part, after) for name, part in parts.items()}
    same_poor = _share(f"{key}/same_poor", poor_before, after)
    value = (same_poor.value or 0) - (before.value or 0)
    steps["denominator"] = count(
        f"{key}/denominator", value, Unit.POINTS, as_of=after.as_of, of=(before, same_poor),
        how=How.DIFFERENCE,
    )  # fmt: skip
    shown = tuple((name, f) for name, f in steps.items() if f.value or name in ALWAYS)
    moved = _share(f"{key}/moved", poor_after.plus(poor_before.times(-1)), after)
    return RateSteps(before, after, shown, moved)


def _share(key: str, part: Part, over: Figure) -> Figure:
    """Households or persons over this year's total."""
    whole = tuple(term for term in over.terms if term.whole)
    terms, value = part.terms + whole, part.value / (over.whole or 1)
    return count(key, value, Unit.POINTS, as_of=over.as_of, terms=terms, how=How.RATIO)


@dataclass(frozen=True)
class Part:
    """Households or persons, and the cells that they are read from."""

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
