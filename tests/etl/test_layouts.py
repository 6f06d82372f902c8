"""Layouts that communes keep: members below heads, several forms in a sheet, the software's export."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from dashboard.data import Data
from etl.sample import write_sample
from tests.editions import HEAD, below, book_of, only, read, rows_of, values
from tests.workbooks import REVIEW, edit, rules, run

POOR, NEAR = "Biểu 2 Diễn biến hộ nghèo", "Biểu 3 Diễn biến hộ cận nghèo"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbooks of the made-up commune, 2025 only."""
    folder = tmp_path_factory.mktemp("office")
    write_sample(folder, from_year=2025, to_year=2025)
    return folder


HEADINGS = [
    "STT",
    "Họ tên chủ hộ",
    "Ngày sinh",
    "Giới tính",
    "Mã hộ",
    "Số nhân khẩu",
    "Phân loại hộ",
]


def people(first: int, status: str) -> list[list[Any]]:
    """Three made-up households."""
    return [
        [1, f"Lê Văn Mẫu {first:04}", "02/09/1975", "Nam", f"M-{first:04}", 4, status],
        [2, f"Hồ Thị Mẫu {first + 1:04}", 1967, "Nữ", f"M-{first + 1:04}", 2, status],
        [3, f"Lê Thị Mẫu {first + 2:04}", None, "nữ", f"M-{first + 2:04}", 3, status],
    ]


def titled(what: str) -> list[list[Any]]:
    """A title and the line that says which review it is."""
    return [[f"DANH SÁCH {what} SAU KHI RÀ SOÁT NĂM 2025"], [HEAD], []]


def inbox_of(office: Path, folder: Path, **sheets: list[list[Any]]) -> Path:
    """An inbox of the places and one workbook."""
    inbox = folder / "inbox"
    inbox.mkdir()
    known = next(office.glob("*địa bàn*"))
    (inbox / known.name).write_bytes(known.read_bytes())
    book_of(inbox / "Danh sách.xlsx", **sheets)
    return inbox


def counts(report: dict[str, Any]) -> list[tuple[str, int, int, int]]:
    """Form, loaded, quarantined and other rows of each part of the lists."""
    (file,) = [f for f in report["files"] if f["file"] == "Danh sách.xlsx"]
    return [
        (s["form"], s["rows_loaded"], s["rows_quarantined"], s["rows_other"])
        for s in file["sheets"]
    ]


def test_a_date_of_birth_and_a_sex_stand_for_the_two_columns_of_years(
    office: Path, tmp_path: Path
) -> None:
    rows = [*titled("HỘ NGHÈO"), ["Ấp: Bãi Vọng"], HEADINGS, *people(1, "Hộ nghèo")]
    outcome = run(inbox_of(office, tmp_path, DS=rows), tmp_path)
    heads = rows_of(tmp_path, "household_head")
    assert {(h["head_name"], h["head_birth_year"]) for h in heads} == {
        ("Lê Văn Mẫu 0001", 1975), ("Hồ Thị Mẫu 0002", 1967), ("Lê Thị Mẫu 0003", None),
    }  # fmt: skip
    sexes = Counter(row["head_sex"] for row in rows_of(tmp_path, "household"))
    assert sexes == {"female": 2, "male": 1}
    assert rules(outcome) == {"review.no_summary"}


def test_a_sheet_for_each_hamlet_gets_its_hamlet_from_its_name_or_the_line_above(
    office: Path, tmp_path: Path
) -> None:
    sheets = {
        "Bãi_Vọng": [*titled("HỘ NGHÈO"), HEADINGS, *people(1, "Hộ nghèo")],
        "Ấp_Đồng_Thử_A": [*titled("HỘ NGHÈO"), HEADINGS, *people(11, "Hộ nghèo")],
        "Trang_3": [*titled("HỘ NGHÈO"), ["ẤP ĐỒNG THỬ B"], HEADINGS, *people(21, "Hộ nghèo")],
    }
    outcome = run(inbox_of(office, tmp_path, **sheets), tmp_path)
    names = {row["place_code"]: row["name"] for row in rows_of(tmp_path, "place")}
    found = Counter(names[row["hamlet_code"]] for row in rows_of(tmp_path, "household_review"))
    assert found == {"Bãi Vọng": 3, "Đồng Thử A": 3, "Đồng Thử B": 3}
    assert outcome.report["exit"] == 10  # lists without the summary form
    assert rules(outcome) == {"review.no_summary"}


