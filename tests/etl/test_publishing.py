"""From the page into the figures: published, or the inbox is as it was before."""

from __future__ import annotations

import shutil
import time
import tomllib
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dashboard import approval, commands, minutes, state
from dashboard.load import WAREHOUSE, read_warehouse
from dashboard.publishing import Ending, Publishing
from dashboard.received import REPLACED
from etl.publish import current
from tests.workbooks import REVIEW, WORKS, cell_of, edit

SECOND = "Rà soát 2025 bản sửa.xlsx"


@pytest.fixture
def place(inbox: Path, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A commune office of the test's own: its inbox, its published build, its state."""
    shutil.copytree(inbox, tmp_path / "inbox")
    shutil.copytree(sample, tmp_path / "warehouse")
    shutil.copytree(sample.parent / "state", tmp_path / "state")
    monkeypatch.setenv(commands.INBOX, str(tmp_path / "inbox"))
    monkeypatch.setenv(WAREHOUSE, str(tmp_path / "warehouse"))
    monkeypatch.setenv(state.STATE, str(tmp_path / "state"))
    return tmp_path


def dropped(place: Path, source: str, name: str = "") -> Path:
    path = place / "desk" / (name or source)
    path.parent.mkdir(exist_ok=True)
    shutil.copyfile(place / "inbox" / source, path)
    return path


def publish(*files: Path, accept: str = "", supersede: tuple[str, ...] = ()) -> Publishing:
    job = Publishing(tuple(files), "vi", accept, supersede).start()
    deadline = time.monotonic() + 120
    while job.running and time.monotonic() < deadline:
        time.sleep(0.05)
    return job


def content(place: Path) -> dict[str, bytes]:
    files = (p for p in (place / "inbox").rglob("*") if p.is_file())
    return {str(p.relative_to(place)): p.read_bytes() for p in files if REPLACED not in p.parts}


def title(path: Path, text: str = "ỦY BAN NHÂN DÂN (đính chính)") -> None:
    edit(path, lambda book: book["Biểu 1 Tổng hợp"].cell(1, 1, text))


def move_sheets(source: Path, target: Path) -> None:
    """The sheets of one workbook into another, as an office that keeps its years together has them."""
    old, new = load_workbook(source), load_workbook(target)
    for sheet in old.worksheets:
        page = new.create_sheet(f"{sheet.title[:26]} cũ")
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            page.cell(cell.row, cell.column, cell.value)
        for merged in sheet.merged_cells.ranges:
            page.merge_cells(str(merged))
    new.save(target)
    source.unlink()


def test_a_good_workbook_is_published_and_the_one_before_is_kept(place: Path) -> None:
    live, path = current(place / "warehouse"), dropped(place, REVIEW)
    before = path.read_bytes()
    title(path)
    job = publish(path)
    assert (job.ending, job.went_in, job.done, job.of) == (Ending.PUBLISHED, True, 14, 14)
    assert current(place / "warehouse") == job.report["build"] != live
    assert (place / "inbox" / REVIEW).read_bytes() == path.read_bytes()
    (kept,) = (place / "inbox" / REPLACED).iterdir()
    assert kept.read_bytes() == before
    assert publish(path).ending is Ending.UNCHANGED


def test_doubts_are_published_and_counted(place: Path) -> None:
    path = dropped(place, REVIEW)

    def spoil(book: object) -> None:
        page = book["Biểu 1 Tổng hợp"]  # type: ignore[index]
        row, _ = cell_of(page, "TỔNG CỘNG")
        page.cell(row, 3).value += 7

    edit(path, spoil)
    job = publish(path)
    assert job.ending is Ending.DOUBTS
    assert job.report["findings"]["warning"] >= 1


@pytest.mark.parametrize("name", [WORKS, "Tệp mới.xlsx"])
def test_a_file_that_is_refused_after_all_leaves_everything_as_it_was(
    name: str, place: Path
) -> None:
    before, live = content(place), current(place / "warehouse")
    path = dropped(place, WORKS, name)
    path.write_bytes(b"PK\x03\x04" + b"\x00" * 200)
    job = publish(path)
    assert (job.ending, job.went_in) == (Ending.REFUSED, False)
    assert content(place) == before
    assert current(place / "warehouse") == live


def test_a_locked_review_is_stopped_and_the_inbox_put_back(place: Path) -> None:
    before, live = content(place), current(place / "warehouse")
    reviews = approval.reviews(read_warehouse(place / "warehouse"))
    minutes.approve(next(r for r in reviews if r.year == 2025), "Lê Văn Mẫu")
    path = dropped(place, REVIEW)
    title(path)
    job = publish(path)
    assert job.ending is Ending.STOPPED
    assert [(s["rule"], s["file"]) for s in job.stops] == [("gate.locked", REVIEW)]
    assert content(place) == before
    assert current(place / "warehouse") == live


def test_a_second_workbook_of_a_review_waits_for_a_word_and_then_replaces_the_first(
    place: Path,
) -> None:
    path = dropped(place, REVIEW, SECOND)
    title(path)
    before = content(place)
    job = publish(path)
    assert (job.ending, job.new_versions) == (Ending.STOPPED, [SECOND])
    assert content(place) == before
    job = publish(path, supersede=(SECOND,))
    assert job.ending is Ending.PUBLISHED
    assert not (place / "inbox" / REVIEW).exists()
    assert (place / "inbox" / SECOND).exists()
    assert [p.name.split(" (")[0] for p in (place / "inbox" / REPLACED).iterdir()] == [
        REVIEW.removesuffix(".xlsx")
    ]
    again = dropped(place, WORKS, "Bản sao.xlsx")
    assert publish(again).went_in, "nobody is asked again for the same word"


def test_a_word_on_a_workbook_that_keeps_other_years_is_said_once(place: Path) -> None:
    older = "Rà soát 2024 - Xã Thạnh Hải.xlsx"
    path = dropped(place, REVIEW, SECOND)
    title(path)
    move_sheets(place / "inbox" / older, place / "inbox" / REVIEW)
    (place / "corrections.toml").write_text("# của văn phòng\n", encoding="utf-8")
    assert publish(path).ending is Ending.STOPPED
    assert publish(path, supersede=(SECOND,)).went_in
    assert (place / "inbox" / REVIEW).exists(), "its other year counts"
    said = (place / "corrections.toml").read_text(encoding="utf-8")
    assert said.startswith("# của văn phòng\n")
    (entry,) = tomllib.loads(said)["successor"]
    assert (entry["file"], entry["replaces"]) == (SECOND, REVIEW)
    again = dropped(place, WORKS, "Bản sao.xlsx")
    assert publish(again).went_in, "nobody is asked again for the same word"
    assert (place / "corrections.toml").read_text(encoding="utf-8") == said


def test_several_new_versions_go_in_together_once_somebody_says_so(place: Path) -> None:
    older = "Rà soát 2024 - Xã Thạnh Hải.xlsx"
    files = [dropped(place, REVIEW, SECOND), dropped(place, older, "Rà soát 2024 bản sửa.xlsx")]
    for file in files:
        title(file)
    job = publish(*files)
    assert (job.ending, set(job.new_versions)) == (Ending.STOPPED, {f.name for f in files})
    job = publish(*files, supersede=tuple(job.new_versions))
    assert job.ending is Ending.PUBLISHED
    assert not any((place / "inbox" / name).exists() for name in (REVIEW, older))


def test_where_two_older_files_stand_against_each_other_either_may_count() -> None:
    stop = {"rule": "gate.two_workbooks", "file": "b, mới.xlsx", "found": "a, cũ.xlsx, b, mới.xlsx"}
    job = Publishing((Path("c.xlsx"),), "vi", ending=Ending.STOPPED, report={"stops": [stop]})
    assert job.new_versions == ["a, cũ.xlsx", "b, mới.xlsx"]


def test_fewer_rows_need_a_reason(place: Path) -> None:
    path = dropped(place, "Hỗ trợ và vận động 2022-2025 - Xã Thạnh Hải.xlsx")

    def halve(book: object) -> None:
        page = book["Hỗ trợ hộ"]  # type: ignore[index]
        page.delete_rows(page.max_row - 120, 100)

    edit(path, halve)
    job = publish(path)
    assert job.ending is Ending.STOPPED
    assert "gate.fall" in {stop["rule"] for stop in job.stops}
    assert publish(path, accept="bỏ các dòng nhập trùng").went_in


def test_two_people_publish_one_after_the_other(place: Path) -> None:
    one, two = dropped(place, REVIEW), dropped(place, WORKS)
    title(one)
    edit(two, lambda book: book["Danh mục công trình"].cell(1, 1, "ỦY BAN (đính chính)"))
    jobs = [Publishing((path,), "vi").start() for path in (one, two)]
    while any(job.running for job in jobs):
        time.sleep(0.05)
    assert [job.ending for job in jobs] == [Ending.PUBLISHED, Ending.PUBLISHED]
    assert (place / "inbox" / WORKS).read_bytes() == two.read_bytes()
    assert (place / "inbox" / REVIEW).read_bytes() == one.read_bytes()


def test_a_file_is_examined_by_a_child_beside_the_inbox(place: Path) -> None:
    path = dropped(place, REVIEW)
    said = commands.examine(path, "vi")
    assert said is not None
    assert (said["file"], said["status"], said["findings"]) == (REVIEW, "loaded", [])
    assert sum(sheet["rows_loaded"] for sheet in said["sheets"]) == 632


def test_a_locked_review_is_told_before_anything_is_published(place: Path) -> None:
    reviews = approval.reviews(read_warehouse(place / "warehouse"))
    minutes.approve(next(r for r in reviews if r.year == 2025), "Lê Văn Mẫu")
    path = dropped(place, REVIEW)
    assert (commands.examine(path, "vi") or {})["findings"] == []
    title(path)
    said = commands.examine(path, "en") or {}
    assert [found["rule"] for found in said["findings"]] == ["gate.locked"]
    assert said["findings"][0]["text"].startswith("The review Thạnh Hải, 2025 is approved")


@pytest.mark.parametrize(
    ("content", "code"), [(b"", 20), (None, 40), (b"PK\x03\x04" + b"\x00" * 200, 20)]
)
def test_examine_says_by_its_code_what_a_file_is(
    content: bytes | None, code: int, tmp_path: Path
) -> None:
    from etl.__main__ import main

    path = tmp_path / "tệp.xlsx"
    if content is not None:
        path.write_bytes(content)
    assert main(["examine", str(path), "--inbox", str(tmp_path), "--json"]) == code


def test_what_is_said_of_a_whole_file_has_its_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from etl.__main__ import main

    (tmp_path / "tệp.xlsx").write_bytes(b"")
    assert main(["examine", str(tmp_path / "tệp.xlsx"), "--inbox", str(tmp_path)]) == 20
    assert capsys.readouterr().out.startswith("error   tệp.xlsx: ")


def test_a_form_is_lost_without_harm(place: Path) -> None:
    assert commands.template("không có", place / "out.xlsx", "vi")
    assert commands.give_back(place / "không có.xlsx", place / "out.xlsx", "vi")


def test_an_unknown_build_is_not_switched_to(place: Path) -> None:
    live = current(place / "warehouse")
    assert commands.switch("0" * 16, "vi")
    assert commands.switch(str(live), "vi") == ""
    assert current(place / "warehouse") == live
