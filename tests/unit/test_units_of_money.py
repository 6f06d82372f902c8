"""What a unit line and a heading say of money, and which words above a table say nothing of it."""

from __future__ import annotations

import pytest

from etl.tidy.unit import unit_above, unit_factor, unit_in_heading

NONE = None


@pytest.mark.parametrize(
    ("line", "factor"),
    [
        ("Đơn vị tính: đồng", 1),
        ("ĐVT: VNĐ", 1),
        ("ĐVT : vnd", 1),
        ("Đơn vị tính: đồng Việt Nam", 1),
        ("Đơn vị: đ", 1),
        ("ĐVT: 1.000 đồng", 1_000),
        ("Đơn vị tính: 1000 đồng", 1_000),
        ("ĐVT: 1,000đ", 1_000),
        ("ĐVT: 1.000 đ.", 1_000),
        ("Đơn vị: Ngàn đồng", 1_000),
        ("(Nghìn đồng)", 1_000),
        ("(ĐVT: nghìn đồng)", 1_000),
        ("ĐVT nghìn đồng", 1_000),
        ("Đơn vị: triệu đ.", 1_000_000),
        ("ĐVT: Tr.đồng", 1_000_000),
        ("ĐVT: tr. đ", 1_000_000),
        ("ĐVT: trđ", 1_000_000),
        ("ĐVT: 1.000.000 đồng", 1_000_000),
        ("Triệu đồng", 1_000_000),
        ("Đơn vị tính: hộ; triệu đồng", 1_000_000),
        ("Đơn vị: hộ, triệu đồng", 1_000_000),
        ("Số liệu đến ngày 31/12/2025. Đơn vị tính: triệu đồng", 1_000_000),
        ("Đơn vị tính: đồng Số liệu đến 31/12/2025", 1),
        ("Đơn vị: UBND xã Mẫu; ĐVT: tỷ đồng", 1_000_000_000),
        ("Đơn vị tính: hộ, người", NONE),
        ("Đơn vị: UBND xã Đồng Khởi", NONE),
        ("Đơn vị: Hội đồng nhân dân xã", NONE),
        ("ĐVT: 10.000 đồng", NONE),
        ("Kế hoạch hỗ trợ 20 triệu đồng", NONE),
        ("Hội đồng", NONE),
        ("", NONE),
    ],
)
def test_a_line_above_a_table_names_its_unit(line: str, factor: int | None) -> None:
    assert unit_above([line]) == factor


@pytest.mark.parametrize(
    ("office", "line", "factor"),
    [
        ("Đơn vị: UBND xã Đồng Khởi", "Đơn vị tính: nghìn đồng", 1_000),
        ("Đơn vị: UBND xã Mẫu", "ĐVT: triệu đồng", 1_000_000),
        ("Đơn vị tính: hộ", "ĐVT: đồng", 1),
        ("(Nghìn đồng)", "ĐVT: đồng", 1),
    ],
)
def test_a_line_that_names_no_money_hides_no_unit(office: str, line: str, factor: int) -> None:
    assert unit_above([office, line]) == factor


@pytest.mark.parametrize(
    ("heading", "factor"),
    [
        ("Tổng mức đầu tư (triệu đồng)", 1_000_000),
        ("Tổng mức đầu tư (ĐVT: tỷ đồng)", 1_000_000_000),
        ("Giá trị hỗ trợ (1.000đ)", 1_000),
        ("Giá trị (1000 đồng)", 1_000),
        ("Vốn (tr.đ)", 1_000_000),
        ("Vốn (triệu)", 1_000_000),
        ("Vốn (hộ) (nghìn)", 1_000),
        ("Số tiền (VNĐ)", 1),
        ("Số tiền (VND)", 1),
        ("Số tiền (1.000)", NONE),
        ("Số tiền ()", NONE),
        ("Vốn (1.) (triệu đồng)", 1_000_000),
        ("Số tiền (nếu có)", NONE),
        ("Kinh phí triệu đồng", NONE),
    ],
)
def test_a_heading_names_its_unit(heading: str, factor: int | None) -> None:
    assert unit_in_heading(heading) == factor


def test_the_unit_lines_of_the_forms_are_known() -> None:
    lines = ("đồng", "nghìn đồng", "triệu đồng", "hộ, người", "hộ", "")
    assert [unit_factor(line) for line in lines] == [1, 1_000, 1_000_000, NONE, NONE, NONE]
