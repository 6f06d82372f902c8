"""A list of households whose column of codes was left empty -> the same list without that column."""

from __future__ import annotations

from dataclasses import replace

from etl.choose import Choice, Field
from etl.headings import is_code_row
from etl.read import Sheet
from etl.read.cells import Value


def without_empty_codes(sheet: Sheet, choice: Choice) -> Choice:
    """The list as it is read when it has no codes at all; one code, and the column is what it is."""
    code = next((f for f in choice.fields if f.column.kind == "household"), None)
    must = code is None or code.column.required or code.column.present
    if choice.form.table != "household_list" or must or not _is_empty(sheet, choice, code):
        return choice
    return replace(choice, fields=tuple(f for f in choice.fields if f is not code))


def _is_empty(sheet: Sheet, choice: Choice, code: Field | None) -> bool:
    """Whether no numbered row of the table has a code, and some row is numbered."""
    order = next((f.index for f in choice.fields if f.column.kind == "order"), None)
    if code is None or order is None:
        return False
    orders, codes = sheet.column(order), sheet.column(code.index)
    rows = [r for r in range(choice.first_row, len(sheet.rows)) if r not in choice.repeated]
    filled = (r for r in rows if codes[r] is not None and _is_numbered(orders[r]))
    return all(is_code_row(sheet, r) for r in filled) and any(_is_numbered(orders[r]) for r in rows)


def _is_numbered(value: Value) -> bool:
    return str(value).strip(". ").isdigit()
