"""A line that is no more than a hamlet's name begins its section; below another nobody counts above it."""

from __future__ import annotations

from typing import Any

import pytest

from etl.parts import parts
from etl.read.cells import Sheet
from etl.relate import resolve_all
from etl.tidy import TidySheet, tidy
from tests.editions import HEAD

TITLE = "DANH SÁCH HỘ NGHÈO NĂM 2025"
LIST = ["STT", "Họ tên chủ hộ", "Giới tính", "Mã hộ", "Số nhân khẩu"]
PLACE = ["TT", "Mã đơn vị", "Tên đơn vị", "Cấp", "Mã đơn vị cấp trên", "Hiệu lực từ ngày"]
UNITS = [
    [1, "86", "Vĩnh Long", "Tỉnh", None, "01/07/2025"],
    [2, "29221", "Thạnh Hải", "Xã", "86", "01/07/2025"],
    [3, "M1", "Giang Hà", "Ấp", "29221", "01/07/2025"],
    [4, "M2", "Bãi Vọng", "Ấp", "29221", "01/07/2025"],
]


def household(number: Any, code: int) -> list[Any]:
    """The row of a made-up household."""
    return [number, f"Lê Văn Mẫu {code}", "Nam", f"M-{code:04}", 4]


def tidied(title: str, rows: list[list[Any]], merges: Any = ()) -> TidySheet:
    sheet = Sheet(title, [[title], [HEAD], [], *rows], merges=merges)
    return next(tidy("a.xlsx", part, choice) for part, choice in parts(sheet) if choice)


def resolved(*rows: list[Any], merged: bool = False, head: str = "ẤP GIANG HÀ") -> TidySheet:
    """A list of a household above and one below some rows, beside a list of two hamlets."""
    body = [LIST, [head], household(1, 1), *rows, household(2, 2)]
    wide = [(6, c, 6, 4) for c, v in enumerate(rows[0]) if v is not None] if merged else []
    found = tidied(TITLE, body, tuple(wide))
    resolve_all([tidied("DANH MỤC ĐỊA BÀN", [PLACE, *UNITS]), found])
    return found


def hamlets(found: TidySheet) -> list[Any]:
    """The hamlet of each household that is loaded."""
    return [record.values["hamlet_code"] for record in found.records]


def rules(found: TidySheet) -> list[str]:
    return sorted(f.rule for f in found.findings if f.severity == "error")


@pytest.mark.parametrize(
    ("row", "merged"),
    [
        (["BÃI VỌNG"], False), (["Bãi Vọng"], True), ([None, "Bãi Vọng"], True),
        ([None, "BÃI VỌNG"], False), (["2", "BÃI VỌNG"], False), ([2, "BÃI VỌNG"], True),
        (["BÃI VỌNG (14 hộ)"], False), (["Tổ 3, ấp Bãi Vọng"], False), (["Tổ 3, ấp Bãi Vọng"], True),
        (["2. Bãi Vọng"], False), (["B/ BÃI VỌNG - 14 hộ"], False), (["- Bãi Vọng"], False),
    ],
)  # fmt: skip
def test_a_line_with_a_known_hamlet_s_name_alone_is_its_section(
    row: list[Any], merged: bool
) -> None:
    found = resolved(row, merged=merged)
    assert hamlets(found) == ["M1", "M2"]
    assert rules(found) == []
    assert 6 in found.other
    assert not found.quarantined


@pytest.mark.parametrize(("row", "merged"), [(["BÃI LẠ"], False), ([None, "Bãi Lạ"], True)])
def test_below_an_unknown_line_in_the_place_of_sections_no_household_is_of_the_hamlet_above(
    row: list[Any], merged: bool
) -> None:
    found = resolved(row, merged=merged)
    assert hamlets(found) == ["M1"]
    assert rules(found) == ["row.unknown", "row.unknown_hamlet"]
    assert "LẠ" not in str([f.found.upper() for f in found.findings])


@pytest.mark.parametrize("row", [["Trang 2"], [TITLE], [None, "Trần Thị Mẫu"], ["Ghi chú: Bãi Lạ"]])
def test_a_page_a_title_a_note_and_a_household_without_its_number_begin_no_section(
    row: list[Any],
) -> None:
    assert hamlets(resolved(row)) == ["M1", "M1"]


def test_in_a_list_of_one_hamlet_a_remark_is_no_section_and_another_hamlet_is_one() -> None:
    head = "Ấp: Giang Hà"
    found = tidied(TITLE, [[head], LIST, household(1, 1), ["Hộ mới đến"], household(2, 2)])
    other = tidied(TITLE, [[head], LIST, household(1, 1), ["Bãi Vọng"], household(2, 2)])
    resolve_all([tidied("DANH MỤC ĐỊA BÀN", [PLACE, *UNITS]), found, other])
    assert (hamlets(found), hamlets(other)) == (["M1", "M1"], ["M1", "M2"])


@pytest.mark.parametrize("merged", [False, True])
@pytest.mark.parametrize(
    "text",
    [
        "Tổ 3", "TỔ SỐ 2", "Tổ tự quản số 1", "Tổ NDTQ số 2", "Tổ nhân dân tự quản số 4:",
        "Mang sang trang sau", "Chuyển sang trang", "Số trang: 2",
    ],
)  # fmt: skip
def test_what_divides_a_hamlet_or_a_page_leaves_the_households_below_in_their_hamlet(
    text: str, merged: bool
) -> None:
    found = resolved([text], merged=merged)
    assert hamlets(found) == ["M1", "M1"]
    assert rules(found) == ["row.unknown"]


@pytest.mark.parametrize("text", ["Bãi Vọng (tiếp theo)", "BÃI VỌNG (tiếp)", "Bãi Vọng tiếp theo"])
def test_a_hamlet_that_goes_on_over_a_page_is_that_hamlet(text: str) -> None:
    found = resolved([text])
    assert (hamlets(found), rules(found)) == (["M1", "M2"], [])
