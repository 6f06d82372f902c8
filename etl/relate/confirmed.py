"""What people said of two households -> the fragments that are meant; what means none is told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from catalog.spelling import key
from etl.confirmed import Confirmed, Pair
from etl.relate.fragments import Fragment


class Sayings:
    """The pairs of a build: the last word on each pair of households that is known."""

    def __init__(self, confirmed: Confirmed, found: Mapping[str, Fragment]) -> None:
        self._found = found
        self._by_code: dict[str, list[Fragment]] = defaultdict(list)
        for fragment in found.values() if confirmed.said else ():
            if fragment.code:
                self._by_code[fragment.code].append(fragment)
        self.unused: list[Pair] = []
        self._known: dict[frozenset[str], tuple[Fragment, Fragment, Pair]] = {}
        for pair in confirmed.said:
            first, second = self._fragment(pair.earlier), self._fragment(pair.later)
            if first is None or second is None or first is second:
                self.unused.append(pair)
            else:
                self._known[frozenset((first.id, second.id))] = (first, second, pair)

    def same(self) -> Iterator[tuple[Fragment, Fragment, Pair]]:
        """Those that are one household."""
        return (said for said in self._known.values() if said[2].same)

    def apart(self) -> set[frozenset[str]]:
        """The ids of those that are two."""
        return {ids for ids, (*_, pair) in self._known.items() if not pair.same}

    def _fragment(self, text: str) -> Fragment | None:
        several = self._by_code.get(key(text), [])
        return self._found.get(text) or (several[0] if len(several) == 1 else None)
