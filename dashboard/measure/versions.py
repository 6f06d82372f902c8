"""Two builds -> the figures that differ, each with the cells behind it on both sides."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.data import Data
from dashboard.measure.everything import every_figure
from dashboard.measure.figure import Figure
from dashboard.measure.reviews import years
from dashboard.measure.terms import Term
from dashboard.measure.territory import Territory, territories


@dataclass(frozen=True)
class Changed:
    """A figure before and after; None where one of the builds does not have it."""

    before: Figure | None
    after: Figure | None

    @property
    def figure(self) -> Figure:
        """The figure as it is now; as it was, when it is gone."""
        found = self.after or self.before
        assert found is not None
        return found

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
    pairs = (Changed(then.get(key), now.get(key)) for key in dict.fromkeys([*now, *then]))
    return tuple(pair for pair in pairs if _says(pair.before) != _says(pair.after))


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
