"""A list of households whose column of codes was left empty -> the same list without that column."""

from __future__ import annotations

from dataclasses import replace

from etl.choose import Choice, Field
from etl.headings import is_code_row
from etl.read import Sheet


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
    rows = range(choice.first_row, len(sheet.rows))
    numbered = (row for row in rows if str(sheet.at(row, order)).strip(". ").isdigit())
    data = (r for r in numbered if r not in choice.repeated and not is_code_row(sheet, r))
    first = next(data, None)
    every = (first, *data) if first is not None and sheet.at(first, code.index) is None else ()
    return bool(every) and all(sheet.at(row, code.index) is None for row in every)
