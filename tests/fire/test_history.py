"""Which builds stay, in which order, and how an older one is made the live one again."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from dashboard.load import read_warehouse
from etl.__main__ import main
from etl.pinned import pinned
from etl.publish import current, point_to
from etl.publish.history import history
from tests.fire import scene


def builds(warehouse: Path) -> list[int]:
    return sorted(int(path.name, 16) for path in (warehouse / "builds").iterdir())


def switch(warehouse: Path, build: str) -> int:
    return main(["switch", build, "--warehouse", str(warehouse)])


@pytest.fixture
def old(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if everything had been published long ago."""
    monkeypatch.setattr("etl.publish.keep.KEEP_SECONDS", 0)


@pytest.mark.usefixtures("old")
def test_the_last_five_stay(warehouse: Path) -> None:
    for number in range(1, 9):
        scene.tiny(warehouse, number)
    assert builds(warehouse) == [4, 5, 6, 7, 8]


def test_everything_younger_than_a_day_stays(warehouse: Path) -> None:
    for number in range(1, 9):
        scene.tiny(warehouse, number)
    assert builds(warehouse) == [1, 2, 3, 4, 5, 6, 7, 8]


@pytest.mark.usefixtures("old")
def test_a_build_that_a_frozen_meeting_names_stays(warehouse: Path, tmp_path: Path) -> None:
    state = tmp_path / "state"
    state.mkdir()
    with closing(sqlite3.connect(state / "state.sqlite")) as base, base:
        base.execute("CREATE TABLE frozen_meeting (id INTEGER, build TEXT)")
        base.execute("INSERT INTO frozen_meeting VALUES (1, ?), (2, NULL)", [f"{2:016x}"])
        base.execute("CREATE TABLE access_log (build TEXT)")
        base.execute("INSERT INTO access_log VALUES (?)", [f"{1:016x}"])
    assert pinned(state) == {f"{2:016x}"}
    for number in range(1, 9):
        scene.tiny(warehouse, number, pinned(state))
    assert builds(warehouse) == [2, 4, 5, 6, 7, 8]


@pytest.mark.usefixtures("old")
def test_nothing_is_cleared_up_while_nobody_can_say_what_the_meetings_name(
    warehouse: Path, tmp_path: Path
) -> None:
    (tmp_path / "state.sqlite").write_bytes(b"not a database, but long enough to look at" * 9)
    assert pinned(tmp_path) is None
    for number in range(1, 9):
        scene.tiny(warehouse, number, pinned(tmp_path))
    assert len(builds(warehouse)) == 8


@pytest.mark.usefixtures("old")
def test_the_live_build_stays_however_old_it_is(warehouse: Path) -> None:
    for number in range(1, 6):
        scene.tiny(warehouse, number)
    log = warehouse / "published.log"
    log.write_text("".join(reversed(log.read_text("utf-8").splitlines(keepends=True))), "utf-8")
    from etl.publish.keep import retire

    for number in range(6, 9):
        shutil.copytree(warehouse / "builds" / f"{1:016x}", warehouse / "builds" / f"{number:016x}")
    retire(warehouse, frozenset())
    assert current(warehouse) == f"{5:016x}"
    assert 5 in builds(warehouse)


@pytest.mark.usefixtures("old")
def test_the_order_of_publishing_survives_a_copy_of_the_folder(
    warehouse: Path, tmp_path: Path
) -> None:
    for number in (8, 3, 7, 1, 2):
        scene.tiny(warehouse, number)
    copied = Path(shutil.copytree(warehouse, tmp_path / "copy", copy_function=shutil.copyfile))
    for age, number in enumerate((2, 1, 7, 3, 8)):
        os.utime(copied / "builds" / f"{number:016x}", (1e9 + age, 1e9 + age))
    scene.tiny(copied, 9)
    assert builds(copied) == [1, 2, 3, 7, 9]


