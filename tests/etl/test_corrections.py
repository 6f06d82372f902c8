"""data/corrections.toml: a cell read otherwise, with a guard; the office's own names of hamlets."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from etl.__main__ import main
from etl.corrections_file import Malformed, load_corrections
from tests.workbooks import REVIEW, cell_of, copy, edit, rules, run

SUMMARY = "Biểu 1 Tổng hợp"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One review and the list of places: enough to be corrected."""
    from etl.sample import write_sample

    folder = tmp_path_factory.mktemp("small")
    write_sample(folder / "all", from_year=2025)
    (folder / "inbox").mkdir()
    for name in (REVIEW, "Danh mục địa bàn.xlsx"):
        (folder / "all" / name).rename(folder / "inbox" / name)
    return folder / "inbox"


def block(sheet: str, cell: str, was: object, to: object) -> str:
    values = [f'"{v}"' if isinstance(v, str) else str(v) for v in (was, to)]
    return f"""
[[correction]]
file = "{REVIEW}"
sheet = "{sheet}"
cell = "{cell}"
was = {values[0]}
is = {values[1]}
reason = "đếm lại tại ấp"
by = "Cán bộ Mẫu 01"
date = 2025-12-20
"""


def misprint(mine: Path) -> tuple[str, int]:
    """Make the first hamlet's households one too many; returns the cell and what it should be."""
    page = load_workbook(mine / REVIEW)[SUMMARY]
    row = next(r for r in range(1, 40) if page.cell(r, 1).value == 1 and page.cell(r, 2).value)
    right = int(page.cell(row, 3).value)

    def spoil(book: object) -> None:
        book[SUMMARY].cell(row, 3).value = right + 1  # type: ignore[index]

    edit(mine / REVIEW, spoil)
    return f"C{row}", right


def test_a_corrected_cell_is_read_as_the_office_says_and_noted(small: Path, tmp_path: Path) -> None:
    mine = copy(small, tmp_path)
    cell, right = misprint(mine)
    wrong = run(mine, tmp_path)
    assert wrong.report["exit"] == 10
    (tmp_path / "corrections.toml").write_text(block(SUMMARY, cell, right + 1, right), "utf-8")
    mended = run(mine, tmp_path)
    assert (mended.report["exit"], rules(mended)) == (0, {"correction.applied"})
    assert [(f.cell, f.found, f.expected) for f in mended.findings] == [
        (cell, str(right + 1), str(right))
    ]
    assert mended.report["build"] != wrong.report["build"], "corrections are part of a build"


def test_a_guard_that_no_longer_fits_is_said_and_nothing_is_changed(
    small: Path, tmp_path: Path
) -> None:
    mine = copy(small, tmp_path)
    stale = block(SUMMARY, "C14", 999999, 1) + block(SUMMARY, "ZZ999", 5, 6)
    other = block("Không có trang này", "C14", 5, 6)
    (tmp_path / "corrections.toml").write_text(stale + other, "utf-8")
    outcome = run(mine, tmp_path)
    assert (outcome.report["exit"], rules(outcome)) == (10, {"correction.stale"})
    assert {f.cell for f in outcome.findings} == {"C14", "ZZ999"}


def test_a_personal_value_is_corrected_and_never_shown(small: Path, tmp_path: Path) -> None:
    mine = copy(small, tmp_path)
    page = load_workbook(mine / REVIEW)["DS hộ nghèo"]
    row = next(r for r in range(10, page.max_row) if page.cell(r, 1).value == 1)
    _, column = cell_of(page, "Họ và tên chủ hộ")
    name = page.cell(row, column)
    text = block("DS hộ nghèo", name.coordinate, str(name.value), "Lê Văn Mẫu 7777")
    (tmp_path / "corrections.toml").write_text(text, "utf-8")
    outcome = run(mine, tmp_path)
    assert (outcome.report["exit"], rules(outcome)) == (0, {"correction.applied"})
    said = "".join(f.text("vi") + f.found + f.expected for f in outcome.findings)
    assert "7777" not in said
    assert str(name.value) not in said


