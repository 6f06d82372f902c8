"""A cell of a closed list, a mark or several texts -> its meaning."""

from __future__ import annotations

import re

from catalog.codes import meaning
from catalog.forms import Column
from catalog.spelling import clean, key
from etl.read.cells import Value
from etl.tidy.meaning import Context, Read

_YES = {"x", "v", "1", "có", "co", "true"}
_TICKS = {"✓", "√", "✔", "☑"}
_NO = {"0", "không", "khong", "false"}


def code(value: Value, column: Column, _at: Context) -> Read:
    """The code of a spelling in the list of the column."""
    if key(str(value)) in {key(text) for text in column.subtotal}:
        return Read()
    found = meaning(column.list, str(value))
    return Read(found) if found is not None else Read(rule="cell.not_in_list")


def codes(value: Value, column: Column, _at: Context) -> Read:
    """The codes of several spellings in one cell; one unknown makes the cell unknown."""
    whole = meaning(column.list, str(value))
    texts = [text for text in re.split(r"[;\n]", str(value)) if text.strip()]
    found = [whole] if whole else [meaning(column.list, text) for text in texts]
    return Read(rule="cell.not_in_list") if None in found else Read(list(dict.fromkeys(found)))


def mark(value: Value, _column: Column, _at: Context) -> Read:
    """Whether a cell is ticked; a text that is neither yes nor no is none."""
    word = key(str(value)) or str(value).casefold()
    if word in _YES or value in _TICKS:
        return Read(True)
    return Read(False) if word in _NO else Read(rule="cell.not_a_mark")


def texts(value: Value, _column: Column, _at: Context) -> Read:
    """The texts of one cell, one a line or between semicolons."""
    return Read([clean(text) for text in re.split(r"[;\n]", str(value)) if text.strip()])
