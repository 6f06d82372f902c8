"""Printed rates of a sheet -> relations with the numbers of their rows, as exact as they are printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from etl.check.relations import Rate, Spot, Term
from etl.choose import Field
from etl.read.cells import Value, address
from etl.tidy import Record, TidySheet
from etl.tidy.values import read_cell


def rates_of(tidied: TidySheet, term: Callable[[Record, str], Term | None]) -> Iterable[Rate]:
    """Every printed rate of a sheet; one that is no number has been told already."""
    for f in tidied.choice.fields:
        if f.column.kind == "rate":
            places = max(
                map(_places, tidied.sheet.column(f.index)[tidied.choice.first_row :]), default=0
            )
            for record in (*tidied.records, *tidied.set_aside, *tidied.printed):
                yield from _rate(tidied, record, f, places, term)


def _rate(
    tidied: TidySheet,
    record: Record,
    f: Field,
    places: int,
    term: Callable[[Record, str], Term | None],
) -> Iterable[Rate]:
    """The rate of a row. A text shows its decimals; a number has those of its column: 4.1 may be 4,10."""
    year = dict(f.captured).get("year")
    if year and str(record.values.get("year")) != year:
        return
    cell = tidied.sheet.at(record.row, f.index)
    printed: Any = read_cell(cell, f.column).value
    part, whole = (term(record, name) for name in f.column.of)
    if isinstance(printed, int | Decimal) and part is not None and whole is not None:
        spot = Spot(tidied.file, tidied.sheet.name, address(record.row, f.index))
        shown = _places(cell) if isinstance(cell, str) else places
        signed = isinstance(cell, str) and cell.rstrip().endswith("%")
        yield Rate("rate.differs", Term(spot, 0), Decimal(printed), part, whole, shown, signed)


def _places(cell: Value) -> int:
    """How many decimals a cell has; a text those that stand in it."""
    if isinstance(cell, bool) or not isinstance(cell, int | float | str):
        return 0
    if isinstance(cell, str):
        digits = cell.strip().rstrip("% ").replace(",", ".").rpartition(".")[2]
        return len(digits) if digits.isdigit() and digits != cell.strip().rstrip("% ") else 0
    exponent = Decimal(repr(round(cell, 9))).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
