"""Two small workbooks of made-up places, as plain cells that every format can hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

DAY, RATE = "dd/mm/yyyy", "0.00%"
ZEROS, SIGN, MILLIONS = "000000000000", '0.00"%"', "#,##0,,"
OLD_FONT = ".VnTime"
Value = str | int | float | bool | date | None
PLACES, REVIEW = "Danh mục địa bàn", "Rà soát 2025"


@dataclass(frozen=True)
class Cell:
    """A value; an error is a text such as `#REF!` with `error`. `formula` is written without `=`."""

    value: Value
    format: str = "General"
    formula: str = ""
    error: bool = False
    font: str = ""
    runs: tuple[tuple[str, str], ...] = ()


@dataclass
class Page:
    """One sheet: its cells and merges, counted from 0."""

    name: str
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    hidden: bool = False

    def put(self, row: int, values: Iterable[Value | Cell]) -> None:
        """Write a row from its first column; None leaves a cell blank."""
        for column, value in enumerate(values):
            if value is not None:
                self.cells[row, column] = value if isinstance(value, Cell) else _cell(value)

    def head(self, row: int, text: str, width: int) -> None:
        """A text over the whole width of the table."""
        self.put(row, [text])
        self.merges.append((row, 0, row, width - 1))


def _cell(value: Value) -> Cell:
    return Cell(value, DAY if isinstance(value, date) else "General")


def _in_runs(*runs: tuple[str, str]) -> Cell:
    """A text whose letters bear several fonts; `""` is the font of the cell."""
    return Cell("".join(text for text, _ in runs), runs=runs)


MARK = "DỮ LIỆU MINH HỌA"
MERGED = date(2025, 7, 1)
HEADINGS = (
    "STT", "Mã đơn vị", "Tên đơn vị", "Cấp", "Mã đơn vị cấp trên", "Hiệu lực từ ngày",
    "Hiệu lực đến ngày", "Mã đơn vị kế thừa",
)  # fmt: skip
LEVELS = (
    (1, "86", "Vĩnh Long", "tỉnh", None),
    (2, "29221", "Thạnh Hải", "xã", "86"),
    (3, "M1", "Bãi Một", "ấp", "29221"),
    (4, "M2", "Bãi Hai", "ấp", "29221"),
    (5, "M3", "Bãi Ba", "ấp", "29221"),
)


def places() -> list[Page]:
    """The list of places: dates, a hidden row, a hidden sheet."""
    page = Page("Địa bàn")
    page.head(0, MARK, 8)
    page.head(1, "DANH MỤC ĐỊA BÀN VÀ ĐƠN VỊ KẾ THỪA SAU SẮP XẾP NGÀY 01/7/2025", 8)
    page.put(2, HEADINGS)
    for row, place in enumerate(LEVELS, start=3):
        page.put(row, [*place, MERGED])
    page.hidden_rows.add(6)
    draft = Page("Nháp", hidden=True)
    draft.put(0, ["Bản nháp", 2025, Cell(0.5, RATE)])
    return [page, draft]


COUNTS = (
    ("Bãi Một", 400, 1500, 10, 36, 20, 75, 50, 190),
    ("Bãi Hai", 300, 1100, 0, 0, 6, 21, 40, 150),
    ("Bãi Ba", 200, 700, 5, 17, 4, 15, 30, 112),
)
INFO = "Mã xã: 29221; Thời điểm rà soát: 10/12/2025; Chuẩn nghèo: Nghị định số 07/2021/NĐ-CP"
GROUPS = ("Hộ nghèo", "Hộ cận nghèo", "Hộ NLNN có mức sống trung bình")


def review() -> list[Page]:
    """The summary of a review: a header of three rows, rates, a formula, an error cell, a total."""
    page = Page("Biểu 1 Tổng hợp")
    page.head(0, MARK, 16)
    page.head(1, "TỔNG HỢP KẾT QUẢ RÀ SOÁT HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2025", 16)
    page.head(2, INFO, 16)
    _header(page)
    for number, counts in enumerate(COUNTS, start=1):
        page.put(6 + number, _line(number, counts, 7 + number))
    page.cells[8, 3] = Cell("#REF!", formula="#REF!+1", error=True)
    sums = [sum(column) for column in zip(*(c[1:] for c in COUNTS), strict=True)]
    page.put(10, _line(None, ("TỔNG CỘNG", *sums), 11))
    page.cells[10, 2] = Cell(900, formula="SUM(C8:C10)")
    return [page, _unknown()]


def _line(number: int | None, counts: Sequence[Value], row: int) -> list[Value | Cell]:
    """Households and persons, then number and rate of each group, of households and of persons."""
    name, households, persons, *groups = counts
    line: list[Value | Cell] = [number, name, households, persons]
    for whole, letter, parts in ((households, "C", groups[::2]), (persons, "D", groups[1::2])):
        for part in parts:
            at = f"{'EFGHIJKLMNOP'[len(line) - 4]}{row}"
            rate = int(str(part)) / int(str(whole))
            line += [part, Cell(rate, RATE, formula=f"{at}/{letter}{row}")]
    return line


def _header(page: Page) -> None:
    page.put(3, ["TT", "Ấp", "Tổng số hộ dân cư", None, "Kết quả rà soát về hộ"])
    page.cells[3, 10] = Cell("Kết quả rà soát về nhân khẩu")
    page.cells |= {(4, 4 + 2 * i): Cell(group) for i, group in enumerate((*GROUPS, *GROUPS))}
    counted = ("Số hộ", "Tỷ lệ") * 3 + ("Số khẩu", "Tỷ lệ") * 3
    page.put(5, [None, None, "Số hộ", "Nhân khẩu", *counted])
    page.put(6, ["A", "B", *range(1, 15)])
    page.merges += [(3, 0, 5, 0), (3, 1, 5, 1), (3, 2, 4, 3), (3, 4, 3, 9), (3, 10, 3, 15)]
    page.merges += [(4, column, 4, column + 1) for column in range(4, 16, 2)]


def _unknown() -> Page:
    """A sheet of no known form, with what else a cell can hold."""
    page = Page("Ghi chú riêng")
    page.put(0, ["Đúng", True, "Sai", False])
    page.put(1, ["Lẻ", 0.125, "Âm", -7, "Lớn", 48_400_000_000])
    page.put(2, ["Chữ số", "000085001234", "Dấu", "< & > \" '"])
    page.put(
        3, ["Định dạng", Cell(85_001_234, ZEROS), Cell(1.06, SIGN), Cell(48_400_000, MILLIONS)]
    )
    page.put(
        4, [Cell("NguyÔn V¨n MÉu", font=OLD_FONT), "Nguyễn Văn Mẫu", Cell("MÉu", font=OLD_FONT)]
    )
    page.put(
        5, [None, None, None, "Xa", _in_runs(("Ph", ""), ("¹m V¨n", OLD_FONT), (" Mẫu", "Arial"))]
    )
    page.put(6, ["Ấp", _in_runs(("An Kh", ""), ("\u00ad¬ng", OLD_FONT), (" B", "Arial")), "không"])
    page.hidden_columns |= {1, 3}
    return page


BOOKS = {PLACES: places, REVIEW: review}
