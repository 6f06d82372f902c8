"""Editions that communes keep: other headings, other layouts, several forms in a sheet, exports."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from catalog.forms import form_named, layouts
from etl.layout.sheet import Sheet as Written
from etl.layout.sheet import places
from etl.match import writings
from etl.sample import write_sample
from tests.editions import Layout, lay_out, only, read, said, values
from tests.workbooks import REVIEW

DEPRIVATIONS = (
    "Việc làm", "Người phụ thuộc", "Dinh dưỡng", "BHYT", "Trình độ giáo dục của người lớn",
    "Tình trạng đi học của trẻ em", "Chất lượng nhà ở", "Diện tích nhà ở BQĐN", "Nguồn nước sinh hoạt",
    "Nhà tiêu hợp vệ sinh", "Dịch vụ viễn thông", "Phương tiện tiếp cận thông tin",
)  # fmt: skip
SUMMARY, POOR, NEAR = (
    "Biểu 1 Tổng hợp",
    "Biểu 2 Diễn biến hộ nghèo",
    "Biểu 3 Diễn biến hộ cận nghèo",
)
LIST = "DS hộ nghèo"
TWO_LEVELS = (
    "TT", "Ấp / Thôn", "Tổng số hộ dân cư tại thời điểm rà soát / Số hộ",
    "Tổng số hộ dân cư tại thời điểm rà soát / Nhân khẩu", "Hộ nghèo / Số hộ", "Hộ nghèo / Tỷ lệ",
    "Hộ cận nghèo / Số hộ", "Hộ cận nghèo / Tỷ lệ", "Hộ có MSTB / Số hộ", "Hộ có MSTB / Tỷ lệ",
    "Nhân khẩu nghèo", "Tỷ lệ nhân khẩu nghèo", "Nhân khẩu cận nghèo", "Tỷ lệ nhân khẩu cận nghèo",
    "Nhân khẩu MSTB", "Ghi chú riêng",
)  # fmt: skip
ONE_ROW = (
    "STT", "Phường/Xã", "Tổng số hộ", "Tổng số nhân khẩu", "Số hộ nghèo", "Tỷ lệ hộ nghèo",
    "Số hộ cận nghèo", "Tỷ lệ hộ cận nghèo", "Số hộ MSTB", "Tỷ lệ hộ MSTB", "Số khẩu nghèo",
    "Tỷ lệ khẩu nghèo", "Số khẩu cận nghèo", "Tỷ lệ khẩu cận nghèo", "Số khẩu MSTB",
    "Kết quả rà soát về nhân khẩu / Hộ NLNN có mức sống trung bình / Tỷ lệ",
)  # fmt: skip
SHORT_POOR = (
    "TT", "Thôn", "Phân tổ", "Hộ nghèo đầu kỳ", "Thoát nghèo / Trở thành cận nghèo",
    "Thoát nghèo / Vượt chuẩn", "Giảm khác", "Cận nghèo thành nghèo", "Tái nghèo", "Phát sinh mới",
    "Tăng khác", "Hộ nghèo cuối kỳ",
)  # fmt: skip
SHORT_NEAR = (
    "TT", "Ấp/Thôn", "Phân tổ", "Số hộ cận nghèo đầu năm", "Giảm trong năm / Thoát cận nghèo",
    "Giảm trong năm / Cận nghèo thành nghèo", "Giảm trong năm / Khác",
    "Tăng trong năm / Nghèo thành cận nghèo", "Tăng trong năm / Tái cận nghèo",
    "Tăng trong năm / Phát sinh", "Tăng trong năm / Khác", "Số hộ cận nghèo cuối năm",
)  # fmt: skip
NAMED_LIST = (
    "TT", "Họ tên chủ hộ", "Năm sinh / Nam", "Năm sinh / Nữ", "Dân tộc", "CCCD", "Mã số hộ", "Nơi ở",
    "Số khẩu", "Phiếu B1", "Phiếu B2", *DEPRIVATIONS, "Phân loại", "Nguyên nhân", "Nhu cầu", "KNLĐ",
    "NCC", "DTTS", "Diễn biến", "Chú thích",
)  # fmt: skip
CAUSES = (
    "TT", "Thôn", "Phân tổ", "Số hộ", "Thiếu đất sản xuất", "Thiếu vốn", "Thiếu lao động",
    "Thiếu công cụ", "Thiếu kiến thức", "Thiếu kỹ năng", "Ốm đau, bệnh nặng, tai nạn", "Khác",
)  # fmt: skip
LACKING = ("TT", "Ấp (thôn)", "Số hộ nghèo", "Tổng số thiếu hụt", *DEPRIVATIONS)
LEFT = (
    "TT", "Chủ hộ", "Năm sinh / Nam", "Năm sinh / Nữ", "Dân tộc", "CMND/CCCD", "Mã số hộ", "Chỗ ở",
    "Số khẩu", "Phân loại đầu năm", "Phiếu B1", "Phiếu B2", "Phân loại mới", "Diễn biến",
    "Năm công nhận", "Số QĐ", "Ngày QĐ", "Chú thích",
)  # fmt: skip
CHANGES: dict[str, tuple[str, Layout]] = {
    "two levels": (SUMMARY, Layout((*TWO_LEVELS[:15], ONE_ROW[15]))),
    "one row, pushed down": (SUMMARY, Layout(ONE_ROW, above=8)),
    "one row, another order": (SUMMARY, Layout(ONE_ROW, (0, 1, *range(15, 1, -1)), code_row=True)),
    "short, by thôn": (POOR, Layout(SHORT_POOR, above=3)),
    "short, shuffled": (POOR, Layout(SHORT_POOR, (0, 1, 2, 11, *range(10, 2, -1)))),
    "near-poor, short": (NEAR, Layout(SHORT_NEAR)),
    "causes, in short": ("Biểu nguyên nhân", Layout(CAUSES, (0, 1, 2, *range(11, 2, -1)), above=4)),
    "lacking, by name": ("Biểu thiếu hụt", Layout(LACKING, (0, 1, *range(15, 1, -1)))),
    "who left, in short": ("DS thoát nghèo", Layout(LEFT, above=5)),
    "a list by names": (LIST, Layout(NAMED_LIST, above=2)),
    "a list in another order": (LIST, Layout(NAMED_LIST, (0, 1, *range(30, 1, -1)))),
}


REGISTER = (
    "TT", "Mã CT", "Danh mục công trình", "Lĩnh vực", "Địa điểm xây dựng", "Năng lực thiết kế",
    "KC-HT / KC", "KC-HT / HT", "QĐ đầu tư / Số QĐ", "QĐ đầu tư / Ngày QĐ", "TMĐT", "Nhà thầu",
    "Hiện trạng", "Tiến độ thực hiện (%)", "Số hộ hưởng lợi / Tổng số", "Số hộ hưởng lợi / Hộ nghèo",
    "Tiêu chí nông thôn mới", "Chú thích",
)  # fmt: skip


def test_the_register_of_works_and_its_plan_are_read_with_the_words_of_the_treasury(
    office: Path, tmp_path: Path
) -> None:
    mine = next(office.glob("Công trình*"))
    register, plan = load_workbook(mine).sheetnames[:2]
    path = only(office, tmp_path, register, plan, source=mine.name) / mine.name
    wanted = {name: values(path, name) for name in (register, plan)}
    width = read(path, plan)[0].choice.header.paths
    short = [" / ".join(width[column]) for column in sorted(width)]
    changed = [_treasury(text) for text in short]
    assert changed != short
    lay_out(path, register, Layout(REGISTER, above=2))
    lay_out(path, plan, Layout(changed, above=1))
    assert {name: values(path, name) for name in (register, plan)} == wanted
    assert [*said(path, register), *said(path, plan)] == []


def _treasury(heading: str) -> str:
    """`Năm 2024 / Kế hoạch` as `Kế hoạch vốn 2024`."""
    year, _, kind = heading.partition(" / ")
    if year.startswith("Năm "):
        return f"{'Kế hoạch vốn' if kind == 'Kế hoạch' else 'Giải ngân'} {year[4:]}"
    return {"Lũy kế / Giải ngân": "Giải ngân đến ngày 31/12/2025"}.get(heading, heading)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbooks of the made-up commune, 2025 only."""
    folder = tmp_path_factory.mktemp("office")
    write_sample(folder, from_year=2025, to_year=2025)
    return folder