def test_two_lists_in_one_sheet_are_two_forms_with_their_own_rows(
    office: Path, tmp_path: Path
) -> None:
    rows = [
        *titled("HỘ NGHÈO"), ["Ấp: Bãi Vọng"], HEADINGS, *people(1, "Hộ nghèo"),
        [None, "Tổng cộng: 3 hộ"], ["NGƯỜI LẬP BIỂU"], [],
        ["DANH SÁCH HỘ CẬN NGHÈO SAU KHI RÀ SOÁT NĂM 2025"], HEADINGS, *people(11, "Hộ cận nghèo"),
    ]  # fmt: skip
    outcome = run(inbox_of(office, tmp_path, DS=rows), tmp_path)
    assert counts(outcome.report) == [("list_poor", 3, 0, 5), ("list_near_poor", 3, 0, 3)]
    reviewed = rows_of(tmp_path, "household_review")
    assert Counter(row["status"] for row in reviewed) == {"poor": 3, "near_poor": 3}
    assert sorted(row["source_row"] for row in reviewed) == [6, 7, 8, 14, 15, 16]
    assert outcome.report["exit"] == 10  # lists without the summary form


def test_a_header_printed_again_on_the_next_page_is_no_row_of_data(
    office: Path, tmp_path: Path
) -> None:
    rows = [
        *titled("HỘ NGHÈO"), HEADINGS, ["ẤP BÃI VỌNG"], *people(1, "Hộ nghèo"), HEADINGS,
        ["ẤP ĐỒNG THỬ A"], *people(11, "Hộ nghèo"),
    ]  # fmt: skip
    outcome = run(inbox_of(office, tmp_path, DS=rows), tmp_path)
    assert counts(outcome.report) == [("list_poor", 6, 0, 6)]
    assert len({row["hamlet_code"] for row in rows_of(tmp_path, "household_review")}) == 2


def test_two_movement_forms_in_one_sheet_keep_their_columns_apart(
    office: Path, tmp_path: Path
) -> None:
    mine = only(office, tmp_path, POOR, NEAR) / REVIEW
    wanted = [*values(mine, POOR), *values(mine, NEAR)]
    edit(mine, lambda book: below(book[POOR], book[NEAR]))
    found = read(mine, POOR)
    assert [part.form.form for part in found] == ["movement_poor", "movement_near_poor"]
    assert [dict(record.values) for part in found for record in part.records] == wanted
    assert [part.column_of("escaped") for part in found] == [5, 4]


MEMBERS = [
    "STT", "Chủ hộ", "Thành viên", "Quan hệ với chủ hộ", "Ngày sinh", "Giới tính", "Thôn",
    "Phân loại hộ", "Phiếu B1", "Phiếu B2", "Số nhân khẩu",
]  # fmt: skip


def test_a_household_is_its_head_and_the_rows_below_are_its_members(
    office: Path, tmp_path: Path
) -> None:
    rows = [
        *titled("HỘ NGHÈO, HỘ CẬN NGHÈO"), MEMBERS,
        [1, "Lê Văn Mẫu 1", "Lê Văn Mẫu 1", "Chủ hộ", "02/09/1975", "Nam", "Bãi Vọng", "Hộ nghèo", 90, 40, 3],
        [None, "Lê Văn Mẫu 1", "Lê Thị Mẫu 2", "Vợ", "1979", "Nữ", "Bãi Vọng", "Hộ nghèo"],
        [None, None, "Lê Văn Mẫu 3", "Con", "01/02/2010", "Nam", "Bãi Vọng"],
        [2, "Hồ Thị Mẫu 4", "Hồ Thị Mẫu 4", "Chủ hộ", 1960, "Nữ", "Bãi Vọng", "Hộ cận nghèo", 100, 20, 2],
    ]  # fmt: skip
    outcome = run(inbox_of(office, tmp_path, DS=rows), tmp_path)
    assert counts(outcome.report) == [("list_all", 2, 0, 5)]
    reviewed = rows_of(tmp_path, "household_review")
    assert Counter(row["status"] for row in reviewed) == {"poor": 1, "near_poor": 1}
    (wrong,) = [f for f in outcome.findings if f.rule == "household.members_rows"]
    assert (wrong.cell, wrong.found, wrong.expected) == ("K8", "1", "2")


