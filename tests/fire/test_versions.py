"""A warehouse of another version is not misread: the page says so, and the next build replaces it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from catalog.tables import FORMAT
from dashboard.load import read_warehouse
from etl.__main__ import main
from etl.identity import ROOT, code_digest
from etl.publish import current, manifest_of
from tests.fire import scene
from tests.fire.storm import Ground


def no_number(manifest: dict[str, Any]) -> None:
    del manifest["format"]


def another_number(manifest: dict[str, Any]) -> None:
    manifest["format"] = FORMAT + 1


def a_table_less(manifest: dict[str, Any]) -> None:
    del manifest["files"]["public/review_summary.parquet"]


def a_column_less(manifest: dict[str, Any]) -> None:
    del manifest["files"]["public/place.parquet"]["schema"]["successor_code"]


def another_kind(manifest: dict[str, Any]) -> None:
    manifest["files"]["public/place.parquet"]["schema"]["valid_from"] = "text"


def as_another_version_wrote_it(warehouse: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """The live build as another version would have left it: everything whole, the hash right."""
    build = str(current(warehouse))
    manifest = manifest_of(warehouse, build)
    change(manifest)
    content = json.dumps(manifest).encode()
    (warehouse / "builds" / build / "manifest.json").write_bytes(content)
    entry = {"build": build, "manifest_sha256": hashlib.sha256(content).hexdigest()}
    (warehouse / "CURRENT").write_text(json.dumps(entry), "utf-8")
    (warehouse / "published.log").unlink()


CHANGES = [no_number, another_number, a_table_less, a_column_less, another_kind]


@pytest.mark.parametrize("change", CHANGES)
def test_a_build_of_another_version_is_not_shown_but_named(
    change: Callable[[dict[str, Any]], None], warehouse: Path
) -> None:
    scene.tiny(warehouse, 1)
    as_another_version_wrote_it(warehouse, change)
    data = read_warehouse(warehouse)
    assert (data.empty, data.outdated, data.damaged) == (True, True, False)


def test_an_older_build_that_can_be_read_is_shown_in_its_place(warehouse: Path) -> None:
    for number in (1, 2):
        scene.tiny(warehouse, number)
    as_another_version_wrote_it(warehouse, another_number)
    data = read_warehouse(warehouse)
    assert (data.build, data.outdated) == (f"{1:016x}", True)


def test_a_table_and_a_column_more_do_no_harm(warehouse: Path) -> None:
    def more(manifest: dict[str, Any]) -> None:
        manifest["files"]["public/place.parquet"]["schema"]["area"] = "int"
        manifest["files"]["public/weather.parquet"] = {}

    scene.tiny(warehouse, 1)
    as_another_version_wrote_it(warehouse, more)
    assert (read_warehouse(warehouse).build, read_warehouse(warehouse).outdated) == (
        f"{1:016x}",
        False,
    )


def test_a_build_of_another_version_is_not_switched_to(
    warehouse: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scene.tiny(warehouse, 1)
    as_another_version_wrote_it(warehouse, no_number)
    assert main(["switch", f"{1:016x}", "--warehouse", str(warehouse)]) == 20
    assert "phiên bản khác" in capsys.readouterr().err


def test_another_program_makes_another_build_of_the_same_workbooks(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import shutil

    for name in ("etl", "catalog"):
        shutil.copytree(ROOT / name, tmp_path / "sample" / name)
    shutil.copy(ROOT / "requirements.txt", tmp_path / "sample")
    before = code_digest()
    monkeypatch.setattr("etl.identity.ROOT", tmp_path / "sample")
    assert code_digest() == before, "the folder that the program stands in is no part of it"
    path = tmp_path / "sample" / "catalog" / "tables.py"
    path.write_text(path.read_text("utf-8") + "# another version\n", "utf-8")
    assert code_digest() != before


@pytest.mark.parametrize("change", [no_number, a_table_less])
def test_a_build_replaces_a_live_one_that_another_version_made(
    change: Callable[[dict[str, Any]], None], ground: Ground
) -> None:
    place = ground.copy()
    as_another_version_wrote_it(place / "warehouse", change)
    assert read_warehouse(place / "warehouse").outdated
    assert scene.run(scene.command(ground.inbox, place)).returncode == 0
    assert not scene.what_is_wrong(place / "warehouse", {str(current(place / "warehouse"))})


def test_the_page_says_that_the_data_must_be_built_again(
    warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from streamlit.testing.v1 import AppTest

    from dashboard.words import say

    scene.tiny(warehouse, 1)
    as_another_version_wrote_it(warehouse, no_number)
    monkeypatch.setenv("TH_WAREHOUSE", str(warehouse))
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert not page.exception
    shown = " ".join(str(getattr(block.proto, "body", "")) for block in page.get("html"))
    assert say("vi", "common.outdated") in shown
