"""Bytes of a workbook -> what a reader that is not ours sees in it; None when that one refuses."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pyxlsb
import xlrd
from openpyxl import load_workbook
from pyxlsb import biff12

Cells = dict[tuple[int, int], Any]
Seen = list[tuple[str, Cells]]
MOST_CELLS = 2_000_000  # a grid of that size is no longer the workbook that was struck


def seen(content: bytes, suffix: str) -> Any:
    """The filled cells of each sheet; equal answers mean equal cells, whatever they are called."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return READERS[suffix](content)
    except Exception:  # noqa: BLE001 - whatever another reader raises, it refuses
        return None


def _xlsx(content: bytes) -> Seen:
    book = load_workbook(io.BytesIO(content), data_only=True)
    if any(page.max_row * page.max_column > MOST_CELLS for page in book.worksheets):
        raise ValueError
    return [
        (page.title, {(c.row, c.column): c.value for row in page.rows for c in row})
        for page in book.worksheets
    ]  # fmt: skip


def _xls(content: bytes) -> Any:
    """By xlrd, with the type of each cell: number, date, text, truth or error."""
    book = xlrd.open_workbook(file_contents=content, logfile=io.StringIO())
    sheets = [
        (sheet.name, {
            (row, column): (sheet.cell_type(row, column), sheet.cell_value(row, column))
            for row in range(sheet.nrows) for column in range(sheet.row_len(row))
            if sheet.cell_type(row, column) != xlrd.XL_CELL_EMPTY
        })
        for sheet in book.sheets()
    ]  # fmt: skip
    return book.datemode, sheets


def _xlsb(content: bytes) -> Any:
    """By pyxlsb, which knows no formats: a cell with its style, and the parts that say what it means."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        meaning = [archive.read(name) for name in ("xl/styles.bin", "xl/workbook.bin")]
    with pyxlsb.open_workbook(io.BytesIO(content)) as book:
        sheets = [(name, _records(book, name)) for name in book.sheets]
    return meaning, sheets


def _records(book: Any, name: str) -> Cells:
    found: Cells = {}
    row = -1
    with book.get_sheet(name) as sheet:
        for number, record in sheet._reader:
            if number == biff12.SHEETDATA_END:
                break
            if number == biff12.ROW:
                row = record.r
            elif biff12.BLANK < number <= biff12.FORMULA_BOOLERR:
                shared = number == biff12.STRING
                value = book.stringtable[record.v] if shared else record.v
                found[row, record.c] = (value, record.style)
    return found


def _ods(content: bytes) -> Seen:
    """By ElementTree: the value that an attribute holds, else the text."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if archive.testzip():
            raise ValueError
        root = ElementTree.fromstring(archive.read("content.xml"))
    return [
        (_get(table, "name"), dict(_filled(table)))
        for table in root.iter()
        if _local(table.tag) == "table"
    ]


def _filled(table: ElementTree.Element) -> Any:
    row = 0
    for line in (e for e in table.iter() if _local(e.tag) == "table-row"):
        column = 0
        for cell in (e for e in line if _local(e.tag) in ("table-cell", "covered-table-cell")):
            times = int(_get(cell, "number-columns-repeated") or 1)
            if len(cell):
                yield from (((row, column + n), _value(cell)) for n in range(min(times, 1000)))
            column += times
        row += int(_get(line, "number-rows-repeated") or 1)


def _value(cell: ElementTree.Element) -> Any:
    kind = _get(cell, "value-type")
    held = [_get(cell, f"{k}value") for k in ("", "date-", "boolean-", "time-", "string-")]
    lines = ["".join(p.itertext()) for p in cell if _local(p.tag) == "p"]
    return kind, *held, *lines, _get(cell, "formula")


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _get(element: ElementTree.Element, name: str) -> str:
    return next((v for k, v in element.attrib.items() if _local(k) == name), "")


READERS: dict[str, Callable[[bytes], Any]] = {
    ".xlsx": _xlsx, ".xls": _xls, ".xlsb": _xlsb, ".ods": _ods,
}  # fmt: skip
