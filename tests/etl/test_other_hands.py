"""Sheets as other hands type them: totals with a number, sections and pages in spellings of their own."""

from __future__ import annotations

from typing import Any

import pytest

from etl.parts import parts
from etl.read.cells import Sheet
from etl.tidy import TidySheet, tidy
from tests.editions import HEAD

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
