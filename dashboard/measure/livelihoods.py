"""Participants of projects -> households, outcomes, exits, cost. The 42 and the 34 are never added."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from catalog.tables import GROUPS
from dashboard.data import Data, Row
from dashboard.measure.figure import Figure, How, Unit, count, rate
from dashboard.measure.money import GROUP, PERIOD, Project, as_of, programme, projects
from dashboard.measure.terms import Term, rows_counted, terms_behind
from dashboard.measure.territory import Hamlet, Territory

EXITS = ("escaped_poverty", "escaped_near_poverty")
OUTCOMES = (*EXITS, "still_poor", "still_near_poor", "withdrew", "unknown")


@dataclass(frozen=True)
class Outcomes:
    """What became of the households of one project, of the projects, or of the group."""

    households: Figure
    exits: Figure
    exit_rate: Figure
    by_outcome: dict[str, Figure]


@dataclass(frozen=True)
class LivelihoodProject:
    """One project: its money, its households, what one household cost, what became of them."""

    money: Project
    outcomes: Outcomes
    cost_per_household: Figure


def _rows(data: Data, codes: Iterable[str]) -> list[Row]:
    wanted = set(codes)
    return [r for r in data.rows("livelihood_outcome_summary") if r["project_code"] in wanted]


def _outcomes(data: Data, place: str, rows: list[Row]) -> Outcomes:
    day = as_of(data, "livelihood")
    found = {
        name: _households(
            data, f"outcome/{place}/{PERIOD}/{name}", [r for r in rows if r["outcome"] == name],
            day, listed=bool(rows),
        )
        for name in OUTCOMES
    }  # fmt: skip
    left = [r for r in rows if r["outcome"] in EXITS]
    return Outcomes(
        _households(data, f"participants/{place}/{PERIOD}", rows, day, listed=bool(rows)),
        _households(data, f"exits/{place}/{PERIOD}", left, day, listed=bool(rows)),
        exit_rate(data, f"participant_exit_rate/{place}/{PERIOD}", rows),
        found,
    )


def _households(data: Data, key: str, rows: list[Row], day: date | None, *, listed: bool) -> Figure:
    """How many households rows count; none where there is no list."""
    value = sum(r["households"] for r in rows) if listed else None
    terms = _terms(data, rows)
    return count(key, value, Unit.HOUSEHOLDS, reason="no_list", as_of=day, terms=terms)


def _terms(data: Data, rows: Iterable[Row], *, whole: bool = False) -> tuple[Term, ...]:
    return terms_behind(data, "livelihood_outcome_summary", rows, whole=whole)


def exit_rate(data: Data, key: str, rows: Iterable[Row]) -> Figure:
    """Exited over participants with a known outcome, of those who entered poor or near-poor.

    Those who withdrew stay in the denominator (DOMAIN 8.6). A whole group, not a sample.
    """
    known = [r for r in rows if r["outcome"] not in ("unknown", None)]
    entered = [r for r in known if r["status_at_entry"] in GROUPS]
    whole = sum(r["households"] for r in entered)
    left = [r for r in entered if r["outcome"] in EXITS]
    part = sum(r["households"] for r in left) if entered else None
    terms = _terms(data, left) + _terms(data, entered, whole=True)
    return rate(key, part, whole or None, smallest=0, terms=terms)


@lru_cache(maxsize=256)
def project_outcomes(data: Data, code: str) -> Outcomes:
    """What became of the households of one project or community group, by its code."""
    return _outcomes(data, code, _rows(data, [code]))


@lru_cache(maxsize=64)
def livelihood_projects(data: Data, territory: Territory) -> tuple[LivelihoodProject, ...]:
    """The projects, in register order, without the community group."""
    found = []
    for project in projects(data, territory, "livelihood"):
        outcomes = project_outcomes(data, project.code)
        cost = cost_per_household(project.code, project.disbursed, outcomes.households)
        found.append(LivelihoodProject(project, outcomes, cost))
    return tuple(found)


def cost_per_household(place: str, disbursed: Figure, households: Figure) -> Figure:
    """Disbursed support over the households supported, in đồng (DOMAIN 8.7)."""
    key = f"cost_per_household/{place}/{PERIOD}"
    if disbursed.value is None or not households.value:
        reason = disbursed.reason or households.reason or "no_list"
        return count(key, None, Unit.VND, reason=reason)
    value = round(disbursed.value / households.value)
    return count(
        key, value, Unit.VND, as_of=disbursed.as_of, bound=disbursed.bound,
        of=(disbursed, households), how=How.QUOTIENT,
    )  # fmt: skip


@lru_cache(maxsize=64)
def all_projects(data: Data, territory: Territory) -> tuple[Outcomes, Figure]:
    """The projects together and their cost per household; a household in two counts once."""
    codes = [p.code for p in projects(data, territory, "livelihood")]
    together = _outcomes(data, f"livelihood@{territory.code}", _rows(data, codes))
    households = _distinct(data, territory, "projects", together.households)
    outcomes = Outcomes(households, together.exits, together.exit_rate, together.by_outcome)
    disbursed = programme(data, territory, "livelihood").disbursed
    return outcomes, cost_per_household(f"livelihood@{territory.code}", disbursed, households)


def _distinct(data: Data, territory: Territory, name: str, otherwise: Figure) -> Figure:
    codes = {territory.code}
    found = [
        r
        for r in data.rows("livelihood_household_count")
        if r["participants"] == name and r["commune_code"] in codes
    ]
    if not found:
        return otherwise
    value = sum(r["households"] for r in found)
    terms = terms_behind(data, "livelihood_household_count", found)
    return count(otherwise.key, value, Unit.HOUSEHOLDS, as_of=otherwise.as_of, terms=terms)


@lru_cache(maxsize=64)
def sets(data: Data, territory: Territory) -> dict[str, tuple[str, ...]]:
    """The codes of the projects, and of the community groups: two sets, by how they are called in keys."""
    groups = [
        r["project_code"]
        for r in data.rows("livelihood_project")
        if r["kind"] == GROUP
        and (not r["hamlet_codes"] or any(territory.hamlet(c) for c in r["hamlet_codes"]))
    ]
    own = tuple(p.code for p in projects(data, territory, "livelihood"))
    return {f"livelihood@{territory.code}": own, f"group@{territory.code}": tuple(groups)}


@lru_cache(maxsize=64)
def group(data: Data, territory: Territory) -> Outcomes:
    """The community group: a set of its own, never added to the projects."""
    place = f"group@{territory.code}"
    return _outcomes(data, place, _rows(data, sets(data, territory)[place]))


@lru_cache(maxsize=512)
def in_hamlet(data: Data, hamlet: Hamlet, code: str) -> Figure | None:
    """The households of a project that live in a hamlet; None for those who may not see its households."""
    homes = {r["household_id"] for r in data.rows("household") if r["hamlet_code"] in hamlet.codes}
    rows = [r for r in data.rows("livelihood_participant") if r["project_code"] == code]
    mine = [r for r in rows if r["household_id"] in homes]
    key, terms = f"hamlet_participants/{hamlet.code}/{code}", rows_counted(data, mine, "household")
    return count(key, len(mine), Unit.HOUSEHOLDS, terms=terms) if homes else None
