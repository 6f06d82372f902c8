"""A workbook of an older kind (.xls, .xlsb, .ods) + notes -> a new .xlsx with values, merges, sheets."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as PageCell
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from etl.give_back.comments import AUTHOR, SIGN
from etl.give_back.mark import NotesOf
from etl.give_back.notes import Cell, Note, joined
from etl.give_back.splice import ILLEGAL
from etl.give_back.styles import FILLS
from etl.read import Sheet, read_workbook
from etl.read.cells import Fault, Value, address

DAY = "dd/mm/yyyy"
_NO_NAME = re.compile(r"[\[\]:*?/\\]")


def copy(path: Path, out: Path, notes_of: NotesOf) -> None:
    """Write the values of every sheet into a new workbook, with colours and comments."""
    sheets = read_workbook(path).sheets
    notes = notes_of({sheet.name: sheet.visible for sheet in sheets})
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        page = book.create_sheet(_NO_NAME.sub(" ", sheet.name)[:31])
        page.sheet_state = "visible" if sheet.visible else "hidden"
        _fill(page, sheet)
        _mark(page, sheet, notes.get(sheet.name, {}))
    book.save(out)


def _fill(page: Worksheet, sheet: Sheet) -> None:
    for top, left, bottom, right in sheet.merges:
        page.merged_cells.add(f"{address(top, left)}:{address(bottom, right)}")
    for row, values in enumerate(sheet.rows, start=1):
        for column, value in enumerate(values, start=1):
            if value is not None:
                _put(page.cell(row, column), value)


def _put(cell: PageCell | MergedCell, value: Value) -> None:
    """The value as it was read: a text that looks like a formula stays a text, an error an error."""
    if isinstance(value, str):
        cell.value = ILLEGAL.sub("", value)
        cell.data_type = "s"
    elif isinstance(value, Fault):
        cell.value = value.text if value.text.startswith("#") else "#N/A"
        cell.data_type = "e"
    else:
        cell.value = value
        if isinstance(value, date):
            cell.number_format = DAY


def _mark(page: Worksheet, sheet: Sheet, notes: dict[Cell, Note]) -> None:
    shown: dict[Cell, list[Note]] = {}
    for cell, note in notes.items():
        shown.setdefault(sheet.anchor(*cell), []).append(note)
    for (row, column), found in shown.items():
        note, marked = joined(found), page.cell(row + 1, column + 1)
        marked.fill = PatternFill("solid", fgColor=FILLS[note.severity])
        text = SIGN + "\n\n".join(f"{word}\n{said}" for word, said in note.paragraphs)
        height = 18 * min(max(note.lines, 5), 30)
        marked.comment = Comment(ILLEGAL.sub("", text), AUTHOR, height=height, width=320)
