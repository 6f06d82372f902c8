"""A gate: nothing is published, the old build stays, and the person is told what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl.workbook import Workbook

from etl.publish import current
from tests.workbooks import REVIEW, WORKS, Edit, cell_of, copy, edit, rules, run


def gate(inbox: Path, folder: Path, rule: str, **order: str) -> None:
    """The build of the inbox stops at `rule` and the live build stays."""
    before = current(folder / "warehouse")
    outcome = run(inbox, folder, **order)
    assert outcome.report["exit"] == 30
    assert rule in rules(outcome)
    assert current(folder / "warehouse") == before
    assert list((folder / "warehouse" / "rejected").glob("*/findings.parquet"))


def published(inbox: Path, folder: Path) -> Path:
    mine = copy(inbox, folder)
    assert run(mine, folder).report["exit"] == 0
    return mine


def changed(sheet: str, column: str, to: object) -> Edit:
    """Set every cell of a column that holds a number."""

    def change(book: Workbook) -> None:
        page = book[sheet]
        row, index = cell_of(page, column)
        for number in range(row + 1, page.max_row + 1):
            if isinstance(page.cell(number, index).value, int):
                page.cell(number, index).value = to

    return change


def test_without_a_total_of_households_nothing_is_published(inbox: Path, tmp_path: Path) -> None:
    mine = published(inbox, tmp_path)

    def spoil(book: Workbook) -> None:
        page = book["Biểu 1 Tổng hợp"]
        for row in range(12, page.max_row):
            if isinstance(page.cell(row, 3).value, int) and isinstance(
                page.cell(row, 5).value, int
            ):
                page.cell(row, 3).value = None

    edit(mine / REVIEW, spoil)
    gate(mine, tmp_path, "gate.no_total")


def test_two_workbooks_for_one_review_need_a_word(inbox: Path, tmp_path: Path) -> None:
    mine = published(inbox, tmp_path)
    second = mine / "Rà soát 2025 bản sửa.xlsx"
    second.write_bytes((mine / REVIEW).read_bytes())

    def touch(book: Workbook) -> None:
        book["Biểu 1 Tổng hợp"]["A1"].value = "ỦY BAN NHÂN DÂN (bản sửa)"

    edit(second, touch)
    gate(mine, tmp_path, "gate.two_workbooks")
    assert run(mine, tmp_path, supersede=second.name).report["exit"] == 0


def test_rows_that_fall_by_a_fifth_need_a_reason(inbox: Path, tmp_path: Path) -> None:
    mine = published(inbox, tmp_path)
    for path in mine.glob("Rà soát 2022*"):
        path.unlink()
    gate(mine, tmp_path, "gate.fall")
    fallen = [f for f in run(mine, tmp_path).findings if f.rule == "gate.fall"]
    assert {f.file for f in fallen if f.field == "review_summary"} == {
        "Rà soát 2022 - Xã An Điền.xlsx",
        "Rà soát 2022 - Xã Thạnh Hải.xlsx",
    }
    assert run(mine, tmp_path, accept="năm 2022 nộp lại sau").report["exit"] in (0, 10)


def test_money_in_another_unit_is_noticed(inbox: Path, tmp_path: Path) -> None:
    mine = published(inbox, tmp_path)

    def spoil(book: Workbook) -> None:
        page = book["Danh mục công trình"]
        row, column = cell_of(page, "Đơn vị tính: triệu đồng")
        page.cell(row, column).value = "Đơn vị tính: nghìn đồng"

    edit(mine / WORKS, spoil)
    gate(mine, tmp_path, "gate.money")


def money(inbox: Path, folder: Path, name: str, change: Edit) -> set[tuple[str, str]]:
    """Sheets and fields that the money gate names, without a live build to compare with."""
    mine = copy(inbox, folder)
    edit(next(mine.glob(name)), change)
    outcome = run(mine, folder)
    assert outcome.report["exit"] == 30
    return {(f.sheet, f.field) for f in outcome.findings if f.rule == "gate.money"}


def test_plans_a_thousand_times_what_was_approved_stop_the_first_build_too(
    inbox: Path, tmp_path: Path
) -> None:
    def spoil(book: Workbook) -> None:
        page = book["Kế hoạch và giải ngân"]
        row, column = cell_of(page, "Đơn vị tính: triệu đồng")
        page.cell(row, column).value = "Đơn vị tính: tỷ đồng"

    sheet = "Kế hoạch và giải ngân"
    assert money(inbox, tmp_path, WORKS, spoil) == {(sheet, "infrastructure_funding")}


def test_repaid_a_thousand_times_less_than_the_repayments(inbox: Path, tmp_path: Path) -> None:
    def spoil(book: Workbook) -> None:
        page = book["Trả nợ"]
        row, column = cell_of(page, "Đơn vị tính: đồng")
        page.cell(row, column).value = "Đơn vị tính: nghìn đồng"

    assert money(inbox, tmp_path, "Vốn vay*", spoil) == {("Món vay", "loan")}


def test_without_a_unit_line_each_project_is_measured(inbox: Path, tmp_path: Path) -> None:
    """One work in another unit than its neighbours: only its own plan can tell."""

    def spoil(book: Workbook) -> None:
        page = book["Kế hoạch và giải ngân"]
        row, column = cell_of(page, "Đơn vị tính: triệu đồng")
        page.cell(row, column).value = None
        _, code = cell_of(page, "Mã công trình")
        last = [r for r in range(12, page.max_row) if page.cell(r, code).value][-1]
        name = page.cell(last, code).value
        for line in range(12, page.max_row):
            for cell in page[line]:
                if page.cell(line, code).value == name and isinstance(cell.value, int | float):
                    cell.value = cell.value * 1000 if cell.column > code else cell.value

    sheet = "Kế hoạch và giải ngân"
    assert money(inbox, tmp_path, WORKS, spoil) == {(sheet, "infrastructure_funding")}


def test_an_empty_inbox_publishes_nothing(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    outcome = run(tmp_path / "inbox", tmp_path)
    assert (outcome.report["exit"], rules(outcome)) == (30, {"gate.no_file"})


def test_real_workbooks_are_not_measured_by_made_up_ones(inbox: Path, tmp_path: Path) -> None:
    published(inbox, tmp_path)
    real = tmp_path / "real"
    real.mkdir()
    for name in (REVIEW, "Danh mục địa bàn.xlsx"):
        (real / name).write_bytes((inbox / name).read_bytes())

        def unmark(book: Workbook) -> None:
            for page in book.worksheets:
                for row in page.iter_rows():
                    for cell in row:
                        if isinstance(cell.value, str) and "DỮ LIỆU MINH HỌA" in cell.value:
                            cell.value = None

        edit(real / name, unmark)
    outcome = run(real, tmp_path)
    assert outcome.report["exit"] == 0, rules(outcome)
    assert outcome.report["illustrative"] is False


@pytest.mark.parametrize("poor", [5000])
def test_more_poor_than_households_is_a_gate(poor: int, inbox: Path, tmp_path: Path) -> None:
    mine = published(inbox, tmp_path)

    def spoil(book: Workbook) -> None:
        page = book["Biểu 1 Tổng hợp"]
        row = next(r for r in range(12, page.max_row) if page.cell(r, 1).value == 1)
        page.cell(row, 5).value = poor

    edit(mine / REVIEW, spoil)
    gate(mine, tmp_path, "gate.total_too_small")
