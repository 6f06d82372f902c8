"""The map that a commune supplied -> where each hamlet lies, and how many households to draw there."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians

from dashboard.data import Data
from dashboard.measure.figure import Figure, Unit, count
from dashboard.measure.reviews import counted, review
from dashboard.measure.territory import Hamlet, Territory

Position = tuple[float, float]  # longitude, latitude
COUNTS = {
    "both": ("poor_households", "near_poor_households"),
    "poor": ("poor_households",),
    "near_poor": ("near_poor_households",),
}


@dataclass(frozen=True, eq=False)
class Shape:
    """A hamlet on the map: the middle of it, and its outlines where it is more than a point."""

    hamlet: Hamlet
    middle: Position
    outlines: tuple[tuple[Position, ...], ...]


@lru_cache(maxsize=64)
def shapes(data: Data, territory: Territory) -> tuple[Shape, ...]:
    """The hamlets that the map has, in the office's order; none without a map."""
    parts: dict[str, dict[int, list[Position]]] = defaultdict(lambda: defaultdict(list))
    outlined = set()
    for row in data.rows("place_shape"):
        at = (row["longitude"], row["latitude"])
        parts[row["place_code"]][row["part"]].append(at)
        outlined |= {row["place_code"]} if row["kind"] == "outline" else set()
    found = []
    for hamlet in territory.hamlets:
        code = next((c for c in sorted(hamlet.codes) if c in parts), "")
        if code:
            rings = tuple(tuple(ring) for _, ring in sorted(parts[code].items()))
            outlines = rings if code in outlined else ()
            found.append(Shape(hamlet, middle(rings), outlines))
    return tuple(found)


def middle(rings: tuple[tuple[Position, ...], ...]) -> Position:
    """The centroid of the largest ring, or a point itself, in degrees."""
    measured = [(*_moments(ring), ring) for ring in rings]
    area, east, north, ring = max(measured, key=lambda one: abs(one[0]))
    if not area:
        return ring[0]
    return ring[0][0] + east / (3 * area), ring[0][1] + north / (3 * area)


def _moments(ring: tuple[Position, ...]) -> tuple[float, float, float]:
    """Twice the signed area of a ring and six times its first moments, from its first position."""
    area = east = north = 0.0
    (x0, y0), *_ = ring
    moved = [(x - x0, y - y0) for x, y in ring]
    for (ax, ay), (bx, by) in zip(moved, [*moved[1:], moved[0]], strict=True):
        cross = ax * by - bx * ay
        area, east, north = area + cross, east + (ax + bx) * cross, north + (ay + by) * cross
    return area, east, north


def stretch(found: tuple[Shape, ...]) -> float:
    """How much longer a degree of latitude is than one of longitude, in the middle of the map."""
    return 1 / cos(radians(sum(shape.middle[1] for shape in found) / len(found)))


@lru_cache(maxsize=512)
def households(data: Data, territory: Territory, year: int, what: str, hamlet: str) -> Figure:
    """The poor and near-poor households of a hamlet, or the poor or the near-poor alone."""
    found = review(data, territory, year, hamlet)
    parts = [counted(data, found, name) for name in COUNTS[what]]
    if len(parts) == 1:
        return parts[0]
    known = [int(part.value) for part in parts if part.value is not None]
    return count(
        f"at_risk_households/{hamlet}/{year}",
        sum(known) if len(known) == len(parts) else None,
        Unit.HOUSEHOLDS,
        reason=next((part.reason for part in parts if part.reason), "not_reported"),
        as_of=found.date,
        terms=tuple(term for part in parts for term in part.terms),
    )
