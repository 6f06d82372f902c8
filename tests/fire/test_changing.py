"""A file that is still being copied is refused with a reason and the others load; so does it later."""

from __future__ import annotations

import json
import os
import shutil
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from etl.read.pool import Reader
from etl.read.still import digest, digests
from tests import workbooks
from tests.fire import scene


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An inbox `new` of two workbooks."""
    scene.inboxes(tmp_path)
    return tmp_path


def statuses(report: dict[str, Any]) -> dict[str, tuple[str, str | None]]:
    return {file["file"]: (file["status"], file["reason"]) for file in report["files"]}


def test_a_file_that_changes_while_it_is_read_is_refused_and_the_others_load(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = Reader.ask
    target = next(path for path in (folder / "new").iterdir() if path.name != scene.PLACES)

    def and_somebody_saves(reader: Reader, path: Path) -> dict[str, Any]:
        answer = ask(reader, path)
        if path == target:
            path.write_bytes(path.read_bytes() + b"\0")
        return answer

    monkeypatch.setattr(Reader, "ask", and_somebody_saves)
    first = workbooks.run(folder / "new", folder)
    assert first.report["exit"] == 20
    assert statuses(first.report) == {
        target.name: ("refused", "file.changing"),
        scene.PLACES: ("loaded", None),
    }
    assert "đang được chép" in first.findings[0].text("vi")
    monkeypatch.undo()
    again = workbooks.run(folder / "new", folder)
    assert again.report["unchanged"] is False
    assert again.report["build"] != first.report["build"]
    assert {status for status, _ in statuses(again.report).values()} == {"loaded"}


def test_a_file_that_vanishes_while_others_are_read_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = Reader.ask
    target = next(path for path in (folder / "new").iterdir() if path.name != scene.PLACES)

    def and_it_is_taken_away(reader: Reader, path: Path) -> dict[str, Any]:
        answer = ask(reader, path)
        target.unlink(missing_ok=True)
        return answer

    monkeypatch.setattr(Reader, "ask", and_it_is_taken_away)
    report = workbooks.run(folder / "new", folder).report
    assert report["exit"] == 20
    assert statuses(report)[target.name] == ("refused", "file.changing")


def test_two_files_that_both_change_are_no_copies_of_each_other(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = Reader.ask

    def and_all_are_saved(reader: Reader, path: Path) -> dict[str, Any]:
        answer = ask(reader, path)
        path.write_bytes(path.read_bytes() + b"\0")
        return answer

    monkeypatch.setattr(Reader, "ask", and_all_are_saved)
    report = workbooks.run(folder / "new", folder).report
    assert set(statuses(report).values()) == {("refused", "file.changing")}
    assert report["exit"] == 30


def test_a_copy_that_is_under_way_is_waited_for_and_then_refused(folder: Path) -> None:
    whole = next(path for path in (folder / "all").glob("Rà soát*")).read_bytes()
    arriving = folder / "new" / "Rà soát đang chép.xlsx"
    arriving.write_bytes(whole[:2000])
    stop = threading.Event()

    def copy() -> None:
        place = 2000
        while not stop.wait(0.1):
            with arriving.open("ab") as file:
                file.write(whole[place : place + 10])
            place += 10

    copying = threading.Thread(target=copy)
    copying.start()
    done = scene.run(scene.command(folder / "new", folder, "--json"))
    stop.set()
    copying.join()
    assert done.returncode == 20
    found = statuses(json.loads(done.stdout.splitlines()[-1]))
    assert found.pop(arriving.name) == ("refused", "file.changing")
    assert {status for status, _ in found.values()} == {"loaded"}


def test_a_whole_workbook_that_was_just_saved_is_not_waited_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr(time, "sleep", waited.append)
    paths = list((folder / "new").iterdir())
    for path in paths:
        os.utime(path)
    assert all(digests(paths).values())
    assert sum(waited) == 0


def test_an_unfinished_file_that_lies_still_is_read_and_judged_as_it_is(folder: Path) -> None:
    path = folder / "new" / "cắt ngang.xlsx"
    path.write_bytes(b"PK\x03\x04" + b"0" * 99)
    os.utime(path, (1e9, 1e9))
    assert digests([path])[path] == digest(path) != ""


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything"
)
def test_a_file_without_permission_is_refused_with_that_reason(folder: Path) -> None:
    target = next(path for path in (folder / "new").iterdir() if path.name != scene.PLACES)
    target.chmod(0)
    report = workbooks.run(folder / "new", folder).report
    assert statuses(report)[target.name] == ("refused", "file.no_access")


def test_a_copy_under_another_name_is_still_told_from_the_first(folder: Path) -> None:
    shutil.copyfile(folder / "new" / scene.PLACES, folder / "new" / "Địa bàn bản sao.xlsx")
    report = workbooks.run(folder / "new", folder).report
    assert ("skipped", "file.duplicate") in statuses(report).values()
