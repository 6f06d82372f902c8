"""Damage: the dashboard says so and shows the last whole build, `verify` names it, a build mends it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.load import read_warehouse
from etl.__main__ import main
from etl.publish import current, verify
from tests.fire import scene
from tests.fire.storm import Ground

OLD, LIVE = f"{1:016x}", f"{2:016x}"


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-7])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def garbage(path: Path) -> None:
    path.write_bytes(b"\xff\x00[1, 2")


def another_shape(path: Path) -> None:
    path.write_text('{"build": ["a"], "files": 3, "manifest_sha256": null}', "utf-8")


def remove(path: Path) -> None:
    path.unlink()


def names_another(path: Path) -> None:
    path.write_text(json.dumps({"build": "f" * 16, "manifest_sha256": "0" * 64}), "utf-8")


def wrong_hash(path: Path) -> None:
    path.write_text(json.dumps({"build": LIVE, "manifest_sha256": "0" * 64}), "utf-8")


@pytest.fixture
def two(warehouse: Path) -> Path:
    """A warehouse with two builds; the second one is live."""
    for number in (1, 2):
        scene.tiny(warehouse, number)
    assert read_warehouse(warehouse).build == LIVE
    return warehouse


def told(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = main(["verify", "--warehouse", str(warehouse)])
    return code, capsys.readouterr().err


@pytest.mark.parametrize(
    "damage", [garbage, empty, remove, another_shape, names_another, wrong_hash, cut]
)
def test_a_damaged_pointer_leads_to_the_build_published_last_with_a_banner(
    damage: Callable[[Path], None], two: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damage(two / "CURRENT")
    data = read_warehouse(two)
    assert (data.build, data.damaged) == (LIVE, True)
    assert scene.same_all_through(two)
    code, said = told(two, capsys)
    assert code == 20
    assert "CURRENT" in said or "manifest.json" in said
    scene.tiny(two, 2)
    assert (read_warehouse(two).build, read_warehouse(two).damaged) == (LIVE, False)
    assert told(two, capsys)[0] == 0


@pytest.mark.parametrize("damage", [flip, cut, empty, garbage, another_shape, remove])
@pytest.mark.parametrize("name", ["manifest.json", "public/place.parquet", "findings.parquet"])
def test_a_damaged_file_leads_to_the_build_before_with_a_banner(
    damage: Callable[[Path], None], name: str, two: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damage(two / "builds" / LIVE / name)
    data = read_warehouse(two)
    assert (data.build, data.damaged) == (OLD, True)
    assert scene.same_all_through(two)
    code, said = told(two, capsys)
    assert code == 20
    assert f"builds/{LIVE}/{name}: thiếu hoặc đã bị thay đổi" in said
    scene.tiny(two, 2)
    assert (read_warehouse(two).build, read_warehouse(two).damaged) == (LIVE, False)
    assert scene.leavings(two) == []
    assert told(two, capsys)[0] == 0


def test_each_damaged_file_is_named(two: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("restricted/household.parquet", "lineage.parquet"):
        flip(two / "builds" / LIVE / name)
    code, said = told(two, capsys)
    assert code == 20
    assert said.count("đã bị thay đổi") == 2
    assert "restricted/household.parquet" in said and "lineage.parquet" in said


def test_a_manifest_that_was_changed_with_care_is_not_believed(two: Path) -> None:
    path = two / "builds" / LIVE / "manifest.json"
    path.write_text(
        path.read_text("utf-8").replace('"illustrative": true', '"illustrative": false'), "utf-8"
    )
    assert verify(two, LIVE) == ["manifest.json"]
    assert read_warehouse(two).build == OLD
    remove(two / "CURRENT")
    assert (read_warehouse(two).build, read_warehouse(two).damaged) == (OLD, True)


def test_nothing_whole_is_nothing_to_show_and_a_banner(two: Path) -> None:
    for build in (OLD, LIVE):
        flip(two / "builds" / build / "public" / "place.parquet")
    data = read_warehouse(two)
    assert (data.empty, data.damaged) == (True, True)


def test_a_warehouse_that_was_never_used_is_empty_and_not_damaged(
    warehouse: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = read_warehouse(warehouse)
    assert (data.empty, data.damaged) == (True, False)
    code, said = told(warehouse, capsys)
    assert code == 20
    assert "Chưa có bộ số liệu nào" in said
    assert not warehouse.exists()


def test_what_was_not_published_is_never_shown(two: Path) -> None:
    builds = two / "builds"
    (two / "rejected").mkdir()
    shutil.copytree(builds / OLD, builds / ".tmp-0000000000000003-1-1")
    shutil.move(builds / OLD, two / "rejected" / OLD)
    flip(builds / LIVE / "public" / "place.parquet")
    assert read_warehouse(two).empty


def test_the_build_that_was_published_last_is_shown_whatever_the_folders_say(
    two: Path, tmp_path: Path
) -> None:
    scene.tiny(two, 3)
    scene.tiny(two, 1)
    copied = Path(shutil.copytree(two, tmp_path / "copy", copy_function=shutil.copyfile))
    for age, build in enumerate((f"{3:016x}", OLD, LIVE)):
        os.utime(copied / "builds" / build, (1e9 + age, 1e9 + age))
    flip(copied / "builds" / OLD / "public" / "place.parquet")
    data = read_warehouse(copied)
    assert (data.build, data.damaged) == (f"{3:016x}", True)


def test_damage_is_seen_by_a_server_that_read_the_build_before_and_so_is_the_repair(
    two: Path,
) -> None:
    assert not read_warehouse(two).damaged
    path = two / "builds" / LIVE / "public" / "place.parquet"
    whole = path.read_bytes()
    cut(path)
    assert read_warehouse(two).build == OLD
    path.write_bytes(whole)
    assert (read_warehouse(two).build, read_warehouse(two).damaged) == (LIVE, False)


def test_figures_are_read_once_as_long_as_nothing_changes(two: Path) -> None:
    assert read_warehouse(two) is read_warehouse(two)
    flip(two / "builds" / LIVE / "public" / "place.parquet")
    assert read_warehouse(two) is read_warehouse(two)


def test_a_build_on_a_damaged_warehouse_compares_with_the_last_one_that_can_be_believed(
    two: Path,
) -> None:
    from etl.publish import last_manifest

    garbage(two / "builds" / LIVE / "manifest.json")
    assert last_manifest(two)["build"] == OLD
    garbage(two / "CURRENT")
    assert last_manifest(two)["build"] == OLD
    assert current(two) is None


@pytest.mark.parametrize("name", ["CURRENT", "manifest.json", "restricted/household.parquet"])
def test_the_same_workbooks_built_again_mend_what_was_damaged(name: str, ground: Ground) -> None:
    place = ground.copy()
    warehouse = place / "warehouse"
    flip(warehouse / name if name == "CURRENT" else warehouse / "builds" / ground.live / name)
    assert verify(warehouse, current(warehouse) or "") != []
    done = scene.run(scene.command(ground.inbox.with_name("old"), place, "--json"))
    assert json.loads(done.stdout)["unchanged"] is False
    assert not scene.what_is_wrong(warehouse, {ground.live})
    assert scene.leavings(warehouse) == []
