"""Participants -> where each household stood through the years, and which of them came back after leaving."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from catalog.tables import GROUPS
from dashboard.data import Data, Row
from dashboard.measure.figure import Figure, Unit, count
from dashboard.measure.livelihoods import EXITS, sets
from dashboard.measure.money import PERIOD
from dashboard.measure.standings import ABOVE, STATES, UNKNOWN, Step, lists, steps
from dashboard.measure.terms import rows_counted
from dashboard.measure.territory import Territory


@dataclass(frozen=True, eq=False)
class Path:
    """One participating household: its line in the list of participants and a step for each review."""

    entry: Row
    name: str
    hamlet: str | None
    steps: tuple[Step, ...]

    @property
    def way(self) -> tuple[str, ...]:
        """Its states, one for each review."""
        return tuple(step.state for step in self.steps)

    @property
    def left(self) -> int | None:
        """The year in which it left poverty or near-poverty by the list of participants."""
        return self.entry["outcome_year"] if self.entry["outcome"] in EXITS else None

    @property
    def went_above(self) -> int | None:
        """The year since its entry in which a review list first says that it left; else `left`."""
        entered = self.entry["entry_year"] or 0
        said = (s.year for s in self.steps if s.row and s.state == ABOVE and s.year >= entered)
        return next(said, self.left)


@lru_cache(maxsize=64)
def paths(data: Data, territory: Territory, place: str) -> tuple[Path, ...]:
    """The households of one of the two sets whose rows are seen, those who went the same way together."""
    codes, found = sets(data, territory)[place], {}
    for row in data.rows("livelihood_participant"):
        if row["project_code"] in codes and row["household_id"] not in found:
            home = next(iter(data.of("household", "household_id", row["household_id"])), {})
            found[row["household_id"]] = Path(
                row, home.get("head_name") or "", home.get("hamlet_code"),
                steps(data, territory, row["household_id"]),
            )  # fmt: skip
    often = [path.way for path in found.values()]
    return tuple(
        sorted(
            found.values(),
            key=lambda p: (-often.count(p.way), [STATES.index(s) for s in p.way], p.hamlet or ""),
        )
    )


@lru_cache(maxsize=64)
def ways(
    data: Data, territory: Territory, place: str
) -> tuple[tuple[tuple[str, ...], Figure], ...]:
    """How many households went each way, the most frequent first."""
    groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for path in paths(data, territory, place):
        groups[path.way].append(path.entry)
    return tuple((way, _number(data, f"path_households/{place}/{PERIOD}/{'>'.join(way)}", rows))
                 for way, rows in groups.items())  # fmt: skip


def _number(data: Data, key: str, rows: Iterable[Row]) -> Figure:
    """Households, each by the cell of its code in the list that says it."""
    found = list(rows)
    terms = rows_counted(data, found, "household")
    return count(key, len(found), Unit.HOUSEHOLDS, terms=terms)


def marks(data: Data, place: str, path: Path) -> tuple[Figure | None, ...]:
    """For each step, the figure whose cell says it: what a click on its mark opens."""
    code = path.entry["household_id"]
    return tuple(
        _number(data, f"path_step/{place}/{step.year}/{code}", [step.row]) if step.row else None
        for step in path.steps
    )


@dataclass(frozen=True)
class After:
    """What became of those who left: how many a next review followed, how many it found back in a list."""

    followed: Figure
    back_soon: Figure
    back_since: Figure


@lru_cache(maxsize=64)
def after(data: Data, territory: Territory, place: str) -> After | None:
    """Of a set, whoever left and stands in a list again: at a review of the next year, or since.

    None where not all households of the set are seen.
    """
    if not data.whole or not lists(data, territory).years:
        return None
    left = [p for p in paths(data, territory, place) if p.went_above is not None]
    followed = [p for p in left if _known(p, (p.went_above or 0) + 1)]
    soon = [row for p in followed for row in _back(data, p, (p.went_above or 0) + 1)]
    since = [row for p in left for row in _back(data, p, date.max.year)]
    return After(
        _number(data, f"exits_followed/{place}/{PERIOD}", [p.entry for p in followed]),
        _number(data, f"back_soon/{place}/{PERIOD}", soon),
        _number(data, f"back_since/{place}/{PERIOD}", since),
    )


def _known(path: Path, year: int) -> bool:
    return any(step.year == year and step.state != UNKNOWN for step in path.steps)


@lru_cache(maxsize=16)
def _at_risk(data: Data) -> dict[str, list[Row]]:
    """Every row of a list of the poor or near-poor by household, at regular reviews too."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in data.rows("household_review"):
        if row["status"] in GROUPS and row["review_year"]:
            found[row["household_id"]].append(row)
    return found


def _back(data: Data, path: Path, last: int) -> list[Row]:
    """The first row of a list in which it stands after it left, up to a year; none when it does not."""
    rows = _at_risk(data).get(path.entry["household_id"], [])
    again = [r for r in rows if (path.went_above or 0) < r["review_year"] <= last]
    return sorted(again, key=lambda r: str(r["review_date"]))[:1]