KEYS = [
    "family.hostName", "family.code", "family.hostGender", "family.numberOfMembers", "quickReview.result",
    "b1Point", "b2Point", "classify", "reviewer",
]  # fmt: skip
LABELS = [
    "Chủ hộ", "Mã hộ", "Giới tính", "Số nhân khẩu", "Phiếu A", "Phiếu B1", "Phiếu B2",
    "Kết quả rà soát", "Người rà soát",
]  # fmt: skip


@pytest.mark.parametrize(
    "headings", [[KEYS, LABELS], [KEYS], [LABELS]], ids=["both", "keys", "labels"]
)
def test_the_software_export_is_a_list_whose_repeated_rows_count_once(
    headings: list[list[str]], office: Path, tmp_path: Path
) -> None:
    one = ["Lê Văn Mẫu 1", "M-1", "Nam", 4, "--", 90, 40, "Hộ nghèo", "Cán bộ Mẫu"]
    two = ["Hồ Thị Mẫu 2", "M-2", None, 3, "--", "--", 20, "Hộ cận nghèo", "Cán bộ Mẫu"]
    three = ["Lê Thị Mẫu 3", "M-3", "Nữ", 3, "--", 150, 0, "Không nghèo", "Cán bộ Mẫu"]
    dummy = ["Nguyễn VĂN A", None, "Nam", 999, "--", 90, 40, "Hộ nghèo", None]
    rows = [["DANH SÁCH NĂM 2025"], [HEAD], *headings, one, two, one, three, one, dummy]
    outcome = run(inbox_of(office, tmp_path, Sheet1=rows), tmp_path)
    assert counts(outcome.report) == [("list_all", 3, 1, 4 + len(headings))]
    reviewed = {row["status"]: row for row in rows_of(tmp_path, "household_review")}
    assert set(reviewed) == {"poor", "near_poor", "not_poor"}
    assert (reviewed["near_poor"]["b1_score"], reviewed["near_poor"]["hamlet_code"]) == (None, None)
    assert rules(outcome) == {"household.repeated", "row.no_key", "note.name_case"}
    (repeated,) = [f for f in outcome.findings if f.rule == "household.repeated"]
    assert repeated.found == "2"


def test_a_title_of_the_poor_over_near_poor_households_does_not_make_them_poor(
    office: Path, tmp_path: Path
) -> None:
    path = tmp_path / "a.xlsx"
    book_of(path, DS_hộ_nghèo=[*titled("HỘ NGHÈO"), HEADINGS, *people(1, "Hộ cận nghèo")])
    assert [part.form.form for part in read(path, "DS hộ nghèo")] == ["list_near_poor"]
    mine = only(office, tmp_path, NEAR) / REVIEW
    edit(mine, lambda book: setattr(book[NEAR], "title", POOR))
    assert [part.form.form for part in read(mine, POOR)] == ["movement_near_poor"]