@pytest.mark.parametrize("name", CHANGES)
def test_a_form_with_other_headings_says_the_same(name: str, office: Path, tmp_path: Path) -> None:
    sheet, layout = CHANGES[name]
    mine = only(office, tmp_path, sheet) / REVIEW
    wanted = values(mine, sheet)
    lay_out(mine, sheet, layout)
    assert len(wanted) > 9
    assert sorted(map(_key, values(mine, sheet))) == sorted(map(_key, wanted))
    assert said(mine, sheet) == []


def _key(row: dict[str, Any]) -> list[str]:
    """A record whatever the order of its columns."""
    return sorted(f"{name}={value!r}" for name, value in row.items())


def test_an_extra_column_is_a_doubt_at_its_heading_and_never_a_total(
    office: Path, tmp_path: Path
) -> None:
    mine = only(office, tmp_path, SUMMARY) / REVIEW
    wanted = values(mine, SUMMARY)
    lay_out(mine, SUMMARY, Layout(ONE_ROW, above=1, extra="Chỉ số kiểm tra"))
    assert values(mine, SUMMARY) == wanted
    assert [rule for rule, _ in said(mine, SUMMARY)] == ["column.unknown"]


def test_no_heading_means_two_columns_of_one_form() -> None:
    for form in layouts():
        owners: dict[str, set[int]] = {}
        for number, column in enumerate(form.columns):
            for heading in column.headings:
                for text in writings(tuple(heading.split(" / "))):
                    owners.setdefault(text, set()).add(number)
        assert [text for text, found in owners.items() if len(found) > 1] == [], form.form


def test_nobody_writes_back_the_columns_that_others_have() -> None:
    form = form_named("list_poor")
    sheet = Written(form, "XÃ THÍ DỤ", "Thí Dụ", date(2025, 12, 31), ())
    written = {place.column for place in places(sheet)}
    assert {column.kind for column in set(form.columns) - written} >= {
        "relation",
        "member",
        "hamlet",
    }
