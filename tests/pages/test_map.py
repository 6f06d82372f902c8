"""The map of hamlets: only when the commune supplied their places, and nothing but these."""

from __future__ import annotations

import json
import shutil
from datetime import date
from math import cos, pi, radians
from pathlib import Path
from typing import Any

import pytest

from dashboard.load import read_warehouse
from dashboard.measure.shapes import middle, shapes
from dashboard.measure.territory import territories
from etl.progress import Progress
from etl.relate.places import Places
from etl.relate.shapes import shapes as drawn
from etl.run import Order, build
from etl.shapes import SHAPES, load_shapes
from launch import keep
from tests.pages.reader import TONGUES, open_page, read

POINT = {"type": "Point", "coordinates": [106.55, 9.85]}
SQUARE = {"type": "Polygon", "coordinates": [[[106.5, 9.9], [106.6, 9.9], [106.6, 10.0],
                                              [106.5, 10.0], [106.5, 9.9]]]}  # fmt: skip
ISLES = {"type": "MultiPolygon", "coordinates": [
    [[[106.7, 9.9], [106.72, 9.9], [106.72, 9.92], [106.7, 9.92], [106.7, 9.9]]],
    [[[106.8, 9.9], [106.9, 9.9], [106.9, 10.0], [106.8, 10.0], [106.8, 9.9]]]]}  # fmt: skip


def supplied(folder: Path, inbox: Path, features: dict[str, Any]) -> Path:
    """The warehouse of the sample with a map beside its inbox."""
    shutil.copytree(inbox, folder / "inbox", dirs_exist_ok=True)
    found = [
        {"type": "Feature", "properties": {"id": 7, "ten": name}, "geometry": geometry}
        for name, geometry in features.items()
    ]
    text = json.dumps({"type": "FeatureCollection", "features": found}, ensure_ascii=False)
    (folder / SHAPES).write_text(text, encoding="utf-8")
    order = Order(folder / "inbox", folder / "warehouse", folder / "state")
    assert build(order, Progress()).report["exit"] == 0
    return folder / "warehouse"


@pytest.fixture(scope="module")
def mapped(inbox: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    names = {"TD01": SQUARE, "Ấp " + _name(inbox): POINT, "TD03": ISLES}
    return supplied(tmp_path_factory.mktemp("mapped"), inbox, names)


def _name(inbox: Path) -> str:
    from openpyxl import load_workbook

    page = load_workbook(inbox / "Danh mục địa bàn.xlsx").active
    assert page is not None
    return next(str(r[2].value) for r in page.iter_rows() if r[1].value == "TD02")


def chart(warehouse: Path, **address: str) -> dict[str, Any]:
    """The map of the page."""
    app = open_page("hamlets", warehouse, **address)
    drawn = [json.loads(one.proto.spec) for one in app.get("plotly_chart")]
    return next(one for one in drawn if "scaleanchor" in one["layout"]["yaxis"])


def test_without_a_map_the_page_says_nothing_of_one(sample: Path) -> None:
    app = open_page("hamlets", sample, lang="vi")
    assert len(app.get("plotly_chart")) == 1
    assert "Bản đồ" not in read(app).shown
    assert not read_warehouse(sample).rows("place_shape")


@pytest.mark.parametrize("tongue", TONGUES)
def test_the_area_of_each_circle_is_in_proportion_to_its_households(
    tongue: str, mapped: Path
) -> None:
    values = read(open_page("hamlets", mapped, lang=tongue)).values
    found = chart(mapped, lang=tongue)
    circles = found["data"][-1]
    assert [key.split("/")[1] for key in circles["customdata"]] == ["TD01", "TD02", "TD03"]
    counts = [int(values[key]) for key in circles["customdata"]]
    areas = [pi * (size / 2) ** 2 for size in circles["marker"]["size"]]
    assert [a / areas[0] for a in areas] == pytest.approx([c / counts[0] for c in counts])
    assert [text.split("</b>")[0] for text in circles["text"]] == [f"<b>{c}" for c in counts]


def test_it_is_drawn_of_outlines_alone_with_north_up_and_true_sides(mapped: Path) -> None:
    found = chart(mapped, lang="vi")
    outlines = found["data"][:-1]
    assert [(t["type"], t["fill"]) for t in outlines] == [("scatter", "toself")] * 3
    assert found["layout"]["yaxis"]["scaleanchor"] == "x"
    assert found["layout"]["yaxis"]["scaleratio"] == pytest.approx(1 / cos(radians(9.92)), rel=1e-3)
    assert "http" not in json.dumps(found)
    assert not {"geo", "map", "mapbox", "images"} & found["layout"].keys()


@pytest.mark.parametrize("count", ["poor", "near_poor"])
def test_another_count_stands_in_the_address(count: str, mapped: Path) -> None:
    circles = chart(mapped, lang="vi", count=count)["data"][-1]
    assert {key.split("/")[0] for key in circles["customdata"]} == {f"{count}_households"}


def test_the_middle_of_an_area_is_its_centroid_and_of_islands_that_of_the_largest(
    mapped: Path,
) -> None:
    data = read_warehouse(mapped)
    first, point, isles = shapes(data, territories(data)[0])
    assert first.middle == pytest.approx((106.55, 9.95))
    assert (point.middle, point.outlines) == ((106.55, 9.85), ())
    assert isles.middle == pytest.approx((106.85, 9.95))
    corner = ((0.0, 0.0), (2.0, 0.0), (2.0, 1.0), (1.0, 1.0), (1.0, 2.0), (0.0, 2.0), (0.0, 0.0))
    assert middle((corner,)) == pytest.approx((5 / 6, 5 / 6))


def test_a_map_is_part_of_what_a_build_is(mapped: Path, inbox: Path, tmp_path: Path) -> None:
    state = mapped.parent / "state"
    shutil.copytree(state, tmp_path / "state")
    again = supplied(tmp_path, inbox, {"TD01": SQUARE})
    assert read_warehouse(again).build != read_warehouse(mapped).build


def test_a_map_that_is_refused_stops_no_workbook(inbox: Path, tmp_path: Path) -> None:
    shutil.copytree(inbox, tmp_path / "inbox")
    (tmp_path / SHAPES).write_bytes(b"PK\x03\x04 no text")
    order = Order(tmp_path / "inbox", tmp_path / "warehouse", tmp_path / "state")
    outcome = build(order, Progress())
    assert (outcome.report["exit"], [f.rule for f in outcome.findings]) == (
        20, ["file.not_geojson"],
    )  # fmt: skip
    assert read_warehouse(tmp_path / "warehouse").rows("review_summary")


def test_the_map_goes_into_the_backup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keep, "DATA", tmp_path / "data")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / SHAPES).write_text("{}", encoding="utf-8")
    keep.backup(tmp_path / "out.zip")
    (tmp_path / "data" / SHAPES).unlink()
    keep.restore(tmp_path / "out.zip")
    assert (tmp_path / "data" / SHAPES).read_text(encoding="utf-8") == "{}"


