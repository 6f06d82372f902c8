"""What a sheet says: a form, its columns as they are written, its lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from catalog.forms import Column, Form

ILLUSTRATIVE = "DỮ LIỆU MINH HỌA"
Row = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """A line of the table. `data` has as many rows as the form has per unit, `section` a text."""

    kind: str
    rows: tuple[Row, ...] = ()
    text: str = ""
    number: Any = None


@dataclass(frozen=True)
class Sheet:
    """What a sheet says. Keys of a row: field, `field|year`, `field|value`, or the heading itself.

    A sheet that an office will fill has no `day` and no `mark`: only made-up data bear one.
    """

    form: Form
    office: str
    place: str
    day: date | None
    lines: tuple[Line, ...]
    values: dict[str, str] = field(default_factory=dict)
    info: str = ""
    years: tuple[int, ...] = ()
    note: str = ""
    start: int = 1
    mark: str = ILLUSTRATIVE


@dataclass(frozen=True)
class Place:
    """A column of the sheet: the form's column, the year it is repeated for, its heading levels."""

    column: Column
    key: str
    levels: tuple[str, ...]


def data(number: int, *rows: Row) -> Line:
    """A numbered unit of one or more rows."""
    return Line("data", rows, number=number)


def places(sheet: Sheet) -> list[Place]:
    """The columns of a sheet; those with `{year}` in their heading once for each year."""
    found: list[Place] = []
    pending: list[Column] = []
    for column in (*(c for c in sheet.form.columns if not c.extra), None):
        if column is not None and "{year}" in column.heading:
            pending.append(column)
            continue
        found += [_place(c, sheet, year) for year in sheet.years for c in pending]
        pending = []
        if column is not None:
            found.append(_place(column, sheet))
    return found


def _place(column: Column, sheet: Sheet, year: int | None = None) -> Place:
    dated = (h for h in column.headings if sheet.day or "{date}" not in h)
    written = next(dated, column.heading).replace(
        "{year}", str(year or sheet.values.get("year", ""))
    )
    if sheet.day:
        written = written.replace("{date}", sheet.day.strftime("%d/%m/%Y"))
    name = column.field or (f"rate {'/'.join(column.of)}" if column.of else column.heading)
    marks = [str(year)] if year else [value for _, value in column.adds]
    if column.sets:
        marks = [value for _, value in column.sets]
    return Place(column, "|".join([name, *marks]), tuple(written.split(" / ")))
