"""Participants of projects -> households, outcomes, exits, cost. The 42 and the 34 are never added."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from catalog.tables import GROUPS
from dashboard.data import Data, Row
from dashboard.measure.figure import Figure, How, Unit, count, rate
from dashboard.measure.money import GROUP, PERIOD, Project, as_of, programme, projects
from dashboard.measure.terms import rows_counted, terms_behind
from dashboard.measure.territory import Hamlet, Territory, territories

EXITS = ("escaped_poverty", "escaped_near_poverty")
UNKNOWN = "unknown"
OUTCOMES = (*EXITS, "still_poor", "still_near_poor", "withdrew", UNKNOWN)
SUMMARY, DISTINCT = "livelihood_outcome_summary", "livelihood_household_count"


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
    return [r for r in data.rows(SUMMARY) if r["project_code"] in wanted]


def _distinct(data: Data, territory: Territory, name: str) -> list[Row]:
    """The households of a set, each once, in the commune of their home; of all where it is the only one."""
    listed = {row["kind"] == GROUP for row in data.rows("livelihood_project")}
    if (name == GROUP) not in listed:
        return []
    alone = len(territories(data)) == 1
    found = [row for row in data.rows(DISTINCT) if row["participants"] == name]
    return [row for row in found if alone or row["commune_code"] == territory.code]


def _ended(row: Row) -> str:
    """What became of the households of a row; where nothing is written it is not known."""
    return str(row["outcome"] or UNKNOWN)


def _outcomes(data: Data, place: str, rows: list[Row], table: str = SUMMARY) -> Outcomes:
    day, known = as_of(data, "livelihood"), any(_ended(row) != UNKNOWN for row in rows)

    def households(key: str, mine: list[Row], reason: str = "") -> Figure:
        value = None if reason else sum(row["households"] for row in mine)
        terms = terms_behind(data, table, mine)
        return count(key, value, Unit.HOUSEHOLDS, reason=reason, as_of=day, terms=terms)

    why = "" if rows else "no_list"
    left = [row for row in rows if _ended(row) in EXITS]
    return Outcomes(
        households(f"participants/{place}/{PERIOD}", rows, why),
        households(f"exits/{place}/{PERIOD}", left, why or ("" if known else "no_outcome")),
        exit_rate(data, f"participant_exit_rate/{place}/{PERIOD}", rows, table),
        {
            name: households(
                f"outcome/{place}/{PERIOD}/{name}", [r for r in rows if _ended(r) == name], why
            )
            for name in OUTCOMES
        },
    )


def exit_rate(data: Data, key: str, rows: Iterable[Row], table: str = SUMMARY) -> Figure:
    """Exited over participants with a known outcome, of those who entered poor or near-poor.

    Those who withdrew stay in the denominator (DOMAIN 8.6). A whole group, not a sample; of fewer
    than 20 households there are the counts and no rate.
    """
    known = [r for r in rows if _ended(r) != UNKNOWN]
    entered = [r for r in known if r["status_at_entry"] in GROUPS]
    whole = sum(r["households"] for r in entered)
    left = [r for r in entered if r["outcome"] in EXITS]
    part = sum(r["households"] for r in left) if entered else None
    terms = terms_behind(data, table, left) + terms_behind(data, table, entered, whole=True)
    return rate(key, part, whole or None, terms=terms)


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
    place = f"livelihood@{territory.code}"
    registered = projects(data, territory, "livelihood")
    rows = _distinct(data, territory, "projects") if registered else []
    outcomes = _outcomes(data, place, rows, DISTINCT)
    disbursed = programme(data, territory, "livelihood").disbursed
    return outcomes, cost_per_household(place, disbursed, outcomes.households)


@lru_cache(maxsize=64)
def sets(data: Data, territory: Territory) -> dict[str, tuple[str, ...]]:
    """The codes of the projects, and of the community groups: two sets, by how they are called in keys."""
    groups = [
        row["project_code"]
        for row in data.rows("livelihood_project")
        if row["kind"] == GROUP and _is_here(data, territory, row)
    ]
    own = tuple(p.code for p in projects(data, territory, "livelihood"))
    return {f"livelihood@{territory.code}": own, f"group@{territory.code}": tuple(groups)}


def _is_here(data: Data, territory: Territory, row: Row) -> bool:
    """Whether a group is of a commune: by its hamlets, else by the homes of its households that are seen."""
    if len(territories(data)) == 1 and not row["hamlet_codes"]:
        return True
    lines = data.rows("livelihood_participant") if not row["hamlet_codes"] else ()
    members = {
        line["household_id"] for line in lines if line["project_code"] == row["project_code"]
    }
    homes = [r["hamlet_code"] for r in data.rows("household") if r["household_id"] in members]
    return any(territory.hamlet(code) for code in row["hamlet_codes"] or homes)


@lru_cache(maxsize=64)
def group(data: Data, territory: Territory) -> Outcomes:
    """The community group: a set of its own, never added to the projects."""
    rows = _distinct(data, territory, GROUP)
    return _outcomes(data, f"group@{territory.code}", rows, DISTINCT)


@lru_cache(maxsize=512)
def in_hamlet(data: Data, hamlet: Hamlet, code: str) -> Figure | None:
    """The households of a project that live in a hamlet; None for those who may not see its households."""
    homes = {r["household_id"] for r in data.rows("household") if r["hamlet_code"] in hamlet.codes}
    rows = [r for r in data.rows("livelihood_participant") if r["project_code"] == code]
    mine = [r for r in rows if r["household_id"] in homes]
    key, terms = f"hamlet_participants/{hamlet.code}/{code}", rows_counted(data, mine, "household")
    return count(key, len(mine), Unit.HOUSEHOLDS, terms=terms) if homes else None