def hamlet(code: str, name: str, **other: Any) -> dict[str, Any]:
    """A row of the list of places."""
    blank = {"valid_from": date(2020, 1, 1), "valid_to": None, "successor_code": None}
    return (
        {"place_code": code, "name": name, "level": "hamlet", "parent_code": None} | blank | other
    )


#: Hamlet 11 became 12, hamlet 13 nothing.
ENDED = [hamlet("11", "Ấp Cũ", valid_to=date(2024, 6, 30), successor_code="12"),
         hamlet("12", "Ấp Mới"), hamlet("13", "Ấp Hết", valid_to=date(2024, 6, 30))]  # fmt: skip


@pytest.mark.parametrize(
    ("feature", "code"),
    [
        ({"properties": {"ten": "Ấp Mới"}}, "12"),
        ({"properties": {"ma": 12}}, "12"),
        ({"properties": {"ma": 12.0}}, "12"),
        ({"properties": {}, "id": 12}, "12"),
        ({"properties": {"fid": 13}, "id": "12"}, "12"),
        ({"properties": {"fid": 13, "ten": "Ấp Mới"}}, "12"),
        ({"properties": {"ten": "Ấp Cũ"}}, "12"),
        ({"properties": {"ten": "Ấp Hết"}}, None),
        ({"properties": {"ma": 99}}, None),
    ],
)
def test_a_feature_is_the_hamlet_of_today_that_it_names(
    feature: dict[str, Any], code: str | None, tmp_path: Path
) -> None:
    one = {"type": "Feature", "geometry": POINT} | feature
    (tmp_path / SHAPES).write_text(json.dumps(one), encoding="utf-8")
    found = drawn(load_shapes(tmp_path / SHAPES), Places(list(ENDED)))
    assert [row["place_code"] for row in found.rows] == ([code] if code else [])
    assert [f.rule for f in found.findings] == ([] if code else ["shape.unknown"])


def test_a_name_like_a_hamlets_is_suggested_and_not_repeated(tmp_path: Path) -> None:
    said = {"ho": "Người Thí Dụ", "ten": "Phước Minh Hoạt"}
    one = {"type": "Feature", "geometry": POINT, "properties": said}
    (tmp_path / SHAPES).write_text(json.dumps(one), encoding="utf-8")
    (told,) = drawn(
        load_shapes(tmp_path / SHAPES), Places([hamlet("21", "Ấp Phước Minh Họa")])
    ).findings
    assert (told.rule, told.found, told.expected) == ("shape.unknown", "#1", "Ấp Phước Minh Họa")
