"""An approved review is locked: other content needs a lifted lock, the same content needs nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl.workbook import Workbook

from dashboard import approval, minutes, state
from dashboard.load import read_warehouse
from etl.check import changed_since_approval
from etl.findings import Finding
from etl.locks import Lock
from etl.publish import current
from etl.relate.places import Places
from etl.run import Outcome
from tests.workbooks import REVIEW, copy, edit, rules, run

WHO = "Lê Văn Mẫu"


@pytest.fixture
def mine(inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An inbox whose build is live and whose review of 2025 has been approved."""
    monkeypatch.setenv(state.STATE, str(tmp_path / "state"))
    own = copy(inbox, tmp_path)
    assert run(own, tmp_path).report["exit"] == 0
    reviews = approval.reviews(read_warehouse(tmp_path / "warehouse"))
    assert minutes.approve(next(r for r in reviews if r.year == 2025), WHO)
    return own


def correct(path: Path) -> None:
    """A harmless change: other content, the same figures."""
    edit(path, lambda book: book["Biểu 1 Tổng hợp"].cell(1, 1, "ỦY BAN NHÂN DÂN (đính chính)"))


def stops(outcome: Outcome) -> list[Finding]:
    return [f for f in outcome.findings if f.rule == "gate.locked"]


def test_a_changed_workbook_of_a_locked_review_is_stopped_until_the_lock_is_lifted(
    mine: Path, tmp_path: Path
) -> None:
    live = current(tmp_path / "warehouse")
    correct(mine / REVIEW)
    outcome = run(mine, tmp_path)
    assert (outcome.report["exit"], rules(outcome)) == (30, {"gate.locked"})
    assert current(tmp_path / "warehouse") == outcome.report["build"] == live
    (found,) = stops(outcome)
    assert (found.file, found.found) == (REVIEW, "Thạnh Hải, 2025")
    assert "mở khóa" in found.text("vi")
    assert [stop["rule"] for stop in outcome.report["stops"]] == ["gate.locked"]
    minutes.lift(minutes.locks()[0].id, WHO, "sửa tiêu đề")
    assert run(mine, tmp_path).report["exit"] == 0
    assert current(tmp_path / "warehouse") != live


def test_a_missing_workbook_of_a_locked_review_is_stopped(mine: Path, tmp_path: Path) -> None:
    (mine / REVIEW).unlink()
    outcome = run(mine, tmp_path, accept="thử")
    assert outcome.report["exit"] == 30
    assert [(f.file, f.message_key) for f in stops(outcome)] == [(REVIEW, "gate.locked_missing")]


def test_a_second_workbook_for_a_locked_review_is_stopped(mine: Path, tmp_path: Path) -> None:
    second = mine / "Rà soát 2025 bản sửa.xlsx"
    second.write_bytes((mine / REVIEW).read_bytes())
    correct(second)
    outcome = run(mine, tmp_path, supersede=second.name)
    assert outcome.report["exit"] == 30
    assert {f.file for f in stops(outcome)} == {second.name, REVIEW}


def test_the_approved_workbook_passes_beside_other_news_and_under_another_name(
    mine: Path, tmp_path: Path
) -> None:
    correct(mine / "Rà soát 2024 - Xã Thạnh Hải.xlsx")
    assert run(mine, tmp_path).report["exit"] == 0
    (mine / REVIEW).rename(mine / "Rà soát 2025 (đã duyệt).xlsx")
    assert run(mine, tmp_path).report["exit"] == 0


def said(folder: Path, file: str, *more: str) -> None:
    """The office corrects a cell of a workbook."""
    block = f'''[[correction]]
file = "{file}"
sheet = "Biểu 1 Tổng hợp"
cell = "A1"
was = "ỦY BAN NHÂN DÂN"
is = "ỦY BAN NHÂN DÂN XÃ"
reason = "thử"
by = "{WHO}"
date = 2025-12-20
'''
    (folder / "corrections.toml").write_text("\n".join([block, *more]), encoding="utf-8")


def test_a_correction_of_a_locked_review_waits_until_the_lock_is_lifted(
    mine: Path, tmp_path: Path
) -> None:
    said(tmp_path, "Rà soát 2024 - Xã Thạnh Hải.xlsx")
    assert run(mine, tmp_path).report["exit"] == 0, "that review is not approved"
    live = current(tmp_path / "warehouse")
    said(tmp_path, REVIEW)
    outcome = run(mine, tmp_path)
    assert outcome.report["exit"] == 30
    assert [f.file for f in stops(outcome)] == [REVIEW]
    assert current(tmp_path / "warehouse") == live
    minutes.lift(minutes.locks()[0].id, WHO, "sửa tiêu đề")
    assert run(mine, tmp_path).report["exit"] == 0
    reviews = approval.reviews(read_warehouse(tmp_path / "warehouse"))
    assert minutes.approve(next(r for r in reviews if r.year == 2025), WHO)
    assert run(mine, tmp_path).report["unchanged"]
    (tmp_path / "corrections.toml").unlink()
    assert [f.file for f in stops(run(mine, tmp_path))] == [REVIEW], "without it, it says otherwise"


