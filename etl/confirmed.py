"""What people said of two households: that they are one, or that they are two."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Pair:
    """Two households, each by its surrogate or its official code, and whether they are one.

    `place` is the entry of the file of links; "" for what was said on the page. There it was said of
    made-up households or of real ones; the file's entries are for both.
    """

    earlier: str
    later: str
    same: bool
    place: str = ""
    illustrative: bool | None = None


@dataclass(frozen=True)
class Confirmed:
    """All that was said, what was said last counts; `sha256` is part of what a build is."""

    said: tuple[Pair, ...] = ()
    sha256: str = ""

    def of(self, illustrative: bool) -> Confirmed:
        """What was said of households of one kind: what was tried on made-up ones joins no real ones."""
        said = tuple(pair for pair in self.said if pair.illustrative in (None, illustrative))
        return replace(self, said=said)


NOTHING = Confirmed()
