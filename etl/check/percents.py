"""Percentages of 1 or less -> used where one meaning is left; else no value, told at the cell (SAFETY N6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from math import inf

from catalog.indicators import Better, indicators, target_unit
from catalog.spelling import key
from etl.tidy import Record, TidySheet

NEAR = 3  # how many times a figure of an indicator may be more or less than the others known of it
CLEAR = 2  # how many times nearer one meaning is than the other, where it is the one that is meant
WORSE = 1.5  # how many times worse than all that is known no target is set
Known = dict[str, dict[str, list[float]]]  # indicator -> commune as it is written -> percentages
Cells = list[tuple[TidySheet, Record, str]]


def check_percents(sheets: list[TidySheet]) -> None:
    """A 0.9 may be 0.9 % or 90 %: the cell's `%` says it, or what else is known of its indicator.

    Without either the cell is none. What one column says of itself is read before (`tidy/columns.py`).
    """
    doubtful: Cells = []
    known: Known = defaultdict(lambda: defaultdict(list))
    for sheet in sheets:
        for field in (f.column.field for f in sheet.choice.fields if f.column.kind == "percent"):
            for record in _in_percent(sheet, field):
                if record.values[field] <= 1 and not _is_said(sheet, record, field):
                    doubtful.append((sheet, record, field))
                else:
                    known[_indicator(record)][_place(sheet, record)].append(record.values[field])
    if any("indicator" in record.values for _, record, _ in doubtful):
        _add_actual(known, sheets)
    for sheet, record, field in doubtful:
        others = known[_indicator(record)]
        every = [value for values in others.values() for value in values]
        _settle(sheet, record, field, others.get(_place(sheet, record)) or every)


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


def _place(sheet: TidySheet, record: Record) -> str:
    """The commune that a row is about, as it is written."""
    values, info = record.values, sheet.info
    said = values.get("place_code") or info.commune_code or values.get("place_name")
    return key(str(said or info.commune_name))


def _settle(sheet: TidySheet, record: Record, field: str, others: list[float]) -> None:
    """The meaning that is nearer to what else is known, told where it is the fraction; else no value."""
    value, indicator = record.values[field], _indicator(record)
    stands, hundred = _times(value, others), _times(value * 100, others)
    worse = _is_far_worse(value * 100, others, indicator)
    if not indicator and ((value == 1 and others) or stands <= NEAR < hundred):
        return  # beside whole percentages a 1 is one of them
    if indicator and others and (stands * CLEAR <= hundred or (worse and hundred > NEAR)):
        return
    fraction = indicator and hundred <= min(stands / CLEAR, NEAR) and not worse
    shown = str(sheet.sheet.at(record.row, sheet.column_of(field) or 0))
    record.values[field] = meant = round(value * 100, 10) if fraction else None
    severity, rule = ("warning", "cell.fraction") if fraction else ("error", "cell.two_percents")
    said = f"{meant:g}".replace(".", ",") if meant else ""
    sheet.report(severity, rule, record.row, field, found=shown, expected=said)


def _is_far_worse(value: float, others: list[float], indicator: str) -> bool:
    """Whether a figure is far worse than all that is known of an indicator: nobody plans for that."""
    known = indicators().get(indicator)
    lower = known is not None and known.better is Better.LOWER
    return lower and bool(others) and value > max(others) * WORSE


def _times(value: float, others: list[float]) -> float:
    """How many times more or less than the others a figure is; 1 among them."""
    if not others:
        return inf
    return max(min(others) / value, value / max(others), 1)


def _add_actual(known: Known, sheets: list[TidySheet]) -> None:
    """The rate that each sheet gives of an indicator which is a part of a whole of one table."""
    for name, indicator in indicators().items():
        names = [column.split(".") for column in (*indicator.part, *indicator.whole)]
        tables = {table.lstrip("-") for table, _ in names}
        if not indicator.whole or len(tables) != 1:
            continue
        parts = [column for _, column in names[: len(indicator.part)]]
        wholes = [column for _, column in names[len(indicator.part) :]]
        for sheet in (s for s in sheets if s.form.table in tables):
            part, whole = _sum(sheet, parts), _sum(sheet, wholes)
            if part and whole:
                place = key(sheet.info.commune_code or sheet.info.commune_name)
                known[name][place].append(100 * part / whole)


def _sum(sheet: TidySheet, names: list[str]) -> float:
    return sum(record.values.get(name) or 0 for record in sheet.records for name in names)
