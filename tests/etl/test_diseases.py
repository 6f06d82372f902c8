"""A spoilt workbook: the finding names sheet and cell, the rest loads, and no row is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.workbooks import REVIEW, WORKS, cell_of, copy, edit, places, rules, run

SUMMARY = "Biểu 1 Tổng hợp"


def first_hamlet(page: Worksheet) -> int:
    """The row of the first hamlet of the summary form."""
    return next(
        r for r in range(1, page.max_row) if page.cell(r, 1).value == 1 and page.cell(r, 2).value
    )


def test_a_text_where_a_count_belongs_is_a_finding_at_its_cell(inbox: Path, tmp_path: Path) -> None:
    mine = copy(inbox, tmp_path)

    def spoil(book: Workbook) -> None:
        page = book[SUMMARY]
        page.cell(first_hamlet(page), 9).value = "ba mươi"
        spoil.cell = page.cell(first_hamlet(page), 9).coordinate  # type: ignore[attr-defined]

    edit(mine / REVIEW, spoil)
    outcome = run(mine, tmp_path)
    assert outcome.report["exit"] == 10
    assert (SUMMARY, spoil.cell, "error") in places(outcome)  # type: ignore[attr-defined]


def test_a_number_written_as_text_is_read_and_noted(inbox: Path, tmp_path: Path) -> None:
    mine = copy(inbox, tmp_path)

    def spoil(book: Workbook) -> None:
        page = book[SUMMARY]
        cell = page.cell(first_hamlet(page), 3)
        cell.value = str(cell.value)

    edit(mine / REVIEW, spoil)
    outcome = run(mine, tmp_path)
    assert (outcome.report["exit"], rules(outcome)) == (0, {"note.number_as_text"})


def test_an_unknown_hamlet_sets_its_rows_aside_and_suggests_a_name(
    inbox: Path, tmp_path: Path
) -> None:
    mine = copy(inbox, tmp_path)

    def spoil(book: Workbook) -> None:
        page = book[SUMMARY]
        page.cell(first_hamlet(page), 2).value = "Ấp Bãi Vong"

    edit(mine / REVIEW, spoil)
    outcome = run(mine, tmp_path)
    found = [f for f in outcome.findings if f.rule == "row.unknown_hamlet"]
    assert outcome.report["exit"] == 10
    assert [f.expected for f in found] == ["Bãi Vọng"]
    assert sum(f["rows_quarantined"] for f in outcome.report["files"]) == 1


def test_a_broken_total_is_a_warning_and_its_rows_are_used(inbox: Path, tmp_path: Path) -> None:
    mine = copy(inbox, tmp_path)

    def spoil(book: Workbook) -> None:
        page = book[SUMMARY]
        row, _ = cell_of(page, "TỔNG CỘNG")
        page.cell(row, 3).value += 7

    edit(mine / REVIEW, spoil)
    outcome = run(mine, tmp_path)
    assert outcome.report["exit"] == 10
    assert "total.differs" in rules(outcome)
    assert sum(f["rows_quarantined"] for f in outcome.report["files"]) == 0


def test_a_missing_required_column_refuses_the_sheet_by_name(inbox: Path, tmp_path: Path) -> None:
    mine = copy(inbox, tmp_path)

    def spoil(book: Workbook) -> None:
        page = book["Danh mục công trình"]
        row, column = cell_of(page, "Mã công trình")
        page.cell(row, column).value = "Ký hiệu lạ"

    edit(mine / WORKS, spoil)
    outcome = run(mine, tmp_path)
    assert outcome.report["exit"] == 20
    assert "column.missing" in rules(outcome)


def test_an_extra_column_is_named_and_the_rest_is_read(inbox: Path, tmp_path: Path) -> None:
    mine = copy(inbox, tmp_path)

    def spoil(book: Workbook) -> None:
        page = book["Danh mục công trình"]
        row, column = cell_of(page, "Ghi chú")
        page.cell(row, column + 1).value = "Cột của văn phòng"
        page.cell(row + 4, column + 1).value = "gì đó"

    edit(mine / WORKS, spoil)
    outcome = run(mine, tmp_path)
    assert (outcome.report["exit"], rules(outcome)) == (10, {"column.unknown"})


def test_inserted_rows_and_another_start_change_nothing(inbox: Path, tmp_path: Path) -> None:
    mine = copy(inbox, tmp_path)

    def spoil(book: Workbook) -> None:
        page = book["Trả nợ"]
        for merged in list(page.merged_cells.ranges):
            page.unmerge_cells(str(merged))
        page.insert_rows(1, 4)

    edit(next(mine.glob("Vốn vay*")), spoil)
    outcome = run(mine, tmp_path)
    assert (outcome.report["exit"], rules(outcome)) == (0, set())


def test_a_household_that_breaks_the_rule_of_its_status_is_set_aside(
    inbox: Path, tmp_path: Path
) -> None:
    mine = copy(inbox, tmp_path)

    def spoil(book: Workbook) -> None:
        page = book["DS hộ nghèo"]
        row = next(r for r in range(10, page.max_row) if page.cell(r, 1).value == 1)
        _, column = cell_of(page, "B2")
        page.cell(row, column).value = 0

    edit(mine / REVIEW, spoil)
    outcome = run(mine, tmp_path)
    assert "household.b2_marks" in rules(outcome)
    assert sum(f["rows_quarantined"] for f in outcome.report["files"]) == 1


def test_findings_about_people_never_show_their_values(inbox: Path, tmp_path: Path) -> None:
    mine = copy(inbox, tmp_path)

    def spoil(book: Workbook) -> None:
        page = book["DS hộ nghèo"]
        row = next(r for r in range(10, page.max_row) if page.cell(r, 1).value == 1)
        _, column = cell_of(page, "Số nhân khẩu")
        page.cell(row, column).value = "rất đông, bệnh nặng"

    edit(mine / REVIEW, spoil)
    outcome = run(mine, tmp_path)
    assert outcome.report["exit"] == 10
    assert not any("bệnh" in f.text("vi") for f in outcome.findings)


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("rỗng.xlsx", b"", "file.empty"),
        ("trang web.xls", b"<html><table><tr><td>1</td></tr></table></html>", "file.is_html"),
        ("thư.xlsx", b"%PDF-1.4 not a workbook at all", "file.not_a_workbook"),
        ("cắt ngang.xlsx", b"PK\x03\x04" + b"\x00" * 200, "file.damaged"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_and_the_others_load(
    name: str, content: bytes, rule: str, inbox: Path, tmp_path: Path
) -> None:
    mine = copy(inbox, tmp_path)
    (mine / name).write_bytes(content)
    outcome = run(mine, tmp_path)
    refused = [f for f in outcome.report["files"] if f["status"] == "refused"]
    assert outcome.report["exit"] == 20
    assert [f["file"] for f in refused] == [name]
    assert rule in rules(outcome)
    assert sum(f["status"] == "loaded" for f in outcome.report["files"]) == 14


def test_a_copy_counts_once(inbox: Path, tmp_path: Path) -> None:
    mine = copy(inbox, tmp_path)
    (mine / "Bản sao.xlsx").write_bytes((mine / REVIEW).read_bytes())
    outcome = run(mine, tmp_path)
    assert outcome.report["exit"] == 0
    assert sum(f["status"] == "skipped" for f in outcome.report["files"]) == 1
