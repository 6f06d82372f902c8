"""Eleven consistent changes in the workbooks, each in every form that speaks of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from etl.layout import write
from etl.sample import SEED
from etl.sample.commune import commune
from etl.sample.review import workbooks
from etl.sample.world import Entry, Year
from tests.workbooks import WORKS, cell_of, edit

ESCAPED, OUT_OF_NEAR = "Thoát nghèo, vượt chuẩn cận nghèo", "Thoát cận nghèo"
TO_NEAR, LEFT_TO_NEAR = "Hộ nghèo trở thành hộ cận nghèo", "Thoát nghèo, trở thành hộ cận nghèo"
TO_POOR = "Hộ cận nghèo trở thành hộ nghèo"
LIVELIHOODS = "Sinh kế 2022-2025 - Xã Thạnh Hải.xlsx"
SUPPORT = "Hỗ trợ và vận động 2022-2025 - Xã Thạnh Hải.xlsx"
OPENNESS = "Truyền thông và giám sát 2022-2025 - Xã Thạnh Hải.xlsx"


@dataclass(frozen=True)
class Change:
    """A change of an inbox, and what it must do to some figures of the commune (key -> difference)."""

    name: str
    make: Callable[[Path], None]
    moves: dict[str, int]


def _review(inbox: Path, change: Callable[[Year], None]) -> None:
    """Write the last review anew from households of which some went another way."""
    made = commune(1, Random(f"{SEED}/1"), 2022, 2025)
    last = made.years[-1]
    change(last)
    for entries in (last.poor, last.near_poor, last.left):
        entries.sort(key=lambda e: (e.hamlet, e.household.code))
    for name, sheets in workbooks(made, last):
        write(sheets, inbox / name)


def _stayer(entries: Iterable[Entry], movement: str) -> Entry:
    """A household that stayed where it was, with as many members as before."""
    return next(e for e in entries if e.movement == movement and not e.grown and e.origin is None)


def _above(entry: Entry, before: str, movement: str) -> Entry:
    return replace(
        entry, before=before, movement=movement, status="average", marks=(), causes=(), b1=150, b2=0
    )


def escapes(now: Year) -> None:
    """One poor household more escapes."""
    one = _stayer(now.poor, "Hộ nghèo cũ")
    now.poor.remove(one)
    now.left.append(_above(one, "poor", ESCAPED))


def leaves_near_poverty(now: Year) -> None:
    """One near-poor household more escapes."""
    one = _stayer(now.near_poor, "Hộ cận nghèo cũ")
    now.near_poor.remove(one)
    now.left.append(_above(one, "near_poor", OUT_OF_NEAR))


def becomes_near_poor(now: Year) -> None:
    """One poor household more becomes near-poor; it stands in two lists."""
    one = _stayer(now.poor, "Hộ nghèo cũ")
    now.poor.remove(one)
    near = replace(
        one, before="poor", status="near_poor", movement=TO_NEAR, marks=one.marks[:2], b2=20
    )
    now.near_poor.append(near)
    now.left.append(replace(near, movement=LEFT_TO_NEAR))


def becomes_poor(now: Year) -> None:
    """One near-poor household more becomes poor."""
    one = _stayer(now.near_poor, "Hộ cận nghèo cũ")
    now.near_poor.remove(one)
    marks = ("d01_employment", "d04_insurance", "d09_water")
    now.poor.append(
        replace(one, before="near_poor", status="poor", movement=TO_POOR, marks=marks, b2=30)
    )


def arises(now: Year) -> None:
    """One new poor household."""
    one = _stayer(now.poor, "Phát sinh mới")
    code = one.household.code.partition("-")[0] + "-59999"
    household = replace(
        one.household, code=code, name="Ca Văn Thí Dụ 9999", identity="000999999999"
    )
    now.poor.append(replace(one, household=household))


def _add(page: Worksheet, row: int, columns: Iterable[int], value: float) -> None:
    for column in columns:
        page.cell(row, column).value = (page.cell(row, column).value or 0) + value


def _row(page: Worksheet, column: int, text: str, nth: int = 0) -> int:
    found = [r for r in range(1, page.max_row + 1) if page.cell(r, column).value == text]
    return found[nth]


def disburses(book: Workbook) -> None:
    """A work disburses 100 million more this year: source, subtotal, total, and the printed rates."""
    page = book["Kế hoạch và giải ngân"]
    _, year = cell_of(page, "Năm 2025")
    _, total = cell_of(page, "Lũy kế")
    whole = next(r for r in range(1, page.max_row + 1) if page.cell(r, 3).value == "TỔNG CỘNG")
    subtotal, source = _row(page, 2, "CT-05"), _row(page, 2, "CT-05", 1)
    for row in (subtotal, source, whole):
        _add(page, row, (year + 1, total + 1), 100)
        rate = round(page.cell(row, total + 1).value / page.cell(row, total).value * 100 + 1e-9, 2)
        page.cell(row, total + 2).value = f"{rate:.2f}%".replace(".", ",")


def approves(book: Workbook) -> None:
    """A work is approved at 40 million more."""
    page = book["Danh mục công trình"]
    _, column = cell_of(page, "Tổng mức đầu tư")
    whole = next(
        r for r in range(1, page.max_row + 1) if str(page.cell(r, 3).value).startswith("TỔNG")
    )
    for row in (_row(page, 2, "CT-08"), whole):
        _add(page, row, (column,), 40)


def learns(book: Workbook) -> None:
    """An unknown outcome becomes known: the household withdrew."""
    page = book["Hộ tham gia"]
    row, column = cell_of(page, "Chưa rõ")
    page.cell(row, column).value = "Rút khỏi mô hình"
    page.cell(row, column + 1).value = 2025


def reaches(book: Workbook) -> None:
    """One household more had full access to information in 2024."""
    page = book["Tiếp cận thông tin"]
    _, year = cell_of(page, "Năm 2024")
    first = next(r for r in range(1, page.max_row + 1) if page.cell(r, 1).value == 1)
    whole = next(r for r in range(1, page.max_row + 1) if page.cell(r, 2).value == "TỔNG CỘNG")
    for row in (first, whole):
        _add(page, row, (year + 1,), 1)
        rate = page.cell(row, year + 1).value / page.cell(row, year).value * 100
        page.cell(row, year + 2).value = f"{rate + 1e-9:.2f}%".replace(".", ",")


def stops(book: Workbook) -> None:
    """Ten million planned less and disbursed less in one project this year."""
    page = book["Kinh phí"]
    _, year = cell_of(page, "Năm 2025")
    _, total = cell_of(page, "Lũy kế")
    whole = next(r for r in range(1, page.max_row + 1) if page.cell(r, 3).value == "TỔNG CỘNG")
    for row in (_row(page, 2, "SK-04", 1), whole):
        _add(page, row, (year, year + 1, total, total + 1), -10_000)
        rate = page.cell(row, total + 1).value / page.cell(row, total).value * 100
        page.cell(row, total + 2).value = f"{rate + 1e-9:.2f}%".replace(".", ",")


def gives_otherwise(book: Workbook) -> None:
    """A gift was livestock, from another funder."""
    page = book["Hỗ trợ hộ"]
    row, column = cell_of(page, "Quà tặng")
    page.cell(row, column).value = "Con giống"
    page.cell(row, column + 2).value = "Ngân sách tỉnh (thí dụ)"


AT, NOW = "29221", "29221/2025"
CHANGES = (
    Change("a poor household escapes", lambda i: _review(i, escapes), {
        f"closing/{NOW}/poor": -1, f"escaped/{NOW}/poor": 1, f"gross_exits/{NOW}": 1,
        f"net_fall/{NOW}": 1, f"transition/{NOW}/poor/above": 1, f"transition/{NOW}/poor/poor": -1}),
    Change("a near-poor household escapes", lambda i: _review(i, leaves_near_poverty), {
        f"closing/{NOW}/near_poor": -1, f"escaped/{NOW}/near_poor": 1,
        f"transition/{NOW}/near_poor/above": 1, f"gross_exits/{NOW}": 0}),
    Change("a poor household becomes near-poor", lambda i: _review(i, becomes_near_poor), {
        f"closing/{NOW}/poor": -1, f"closing/{NOW}/near_poor": 1, f"gross_exits/{NOW}": 1,
        f"to_other_group/{NOW}/poor": 1, f"from_other_group/{NOW}/near_poor": 1}),
    Change("a near-poor household becomes poor", lambda i: _review(i, becomes_poor), {
        f"closing/{NOW}/poor": 1, f"closing/{NOW}/near_poor": -1, f"entries/{NOW}": 1,
        f"from_other_group/{NOW}/poor": 1, f"net_fall/{NOW}": -1}),
    Change("a new poor household", lambda i: _review(i, arises), {
        f"closing/{NOW}/poor": 1, f"new/{NOW}/poor": 1, f"transition/{NOW}/above/poor": 1}),
    Change("a work disburses more", lambda i: edit(i / WORKS, disburses), {
        "disbursed_vnd/CT-05/all": 10**8, f"disbursed_vnd/infrastructure@{AT}/all": 10**8,
        f"disbursed_vnd/infrastructure@{AT}/2025": 10**8, f"planned_vnd/infrastructure@{AT}/all": 0}),
    Change("a work is approved at more", lambda i: edit(i / WORKS, approves), {
        "approved_vnd/CT-08/all": 4 * 10**7, f"approved_vnd/infrastructure@{AT}/all": 4 * 10**7,
        f"disbursed_vnd/infrastructure@{AT}/all": 0}),
    Change("an outcome becomes known", lambda i: edit(i / LIVELIHOODS, learns), {
        f"outcome/livelihood@{AT}/all/unknown": -1, f"outcome/livelihood@{AT}/all/withdrew": 1,
        f"exits/livelihood@{AT}/all": 0, f"participants/livelihood@{AT}/all": 0}),
    Change("one household more is informed", lambda i: edit(i / OPENNESS, reaches), {}),
    Change("a project gets less", lambda i: edit(i / LIVELIHOODS, stops), {
        "disbursed_vnd/SK-04/all": -10**7, f"disbursed_vnd/livelihood@{AT}/all": -10**7,
        f"approved_vnd/livelihood@{AT}/all": 0}),
    Change("a gift was livestock", lambda i: edit(i / SUPPORT, gives_otherwise), {
        f"support_events/{AT}/all/support.gift": -1, f"support_events/{AT}/all": 0,
        f"support_events/{AT}/all/support.livestock": 1}),
)  # fmt: skip
