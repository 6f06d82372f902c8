"""Sheets as other hands type them: totals with a number, sections and pages in spellings of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from etl.parts import parts
from etl.read.cells import Sheet
from etl.tidy import TidySheet, tidy
from etl.tidy.merged import check_merged
from tests.editions import HEAD
from tests.findings.desk import PLACES, REVIEW, Office
from tests.findings.forms import BEFORE, wrong_code
from tests.inmemory import Cell

SUMMARY = ["TT", "Ấp", "Tổng số hộ", "Tổng số nhân khẩu", "Số hộ nghèo", "Số hộ cận nghèo"]
POSTING = ["STT", "Năm rà soát", "Ấp", "Nơi niêm yết", "Số ý kiến", "Đã giải quyết"]


def tidied(*rows: list[Any], title: str = "TỔNG HỢP KẾT QUẢ RÀ SOÁT NĂM 2025") -> list[TidySheet]:
    """The forms of a sheet of these rows, tidied."""
    sheet = Sheet("Biểu", [[title], [HEAD], [], *rows])
    return [tidy("a.xlsx", part, choice) for part, choice in parts(sheet) if choice]


@pytest.mark.parametrize("whole", ["Toàn xã", "TOÀN XÃ", "Cả xã"])
def test_the_whole_commune_with_a_number_is_a_total_where_each_hamlet_has_its_row(
    whole: str,
) -> None:
    hamlets = [[1, "Ấp Giang Hà", 90, 300, 4, 5], [2, "Ấp Bãi Vọng", 80, 250, 3, 2]]
    (found,) = tidied(SUMMARY, *hamlets, [3, whole, 170, 550, 7, 7])
    assert [record.values["hamlet_code"] for record in found.records] == [
        "Ấp Giang Hà",
        "Ấp Bãi Vọng",
    ]
    (total,) = found.printed
    assert (total.values["_kind"], total.values["households"]) == ("total", 170)


def test_a_posting_for_the_whole_commune_is_a_posting() -> None:
    row = [1, 2025, "Toàn xã", "Trụ sở UBND xã", 0, 0]
    (found,) = tidied(POSTING, row, title="NIÊM YẾT CÔNG KHAI KẾT QUẢ RÀ SOÁT 2025")
    assert (found.form.form, len(found.records), found.printed) == ("posting", 1, [])


@pytest.mark.parametrize("number", ["{}. ", "({}) ", "{}) ", "{} - ", "1.{}. "])
def test_headings_with_a_number_are_the_headings_that_they_say(number: str) -> None:
    numbered = [*SUMMARY[:2], *(number.format(n) + text for n, text in enumerate(SUMMARY[2:], 1))]
    (found,) = tidied(numbered, [1, "Ấp Giang Hà", 90, 300, 4, 5])
    assert (len(found.choice.fields), found.findings == []) == (6, True)


def test_a_heading_without_a_number_counts_before_one_with_a_number() -> None:
    found = tidied([*SUMMARY, "1. Tổng số hộ"], [1, "Ấp Giang Hà", 90, 300, 4, 5, 7])[0]
    assert found.records[0].values["households"] == 90
    assert [(f.rule, f.cell) for f in found.findings] == [("column.unknown", "G4")]


def test_two_numbered_headings_of_one_name_are_none_of_them() -> None:
    heading = [*POSTING[:4], "1. Số ý kiến", "2. Số ý kiến"]
    title = "NIÊM YẾT CÔNG KHAI KẾT QUẢ RÀ SOÁT 2025"
    (found,) = tidied(heading, [1, 2025, "Ấp Giang Hà", "Trụ sở UBND xã", 1, 2], title=title)
    assert [f.cell for f in found.findings] == ["E4", "F4"]
    assert "complaints" not in found.records[0].values


def test_headings_that_nobody_knows_are_told_once_each_where_columns_must_be_there(
    office: Office, tmp_path: Path
) -> None:
    desk = office.desk((PLACES, REVIEW), tmp_path)
    sheet = office.inbox.sheet("cause")
    headings = [f for f in sheet.choice.fields if f.column.field == "households"]
    for f in headings:
        cell = Cell(sheet.file, sheet.sheet.name, sheet.choice.header.bottom, f.index, None)
        desk.put(cell, f"Việc chưa biết {f.index}")
    told = [f.cell for f in desk.understood().findings if f.rule == "column.missing"]
    assert len(told) == len(set(told)) == len(headings) == 8


LIST = ["STT", "Họ tên chủ hộ", "Giới tính", "Mã hộ", "Số nhân khẩu"]


def household(number: Any, code: int) -> list[Any]:
    """The row of a made-up household."""
    return [number, f"Lê Văn Mẫu {code}", "Nam", f"M-{code:04}", 4]


def listed(*rows: list[Any]) -> TidySheet:
    """A list of poor households, tidied."""
    (found,) = tidied(LIST, *rows, title="DANH SÁCH HỘ NGHÈO NĂM 2025")
    return found


def sections(*row: Any) -> list[str]:
    """The section of the household below a row that begins the second hamlet; the first stays as it is."""
    found = listed(["I", "ẤP GIANG HÀ"], household(1, 1), list(row), household(2, 2))
    assert len(found.records) == 2
    assert found.records[0].section == "ẤP GIANG HÀ"
    return [found.records[1].section, *sorted({f.rule for f in found.findings})]


@pytest.mark.parametrize(
    "row",
    [
        ["B", "ẤP BÃI VỌNG"], [2, "ẤP BÃI VỌNG"], ["2.", "ẤP BÃI VỌNG"], ["II - ẤP BÃI VỌNG"],
        ["II", "ẤP BÃI VỌNG", 14], [2, "ẤP BÃI VỌNG", 14, 40], ["2. ẤP BÃI VỌNG"], ["B/ ẤP BÃI VỌNG"],
        ["(II) ẤP BÃI VỌNG"], ["II ẤP BÃI VỌNG"], ["* ẤP BÃI VỌNG"], ["- ẤP BÃI VỌNG"],
        ["II", "ẤP BÃI VỌNG (14 hộ)"], ["II. ẤP BÃI VỌNG - 14 hộ"], ["ẤP BÃI VỌNG (14 hộ, 40 khẩu)"],
        ["ẤP BÃI VỌNG: 14 hộ"], ["II", "ẤP BÃI VỌNG (14)"],
    ],
)  # fmt: skip
def test_a_section_of_a_hamlet_is_one_in_every_spelling(row: list[Any]) -> None:
    assert sections(*row) == ["ẤP BÃI VỌNG"]


@pytest.mark.parametrize("row", [["Ấp: Bãi Vọng"], ["II", "Ấp Bãi Vọng (cũ)"], ["Ấp 3 Bãi Vọng"]])
def test_the_name_of_a_section_is_kept_as_it_is_written(row: list[Any]) -> None:
    assert sections(*row) == [row[-1]]


def test_below_a_line_about_a_hamlet_that_nobody_knows_no_household_is_of_the_hamlet_above() -> (
    None
):
    assert sections("Danh sách ấp Bãi Vọng") == ["Danh sách ấp Bãi Vọng", "row.unknown"]
    assert sections(2, "ẤP BÃI VỌNG", "lần hai")[0] == "ẤP BÃI VỌNG"


@pytest.mark.parametrize("row", [["Trang 2"], ["Ghi chú: hai hộ ở ấp Bãi Vọng đã chuyển đi"]])
def test_a_line_that_begins_no_section_leaves_the_section_as_it_is(row: list[Any]) -> None:
    assert sections(*row)[0] == "ẤP GIANG HÀ"


TITLE = "TỔNG HỢP KẾT QUẢ RÀ SOÁT NĂM 2025"
FIRST = [[1, "Ấp Giang Hà", 90, 300, 4, 5], [2, "Ấp Bãi Vọng", 80, 250, 3, 2]]
SECOND = [[3, "Ấp Đồng Thử A", 70, 200, 1, 1]]


@pytest.mark.parametrize(
    "page",
    [
        [["Trang 2"]], [["- 2 -"]], [["Trang 2/3"], [TITLE]], [[f"{TITLE} (tiếp theo)"]],
        [["(tiếp theo)"]], [[TITLE], [HEAD], []], [[None, "Trang: 2"]],
    ],
)  # fmt: skip
def test_a_table_goes_on_below_a_new_page_s_lines_and_headings(page: list[list[Any]]) -> None:
    (found,) = tidied(SUMMARY, *FIRST, *page, SUMMARY, *SECOND, [None, "TỔNG CỘNG", 240, 750, 8, 8])
    assert [record.values["households"] for record in found.records] == [90, 80, 70]
    assert (found.findings, found.quarantined) == ([], set())


@pytest.mark.parametrize(
    "lines",
    [["TỔNG HỢP KẾT QUẢ RÀ SOÁT NĂM 2024"], ["Ấp: Bãi Vọng", TITLE], ["Trang 2", "Đơn vị: hộ"]],
)
def test_headings_under_another_title_begin_another_table(lines: list[str]) -> None:
    assert len(tidied(SUMMARY, *FIRST, *([line] for line in lines), SUMMARY, *SECOND)) == 2


def test_after_its_total_a_table_is_at_its_end() -> None:
    total = [None, "TỔNG CỘNG", 170, 550, 7, 7]
    assert len(tidied(SUMMARY, *FIRST, total, [TITLE], SUMMARY, *SECOND)) == 2


@pytest.mark.parametrize("lines", [[], [["Trang 2"]]])
@pytest.mark.parametrize("after", [False, True])
def test_a_section_goes_on_over_a_new_page(lines: list[list[Any]], after: bool) -> None:
    head: list[list[Any]] = [["II", "ẤP BÃI VỌNG"]]
    rows = [*head, *lines, LIST] if after else [*head, household(2, 2), *lines, LIST]
    found = listed(["I", "ẤP GIANG HÀ"], household(1, 1), *rows, household(3, 3))
    assert found.records[-1].section == "ẤP BÃI VỌNG"
    assert found.records[0].section == "ẤP GIANG HÀ"
    assert found.findings == []


def test_a_review_under_the_code_of_another_commune_counts_in_neither(
    office: Office, tmp_path: Path
) -> None:
    desk = office.desk(BEFORE, tmp_path / "inbox")
    spot = wrong_code(desk)
    loaded, aside, _ = desk.understood().counts(spot)
    sound, *_ = office.sound(BEFORE).counts(spot)
    assert (loaded, aside) == (set(), sound)


@pytest.mark.parametrize("within", ["I.{}", "1.{}", "2.{}.", 1.1])
def test_a_household_numbered_within_its_section_is_a_household(within: Any) -> None:
    numbers = [within if isinstance(within, float) else within.format(n) for n in (1, 14)]
    rows = [[number, f"Lê Văn Mẫu {n}", None, f"M-{n:04}"] for n, number in enumerate(numbers)]
    found = listed(["I", "ẤP GIANG HÀ"], *rows)
    assert (len(found.records), found.quarantined) == (2, set())


@pytest.mark.parametrize("order", ["1.1", "1.1."])
def test_a_part_of_a_row_without_what_a_row_must_have_is_no_row(order: str) -> None:
    rows = [household(1, 1), [order, None, None, None, 4]]
    assert (len(listed(*rows).records), len(listed(*rows).quarantined)) == (1, 1)


@pytest.mark.parametrize(
    ("line", "name", "area"),
    [
        ("UBND XÃ AN ĐIỀN", "AN ĐIỀN", "rural"), ("Ủy ban nhân dân xã An Điền", "An Điền", "rural"),
        ("XÃ AN ĐIỀN", "AN ĐIỀN", "rural"), ("UBND PHƯỜNG AN ĐIỀN", "AN ĐIỀN", "urban"),
        ("ỦY BAN NHÂN DÂN", "", ""), ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "", ""),
    ],
)  # fmt: skip
def test_the_commune_s_name_is_read_after_the_words_for_its_committee(
    line: str, name: str, area: str
) -> None:
    (found,) = tidied([line], SUMMARY, *FIRST)
    assert (found.info.commune_name, found.info.area) == (name, area)


def merged(
    rows: list[list[Any]], heading: list[Any], title: str, merge: tuple[int, ...]
) -> TidySheet:
    """A form with one cell merged over several rows of data (rows and columns from 0)."""
    sheet = Sheet("Biểu", [[title], [HEAD], [], heading, *rows], merges=(merge,))  # type: ignore[arg-type]
    (found,) = [tidy("a.xlsx", part, choice) for part, choice in parts(sheet) if choice]
    check_merged(found)
    return found


def test_a_number_over_several_rows_is_that_of_none_of_them_and_no_part_of_a_sum() -> None:
    rows = [[1, "Ấp Giang Hà", 90, 300, 4, 5], [2, "Ấp Bãi Vọng", 80, 250, None, 2]]
    found = merged(rows, SUMMARY, TITLE, (4, 4, 5, 4))
    assert [r.values["poor_households"] for r in found.records] == [None, None]
    assert [r.values["near_poor_households"] for r in found.records] == [5, 2]
    assert [(f.severity, f.rule, f.cell) for f in found.findings] == [
        ("error", "cell.merged", "E5")
    ]


def test_a_mark_over_several_rows_is_neither_yes_nor_no_for_any_of_them() -> None:
    rows = [[*household(1, 1), "x"], [*household(2, 2), None], [*household(3, 3), None]]
    title = "DANH SÁCH HỘ NGHÈO NĂM 2025"
    found = merged(rows, [*LIST, "Hộ có người có công"], title, (4, 5, 5, 5))
    assert [r.values["merit"] for r in found.records] == [None, None, False]
