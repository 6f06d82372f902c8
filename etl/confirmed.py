"""What people said of two households: that they are one, or that they are two."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Pair:
    """Two households, each by its surrogate or its official code, and whether they are one.

    `place` is the entry of the file of links; "" for what was said on the page.
    """

    earlier: str
    later: str
    same: bool
    place: str = ""


@dataclass(frozen=True)
class Confirmed:
    """All that was said, what was said last counts; `sha256` is part of what a build is."""

    said: tuple[Pair, ...] = ()
    sha256: str = ""


NOTHING = Confirmed()
