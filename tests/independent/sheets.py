"""Workbooks -> tables of plain rows, with openpyxl alone; imports nothing of the product."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

Table = list[dict[str, Any]]


def read(inbox: Path) -> dict[str, list[tuple[dict[str, Any], Table]]]:
    """Sheet name -> what stands above each such sheet, and its numbered rows by heading."""
    found: dict[str, list[tuple[dict[str, Any], Table]]] = {}
    for path in sorted(inbox.glob("*.xlsx")):
        for page in load_workbook(path, data_only=True).worksheets:
            found.setdefault(page.title, []).append(_sheet(page))
    return found


def _sheet(page: Worksheet) -> tuple[dict[str, Any], Table]:
    cells = {
        (c.row, c.column): c.value for row in page.iter_rows() for c in row if c.value is not None
    }
    for area in page.merged_cells.ranges:
        value = page.cell(area.min_row, area.min_col).value
        for row in range(area.min_row, area.max_row + 1):
            for column in range(area.min_col, area.max_col + 1):
                cells[row, column] = value
    top = min(
        row for (row, column), value in cells.items() if column == 1 and value in ("TT", "STT")
    )
    bottom = max(
        row for (row, column), value in cells.items() if column == 1 and value in ("TT", "STT")
    )
    names = {c: _heading(cells, top, bottom, c) for c in range(1, page.max_column + 1)}
    rows, section = [], ""
    for row in range(bottom + 1, page.max_row + 1):
        first = cells.get((row, 1))
        if isinstance(first, str):
            section = f"{first} {cells.get((row, 2)) or ''}"
        if isinstance(first, int):
            values = {name: _plain(cells.get((row, c))) for c, name in names.items()}
            rows.append(values | {"section": section})
    return _above(cells, top), rows


def _heading(cells: dict[tuple[int, int], Any], top: int, bottom: int, column: int) -> str:
    levels: list[str] = []
    for row in range(top, bottom + 1):
        text = str(cells.get((row, column), ""))
        if text and (not levels or levels[-1] != text):
            levels.append(text)
    return " / ".join(levels)


def _plain(value: Any) -> Any:
    return value.date() if isinstance(value, datetime) else value


def _above(cells: dict[tuple[int, int], Any], top: int) -> dict[str, Any]:
    """The commune, date and unit that the lines above a header give."""
    text = "\n".join(str(v) for (row, _), v in cells.items() if row < top)
    found: dict[str, Any] = {}
    if code := re.search(r"Mã xã: (\w+)", text):
        found["commune"] = code[1]
    if day := re.search(r"Thời điểm rà soát: (\d+)/(\d+)/(\d+)", text):
        found["day"] = date(int(day[3]), int(day[2]), int(day[1]))
        found["year"] = found["day"].year
    scales = {"triệu đồng": 10**6, "nghìn đồng": 10**3, "đồng": 1}
    if unit := re.search(r"(?:Đơn vị tính|ĐVT): (triệu đồng|nghìn đồng|đồng)", text):
        found["scale"] = scales[unit[1]]
    return found
