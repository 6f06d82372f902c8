"""Sheet -> the form that it holds: headings first, then title and what the rows say."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property

from catalog.codes import meaning
from catalog.forms import Column, Form, forms
from catalog.spelling import key
from etl.headings import Header, headers
from etl.match import by_last_level, match
from etl.read import Sheet
from etl.read.cells import address

CANDIDATES = 4
NAMED = 0.9  # a title or sheet name so like the form's that what is missing must be said


@dataclass(frozen=True)
class Field:
    """A column of the sheet and the column of the form that it is."""

    index: int
    heading: str
    column: Column
    captured: tuple[tuple[str, str], ...] = ()

    @cached_property
    def added(self) -> tuple[tuple[str, str], ...]:
        """The values that the column adds to its records: an indicator, a year."""
        return tuple(pair for pair in (*self.column.adds, *self.captured) if pair[0] != "date")


@dataclass(frozen=True)
class Choice:
    """How a sheet was understood."""

    form: Form
    header: Header
    fields: tuple[Field, ...]
    unknown: dict[int, str] = field(default_factory=dict)
    missing: tuple[Column, ...] = ()
    twice: tuple[Field, ...] = ()
    score: float = 0.0

    @property
    def first_row(self) -> int:
        """The row below the header."""
        return self.header.bottom + 1

    def heading_cell(self, sheet: Sheet, column: int) -> str:
        """The cell in which the heading of a column stands, the lowest of its levels."""
        return address(*sheet.anchor(self.header.bottom, column))


def understand(sheet: Sheet, form: Form, header: Header) -> Choice:
    """How the headings of a sheet read when it is that form."""
    fields, open_paths = _matched(form, header)
    twice = _twice(fields)
    fields = [f for f in fields if f not in twice]
    taken = {f.column for f in (*fields, *twice)}
    unknown = {}
    for index in open_paths:
        column = by_last_level(form, header, index, taken)
        text = " / ".join(header.paths[index])
        if column is None:
            unknown[index] = text
        else:
            taken.add(column)
            fields.append(Field(index, text, column))
    fields += _order(form, fields, unknown)
    lost = {f.column for f in twice if f.column.required}
    missing = tuple(c for c in form.columns if c in lost or (c.required and c not in taken))
    choice = Choice(form, header, tuple(fields), unknown, missing, tuple(twice))
    return replace(choice, score=_score(sheet, choice))


def _matched(form: Form, header: Header) -> tuple[list[Field], list[int]]:
    """The headings that the form knows word by word, and the columns of the others."""
    fields, others = [], []
    for index, levels in header.paths.items():
        hit = match(form, levels)
        if hit:
            fields.append(Field(index, " / ".join(levels), *hit))
        else:
            others.append(index)
    return fields, others


def _twice(fields: list[Field]) -> list[Field]:
    """Fields that two columns claim: which of them is right, nobody can tell."""
    claims = Counter((f.column, f.captured) for f in fields)
    return [f for f in fields if claims[f.column, f.captured] > 1]


def _order(form: Form, fields: list[Field], unknown: dict[int, str]) -> list[Field]:
    """The column of ordinal numbers is the first one, whatever its heading says."""
    column = next((c for c in form.columns if c.kind == "order"), None)
    first = min(unknown, default=None)
    known = any(f.column is column or (first is not None and f.index < first) for f in fields)
    return (
        [Field(first, unknown[first], column)] if column and first is not None and not known else []
    )


def _score(sheet: Sheet, choice: Choice) -> float:
    """Matched headings count most; title, sheet name and the codes in the cells decide between twins."""
    form, fields = choice.form, choice.fields
    named = {f.column for f in fields if f.column.kind != "order"}
    known = len(named) / max(len(form.columns) - 1, 1)
    required = [c for c in form.columns if c.required]
    hits = sum(c in named for c in required) / len(required) if required else known
    matched = len(fields) / max(len(choice.header.paths), 1)
    return 2 * (hits + matched + known) + _title(sheet, choice) + 2 * _constants(sheet, choice)


def _words(text: str) -> set[str]:
    return set(re.sub(r"\{\w+\}", "", key(text)).split())


def _title(sheet: Sheet, choice: Choice) -> float:
    wanted = _words(choice.form.title.split("{")[0])
    best = 0.0
    for row in range(choice.header.top):
        for value in sheet.rows[row]:
            if isinstance(value, str) and len(value) > 12:
                words = _words(value)
                best = max(best, len(wanted & words) / max(len(wanted | words), 1))
    return best + 0.5 * (key(sheet.name) == key(choice.form.sheet))


def _constants(sheet: Sheet, choice: Choice) -> float:
    """How far the cells agree with what the form sets, e.g. status poor in the list of the poor."""
    votes = [
        meaning(f.column.list, text) == choice.form.constants[f.column.field]
        for f in choice.fields
        if f.column.list and f.column.field in choice.form.constants
        for row in range(choice.first_row, len(sheet.rows))
        if isinstance(text := sheet.at(row, f.index), str)
    ]
    return sum(votes) / len(votes) if votes else 0.0


def _likely(header: Header) -> list[Form]:
    """The forms that share most headings with a header, a few of them."""

    def shared(form: Form) -> int:
        return sum(match(form, levels) is not None for levels in header.paths.values())

    return sorted(forms(), key=shared, reverse=True)[:CANDIDATES]


def choose(sheet: Sheet) -> Choice | None:
    """The best reading of a sheet; None when no form is near enough to say what is missing."""
    choices = [
        understand(sheet, form, header) for header in headers(sheet) for form in _likely(header)
    ]
    best = max(choices, key=lambda choice: choice.score, default=None)
    if best is None or len(best.fields) < 3:
        return None
    required = [c for c in best.form.columns if c.required]
    half = len(best.missing) * 2 <= len(required)
    near = half and len(best.fields) * 2 > len(best.header.paths)
    return best if near or _title(sheet, best) >= NAMED else None
