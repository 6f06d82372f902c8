"""Figures -> sentences: words keys with values, each with a condition. No cause is claimed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from dashboard.data import Data
from dashboard.measure import changes, flows, gaps, reviews
from dashboard.measure.figure import Figure, Unit
from dashboard.measure.hamlets import hamlets
from dashboard.measure.support import target
from dashboard.measure.territory import Territory

FEW = 3  # a change of one or two households is never called a trend


@dataclass(frozen=True)
class Sentence:
    """A template (a words key) and the figures that fill it."""

    key: str
    values: dict[str, Any] = field(default_factory=dict)


def headline(data: Data, territory: Territory, year: int) -> Sentence:
    """Where the rate stands, against the year before and the target, as far as they are known.

    Missing data block praise: while a hamlet is missing nothing is compared, and while a movement
    form does not balance, or closes with another number than the summary form counts, no target is
    said to be met.
    """
    now = reviews.rate_of(data, reviews.review(data, territory, year), "poverty_rate")
    if not now.known:
        return Sentence("headline.missing", {"reason": now.reason, "year": year})
    values = {"rate": now, "year": year, "before": year - 1, "place": territory.name}
    if gaps.unreviewed(data, territory, year):
        return Sentence("headline.incomplete", values | _missing(data, territory, year))
    points = changes.rate_change(data, territory, year, "poverty_rate")
    households = changes.count_change(data, territory, year, "poor_households")
    why = points.reason or households.reason
    if why:
        if reviews.review(data, territory, year - 1).reason == "no_review":
            return Sentence("headline.alone", values)
        return Sentence("headline.apart", values | {"reason": why})
    goal = target(data, territory, "poverty_rate", year)
    values |= {"points": points, "households": households, "target": goal}
    said = _against(now, goal)
    if said == "_met" and gaps.is_open(data, territory, year):
        said = ""
    return Sentence(f"headline.{_direction(points, households)}{said}", values)


def _missing(data: Data, territory: Territory, year: int) -> dict[str, Any]:
    found = gaps.unreviewed(data, territory, year)
    number = gaps.hamlets_counted(data, territory, "hamlets_without_review", str(year), found)
    return {"missing": number, "number": len(territory.hamlets)}


def doubts(data: Data, territory: Territory, year: int) -> tuple[Sentence, ...]:
    """Why the headline says nothing of the target; empty when nothing stands against it."""
    now = reviews.rate_of(data, reviews.review(data, territory, year), "poverty_rate")
    goal = target(data, territory, "poverty_rate", year)
    met = now.known and _against(now, goal) == "_met"
    if not met or gaps.unreviewed(data, territory, year):
        return ()
    said = []
    for name, of_year in (("unbalanced", gaps.unbalanced), ("disagreeing", gaps.apart)):
        astray = tuple(dict.fromkeys(hamlet for _, hamlet in of_year(data, territory, year)))
        number = gaps.hamlets_counted(data, territory, f"hamlets_{name}", str(year), astray)
        values = {"number": number, "target": goal, "year": year}
        said += [Sentence(f"headline.{name}", values)] if astray else []
    return tuple(said)


def _direction(points: Figure, households: Figure) -> str:
    """`down` where both fell; `fewer` where the households did and the rate did not."""
    value = households.value or 0
    if abs(value) < FEW:
        return "same"
    if value > 0:
        return "up"
    return "down" if (points.value or 0) < 0 else "fewer"


def _against(now: Figure, goal: Figure) -> str:
    if now.value is None or goal.value is None:
        return ""
    return "_met" if now.value <= goal.value else "_missed"


def step_key(name: str, *, persons: bool = False, rate: str = "poverty_rate") -> str:
    """The words key of a movement of the poor or near-poor, or of a step of their rate."""
    if name in ("opening_gap", "transfer_gap", "closing_gap", "denominator"):
        return f"rate_step.{name}{'_persons' if persons and name == 'denominator' else ''}"
    other = "poor" if rate == "near_poverty_rate" else "near_poor"
    own = {"to_other_group": f"to_{other}", "from_other_group": f"from_{other}"}
    return f"movement.{own.get(name, name)}"


def movements(
    data: Data,
    territory: Territory,
    year: int,
    hamlet: str = "",
    unit: Unit = Unit.HOUSEHOLDS,
) -> Sentence | None:
    """The movement form of the poor as one sentence; None when a column of it is missing."""
    moved = flows.movement(data, territory, year, "poor", hamlet, unit)
    exits = flows.gross_exits(moved, hamlet or territory.code, year)
    entries = flows.entries(moved, hamlet or territory.code, year)
    names = ("opening", "closing", "other_out", "other_in")
    values = {name: moved.figures[name] for name in names} | {"exits": exits, "entries": entries}
    known = all(figure.value is not None for figure in values.values())
    return Sentence("poverty.explained", dict(values)) if known else None


def by_hamlet(data: Data, territory: Territory, year: int) -> tuple[Sentence, ...]:
    """In how many hamlets the poor became fewer and where most of them live, then what is not compared.

    Of those that can be compared: with counts of both years, of one standard. Empty without a count.
    """
    found = hamlets(data, territory, year) if year else ()
    known = [h for h in found if h.poor.known]
    if not known:
        return ()
    compared = [h.change for h in known if h.change.known]
    most = max(known, key=lambda h: h.poor.value or 0)
    values = {
        "number": len(compared or known), "fewer": sum((c.value or 0) <= -FEW for c in compared),
        "name": most.hamlet.name, "most": most.poor, "year": year, "before": year - 1,
    }  # fmt: skip
    key = f"hamlets.answer{'' if compared else '_first'}{'' if most.poor.value else '_no_poor'}"
    broken = any(h.change.reason == "standard_break" for h in known)
    alone = "hamlets.other_standard" if broken else "" if compared else "hamlets.no_before"
    said = [Sentence(key, values), *([Sentence(alone, {"before": year - 1})] if alone else [])]
    if gaps.unreviewed(data, territory, year):
        missing = _missing(data, territory, year)["missing"]
        said.append(Sentence("hamlets.missing", {"missing": missing, "year": year}))
    return tuple(said)
