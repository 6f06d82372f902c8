"""Shapes + places -> rows of `place_shape`, and what is wrong with the map that a commune supplied."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from etl.findings import Finding, finding
from etl.relate.places import Places
from etl.shapes import SHAPES, Feature, Position, Shapes, positions

Row = dict[str, Any]
#: Vietnam with its islands, in degrees of WGS 84: no longitude of it could be a latitude.
WEST, EAST, SOUTH, NORTH = 102.0, 118.0, 6.0, 24.0
DIGITS = 6  # of a degree: some ten centimetres
SHOWN = 60  # letters of a name in a finding


@dataclass
class Drawn:
    """The rows of the map, and what was found while they were made."""

    rows: list[Row]
    findings: list[Finding]


def shapes(found: Shapes, places: Places) -> Drawn:
    """One row for each position of each hamlet that is known; the others are told and left out."""
    drawn = Drawn([], [])
    if found.refused:
        drawn.findings.append(finding("error", "file.not_geojson", SHAPES))
    seen: set[str] = set()
    for feature in found.features:
        code = _hamlet(feature, places)
        told = _doubt(feature, code, seen, places)
        if told:
            drawn.findings.append(told)
        if code and (told is None or told.severity == "note"):
            seen.add(code)
            drawn.rows += _rows(code, _turned(feature) if told else feature)
    return drawn


def _hamlet(feature: Feature, places: Places) -> str:
    """The hamlet of today that some text of a feature names, else some number; "" when none, or two, are.

    A hamlet that ended is the one that it became.
    """
    for said in (feature.names, feature.codes):
        meant = {places.root(c) for text in said if (c := places.hamlet(text, "", None))}
        living = {code for code in meant if _is_living(places.unit(code, None))}
        if living:
            return living.pop() if len(living) == 1 else ""
    return ""


def _is_living(unit: Row | None) -> bool:
    return unit is not None and unit["level"] == "hamlet" and not unit["valid_to"]


def _named(feature: Feature, code: str, places: Places) -> tuple[str, str]:
    """How a finding calls a feature: its hamlet, else its number; and the hamlet that its text is like.

    No text of a map goes into a finding: it may be somebody's name or number.
    """
    unit = places.unit(code, None) if code else None
    if unit is not None:
        return str(unit["name"])[:SHOWN], "–"
    near = (found for text in feature.names if (found := places.nearest(text)))
    return f"#{feature.number}", next(near, "–")


def _doubt(feature: Feature, code: str, seen: set[str], places: Places) -> Finding | None:
    """What is wrong with a feature; a note where its coordinates are only the other way round."""
    cell = f"#{feature.number}"
    name, near = _named(feature, code, places)
    if not code:
        return finding("warning", "shape.unknown", SHAPES, cell=cell, found=name, expected=near)
    if not feature.kind:
        return finding("warning", "shape.geometry", SHAPES, cell=cell, found=name)
    if code in seen:
        return finding("warning", "shape.twice", SHAPES, cell=cell, found=name)
    if all(_inside(at) for at in positions([feature])):
        return None
    if all(_inside(at) for at in positions([_turned(feature)])):
        return finding("note", "shape.swapped", SHAPES, cell=cell, found=name)
    return finding("warning", "shape.outside", SHAPES, cell=cell, found=name)


def _inside(at: Position) -> bool:
    return WEST <= at[0] <= EAST and SOUTH <= at[1] <= NORTH


def _turned(feature: Feature) -> Feature:
    parts = tuple(tuple((north, east) for east, north in part) for part in feature.parts)
    return replace(feature, parts=parts)


def _rows(code: str, feature: Feature) -> Iterable[Row]:
    for part, ring in enumerate(feature.parts, 1):
        for sequence, (east, north) in enumerate(ring, 1):
            yield {
                "place_code": code, "kind": feature.kind, "part": part, "sequence": sequence,
                "longitude": round(east, DIGITS), "latitude": round(north, DIGITS),
            }  # fmt: skip
