"""A workbook read twice by openpyxl (values, then formulas) -> cells and all that is known of them.

Slow and complete: the measure for what the reading child says from one pass over the XML.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.worksheet import Worksheet

from etl.read.evidence import MAX_COLUMNS

Told = dict[str, Any]
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def told_by_openpyxl(path: Path) -> dict[str, Told]:
    """Name -> what a sheet holds."""
    values, formulas = load_workbook(path, data_only=True), load_workbook(path, rich_text=True)
    return {page.title: _told(page, formulas[page.title]) for page in values.worksheets}


def _told(page: Worksheet, formulas: Worksheet) -> Told:
    cells: dict[str, Any] = {}
    tags: dict[str, set[str]] = {}
    mixed: set[str] = set()
    for row in page.iter_rows():
        for cell in row:
            if isinstance(cell, MergedCell):
                continue
            formula = formulas[cell.coordinate]
            value = _value(cell, formula)
            if _is_in_old_runs(formula.value):  # T5: read run by run, so only where it is
                mixed.add(cell.coordinate)
            elif value is not None:
                cells[cell.coordinate] = value
            found = _tags(cell, formula)
            if found and value not in (None, ("error", "=")):
                tags[cell.coordinate] = found
    return {
        "cells": cells,
        "tags": tags,
        "mixed": mixed,
        "merges": sorted(tuple(r.bounds) for r in page.merged_cells.ranges),
        "hidden_rows": {n for n, row in page.row_dimensions.items() if row.hidden},
        "hidden_columns": _hidden_columns(page),
        "visible": page.sheet_state == "visible",
    }


def _is_in_old_runs(value: Any) -> bool:
    """Whether letters that an old font alone explains stand in a run of their own."""
    blocks = value if isinstance(value, CellRichText) else []
    fonts = [(b.font.rFont or "", b.text) for b in blocks if isinstance(b, TextBlock)]
    return any(f.startswith((".Vn", "VNI")) and not text.isascii() for f, text in fonts)


def _value(cell: Cell, formula: Any) -> Any:
    value = cell.value
    if cell.data_type == "e":
        return "error", value
    if formula.data_type == "f" and value is None:
        return "error", "="
    if isinstance(value, str):  # T8: openpyxl leaves these as they are written
        value = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value).replace("\r\n", "\n")
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, time):
        return str(value)
    return value if value != "" else None


def _hidden_columns(page: Worksheet) -> set[int]:
    found: set[int] = set()
    for name, column in page.column_dimensions.items():
        if column.hidden:
            first = column.min or column_index_from_string(name)
            found |= set(range(first, min(column.max or first, MAX_COLUMNS) + 1))
    return found


def _tags(cell: Cell, formula: Any) -> set[str]:
    """What format, font and formula say of a value."""
    code = str(cell.number_format)
    shown, quoted = _parts(code.split(";")[0])
    found = set()
    if "%" in shown:
        found.add("percent")
    elif "%" in code:
        found.add("percent_text")
    digits = shown.rstrip(")- ")
    if digits.endswith(",") and digits.rstrip(",")[-1:] in ("0", "#", "?"):
        found.add("scaled")
    if shown and not shown.strip("0") and len(shown) > 2 and not quoted:
        found.add(f"zeros:{len(shown)}")
    font = str(cell.font.name or "")
    if font.startswith((".Vn", "VNI")):
        found.add(f"font:{font}")
    if formula.data_type == "f" and re.search(
        r"\[\d+\]", str(getattr(formula.value, "text", formula.value))
    ):
        found.add("linked")
    return found


def _parts(code: str) -> tuple[str, str]:
    """The letters of a format that are not written out, and those that are."""
    shown, quoted, at, open_ = "", "", 0, ""
    while at < len(code):
        letter = code[at]
        if open_:
            open_, quoted = ("" if letter == open_ else open_), quoted + letter
        elif letter in '"[':
            open_ = '"' if letter == '"' else "]"
        elif letter in "\\_*":
            quoted, at = quoted + code[at + 1 : at + 2], at + 1
        else:
            shown += letter
        at += 1
    return shown, quoted


def told_by_us(sheet: dict[str, Any]) -> Told:
    """The same of a sheet as the reading child answers it; S3: what stands under a merge is left out."""
    hidden = {
        (row, column)
        for top, left, bottom, right in sheet["merges"]
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }
    cells = {
        _address(row, column): _plain(value)
        for row, values in enumerate(sheet["rows"])
        for column, value in enumerate(values)
        if value is not None and (row, column) not in hidden
    }
    cells = {at: value for at, value in cells.items() if at not in sheet["mends"]}
    tags = {
        at: set(text.split(";"))
        for at, text in sheet["tags"].items()
        if at in cells and cells[at] != ("error", "=")
    }
    return {
        "cells": cells,
        "tags": tags,
        "mixed": set(sheet["mends"]),
        "merges": sorted(
            (left + 1, top + 1, right + 1, bottom + 1)
            for top, left, bottom, right in sheet["merges"]
        ),
        "hidden_rows": {row + 1 for row in sheet["hidden_rows"]},
        "hidden_columns": {column + 1 for column in sheet["hidden_columns"]},
        "visible": sheet["visible"],
    }


def _address(row: int, column: int) -> str:
    from openpyxl.utils import get_column_letter

    return f"{get_column_letter(column + 1)}{row + 1}"


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return date.fromisoformat(value[1]) if value[0] == "d" else ("error", value[1])
    return value.replace("\r\n", "\n") if isinstance(value, str) else value
