"""A value of a row -> its text with the address of its cell."""

from __future__ import annotations

from dashboard.data import Row
from dashboard.view import View
from dashboard.words import MISSING, number, safe


def address(view: View, row: Row, *fields: str) -> str:
    """`file · sheet · K15, L15` of some fields of a row; "" for a row that no sheet holds."""
    if not row.get("source_file"):
        return ""
    cells = dict.fromkeys(view.data.cell(row, name) for name in fields)
    return f"{row['source_file']} · {row['source_sheet']} · {', '.join(cells)}"


def valued(view: View, row: Row, text: str, *fields: str) -> str:
    """A text that names its cells when one points at it."""
    return f'<span title="{safe(address(view, row, *fields))}">{safe(text)}</span>'


def numbered(view: View, row: Row, name: str) -> str:
    """A number of a row as people write it, with its cell; a dash where it is not reported."""
    value = row.get(name)
    if value is None:
        return MISSING
    digits = 0 if float(value).is_integer() else 1
    return valued(view, row, number(view.language, value, digits), name)
