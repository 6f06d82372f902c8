"""Codes of all reviews -> which reviews use one series of codes: after a renewal no code goes on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from etl.relate.fragments import Fragment, Moment

FEW = 10  # codes: so few that go on by none prove no renewal
SHARE = 0.05  # of the codes of the smaller review that must go on


class Series:
    """Reviews by commune of today, grouped by the codes that they have in common."""

    def __init__(self, found: Iterable[Fragment]) -> None:
        self._codes: dict[tuple[str, Moment], set[str]] = defaultdict(set)
        for fragment in found:
            for moment in fragment.moments if fragment.code else ():
                self._codes[fragment.root, moment].add(fragment.code)
        self._series = {at: index for index, at in enumerate(sorted(self._codes, key=str))}
        for at in self._series:
            for other in self._series:
                if at[0] == other[0] and self._go_on(at, other):
                    self._merge(at, other)
        self._size = Counter[int]()
        for at, codes in self._codes.items():
            self._size[self._series[at]] += len(codes)

    def was_renewed(self, first: Fragment, second: Fragment) -> bool:
        """Whether the codes of two households come from two series, both large enough to tell."""
        ours, theirs = (
            {self._series[f.root, moment] for moment in f.moments} for f in (first, second)
        )
        return not ours & theirs and all(self._size[s] >= FEW for s in ours | theirs)

    def _go_on(self, first: tuple[str, Moment], second: tuple[str, Moment]) -> bool:
        ours, theirs = self._codes[first], self._codes[second]
        return len(ours & theirs) >= max(1, SHARE * min(len(ours), len(theirs)))

    def _merge(self, first: tuple[str, Moment], second: tuple[str, Moment]) -> None:
        old, new = self._series[first], self._series[second]
        if old != new:
            self._series |= {at: new for at, series in self._series.items() if series == old}
