"""Faults of the map of hamlets that a commune supplied beside its workbooks."""

from __future__ import annotations

import json
from typing import Any

from etl.corrections import Corrections
from etl.shapes import SHAPES, load_shapes
from tests.findings.case import Case, Fault, Then
from tests.findings.desk import PLACES, Desk, Spot

HERE = [106.5, 9.9]


def point(name: str, at: Any = HERE, kind: str = "Point", **first: Any) -> dict[str, Any]:
    """A feature that names a hamlet, after what else it says."""
    geometry = {"type": kind, "coordinates": at}
    return {"type": "Feature", "properties": first | {"ten_ap": name}, "geometry": geometry}


def supplied(desk: Desk, content: str) -> None:
    """The map of the commune, read as a build reads it."""
    desk.folder.mkdir(parents=True, exist_ok=True)
    path = desk.folder / SHAPES
    path.write_text(content, encoding="utf-8")
    desk.corrections = Corrections(shapes=load_shapes(path))


def drawn(*features: dict[str, Any]) -> str:
    """The text of a map."""
    return json.dumps({"type": "FeatureCollection", "features": list(features)}, ensure_ascii=False)


def second(feature: dict[str, Any]) -> Fault:
    """A sound map whose second feature is at fault."""

    def fault(desk: Desk) -> Spot:
        supplied(desk, drawn(point("TD01"), feature))
        return Spot(SHAPES, cell="#2")

    return fault


def broken(content: str) -> Fault:
    """A file that is no map."""

    def fault(desk: Desk) -> Spot:
        supplied(desk, content)
        return Spot(SHAPES)

    return fault


def sound(desk: Desk) -> None:
    """The same map without the fault."""
    supplied(desk, drawn(point("TD01"), point("TD02")))


def doubt(rule: str, feature: dict[str, Any], name: str = "", severity: str = "warning") -> Case:
    """One feature that cannot be drawn as it is; everything else is."""
    code = 10 if severity == "warning" else 0
    return Case(
        rule, severity, code, (PLACES,), second(feature), Then.LOADED, name=name, sound=sound
    )


SQUARE = [[[106.5, 9.9], [106.6, 9.9], [106.6, 10.0]]]
CLOSED = [[*SQUARE[0], SQUARE[0][0]]]
OPEN = [[*SQUARE[0], [106.5, 10.0]]]
HEAD = {"chu_ho": "Người Thí Dụ 0001", "cccd": "000000000001"}

CASES = [
    Case("file.not_geojson", "error", 20, (PLACES,), broken("<kml></kml>"), Then.SAME, name="kml",
         sound=sound),
    Case("file.not_geojson", "error", 20, (PLACES,), broken("[" * 100_000), Then.SAME, name="deep",
         sound=sound),
    Case("file.not_geojson", "error", 20, (PLACES,), broken('{"type": "FeatureCollection"}'),
         Then.SAME, name="without features", sound=sound),
    doubt("shape.unknown", point("Ấp Không Có")),
    doubt("shape.unknown", point(""), "without a name"),
    doubt("shape.geometry", point("TD02", SQUARE, "Polygon"), "ring of three"),
    doubt("shape.geometry", point("TD02", SQUARE[0], "LineString"), "line"),
    doubt("shape.geometry", point("TD02", ["106", 9.9]), "text for a number"),
    doubt("shape.geometry", point("TD02", OPEN, "Polygon"), "ring that is not closed"),
    doubt("shape.geometry", point("TD02", [CLOSED, SQUARE], "MultiPolygon"), "one ring of two"),
    doubt("shape.geometry", point("TD02", [10**400, 9.9]), "number without end"),
    doubt("shape.unknown", point("Ấp Không Có", **HEAD), "beside a head"),
    doubt("shape.outside", point("TD02", [2.3, 48.8], **HEAD), "beside a head"),
    doubt("shape.twice", point("TD01", **HEAD), "beside a head"),
    doubt("shape.twice", point("TD01")),
    doubt("shape.outside", point("TD02", [560000.0, 1095000.0]), "VN-2000"),
    doubt("shape.outside", point("TD02", [2.3, 48.8]), "Paris"),
    doubt("shape.swapped", point("TD02", [9.9, 106.5]), severity="note"),
]  # fmt: skip
