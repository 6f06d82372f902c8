"""Columns of a sheet -> the values of its rows, made a column at a time where nothing is to be said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import Any, NamedTuple

from etl.choose import Field
from etl.tidy.columns import ColumnReader
from etl.tidy.meaning import Read

Values = dict[str, Any]
Groups = dict[tuple[tuple[str, str], ...], Values]


class _Column(NamedTuple):
    """A column with what its cells say, and the fields that it may put something into."""

    reader: ColumnReader
    values: list[Any]
    feeds: frozenset[str]

    @property
    def own(self) -> str:
        """The one field that takes the values of the cells as they are; "" when there is more to it."""
        name = self.reader.field.column.field
        return name if self.feeds == {name} else ""


def plain_rows(readers: Sequence[ColumnReader], constants: Values, end: int) -> dict[int, Values]:
    """The values of rows up to `end`, by row; left out is a row that needs to be read cell by cell.

    That is one of which a cell breaks a rule, was put right, is doubted, or lacks what it must have.
    """
    if not readers or any(reader.field.added for reader in readers):
        return {}
    first = readers[0].first_row
    kept = [reader for reader in readers if reader.field.column.kind != "order"]
    columns = [_Column(reader, reader.values(), _feeds(reader)) for reader in kept]
    found = dict(enumerate(_values(columns, constants, end - first), start=first))
    for reader in readers:
        for row in reader.unnumbered() if reader.field.column.kind == "order" else ():
            found.pop(row, None)
    for column in columns:
        odd = {id(read) for read in column.reader.distinct() if column.reader.is_odd(read)}
        for row, read in enumerate(column.reader.reads(), start=first) if odd else ():
            if id(read) in odd:
                found.pop(row, None)
    return found


def _values(columns: list[_Column], constants: Values, rows: int) -> list[Values]:
    """The values of all rows. A field that two columns feed is put row by row, in their order."""
    times = Counter([*constants, *(name for column in columns for name in column.feeds)])
    simple = [column for column in columns if column.own and times[column.own] == 1]
    names = [*constants, *(column.own for column in simple)]
    given = [repeat(value, rows) for value in constants.values()]
    listed = [column.values for column in simple]
    values: list[Values] = [{} for _ in range(rows)]
    if names:
        values = [dict(zip(names, row, strict=True)) for row in zip(*given, *listed, strict=True)]
    for column in columns:
        if column.feeds and not (column.own and times[column.own] == 1):
            for target, read in zip(values, column.reader.reads(), strict=True):
                put(target, {}, column.reader.field, read)
    return values


def _feeds(reader: ColumnReader) -> frozenset[str]:
    column = reader.field.column
    known = reader.distinct() if column.kind == "code" else ()  # a code may say several things
    more = (name for read in known if isinstance(read.value, dict) for name in read.value)
    return frozenset({column.field, *(name for name, _ in column.sets), *more} - {""})


def put(shared: Values, groups: Groups, f: Field, read: Read) -> None:
    """A value into the record, or into the group that its column adds (an indicator, a year)."""
    column, added = f.column, f.added
    target = groups.setdefault(added, {}) if added else shared
    if isinstance(read.value, dict):
        target.update(read.value)
    elif column.field and (read.value is not None or column.field not in target):
        target[column.field] = read.value
    if column.sets and read.value is not None:
        target.update(dict(column.sets))


def spread(shared: Values, groups: Groups) -> Iterable[Values]:
    """The records of a row: itself, or one for each value that its columns add."""
    if not groups:
        yield shared
    for added, values in groups.items():
        years = {k: int(v) if k == "year" else v for k, v in added}
        if "year" in years and all(v is None for v in values.values()):
            continue  # a blank pair of a year is no row
        yield shared | years | values
