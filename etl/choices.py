"""A column of a form -> what may be chosen in it."""

from __future__ import annotations

from catalog.codes import meaning, spellings
from catalog.forms import Column, Form
from catalog.tables import GROUPS

MARK = ("x",)


def choices(form: Form, column: Column) -> tuple[str, ...]:
    """The texts of a drop-down, one for each code; none where anything may be written."""
    if column.kind == "mark":
        return MARK
    if column.kind not in ("code", "codes"):
        return ()
    found: dict[object, str] = {}
    for text in spellings(column.list):
        code = meaning(column.list, text)
        if _fits(form, column, code):  # two movements may mean the same: both stay in the list
            found.setdefault(code if isinstance(code, str) else text, text)
    return (*column.subtotal, *found.values())


def _fits(form: Form, column: Column, code: object) -> bool:
    """The list of the poor holds poor households; causes are counted for the two groups."""
    if column.field == "group":
        return code in GROUPS
    return column.field not in form.constants or code == form.constants[column.field]


def rows_per_unit(form: Form) -> int:
    """How many rows a hamlet has: one, or one for each value of the column that splits it."""
    if not any(column.repeat for column in form.columns):
        return 1
    split = next(c for c in form.columns if c.kind == "code" and c.required)
    return len(choices(form, split))