def test_a_correction_of_a_file_that_is_not_there_is_stale(small: Path, tmp_path: Path) -> None:
    mine = copy(small, tmp_path)
    text = block(SUMMARY, "C14", 1, 2).replace(REVIEW, "Tệp đã bỏ.xlsx")
    (tmp_path / "corrections.toml").write_text(text, "utf-8")
    outcome = run(mine, tmp_path)
    assert [(f.rule, f.file) for f in outcome.findings] == [("correction.stale", "Tệp đã bỏ.xlsx")]


def test_the_office_keeps_its_own_names_of_hamlets(small: Path, tmp_path: Path) -> None:
    mine = copy(small, tmp_path)
    page = load_workbook(mine / "Danh mục địa bàn.xlsx").worksheets[0]
    row = next(r for r in range(1, page.max_row) if page.cell(r, 4).value == "Ấp")
    code = page.cell(row, 2).value
    name = page.cell(row, 3).value

    def spoil(book: object) -> None:
        form = book[SUMMARY]  # type: ignore[index]
        at = next(r for r in range(1, 40) if name in str(form.cell(r, 2).value))
        form.cell(at, 2).value = "Ấp Xóm Cũ"

    edit(mine / REVIEW, spoil)
    assert "row.unknown_hamlet" in rules(run(mine, tmp_path))
    alias = f'[[alias]]\nname = "Xóm Cũ"\nhamlet_code = "{code}"\n'
    (tmp_path / "corrections.toml").write_text(alias, "utf-8")
    assert run(mine, tmp_path).report["exit"] == 0
    wrong = '[[alias]]\nname = "Xóm Mới"\nhamlet_code = "ZZ99"\n'
    (tmp_path / "corrections.toml").write_text(alias + wrong, "utf-8")
    outcome = run(mine, tmp_path)
    assert (outcome.report["exit"], rules(outcome)) == (10, {"place.alias"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x = ", "cuối tệp"),
        ("# đúng\nx = = 1\n", "dòng 2"),
        ("[[correction]]\nfile = 'a.xlsx'\n", "thiếu sheet"),
        ("[[alias]]\nname = 'An'\n", "[[alias]] thứ 1"),
        ("[corection]\n", "corection"),
        (block("S", "14D", 1, 2), "địa chỉ ô"),
        (block("S", "D14", 1, 2).replace("is = 2", "is = [2]"), "chữ, số hoặc ngày"),
    ],
)
def test_a_file_of_corrections_that_cannot_be_understood_stops_with_a_sentence(
    text: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "corrections.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(Malformed, match=said.replace("[", r"\[")):
        load_corrections(path)
    (tmp_path / "inbox").mkdir()
    folder = str(tmp_path)
    options = ["--inbox", f"{folder}/inbox", "--warehouse", f"{folder}/w", "--state", f"{folder}/s"]
    assert main(["build", *options]) == 40
    assert said in capsys.readouterr().err


def test_without_a_file_there_are_no_corrections(tmp_path: Path) -> None:
    assert load_corrections(tmp_path / "corrections.toml").cells == ()


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ('file = "b.xlsx"\nreplaces = "a.xlsx"\nby = "Cán bộ Mẫu 01"\ndate = 2025-12-20', True),
        ('file = "b.xlsx"\nby = "Cán bộ Mẫu 01"', False),
        ('file = "b.xlsx"\nreplaces = 3\nby = "Cán bộ Mẫu 01"', False),
    ],
)
def test_a_successor_names_two_workbooks_and_who_said_so(
    text: str, whole: bool, tmp_path: Path
) -> None:
    path = tmp_path / "corrections.toml"
    path.write_text(f"[[successor]]\n{text}\n", encoding="utf-8")
    if whole:
        assert load_corrections(path).successors == (("b.xlsx", "a.xlsx"),)
    else:
        with pytest.raises(Malformed, match="successor"):
            load_corrections(path)
