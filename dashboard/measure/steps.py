"""Two reviews and the movement form between them -> the steps of a rate, which add up exactly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from dashboard.data import Data
from dashboard.measure.figure import Figure, How, Unit, change, count
from dashboard.measure.flows import IN, OUT, Movement, movement
from dashboard.measure.gaps import incomplete
from dashboard.measure.reviews import rate_of, review
from dashboard.measure.terms import Term
from dashboard.measure.territory import Territory

BETWEEN = ("to_other_group", "from_other_group")
GAPS = ("opening_gap", "transfer_gap", "discrepancy", "closing_gap")
#: Each rate that is explained, and the groups whose movement forms explain it.
GROUPS = {
    "poverty_rate": ("poor",),
    "near_poverty_rate": ("near_poor",),
    "multidimensional_rate": ("poor", "near_poor"),
}


@dataclass(frozen=True)
class RateSteps:
    """From one rate to the next: `before` + the sum of `steps` = `after`. Steps are points / 100.

    `moved` is what all steps but the denominator come to: what the poor, near-poor or both became
    more or fewer by.
    """

    before: Figure
    after: Figure
    steps: tuple[tuple[str, Figure], ...] = ()
    moved: Figure | None = None
    reason: str = ""
    name: str = "poverty_rate"

    @property
    def by_name(self) -> dict[str, Figure]:
        """The steps that are shown, by name."""
        return dict(self.steps)


@lru_cache(maxsize=512)
def rate_steps(
    data: Data,
    territory: Territory,
    year: int,
    hamlet: str = "",
    unit: Unit = Unit.HOUSEHOLDS,
    name: str = "poverty_rate",
) -> RateSteps:
    """How a rate of GROUPS went from the year before to this one, of households or persons.

    R1 - R0 = (P1 - P0)/N1 + (P0/N1 - P0/N0). P1 - P0 are the seven movements of the form, each over
    this year's total; what the forms do not agree on has a step of its own (an opening that is not
    the last closing, a form that does not balance, a closing that is not the summary's); the last
    step is what the change of the total comes to. Of poor and near-poor together, what goes from one
    to the other cancels; what does not is a step. Before a merger the rate is that of all
    predecessors together; across a change of standard, or where a number is missing, there are no
    steps but a reason.
    """
    before, after = (
        rate_of(data, review(data, territory, y, hamlet), name, unit) for y in (year - 1, year)
    )
    forms = [movement(data, territory, year, g, hamlet, unit) for g in GROUPS[name]]
    needed = [form.figures[n] for form in forms for n in ("opening", *OUT, *IN)]
    reason = change("", before, after).reason
    reason = reason or ("" if hamlet else incomplete(data, territory, year))
    reason = reason or next((found.reason for found in needed if not found.known), "")
    if reason:
        return RateSteps(before, after, reason=reason, name=name)
    steps, moved = _steps(_key(after, name), forms, before, after)
    return RateSteps(before, after, steps, moved, name=name)


def _key(after: Figure, name: str) -> str:
    """`poverty_rate/AD01/2025/persons` -> `rate_step/AD01/2025/persons`; another rate is named."""
    kind = "rate_step" if name == "poverty_rate" else f"{name}_step"
    return after.key.replace(name, kind, 1)


def _steps(
    key: str, forms: Sequence[Movement], before: Figure, after: Figure
) -> tuple[tuple[tuple[str, Figure], ...], Figure]:
    """The steps in the form's order, and what they move; gaps are left out where the forms agree."""
    opening = together(Part.of(form.figures["opening"]) for form in forms)
    part_before, part_after = Part.of(before), Part.of(after)
    moves = _moves(forms)
    explained = together([opening, *moves.values()])
    closing = _closing(forms) or explained
    parts = {"opening_gap": opening.plus(part_before.times(-1))} | moves
    parts |= {"discrepancy": closing.plus(explained.times(-1))}
    parts |= {"closing_gap": part_after.plus(closing.times(-1))}
    steps = {name: _share(f"{key}/{name}", part, after) for name, part in parts.items()}
    same_part = _share(f"{key}/same_poor", part_before, after)
    value = (same_part.value or 0) - (before.value or 0)
    steps["denominator"] = count(
        f"{key}/denominator", value, Unit.POINTS, as_of=after.as_of, of=(before, same_part),
        how=How.DIFFERENCE, standard=after.standard,
    )  # fmt: skip
    shown = tuple((name, f) for name, f in steps.items() if f.value or name not in GAPS)
    return shown, _share(f"{key}/moved", part_after.plus(part_before.times(-1)), after)


def _closing(forms: Sequence[Movement]) -> Part | None:
    """What the forms close with; None where one does not print it: then what it comes to stands for it."""
    printed = [form.figures["closing"] for form in forms]
    return together(Part.of(f) for f in printed) if all(f.known for f in printed) else None


def _moves(forms: Sequence[Movement]) -> dict[str, Part]:
    """The movements with their sign; of two forms, those from one to the other are one gap, mostly 0."""
    signed = {
        name: together(Part.of(f.figures[name]).times(-1 if name in OUT else 1) for f in forms)
        for name in (*OUT, *IN)
    }
    if len(forms) == 1:
        return signed
    return signed | {"transfer_gap": together(signed.pop(name) for name in BETWEEN)}


def _share(key: str, part: Part, over: Figure) -> Figure:
    """Households or persons over this year's total."""
    whole = tuple(term for term in over.terms if term.whole)
    terms, value = part.terms + whole, part.value / (over.whole or 1)
    return count(
        key,
        value,
        Unit.POINTS,
        as_of=over.as_of,
        terms=terms,
        how=How.RATIO,
        standard=over.standard,
    )


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


def together(parts: Iterable[Part]) -> Part:
    """All of them added up."""
    found = list(parts)
    return Part(sum(p.value for p in found), tuple(term for p in found for term in p.terms))
