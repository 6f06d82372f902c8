"""Lists of those who left, as districts kept them: the title says whence, the class says whither."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.editions import HEAD, book_of
from tests.findings.desk import PLACES, Office, Told

HEADINGS = [
    "STT", "Chủ hộ", "Thành viên", "Quan hệ với chủ hộ", "Ngày sinh", "Giới tính", "Mã hộ", "Xã",
    "Mã xã", "Thôn", "Phân loại hộ", "QĐ công nhận", "B1", "B2", "Tuổi", "Số nhân khẩu",
]  # fmt: skip
LEFT = "DANH SÁCH HỘ {} SAU KHI RÀ SOÁT NĂM 2025"


def head(number: int, status: Any, b1: int, b2: int = 20) -> list[Any]:
    """The row of a head."""
    return [number, f"Lê Văn Mẫu {number:04}", None, "Chủ hộ", "02/09/1975", "Nam", f"M-{number:04}",
            None, None, "Bãi Vọng", status, None, b1, b2, 50, 1]  # fmt: skip


def told(office: Office, folder: Path, **sheets: list[list[Any]]) -> Told:
    """What is said of a workbook of these lists; the first row of a sheet is its title."""
    desk = office.desk((PLACES,), folder)
    path = folder.parent / "made.xlsx"
    pages = {n: [[title], [HEAD], [], HEADINGS, *rows] for n, ((title,), *rows) in sheets.items()}
    book_of(path, **pages)
    desk.write("Danh sách.xlsx", path.read_bytes())
    return desk.understood()


def test_the_three_lists_of_a_district_are_read_without_a_column_of_movements(
    office: Office, tmp_path: Path
) -> None:
    found = told(
        office, tmp_path / "inbox",
        Danh_sách=[[LEFT.format("NGHÈO, HỘ CẬN NGHÈO")], head(1, "Hộ nghèo", 90, 30),
                   head(2, "Hộ cận nghèo", 120)],
        Thoát_nghèo=[[LEFT.format("THOÁT NGHÈO")], head(2, "Hộ cận nghèo", 120),
                     head(3, "Hộ không nghèo", 150)],
        Thoát_cận_nghèo=[[LEFT.format("THOÁT CẬN NGHÈO")], head(4, "Hộ có mức sống trung bình", 150)],
    )  # fmt: skip
    assert {f.rule for f in found.findings} == {"review.no_summary"}
    code_of = {row["household_id"]: row["household"] for row in found.tables.rows["household_head"]}
    moved = [
        (code_of[row["household_id"]], row["movement"], row["from_status"], row["to_status"])
        for row in found.tables.rows["household_movement"]
    ]
    assert sorted(moved) == [
        ("M-0002", "to_near_poor", "poor", "near_poor"),
        ("M-0003", "escaped", "poor", "not_poor"),
        ("M-0004", "escaped", "near_poor", "average"),
    ]
    listed = {row["household"]: row["status"] for row in found.tables.rows["household_review"]}
    assert listed == {
        "M-0001": "poor",
        "M-0002": "near_poor",
        "M-0003": "not_poor",
        "M-0004": "average",
    }


ROWS = [head(1, "Hộ không nghèo", 120), head(2, "Hộ không nghèo", 150)]


def test_a_list_of_both_that_does_not_say_whence_is_refused(office: Office, tmp_path: Path) -> None:
    title = LEFT.format("THOÁT NGHÈO, THOÁT CẬN NGHÈO")
    found = told(office, tmp_path / "inbox", Sheet1=[[title], *ROWS])
    assert found.exit == 20
    assert found.tables.rows["household_head"] == []


def test_a_household_that_left_with_a_low_score_is_set_aside(
    office: Office, tmp_path: Path
) -> None:
    found = told(office, tmp_path / "inbox", Sheet1=[[LEFT.format("THOÁT NGHÈO")], *ROWS])
    assert [f.cell for f in found.findings if f.rule == "household.b1_left"] == ["M5"]
    assert [row["household"] for row in found.tables.rows["household_review"]] == ["M-0002"]


def test_a_list_without_a_title_is_never_taken_for_one_of_those_who_left(
    office: Office, tmp_path: Path
) -> None:
    rows = [head(1, "Hộ cận nghèo", 120), head(2, "Hộ cận nghèo", 120)]
    found = told(office, tmp_path / "inbox", Sheet1=[["DANH SÁCH HỘ"], *rows])
    statuses = [row["status"] for row in found.tables.rows["household_review"]]
    assert statuses == ["near_poor", "near_poor"]
    assert found.tables.rows["household_movement"] == []


@pytest.mark.parametrize("status", [1, 2, "3"])
def test_a_number_is_no_class_for_each_template_counts_in_its_own_way(
    status: object, office: Office, tmp_path: Path
) -> None:
    rows = [head(1, status, 90, 30), head(2, "Hộ nghèo", 90, 30), head(3, "Hộ cận nghèo", 90)]
    found = told(office, tmp_path / "inbox", Sheet1=[[LEFT.format("NGHÈO, HỘ CẬN NGHÈO")], *rows])
    wrong = [(f.cell, f.severity) for f in found.findings if f.rule == "cell.not_in_list"]
    assert wrong == [("K5", "error")]
    assert [row["status"] for row in found.tables.rows["household_review"]] == ["poor", "near_poor"]
