"""Rows -> terms: what each cell behind a figure adds, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from dashboard.data import Data, Row

WHOLLY = Fraction(1)


@dataclass(frozen=True)
class Term:
    """What one cell adds to a figure, and where it stands. `whole`: it belongs to the denominator.

    `share` is the part of the cell that counts: of a year's plan, what is due by a day. `since` is
    the day from which the day in the cell is counted, as an ordinal.
    """

    value: int | float
    file: str
    sheet: str
    cell: str
    whole: bool = False
    share: Fraction = WHOLLY
    since: int = 0


@dataclass(frozen=True)
class Source:
    """Where a value stands: a file, a sheet, its cells."""

    file: str
    sheet: str
    cells: tuple[str, ...] = ()


def terms_of(
    data: Data,
    rows: Iterable[Row],
    *names: str,
    added: str = "",
    whole: bool = False,
    sign: int = 1,
) -> tuple[Term, ...]:
    """The cells of some fields of some rows that have a value, with it."""
    return tuple(
        Term(
            sign * _number(row[name]), row["source_file"], row["source_sheet"],
            data.cell(row, name, added), whole,
        )
        for row in rows
        for name in names
        if row.get(name) is not None and row.get("source_file")
    )  # fmt: skip


def rows_counted(data: Data, rows: Iterable[Row], name: str) -> tuple[Term, ...]:
    """A term of 1 for each row; `name` is the field whose cell stands for it."""
    return tuple(
        Term(1, row["source_file"], row["source_sheet"], data.cell(row, name))
        for row in rows
        if row.get("source_file")
    )


def added_up(terms: Iterable[Term]) -> float | int:
    """The sum of cells; where only a share of one counts, to the whole unit."""
    found = list(terms)
    if all(term.share == WHOLLY for term in found):
        return sum(term.value for term in found)
    return round(sum((Fraction(term.value) * term.share for term in found), Fraction(0)))


def _number(value: float | int | date) -> float | int:
    return value.toordinal() if isinstance(value, date) else value


def terms_behind(
    data: Data,
    table: str,
    rows: Iterable[Row],
    measure: str = "households",
    *,
    added: str = "",
    whole: bool = False,
) -> tuple[Term, ...]:
    """The cells behind a measure of derived rows; none where only the public zone is served."""
    return tuple(
        Term(
            row["value"], row["source_file"], row["source_sheet"],
            data.cell(row, row["field"], added), whole,
        )
        for derived in rows
        for row in data.behind(table, derived, measure)
    )  # fmt: skip
