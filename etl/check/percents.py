"""Percentages of 1 or less -> used where one meaning is left; else no value, told at the cell (SAFETY N6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from catalog.indicators import indicators, target_unit
from etl.tidy import Record, TidySheet

NEAR = 3  # how many times a figure of an indicator may be more or less than the others known of it
Known = dict[str, list[float]]
Cells = list[tuple[TidySheet, Record, str]]


def check_percents(sheets: list[TidySheet]) -> None:
    """A 0.9 may be 0.9 % or 90 %: the cell's `%` says it, or what else is known of its indicator.

    Without either the cell is none. What one column says of itself is read before (`tidy/columns.py`).
    """
    doubtful: Cells = []
    known: Known = defaultdict(list)
    for sheet in sheets:
        for field in (f.column.field for f in sheet.choice.fields if f.column.kind == "percent"):
            for record in _in_percent(sheet, field):
                if record.values[field] <= 1 and not _is_said(sheet, record, field):
                    doubtful.append((sheet, record, field))
                else:
                    known[_indicator(record)].append(record.values[field])
    if any("indicator" in record.values for _, record, _ in doubtful):
        _add_actual(known, sheets)
    for sheet, record, field in doubtful:
        _settle(sheet, record, field, known[_indicator(record)])


def _in_percent(sheet: TidySheet, field: str) -> Iterable[Record]:
    """The records whose field is a percentage of more than nothing."""
    for record in sheet.records:
        indicator = _indicator(record)
        unit = record.values.get("unit") or (target_unit(indicator) if indicator else "%")
        if (record.values.get(field) or 0) > 0 and unit == "%":
            yield record


def _indicator(record: Record) -> str:
    return str(record.values.get("indicator") or "")


def _is_said(sheet: TidySheet, record: Record, field: str) -> bool:
    """Whether the cell says `%` itself, in its format or its text."""
    column = sheet.column_of(field)
    value = sheet.sheet.at(record.row, column or 0)
    tag = sheet.sheet.tags.get((record.row, column or 0), "")
    return "percent" in tag or (isinstance(value, str) and value.rstrip().endswith("%"))


def _settle(sheet: TidySheet, record: Record, field: str, others: list[float]) -> None:
    """No value, unless it is near the others as it stands, which hundred times as much is not."""
    value = record.values[field]
    if not _indicator(record) and value == 1 and others:
        return  # beside whole percentages a 1 is one of them
    if _is_near(value, others) and not _is_near(value * 100, others):
        return
    record.values[field] = None
    shown = str(sheet.sheet.at(record.row, sheet.column_of(field) or 0))
    sheet.report("error", "cell.two_percents", record.row, field, found=shown)


def _is_near(value: float, others: list[float]) -> bool:
    return bool(others) and min(others) / NEAR <= value <= max(others) * NEAR


def _add_actual(known: Known, sheets: list[TidySheet]) -> None:
    """The rate that each sheet gives of an indicator which is a part of a whole of one table."""
    for key, indicator in indicators().items():
        names = [name.split(".") for name in (*indicator.part, *indicator.whole)]
        tables = {table.lstrip("-") for table, _ in names}
        if not indicator.whole or len(tables) != 1:
            continue
        parts = [name for _, name in names[: len(indicator.part)]]
        wholes = [name for _, name in names[len(indicator.part) :]]
        for sheet in (s for s in sheets if s.form.table in tables):
            part, whole = _sum(sheet, parts), _sum(sheet, wholes)
            known[key] += [100 * part / whole] if part and whole else []


def _sum(sheet: TidySheet, names: list[str]) -> float:
    return sum(record.values.get(name) or 0 for record in sheet.records for name in names)
