"""Two builds -> the figures that differ, each with the cells behind it on both sides."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from dashboard.data import Data
from dashboard.measure.everything import every_figure
from dashboard.measure.figure import Figure
from dashboard.measure.reviews import years
from dashboard.measure.terms import Term
from dashboard.measure.territory import Territory, territories

_DAY = re.compile(r"/\d{4}-\d{2}-\d{2}$")  # a period that moves with the data


@dataclass(frozen=True)
class Changed:
    """A figure before and after; None where one of the builds does not have it.

    What is told of the latest day of each build, such as what is owed, is the same figure of two days.
    """

    before: Figure | None
    after: Figure | None

    @property
    def figure(self) -> Figure:
        """The figure as it is now; as it was, when it is gone."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def is_of_two_days(self) -> bool:
        """Whether the day of the figure moved on from one build to the other."""
        return bool(self.before and self.after and self.before.key != self.after.key)

    @property
    def named(self) -> Figure:
        """The figure by which both are called: without its day where they are of two."""
        found = self.figure
        return replace(found, key=_DAY.sub("", found.key)) if self.is_of_two_days else found

    @property
    def cells(self) -> tuple[tuple[Term | None, Term | None], ...]:
        """The cells behind the change: their values before and after, by place, where they differ."""
        then, now = (_by_place(side) for side in (self.before, self.after))
        places = dict.fromkeys([*then, *now])
        pairs = ((then.get(place), now.get(place)) for place in places)
        return tuple((a, b) for a, b in pairs if a is None or b is None or a.value != b.value)


def changes(before: Data, after: Data, territory: Territory, year: int) -> tuple[Changed, ...]:
    """The figures of a year that have another value, or another reason for having none."""
    then, now = (_figures(data, territory.code, year) for data in (before, after))
    return tuple(p for p in paired(then, now) if _says(p.before) != _says(p.after))


def paired(then: Mapping[str, Figure], now: Mapping[str, Figure]) -> tuple[Changed, ...]:
    """Every figure of two builds beside the same one of the other, in the order of the later build."""
    gone = {key: found for key, found in then.items() if key not in now}
    before = {_DAY.sub("", key): key for key in gone if _DAY.search(key)}
    pairs = []
    for key, found in now.items():
        same = then.get(key)
        if same is None and _DAY.search(key):
            same = gone.pop(before.get(_DAY.sub("", key), ""), None)
        pairs.append(Changed(same, found))
    return (*pairs, *(Changed(found, None) for found in gone.values()))


def _figures(data: Data, code: str, year: int) -> dict[str, Figure]:
    """The figures of a build; none where it has no such commune or no review of the year."""
    found = next((t for t in territories(data) if t.code == code), None)
    if found is None or year not in years(data, found):
        return {}
    return dict(every_figure(data, found, year))


def _says(found: Figure | None) -> tuple[object, ...]:
    return () if found is None else (found.value, found.part, found.whole, found.reason)


def _by_place(found: Figure | None) -> dict[tuple[str, str, str, bool], Term]:
    terms = found.cells if found else ()
    return {(t.file, t.sheet, t.cell, t.whole): t for t in terms}
