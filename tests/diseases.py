"""One disease of a spreadsheet on one cell, and what a build makes of the inbox with it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.styles import Font

from etl.check import check, check_rows
from etl.findings import Finding
from etl.gather import gather
from etl.read import list_inbox, read_all
from etl.relate import relate, resolve_all

EPOCH = date(1899, 12, 30)
Row = dict[str, Any]


@dataclass(frozen=True)
class Disease:
    """A name, and what it does to a cell; `False` where it cannot befall such a cell."""

    name: str
    befall: Callable[[Cell], bool]


@dataclass
class Understood:
    """What an inbox gives: the rows of each table, what was found, rows that no count holds."""

    rows: dict[str, list[Row]]
    findings: list[Finding]
    lost: list[tuple[str, str]]


def understand(inbox: Path) -> Understood:
    """Read an inbox as a build does, without publishing."""
    gathered = gather(read_all(inbox, list_inbox(inbox), 2))
    places, found = resolve_all(gathered.sheets)
    check_rows(gathered.sheets)
    tables = relate(gathered.sheets, places, b"test")
    found += gathered.findings + [f for s in gathered.sheets for f in s.findings] + check(tables)
    lost = [
        (s.file, s.sheet.name)
        for s in gathered.sheets
        if s.sheet.non_empty != len(s.loaded) + len(s.quarantined) + len(s.other)
    ]
    return Understood(tables.rows, found, lost)


def _texts(change: Callable[[str], str]) -> Callable[[Cell], bool]:
    def befall(cell: Cell) -> bool:
        if not isinstance(cell.value, str) or change(cell.value) == cell.value:
            return False
        cell.value = change(cell.value)
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
    """A value in place of a number or a date: in a column of texts it would be a text like another."""

    def befall(cell: Cell) -> bool:
        if not isinstance(cell.value, int | float | datetime) and not str(value).startswith(
            ("=", "#")
        ):
            return False
        cell.value = value
        return True

    return befall


def _old_font(encode: Callable[[str], str], font: str) -> Callable[[Cell], bool]:
    def befall(cell: Cell) -> bool:
        if not isinstance(cell.value, str) or cell.value.isascii():
            return False
        cell.value = encode(cell.value)
        cell.font = Font(name=font)
        return True

    return befall


def _grouped(mark: str) -> Callable[[float], str]:
    return lambda value: f"{value:,}".replace(",", mark)


def _diseases() -> Iterator[Disease]:
    from catalog.legacy import encode_tcvn3, encode_vni

    yield Disease("decomposed", _texts(lambda t: unicodedata.normalize("NFD", t)))
    yield Disease("no-break spaces", _texts(lambda t: f"\u00a0{t.replace(' ', chr(0xA0))} "))
    yield Disease("zero-width", _texts(lambda t: t[:1] + "\u200b" + t[1:]))
    yield Disease("carriage return", _texts(lambda t: t + "_x000D_"))
    yield Disease("line break", _texts(lambda t: t.replace(" ", "\n", 1)))
    yield Disease("capitals", _texts(str.upper))
    yield Disease("doubled spaces", _texts(lambda t: t.replace(" ", "  ") + "  "))
    yield Disease("old font", _old_font(encode_tcvn3, ".VnTime"))
    yield Disease("VNI font", _old_font(encode_vni, "VNI-Times"))
    yield Disease("number as text", _numbers(str))
    yield Disease("dots", _numbers(_grouped(".")))
    yield Disease("commas", _numbers(_grouped(",")))
    yield Disease("thin spaces", _numbers(_grouped("\u202f")))
    yield Disease("decimal comma", _numbers(lambda v: str(v).replace(".", ",")))
    yield Disease(
        "wide digits", _numbers(lambda v: f"{v}".translate({48 + d: 0xFF10 + d for d in range(10)}))
    )
    yield Disease("negative", _numbers(lambda v: -v if v else -1))
    yield Disease("truth", _numbers(bool))
    yield Disease("too long", _numbers(lambda _: 123456789012345678))
    yield Disease("household word", _numbers(lambda v: f"{v} hộ"))
    yield Disease("shown scaled", _numbers(lambda v: v, "#,##0,,"))
    yield Disease("shown per cent", _numbers(lambda v: v, "0.00%"))
    yield Disease(
        "shown as date",
        _numbers(lambda v: EPOCH + timedelta(days=int(v)) if 60 < v < 60_000 else v, "dd/mm/yyyy"),
    )
    yield Disease("exponent", _numbers(lambda v: f"{v:.1E}"))
    yield Disease("day as text", _dates(lambda d: d.strftime("%d/%m/%Y"), "@"))
    yield Disease("day as ISO", _dates(date.isoformat, "@"))
    yield Disease("serial", _dates(lambda d: (d - EPOCH).days))
    yield Disease("year as date", _dates(lambda d: EPOCH + timedelta(days=d.year), "dd/mm/yyyy"))
    yield Disease("no such day", _dates(lambda d: f"31/02/{d.year}", "@"))
    yield Disease("two-digit year", _dates(lambda d: d.strftime("%d/%m/%y"), "@"))
    yield Disease("before 1901", _dates(lambda _: 45, "dd/mm/yyyy"))
    yield Disease("error", _any("#REF!"))
    yield Disease("uncomputed", _any("=A1+1"))
    yield Disease("dash", _any("-"))
    yield Disease("not available", _any("N/A"))
    yield Disease("markup", _any("<img src=x onerror=alert(1)>"))
    yield Disease("formula as text", _any("'=HYPERLINK(1)"))


def diseases() -> tuple[Disease, ...]:
    """Every disease that can befall a single cell."""
    return tuple(_diseases())
