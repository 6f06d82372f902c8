"""The last meeting and the data of today -> what changed, and what the data say of each decision."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from catalog.standards import standard_on
from dashboard.measure.everything import every_figure
from dashboard.measure.figure import Figure, How, Unit, change
from dashboard.measure.reviews import RATES, years
from dashboard.measure.versions import Changed, changes, paired
from dashboard.minutes import Decision
from dashboard.reopened import Said, State, says

#: The figures that a meeting looks at, in this order; `{p}` is the commune, `{y}` the year.
MAIN = (
    *(f"{name}/{{p}}/{{y}}" for name in RATES),
    "households/{p}/{y}", "poor_households/{p}/{y}", "near_poor_households/{p}/{y}",
    "gross_exits/{p}/{y}", "net_fall/{p}/{y}",
    "disbursed_vnd/infrastructure@{p}/all", "disbursement_rate/infrastructure@{p}/all",
    "disbursed_vnd/livelihood@{p}/all", "participants/livelihood@{p}/all",
    "participant_exit_rate/group@{p}/all", "credit_overdue_vnd/{p}/",
)  # fmt: skip
_DAY = re.compile(r"(?<=/)\d{4}-\d{2}-\d{2}$")  # a period that moves with the data


@dataclass(frozen=True)
class Pair:
    """A figure as it was, as it is, and the change; None where there is no such figure."""

    then: Figure | None
    now: Figure | None

    @property
    def change(self) -> Figure | None:
        """now − then, where both are there and may be compared."""
        if self.then is None or self.now is None:
            return None
        return change(f"since/{self.now.key}", _dated(self.then, self.now), self.now)


def _dated(then: Figure, now: Figure) -> Figure:
    """A figure with its standard; where none was written down with it, the one of its day.

    With RATES it always was: one without is of hamlets that followed different ones.
    """
    written = then.standard or then.key.split("/")[0] in RATES
    if written or not (now.standard and then.as_of):
        return then
    return replace(then, standard=standard_on(then.as_of))


@dataclass(frozen=True, eq=False)
class Since:
    """What changed between two states. `changed` has the figures of the earlier one's year.

    `changed` is None when nobody can say any more: the builds of both are gone.
    """

    pairs: tuple[Pair, ...]
    changed: tuple[Changed, ...] | None
    new: tuple[Said, ...]
    lasting: tuple[Said, ...]
    gone: tuple[Said, ...]


def main(state: State) -> list[Figure | None]:
    """The figures that a meeting looks at; None for those that are not there."""
    place, year = state.agenda.office.commune_code, state.agenda.year
    return [_find(state.figures, name.format(p=place, y=year)) for name in MAIN]


def _find(figures: Mapping[str, Figure], key: str) -> Figure | None:
    """The figure of a key, or the one whose key begins with it where the period is a day."""
    if not key.endswith("/"):
        return figures.get(key)
    return next((figure for known, figure in figures.items() if known.startswith(key)), None)


@lru_cache(maxsize=64)
def since(now: State, last: State | None) -> Since:
    """What is new for the committee; all of it where there has been no meeting."""
    today = main(now)
    if last is None:
        pairs = tuple(Pair(None, figure) for figure in today if figure)
        return Since(pairs, (), tuple(now.alerts.values()), (), ())
    then = main(last)
    changed = _changed(now, last)
    return Since(
        tuple(Pair(a, b) for a, b in zip(then, today, strict=True) if a or b),
        None if changed is None else largest_first(changed),
        tuple(said for key, said in now.alerts.items() if key not in last.alerts),
        tuple(said for key, said in now.alerts.items() if key in last.alerts),
        tuple(said for key, said in last.alerts.items() if key not in now.alerts),
    )


def _changed(now: State, last: State) -> Sequence[Changed] | None:
    """The figures of the last meeting's year that differ: build by build, else as written down."""
    year, view = last.agenda.year, now.view
    if view and last.view:
        return changes(last.view.data, view.data, view.territory, year)
    if not view:
        return _differing(last.figures, now.figures) if year == now.agenda.year else None
    there = year in years(view.data, view.territory)
    return _differing(
        last.figures, every_figure(view.data, view.territory, year, view.today) if there else {}
    )


def _differing(then: Mapping[str, Figure], now: Mapping[str, Figure]) -> list[Changed]:
    known = (pair for pair in paired(then, now) if pair.before)
    return [p for p in known if p.before and (p.after is None or says(p.before) != says(p.after))]


def largest_first(found: Sequence[Changed]) -> tuple[Changed, ...]:
    """By how large the change is beside the figure itself; what came or went stands first.

    Changes of changes come last: beside themselves they are large whenever anything moved.
    """
    return tuple(sorted(found, key=lambda pair: (_is_change(pair.figure), -_size(pair))))


def _is_change(found: Figure) -> bool:
    return found.how is How.DIFFERENCE or found.unit is Unit.POINTS


def _size(pair: Changed) -> float:
    before, after = (f.value if f else None for f in (pair.before, pair.after))
    if before is None or after is None:
        return 0.0 if before is after else 2.0
    most = max(abs(before), abs(after))
    return round(abs(after - before) / most, 12) if most else 0.0  # equals stay as on the pages


def about(now: State, decision: Decision) -> Pair:
    """The figure of a decision as it was, and the same one in the year that is looked at."""
    then, found = decision.figure, now.figures
    if then is None:
        return Pair(None, None)
    key = in_year(then.key, decision.year, now.agenda.year)
    latest = _find(found, _DAY.sub("", then.key))
    return Pair(then, found.get(key) or found.get(then.key) or latest)


def in_year(key: str, before: int, after: int) -> str:
    """The key of the same figure in another year."""
    periods = {str(before): str(after), f"{before - 1}-{before}": f"{after - 1}-{after}"}
    return "/".join(periods.get(part, part) for part in key.split("/"))