@pytest.mark.parametrize(
    "harm",
    [b"", b'{"build": "00000000', b"\xff\xfe\x00 nonsense \n\n[]\n3\n", None],
    ids=["empty", "torn", "garbage", "gone"],
)
def test_a_damaged_history_is_carried_on(harm: bytes | None, warehouse: Path) -> None:
    for number in (1, 2):
        scene.tiny(warehouse, number)
    log = warehouse / "published.log"
    log.unlink() if harm is None else log.write_bytes(harm)
    scene.tiny(warehouse, 3)
    assert [entry.build for entry in history(warehouse)] == [f"{3:016x}"]
    assert scene.same_all_through(warehouse)
    assert builds(warehouse) == [1, 2, 3]


def test_why_a_gate_was_passed_is_kept_beside_the_build_and_not_in_it(tmp_path: Path) -> None:
    small = scene.inboxes(tmp_path)[0]
    found = []
    for reason in ("sáp nhập ấp", ""):
        warehouse = tmp_path / "warehouse"
        assert scene.run(scene.command(small, tmp_path, "--accept", reason)).returncode == 0
        log = (warehouse / "published.log").read_text("utf-8").splitlines()
        content = (warehouse / "builds" / str(current(warehouse)) / "manifest.json").read_bytes()
        found.append(([json.loads(line).get("accepted") for line in log], content))
        shutil.rmtree(warehouse)
    assert [reasons for reasons, _ in found] == [["sáp nhập ấp"], [None]]
    assert found[0][1] == found[1][1]


def test_an_older_build_can_be_made_the_live_one_again(warehouse: Path) -> None:
    for number in (1, 2):
        scene.tiny(warehouse, number)
    assert switch(warehouse, f"{1:016x}") == 0
    assert read_warehouse(warehouse).build == f"{1:016x}"
    assert scene.same_all_through(warehouse)
    assert [entry.build for entry in history(warehouse)] == [f"{2:016x}", f"{1:016x}"]


def test_who_went_back_to_an_older_build_keeps_it_until_the_inbox_changes(tmp_path: Path) -> None:
    inbox = scene.inboxes(tmp_path)[0]
    warehouse = tmp_path / "warehouse"
    start = scene.command(inbox, tmp_path, "--keep-older")
    assert scene.run(start).returncode == 0
    older = str(current(warehouse))
    other = next(inbox.glob("*.xlsx"))
    other.rename(other.with_name("Tên khác.xlsx"))
    assert scene.run(start).returncode == 0
    newer = str(current(warehouse))
    assert newer != older
    assert switch(warehouse, older) == 0
    assert scene.run(start).returncode == 0
    assert current(warehouse) == older
    assert scene.run(scene.command(inbox, tmp_path)).returncode == 0  # asked for without the option
    assert current(warehouse) == newer
    assert switch(warehouse, older) == 0
    other.with_name("Tên khác.xlsx").rename(other.with_name("Tên mới.xlsx"))
    assert scene.run(start).returncode == 0
    assert current(warehouse) not in (older, newer)


def test_a_damaged_build_is_not_switched_to(
    warehouse: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in (1, 2):
        scene.tiny(warehouse, number)
    (warehouse / "builds" / f"{1:016x}" / "restricted" / "loan.parquet").write_bytes(b"")
    assert switch(warehouse, f"{1:016x}") == 20
    assert "restricted/loan.parquet" in capsys.readouterr().err
    assert read_warehouse(warehouse).build == f"{2:016x}"


@pytest.mark.parametrize(
    ("build", "code", "sentence"),
    [
        ("f" * 16, 20, f"Không có bộ số liệu {'f' * 16}. Đang có: {1:016x}"),
        ("../builds/x", 40, "không phải mã bộ số liệu"),
        ("", 40, "không phải mã bộ số liệu"),
    ],
)
def test_a_build_that_is_not_there_or_is_none_is_not_switched_to(
    build: str, code: int, sentence: str, warehouse: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scene.tiny(warehouse, 1)
    assert switch(warehouse, build) == code
    assert sentence in capsys.readouterr().err
    assert current(warehouse) == f"{1:016x}"


def test_a_warehouse_that_is_not_there_is_not_made_by_a_question(warehouse: Path) -> None:
    assert switch(warehouse, "f" * 16) == 20
    assert not warehouse.exists()


def test_pointing_twice_to_the_same_build_adds_one_line(warehouse: Path) -> None:
    build = scene.tiny(warehouse, 1)
    point_to(warehouse, build)
    assert len((warehouse / "published.log").read_bytes().splitlines()) == 1
