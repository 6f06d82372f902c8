"""Title and cells of a sheet -> how far they agree with a form."""

from __future__ import annotations

import re
from typing import Any

from catalog.codes import meaning, spellings
from catalog.forms import Form
from catalog.spelling import key
from etl.chosen import Choice, Field
from etl.read import Sheet

SAMPLE_ROWS = 200  # so many rows say which of two twin forms a sheet is

TITLE_ABOVE = 60  # rows over a header in which its title may stand


def _words(text: str) -> set[str]:
    return set(re.sub(r"\{\w+\}", "", key(text)).split())


def title(sheet: Sheet, choice: Choice) -> float:
    """How like the form's the title and the sheet's name are: 0 to 1.5."""
    wanted = _words(choice.form.title.split("{")[0])
    best = 0.0
    for row in range(max(choice.header.top - TITLE_ABOVE, 0), choice.header.top):
        for value in sheet.rows[row]:
            if isinstance(value, str) and len(value) > 12:
                words = _words(value)
                best = max(best, len(wanted & words) / max(len(wanted | words), 1))
    return best + 0.5 * (key(sheet.name) == key(choice.form.sheet))


def agreement(sheet: Sheet, choice: Choice) -> float:
    """How far the cells agree with what the form sets, e.g. status poor in the list of the poor.

    A form that leaves the status to the cell wants several of them there. Without such a column
    the other listed words vote: what happened to a household is said otherwise in each list.
    """
    constants = choice.form.constants
    coded = [f for f in choice.fields if f.column.list]
    deciding = [f for f in coded if f.column.field in (constants or ("status",))]
    if not constants:
        return 0.75 * (len(set(_codes(sheet, choice, deciding))) > 1)
    said = [code == constants[name] for name, code in _codes(sheet, choice, deciding)]
    votes = said or [code is not None for _, code in _codes(sheet, choice, coded)]
    return sum(votes) / len(votes) if votes else 0.0


def _codes(sheet: Sheet, choice: Choice, fields: list[Field]) -> list[tuple[str, Any]]:
    """What the first cells of some columns mean, with the name of their field."""
    rows = range(choice.first_row, min(len(sheet.rows), choice.first_row + SAMPLE_ROWS))
    return [
        (f.column.field, _plain(meaning(f.column.list, text)))
        for f in fields
        for row in rows
        if isinstance(text := sheet.at(row, f.index), str)
    ]


def _plain(code: Any) -> str | None:
    return None if code is None else str(code)


def is_said(sheet: Sheet, top: int, name: str, code: str) -> bool:
    """Whether the sheet's name or a text above its table has a spelling of a code of a list."""
    above = [v for row in sheet.rows[:top] for v in row if isinstance(v, str)]
    words = [key(text) for text in spellings(name) if meaning(name, text) == code]
    return any(word in key(text) for text in (*above, sheet.name) for word in words)


def may_be(sheet: Sheet, form: Form, top: int) -> bool:
    """Whether title and sheet's name say what a form asks of them, and nothing that it excludes."""
    if not form.says and not form.says_not:
        return True
    texts = [v for row in sheet.rows[:top] for v in row if isinstance(v, str)]
    titles = [key(v) for v in texts if v.isupper() or key(v).startswith("danh sách")]
    said = " · ".join([*titles, key(sheet.name)])
    asked = not form.says or any(key(word) in said for word in form.says)
    return asked and not any(key(word) in said for word in form.says_not)


def is_in_percent(sheet: Sheet, choice: Choice) -> bool:
    """Whether the columns of counts hold rates as text: the same form once more, in per cent."""
    columns = [f.index for f in choice.fields if f.column.kind == "count"]
    rows = range(choice.first_row, min(len(sheet.rows), choice.first_row + SAMPLE_ROWS))
    cells = [v for row in rows for c in columns if (v := sheet.at(row, c)) is not None]
    rates = sum(isinstance(v, str) and v.rstrip().endswith("%") for v in cells)
    return rates * 2 > len(cells)