@pytest.mark.parametrize(("written", "stopped"), [("Ấp Lạ", True), ("Chỗ Khác", False)])
def test_an_alias_counts_where_a_locked_review_uses_it(
    written: str, stopped: bool, mine: Path, tmp_path: Path
) -> None:
    minutes.lift(minutes.locks()[0].id, WHO, "sửa tên ấp")

    def rename(book: Workbook) -> None:
        page = book["Biểu 1 Tổng hợp"]
        row = next(r for r in range(12, page.max_row) if str(page.cell(r, 1).value).isdecimal())
        page.cell(row, 2).value = "Ấp Lạ"

    edit(mine / REVIEW, rename)
    assert run(mine, tmp_path).report["exit"] == 10
    reviews = approval.reviews(read_warehouse(tmp_path / "warehouse"))
    assert minutes.approve(next(r for r in reviews if r.year == 2025), WHO)
    alias = f'[[alias]]\nname = "{written}"\nhamlet_code = "AD01"\n'
    (tmp_path / "corrections.toml").write_text(alias, encoding="utf-8")
    assert [f.file for f in stops(run(mine, tmp_path))] == ([REVIEW] if stopped else [])


def test_locks_do_not_change_a_build(mine: Path, tmp_path: Path) -> None:
    assert run(mine, tmp_path).report["unchanged"]
    minutes.lift(minutes.locks()[0].id, WHO, "thử")
    assert run(mine, tmp_path).report["unchanged"]


def test_a_build_says_which_workbooks_fed_which_review(sample: Path) -> None:
    path = sample / "builds" / str(current(sample)) / "manifest.json"
    reviews: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))["reviews"]
    last = next(r for r in reviews if r["review_year"] == 2025)
    assert (last["commune_code"], last["review_round"]) == ("29221", "annual")
    assert list(last["files"]) == [REVIEW]
    assert len(reviews) == 7, "two former communes for three years, one commune in 2025"


LOCK = Lock("29221", 2025, "annual", "2025-12-15", False, (("a.xlsx", "a1"), ("b.xlsx", "b2")))
NOW = {
    "commune_code": "29221", "review_year": 2025, "review_round": "annual",
    "review_date": "2025-12-15", "files": {"a.xlsx": "a1", "b.xlsx": "b2"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("lock", "now", "found"),
    [
        (LOCK, NOW, []),
        (LOCK, NOW | {"review_date": "2025-12-20"}, []),
        (LOCK, NOW | {"files": {"b.xlsx": "b2", "c.xlsx": "a1"}}, []),
        (LOCK, NOW | {"files": {"a.xlsx": "a1", "b.xlsx": "b3"}}, [("b.xlsx", "locked")]),
        (LOCK, NOW | {"files": {"a.xlsx": "a1"}}, [("b.xlsx", "locked_missing")]),
        (LOCK, NOW | {"review_year": 2024}, [("a.xlsx", "missing"), ("b.xlsx", "missing")]),
        (replace(LOCK, illustrative=True), NOW | {"files": {}}, []),
        (replace(LOCK, review_round="regular"), NOW, [("a.xlsx", ""), ("b.xlsx", "")]),
    ],
    ids=["same", "another day", "renamed", "changed", "gone", "no review", "made up", "regular"],
)
def test_the_gate_compares_content_review_by_review(
    lock: Lock, now: dict[str, Any], found: list[tuple[str, str]]
) -> None:
    stopped = changed_since_approval([lock], [now], Places(), illustrative=False)
    assert [f.file for f in stopped] == [file for file, _ in found]
    for stop, (_, key) in zip(stopped, found, strict=True):
        assert stop.rule == "gate.locked"
        assert key in stop.message_key


def test_folders_and_files_after_a_dot_are_not_read(mine: Path, tmp_path: Path) -> None:
    kept = mine / ".replaced"
    kept.mkdir()
    (mine / REVIEW).rename(kept / REVIEW)
    outcome = run(mine, tmp_path, accept="thử")
    assert REVIEW not in [file["file"] for file in outcome.report["files"]]
