"""The diseases of a spreadsheet that can befall one cell (SAFETY, section 1)."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.worksheet.cell_range import CellRange

EPOCH = date(1899, 12, 30)
CONTROL = "\ue00b"  # stands for U+000B, which openpyxl does not write
LINKED = "\ue00c"  # marks a number that is to come from another workbook
_ARABIC = {48 + digit: 0x0660 + digit for digit in range(10)}
_WIDE = {48 + digit: 0xFF10 + digit for digit in range(10)}


@dataclass(frozen=True)
class Disease:
    """A name, and what it does to a cell; `False` where it cannot befall such a cell."""

    name: str
    befall: Callable[[Cell], bool]


def _texts(change: Callable[[str], Any], font: str = "") -> Callable[[Cell], bool]:
    def befall(cell: Cell) -> bool:
        if not isinstance(cell.value, str) or change(cell.value) == cell.value:
            return False
        cell.value = change(cell.value)
        if font:
            cell.font = Font(name=font)
        return True

    return befall


def _numbers(change: Callable[[float], Any], format_: str = "") -> Callable[[Cell], bool]:
    def befall(cell: Cell) -> bool:
        if isinstance(cell.value, bool) or not isinstance(cell.value, int | float):
            return False
        cell.value = change(cell.value)
        cell.number_format = format_ or cell.number_format
        return True

    return befall


def _dates(change: Callable[[date], Any], format_: str = "General") -> Callable[[Cell], bool]:
    def befall(cell: Cell) -> bool:
        if not isinstance(cell.value, datetime):
            return False
        cell.value = change(cell.value.date())
        cell.number_format = format_
        return True

    return befall


def _any(value: Any) -> Callable[[Cell], bool]:
    """A value in place of whatever stood there: a number, a date, a name, a heading, a title."""

    def befall(cell: Cell) -> bool:
        cell.value = value
        if isinstance(value, str) and value.startswith("=HYPER"):
            cell.data_type = "s"  # typed with an apostrophe before it
        return True

    return befall


def _old_font(encode: Callable[[str], str], font: str) -> Callable[[Cell], bool]:
    """Letters of an old font; one cell of plain letters has none."""
    return _texts(lambda t: t if t.isascii() else encode(t), font)


def _grouped(mark: str) -> Callable[[float], str]:
    return lambda value: f"{value:,}".replace(",", mark)


def _tones(text: str) -> str:
    """`hòa` <-> `hoà`: the tone on the other vowel of a final oa, oe, uy."""
    for old, new in (("òa", "oà"), ("óa", "oá"), ("ọa", "oạ"), ("ủy", "uỷ"), ("ỏe", "oẻ"), ("ÒA", "OÀ"),
                     ("ỦY", "UỶ")):  # fmt: skip
        if old in text or new in text:
            return text.replace(old, new) if old in text else text.replace(new, old)
    return text


def _hide_row(cell: Cell) -> bool:
    cell.parent.row_dimensions[cell.row].hidden = True
    return True


def _hide_column(cell: Cell) -> bool:
    cell.parent.column_dimensions[cell.column_letter].hidden = True
    return True


def _neighbour(cell: Cell, across: int, down: int) -> Cell | None:
    """The cell beside, when neither of the two is merged already."""
    row, column = cell.row + down, cell.column + across
    page = cell.parent
    if row < 1 or column < 1:
        return None
    beside = page.cell(row, column)
    merged = [
        r for r in page.merged_cells.ranges if {cell.coordinate, beside.coordinate} & _cells(r)
    ]
    return None if merged or isinstance(beside, MergedCell) else beside


def _cells(area: CellRange) -> set[str]:
    from openpyxl.utils import get_column_letter as letter

    return {f"{letter(column)}{row}" for row, column in area.cells}


def _merged(across: int, down: int, *, filled: bool) -> Callable[[Cell], bool]:
    """Merged with the cell beside it. The one to the left or above shows; the other lies under it."""

    def befall(cell: Cell) -> bool:
        beside = _neighbour(cell, across, down)
        if beside is None or (beside.value is not None) != filled:
            return False
        first, last = (cell, beside) if across + down > 0 else (beside, cell)
        area = CellRange(f"{first.coordinate}:{last.coordinate}")
        cell.parent.merged_cells.ranges.add(area)  # as some programs do: nothing is cleared
        return True

    return befall


def _rich(cell: Cell) -> bool:
    if not isinstance(cell.value, str) or len(cell.value) < 2:
        return False
    half = len(cell.value) // 2
    bold = TextBlock(InlineFont(b=True), cell.value[:half])
    cell.value = CellRichText(bold, cell.value[half:])
    return True


def _scientific(cell: Cell) -> bool:
    """A code of digits that a program took for a number, e.g. an ID number."""
    if not isinstance(cell.value, str) or not cell.value.isdigit() or len(cell.value) < 9:
        return False
    cell.value = f"{float(cell.value):.1E}"
    return True


def _lost_zeros(cell: Cell) -> bool:
    if not isinstance(cell.value, str) or not cell.value.isdigit():
        return False
    cell.value = int(cell.value)
    return True


def _of_text() -> Iterator[Disease]:
    from catalog.legacy import encode_tcvn3, encode_vni

    yield Disease("decomposed", _texts(lambda t: unicodedata.normalize("NFD", t)))
    yield Disease("no-break spaces", _texts(lambda t: f"\u00a0{t.replace(' ', chr(0xA0))} "))
    yield Disease("zero-width", _texts(lambda t: t[:1] + "\u200b" + t[1:]))
    yield Disease("left-to-right mark", _texts(lambda t: f"\u200e{t}\u200e"))
    yield Disease("carriage return", _texts(lambda t: t + "_x000D_"))
    yield Disease("control character", _texts(lambda t: t[:2] + CONTROL + t[2:]))
    yield Disease("line break", _texts(lambda t: t.replace(" ", "\n", 1)))
    yield Disease("capitals", _texts(str.upper))
    yield Disease("small letters", _texts(str.lower))
    yield Disease("doubled spaces", _texts(lambda t: t.replace(" ", "  ") + "  "))
    yield Disease("tone on the other vowel", _texts(_tones))
    yield Disease("Arabic digits", _texts(lambda t: t.translate(_ARABIC)))
    yield Disease("rich text", _rich)
    yield Disease("old font", _old_font(encode_tcvn3, ".VnTime"))
    yield Disease("old font of capitals", _old_font(lambda t: encode_tcvn3(t.lower()), ".VnTimeH"))
    yield Disease("old letters without their font", _old_font(encode_tcvn3, ""))
    yield Disease("VNI font", _old_font(encode_vni, "VNI-Times"))
    yield Disease("scientific text", _scientific)
    yield Disease("digits as a number", _lost_zeros)


def _of_numbers() -> Iterator[Disease]:
    yield Disease("number as text", _numbers(str))
    for name, mark in (("dots", "."), ("commas", ","), ("thin spaces", "\u202f"), ("spaces", " ")):
        yield Disease(name, _numbers(_grouped(mark)))
    yield Disease("decimal comma", _numbers(lambda v: str(v).replace(".", ",")))
    yield Disease("wide digits", _numbers(lambda v: f"{v}".translate(_WIDE)))
    yield Disease("digits of Arabic", _numbers(lambda v: f"{v}".translate(_ARABIC)))
    yield Disease("negative", _numbers(lambda v: -v if v else -1))
    yield Disease("truth", _numbers(bool))
    yield Disease("too long", _numbers(lambda _: 123456789012345678))
    yield Disease("float noise", _numbers(lambda v: v + 2e-12))
    yield Disease("very small", _numbers(lambda _: 1e-300))
    yield Disease("household word", _numbers(lambda v: f"{v} hộ"))
    yield Disease("million in the cell", _numbers(lambda v: f"{v} triệu"))
    yield Disease("đồng in the cell", _numbers(lambda v: f"{v:,} đ".replace(",", ".")))
    yield Disease("short million", _numbers(lambda _: "1tr2"))
    yield Disease("shown scaled", _numbers(lambda v: v, "#,##0,,"))
    yield Disease("shown per cent", _numbers(lambda v: v, "0.00%"))
    yield Disease("per cent sign only shown", _numbers(lambda v: v, '0.00"%"'))
    yield Disease("literal per cent", _numbers(lambda v: v, '"1,06%"'))
    yield Disease(
        "shown as date",
        _numbers(lambda v: EPOCH + timedelta(days=int(v)) if 60 < v < 60_000 else v, "dd/mm/yyyy"),
    )
    yield Disease("exponent", _numbers(lambda v: f"{v:.1E}"))
    yield Disease("linked", _numbers(lambda v: f"{LINKED}{v}"))


def _of_dates() -> Iterator[Disease]:
    yield Disease("day as text", _dates(lambda d: d.strftime("%d/%m/%Y"), "@"))
    yield Disease("day as ISO", _dates(date.isoformat, "@"))
    yield Disease("American day", _dates(lambda d: d.strftime("%m/%d/%Y"), "@"))
    yield Disease("serial", _dates(lambda d: (d - EPOCH).days))
    yield Disease("year only", _dates(lambda d: d.year))
    yield Disease("year as date", _dates(lambda d: EPOCH + timedelta(days=d.year), "dd/mm/yyyy"))
    yield Disease("no such day", _dates(lambda d: f"31/02/{d.year}", "@"))
    yield Disease("two-digit year", _dates(lambda d: d.strftime("%d/%m/%y"), "@"))
    yield Disease("before 1901", _dates(lambda _: 45, "dd/mm/yyyy"))
    yield Disease("after all dates", _dates(lambda _: 2_958_466, "dd/mm/yyyy"))


def _of_any() -> Iterator[Disease]:
    for value in ("N/A", "#N/A", "?", "…", "chưa rõ", "None", "nan", "<NA>", "NULL", "-", "–"):
        yield Disease(f"says {value}", _any(value))
    yield Disease("truth value", _any(True))
    yield Disease("error", _any("#REF!"))
    yield Disease("uncomputed", _any("=A1+1"))
    yield Disease("markup", _any("<img src=x onerror=alert(1)>"))
    yield Disease("script", _any("<script>alert(1)</script>"))
    for text in ("=HYPERLINK(1)", "@SUM(1+1)", "+A1+B2", "'=HYPERLINK(1)"):
        yield Disease(f"formula as text {text[:2]}", _any(text))
    yield Disease("hidden row", _hide_row)
    yield Disease("hidden column", _hide_column)
    for name, across, down in (("right", 1, 0), ("below", 0, 1), ("left", -1, 0), ("above", 0, -1)):
        yield Disease(f"merged with the blank {name}", _merged(across, down, filled=False))
        if across + down < 0:
            yield Disease(f"under a merge {name}", _merged(across, down, filled=True))


def diseases() -> tuple[Disease, ...]:
    """Every disease that can befall a single cell."""
    return (*_of_text(), *_of_numbers(), *_of_dates(), *_of_any())
