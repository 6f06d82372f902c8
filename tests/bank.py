"""A bank's statement in code: the loans of the made-up commune as the bank would export them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

HEADINGS = (
    "Tên PGD", "Mã KH", "Tên KH", "Số khế ước", "Ngày vay", "Ngày ĐH theo hợp đồng", "Thời hạn vay",
    "Lãi suất", "Mức vay", "Dư nợ trong hạn", "Dư nợ quá hạn", "Dư nợ khoanh", "Tổng dư nợ",
    "Tên chương trình", "Mã chương trình", "Tình trạng món vay", "Gốc đã trả", "Tên tổ", "Tên xã",
    "Tên thôn", "Nguồn vốn", "Tên ĐVUT", "Lãi tồn TH", "Lãi tồn QH", "Ngày giao dịch gần nhất",
    "Ngày số liệu", "Số CMND",
)  # fmt: skip
CODED = (*HEADINGS, "Mã hộ")  # an export to which the office added the codes of the households
DAY = date(2025, 12, 31)


def book_of(inbox: Path) -> Path:
    """The commune's loan book in an inbox."""
    return next(inbox.glob("Vốn vay*"))


def lines(inbox: Path, lender: str = "Ngân hàng Chính sách xã hội") -> list[dict[str, Any]]:
    """A line for each loan of the bank that the commune's book has and that is not repaid."""
    page = load_workbook(book_of(inbox), data_only=True)["Món vay"]
    top = next(r for r in range(1, 20) if page.cell(r, 1).value == "STT")
    names = [page.cell(top, c).value for c in range(1, page.max_column + 1)]
    found = []
    for row in page.iter_rows(min_row=top + 1, values_only=True):
        said = dict(zip(names, row, strict=True))
        if said["Nguồn cho vay"] == lender and said["Dư nợ"]:
            found.append(_line(said))
    return found


def _line(said: dict[str, Any]) -> dict[str, Any]:
    lent, owed = (round(said[name] * 10**6) for name in ("Số tiền vay", "Dư nợ"))
    late = said["Ngày đến hạn"].date() <= DAY
    return {
        "Tên PGD": "PGD Mẫu", "Mã KH": "KH-MẪU", "Tên KH": said["Họ và tên người vay"],
        "Số khế ước": said["Mã món vay"], "Ngày vay": said["Ngày giải ngân"],
        "Ngày ĐH theo hợp đồng": said["Ngày đến hạn"], "Thời hạn vay": 60, "Lãi suất": 6.6,
        "Mức vay": lent, "Dư nợ trong hạn": 0 if late else owed,
        "Dư nợ quá hạn": owed if late else 0, "Dư nợ khoanh": 0, "Tổng dư nợ": owed,
        "Tên chương trình": "Cho vay hộ nghèo", "Mã chương trình": "01",
        "Tình trạng món vay": "Đang dư nợ", "Gốc đã trả": lent - owed, "Tên tổ": "Tổ Mẫu",
        "Tên thôn": said["Ấp"], "Nguồn vốn": 1, "Tên ĐVUT": "Hội Mẫu", "Lãi tồn TH": 0,
        "Lãi tồn QH": 0, "Ngày giao dịch gần nhất": DAY, "Ngày số liệu": DAY,
        "Số CMND": "000000000001", "Mã hộ": said["Mã hộ"],
    }  # fmt: skip


def statement(
    path: Path,
    found: Sequence[dict[str, Any]],
    headings: Sequence[str] = HEADINGS,
    above: Sequence[str] = ("NGÂN HÀNG MẪU", "SAO KÊ DƯ NỢ KHÁCH HÀNG", "DỮ LIỆU MINH HỌA"),
    unit: int = 1,
    said_as: dict[str, str] | None = None,
) -> Path:
    """Write a statement: the header stands in the row below the titles."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = "BCQUERY"
    for text in above:
        page.append([text])
    page.append([(said_as or {}).get(name, name) for name in headings])
    for line in found:
        page.append([_in(line.get(name), unit) for name in headings])
    book.save(path)
    return path


def _in(value: Any, unit: int) -> Any:
    money = isinstance(value, int) and value >= unit > 1
    return value / unit if money else value
