"""The steps of a rate -> sentences, each with the condition under which it is said. No cause is claimed."""

from __future__ import annotations

from dataclasses import replace

from dashboard.data import Data
from dashboard.explain import Sentence
from dashboard.measure import flows
from dashboard.measure.figure import Figure, Unit, count
from dashboard.measure.reviews import review
from dashboard.measure.steps import GAPS, GROUPS, RateSteps
from dashboard.measure.territory import Territory

VISIBLE = 0.00005  # points / 100 that are still 0.01 when they are written


def sentences(data: Data, territory: Territory, year: int, found: RateSteps) -> list[Sentence]:
    """What the steps say; why there are none, when there are none."""
    if found.moved is None:
        values = {"reason": found.reason, "year": year, "before": year - 1, "who": found.name}
        return [Sentence("why.none", values)]
    told = [_sum(found, year), _denominator(found), _same_poor(found), _relapsed(found)]
    told += [_gap(found, name) for name in GAPS]
    told.append(_merged(data, territory, year))
    return [sentence for sentence in told if sentence is not None]


def _sum(found: RateSteps, year: int) -> Sentence:
    step = found.by_name["denominator"]
    said = {"year": year, "last": str(year - 1), "who": found.name}
    parts = {"before": found.before, "after": found.after, "moved": found.moved, "total": step}
    return Sentence("why.sum", parts | said)


def _denominator(found: RateSteps) -> Sentence | None:
    """The part that comes from the total alone, when it is large enough to be seen."""
    step = found.by_name["denominator"]
    if abs(step.value or 0) < VISIBLE:
        return None
    before, after = (_whole(rate) for rate in (found.before, found.after))
    more = (after.value or 0) > (before.value or 0)
    values = {"before": before, "after": after, "step": step, "who": found.name}
    return Sentence("why.total_grew" if more else "why.total_fell", values)


def _whole(rate: Figure) -> Figure:
    """The denominator of a rate as a figure."""
    name = "households" if rate.parts is Unit.HOUSEHOLDS else "persons"
    terms = tuple(replace(term, whole=False) for term in rate.terms if term.whole)
    key = "/".join([name, *rate.key.split("/")[1:3]])
    return count(key, rate.whole, rate.parts, as_of=rate.as_of, terms=terms)


def _same_poor(found: RateSteps) -> Sentence | None:
    """Nobody came or left: the rate moves with the total only."""
    still = all(not step.value for name, step in found.steps if name != "denominator")
    alone = still and found.by_name["denominator"].value
    return Sentence("why.only_total", {"who": found.name}) if alone else None


def _relapsed(found: RateSteps) -> Sentence | None:
    step = found.by_name["relapsed"]
    return Sentence("why.relapsed", {"step": step, "who": found.name}) if step.value else None


def _gap(found: RateSteps, name: str) -> Sentence | None:
    """What the forms do not explain."""
    step = found.by_name.get(name)
    return Sentence(f"why.{name}", {"step": step}) if step is not None else None


def _merged(data: Data, territory: Territory, year: int) -> Sentence | None:
    """Both years are of one territory: last year's communes are added up, so no merger is in the change."""
    before, now = (review(data, territory, y) for y in (year - 1, year))
    units = [territory.expected_units(r.date) for r in (before, now)]
    if units[0] == units[1] or before.reason or now.reason:
        return None
    names = {unit.key: unit.name for unit in territory.former}
    return Sentence(
        "why.merged", {"last": str(year - 1), "names": " + ".join(names[k] for k in units[0])}
    )


def imbalances(
    data: Data, territory: Territory, year: int, unit: Unit, name: str = "poverty_rate"
) -> list[tuple[str, str, Figure, Figure]]:
    """Hamlet, group, difference and printed closing of each form behind a rate that does not balance."""
    found = []
    for hamlet in territory.hamlets:
        for group in GROUPS[name]:
            form = flows.movement(data, territory, year, group, hamlet.code, unit).figures
            if form["discrepancy"].value:
                found.append((hamlet.name, group, form["discrepancy"], form["closing"]))
    return found


def unpaired(
    data: Data, territory: Territory, year: int, unit: Unit
) -> list[tuple[str, str, Figure, Figure, Figure]]:
    """Hamlet, group that was left, what its form and the other say, and the difference where they differ."""
    found = []
    for hamlet in territory.hamlets:
        for group, other in (("poor", "near_poor"), ("near_poor", "poor")):
            gave, took = (
                flows.movement(data, territory, year, side, hamlet.code, unit).figures[name]
                for side, name in ((group, "to_other_group"), (other, "from_other_group"))
            )
            gap = flows.transfer_gap(gave, took)
            if gap.value:
                found.append((hamlet.name, group, gave, took, gap))
    return found


def apart(
    data: Data, territory: Territory, year: int, unit: Unit, name: str = "poverty_rate"
) -> list[tuple[str, str, Figure, Figure, Figure]]:
    """Hamlet, group, what the movement form closes with, what the summary form counts, the difference."""
    found = []
    for hamlet in territory.hamlets:
        for group in GROUPS[name]:
            gap = flows.closing_gap(data, territory, year, group, hamlet.code, unit)
            if gap.value:
                closing, summary = gap.of
                found.append((hamlet.name, group, closing, summary, gap))
    return found