@pytest.mark.parametrize(
    ("name", "form"), [("DS nghèo năm 2025", "list_poor"), ("HỘ CẬN NGHÈO", "list_near_poor")]
)
def test_a_list_without_classes_is_what_its_title_says(
    name: str, form: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.xlsx"
    book_of(path, DS=[[name], HEADINGS[:-1], *[row[:-1] for row in people(1, "")]])
    (found,) = read(path, "DS")
    assert (found.form.form, found.choice.missing) == (form, ())


@pytest.mark.parametrize("name", ["DANH SÁCH", "DANH SÁCH HỘ GIA ĐÌNH NĂM 2025"])
def test_a_list_that_says_neither_poor_nor_near_poor_lacks_the_class(
    name: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.xlsx"
    book_of(path, DS=[[name], HEADINGS[:-1], *[row[:-1] for row in people(1, "")]])
    (found,) = read(path, "DS")
    assert [column.field for column in found.choice.missing] == ["status"]


def test_a_sheet_that_repeats_a_form_in_per_cent_is_not_read_as_counts(
    office: Path, tmp_path: Path
) -> None:
    name = "Biểu thiếu hụt"
    sheets = [s for s in load_workbook(office / REVIEW).sheetnames if name.split()[1] in s]
    mine = only(office, tmp_path, sheets[0]) / REVIEW

    def repeat(book: Any) -> None:
        page = book.copy_worksheet(book[sheets[0]])
        page.title = "Tỷ lệ"
        for row in page.iter_rows():
            for cell in row[2:]:
                if isinstance(cell.value, int) and isinstance(row[0].value, int):
                    cell.value = "NaN%" if cell.value == 0 else f"{cell.value}.47%"

    wanted = values(mine, sheets[0])
    edit(mine, repeat)
    outcome = run(tmp_path, tmp_path / "build")
    assert len(rows_of(tmp_path / "build", "deprivation_summary")) == len(wanted)
    assert [(f.rule, f.sheet) for f in outcome.findings if f.rule == "sheet.unknown"] == [
        ("sheet.unknown", "Tỷ lệ")
    ]


def test_a_column_for_each_source_of_money_is_a_row_for_each(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    top = ["STT", "Mã CT", "Tên CT", "Kế hoạch vốn 2024", None, "Giải ngân 2024", None]
    low = [None, None, None, "NSTW", "NSX", "NSTW", "NSX"]
    rows = [["KẾ HOẠCH VỐN"], ["Đơn vị tính: triệu đồng"], top, low]
    book_of(
        path, KH=[*rows, [1, "CT-01", "Đường", 500, 20, 300, None], [2, "CT-02", "Kênh", 100, None]]
    )
    (found,) = read(path, "KH")
    kept = ("project_code", "year", "fund_source", "planned_vnd", "disbursed_vnd")
    assert [tuple(record.values.get(name) for name in kept) for record in found.records] == [
        ("CT-01", 2024, "central", 500_000_000, 300_000_000),
        ("CT-01", 2024, "commune", 20_000_000, None),
        ("CT-02", 2024, "central", 100_000_000, None),
    ]
    assert found.findings == []


def test_a_form_of_one_hamlet_needs_no_column_for_it(office: Path, tmp_path: Path) -> None:
    headings = ["TT", "Tổng số hộ", "Tổng số nhân khẩu", "Số hộ nghèo", "Số hộ cận nghèo"]
    rows = [
        ["TỔNG HỢP KẾT QUẢ RÀ SOÁT NĂM 2025"],
        [HEAD],
        ["Ấp: Bãi Vọng"],
        headings,
        [1, 90, 300, 4, 5],
    ]
    outcome = run(inbox_of(office, tmp_path, B1=rows, Đồng_Thử_A=[*rows[:2], *rows[3:]]), tmp_path)
    assert outcome.report["exit"] == 20
    assert {(f.rule, f.sheet) for f in outcome.findings} >= {("column.missing", "Đồng Thử A")}
    assert not [f for f in outcome.findings if f.sheet == "B1"]


def test_a_value_of_a_lower_form_has_the_column_of_that_form() -> None:
    columns = {"a.xlsx": {"DB": {"escaped": "F"}, "DB:21": {"escaped": "E"}}}
    data = Data("b", {}, {"columns": columns})
    row = {"source_file": "a.xlsx", "source_sheet": "DB"}
    assert [data.cell(row | {"source_row": n}, "escaped") for n in (20, 21)] == ["F20", "E21"]
