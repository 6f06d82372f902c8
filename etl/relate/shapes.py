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
    """The hamlet of today that some text of a feature names; "" when none, or two, are meant."""
    meant = {code for name in feature.names if (code := places.hamlet(name, "", None))}
    living = {c for c in meant if (unit := places.unit(c, None)) and unit["level"] == "hamlet"}
    return next(iter(living)) if len(living) == 1 else ""


def _doubt(feature: Feature, code: str, seen: set[str], places: Places) -> Finding | None:
    """What is wrong with a feature; a note where its coordinates are only the other way round."""
    cell, name = f"#{feature.number}", next(iter(feature.names), "–")[:SHOWN]
    if not code:
        near = next((n for said in feature.names if (n := places.nearest(said))), "–")
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
