"""Which day the lines above a table say, in the ways in which offices write days."""

from __future__ import annotations

from datetime import date

import pytest

from etl.tidy.moment import day_signed, day_until, said_day, said_in_words

DAY = date(2024, 12, 10)


@pytest.mark.parametrize(
    "line",
    [
        "Mã xã: 29221; Thời điểm rà soát: 10/12/2024; Chuẩn nghèo: Nghị định số 07/2021/NĐ-CP",
        "Thời điểm rà soát: 10-12-2024",
        "Thời điểm rà soát: 10.12.2024; Chuẩn nghèo: …",
        "Thời điểm rà soát: ngày 10/12/2024",
        "Thời điểm rà soát: ngày 10 tháng 12 năm 2024",
        "THỜI ĐIỂM RÀ SOÁT NGÀY 10/12/2024",
        "Thời điểm rà soát: 2024-12-10",
        "Số liệu đến ngày 10-12-2024",
        "Số liệu tính đến hết ngày 10 tháng 12 năm 2024",
        "Số liệu tính đến 0 giờ ngày 10/12/2024",
        "(Tính đến 10/12/2024)",
        "(Số liệu đến ngày 10/12/2024, so với 31/12/2023)",
    ],
)
def test_a_day_is_read_in_every_spelling(line: str) -> None:
    assert said_day(["Mẫu, ngày 20 tháng 12 năm 2024", line]) == (DAY, "")


@pytest.mark.parametrize(
    "line",
    [
        "Thời điểm rà soát: 31/02/2024",
        "Thời điểm rà soát: tháng 12/2024",
        "Thời điểm rà soát: từ 01/9/2024 đến 10/12/2024",
        "Số liệu đến tháng 12/2025",
        "(Tính đến 31/13/2025)",
    ],
)
def test_a_day_that_cannot_be_read_is_told_of(line: str) -> None:
    assert said_day(["KẾT QUẢ RÀ SOÁT", line]) == (None, line)


@pytest.mark.parametrize(
    "line",
    [
        "Thời điểm rà soát: …; Chuẩn nghèo: Nghị định số 07/2021/NĐ-CP",
        "Thời điểm rà soát: năm 2024",
        "KẾT QUẢ TẠI THỜI ĐIỂM RÀ SOÁT THÁNG 12/2024",
        "Số liệu đến ngày …",
        "HỘ NGHÈO TÍNH ĐẾN THÁNG 12/2024",
        "Kế hoạch số 10 ngày 10/12/2024",
    ],
)
def test_a_line_without_a_day_says_none(line: str) -> None:
    assert said_day([line]) == (None, "")
    assert said_in_words([line]) == ""


@pytest.mark.parametrize(
    "line",
    [
        "Mã xã: 29221; Thời điểm rà soát: cuối năm; Chuẩn nghèo: …",
        "Thời điểm rà soát: cuối năm 2024",
        "Số liệu đến thời điểm báo cáo",
        "(Số liệu tính đến hết quý trước)",
    ],
)
def test_a_time_in_words_is_told_of_unless_another_line_says_the_day(line: str) -> None:
    assert said_in_words(["Mẫu, ngày 20 tháng 12 năm 2024", line]) == line
    said = "Thời điểm rà soát: 10/12/2024" if "rà soát" in line else "Số liệu đến 10/12/2024"
    assert said_in_words([line, said]) == ""


def test_the_day_of_a_review_comes_before_that_of_other_data() -> None:
    assert said_day(["Số liệu đến ngày 31/12/2024", "Thời điểm rà soát: 10/12/2024"]) == (DAY, "")


def test_a_bank_and_a_letter_say_their_day_in_words_of_their_own() -> None:
    assert day_until(["Từ ngày 01/01/2024 đến hết ngày 10-12-2024"]) == DAY
    assert day_signed(["Mẫu, ngày 10 tháng 12 năm 2024"]) == DAY
    assert day_signed(["Mẫu, ngày … tháng 12 năm 2024"]) is None
