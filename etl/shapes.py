"""data/places.geojson -> the points and outlines that it holds, or that it cannot be read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

SHAPES = "places.geojson"
LARGEST = 5_000_000  # bytes: an outline of a commune's hamlets has some thousand points
SHORTEST = 4  # positions of a ring, the last of which is the first
FARTHEST = 1e9  # no degree and no metre of a map is more
POINTS, OUTLINES = ("Point", "MultiPoint"), ("Polygon", "MultiPolygon")
Position = tuple[float, float]


@dataclass(frozen=True)
class Feature:
    """One object: its number in the file, the texts that may name a hamlet, its points or rings.

    `codes` are its numbers and its own `id`: they name a hamlet where no text does.
    `kind` is `point` or `outline`; "" for a geometry that is neither, or has no valid position.
    """

    number: int
    names: tuple[str, ...]
    kind: str
    parts: tuple[tuple[Position, ...], ...]
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shapes:
    """What a commune supplied for its map; `sha256` is part of what a build is."""

    features: tuple[Feature, ...] = ()
    sha256: str = ""
    refused: bool = False


NO_SHAPES = Shapes()


def load_shapes(path: Path) -> Shapes:
    """The shapes of a file, none without one; a file that cannot be read is refused, whatever is in it.

    Raises OSError.
    """
    if not path.exists():
        return NO_SHAPES
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    try:
        features = _features(content)
    except (ValueError, RecursionError):
        return Shapes((), digest, refused=True)
    return Shapes(features, digest)


def _features(content: bytes) -> tuple[Feature, ...]:
    """Raises ValueError where it is no GeoJSON of features (RFC 7946)."""
    if len(content) > LARGEST:
        raise ValueError("too large")
    found = json.loads(content.decode("utf-8-sig"), parse_constant=_no_number)
    if not isinstance(found, dict):
        raise ValueError("not an object")
    every = found.get("features") if found.get("type") == "FeatureCollection" else [found]
    if not isinstance(every, list) or not every:
        raise ValueError("no features")
    return tuple(_feature(number, one) for number, one in enumerate(every, 1))


def _no_number(text: str) -> NoReturn:
    raise ValueError(text)


def _feature(number: int, found: Any) -> Feature:
    if not isinstance(found, dict) or found.get("type") != "Feature":
        raise ValueError("not a feature")
    said, geometry = found.get("properties") or {}, found.get("geometry") or {}
    if not isinstance(said, dict) or not isinstance(geometry, dict):
        raise ValueError("not a feature")
    names = tuple(v.strip() for v in said.values() if isinstance(v, str) and v.strip())
    kind, parts = _parts(geometry.get("type"), geometry.get("coordinates"))
    codes = tuple(_code(v) for v in (*said.values(), found.get("id")) if _is_code(v))
    return Feature(number, names, kind if parts else "", parts, codes)


def _is_code(value: Any) -> bool:
    return (isinstance(value, str) and bool(value.strip())) or _is_number(value)


def _code(value: Any) -> str:
    """A number as it is written where it is text: programs make 12.0 of 12."""
    whole = isinstance(value, float) and value.is_integer()
    return str(int(value) if whole else value).strip()


def _parts(kind: Any, found: Any) -> tuple[str, tuple[tuple[Position, ...], ...]]:
    """The first point, or the outer ring of each polygon: what lies inside is not cut out.

    An outline of which one ring is not whole is none.
    """
    if kind in POINTS:
        first = found if kind == "Point" else _first(found)
        at = _position(first)
        return "point", ((at,),) if at else ()
    if kind in OUTLINES:
        rings = [_first(p) for p in ([found] if kind == "Polygon" else _list(found))]
        outer = [_ring(ring) for ring in rings]
        return "outline", tuple(outer) if all(outer) else ()
    return "", ()


def _list(found: Any) -> list[Any]:
    return found if isinstance(found, list) else []


def _first(found: Any) -> Any:
    return next(iter(_list(found)), None)


def _ring(found: Any) -> tuple[Position, ...]:
    """A closed ring whose positions are all valid; nothing otherwise."""
    at = [_position(one) for one in _list(found)]
    known = tuple(one for one in at if one is not None)
    whole = len(known) == len(at) >= SHORTEST and known[0] == known[-1]
    return known if whole else ()


def _position(found: Any) -> Position | None:
    pair = _list(found)[:2]
    if len(pair) < 2 or not all(_is_number(value) for value in pair):
        return None
    return float(pair[0]), float(pair[1])


def _is_number(value: Any) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and abs(value) <= FARTHEST


def positions(features: Iterable[Feature]) -> list[Position]:
    """Every position of some features."""
    return [at for feature in features for part in feature.parts for at in part]
