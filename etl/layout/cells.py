"""A value -> what the office writes into the cell; codes and rates of a row."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from catalog.codes import spelling
from catalog.forms import Column
from etl.layout.sheet import Place, Row, Sheet

UNITS = {"triệu đồng": 1_000_000, "nghìn đồng": 1_000, "đồng": 1}


def code_row(columns: Sequence[Place]) -> list[Any]:
    """`A`, `B`, 1, 2, `3=2/1*100` …"""
    numbers = {place.key: index - 1 for index, place in enumerate(columns) if index > 1}
    codes: list[Any] = ["A", "B", *range(1, len(columns) - 1)]
    for index, place in enumerate(columns):
        if place.column.kind == "rate" and index > 1:
            mark = place.key.partition("|")[2]
            part, whole = (numbers.get(f"{f}|{mark}" if mark else f) for f in place.column.of)
            codes[index] = f"{index - 1}={part}/{whole}*100"
    return codes


def value_of(sheet: Sheet, place: Place, values: Row) -> Any:
    """What stands in the cell of a column in a row; None for a blank."""
    value = values.get(place.key)
    if place.column.kind == "rate" and value is None:
        value = _rate_of(place, values)
    if value is None or value == "" or value is False:
        return None
    return _as_written(sheet, place.column, value)


def _rate_of(place: Place, values: Row) -> str | None:
    """`4,12%`, rounded half up, of the two fields that the rate is of."""
    mark = place.key.partition("|")[2]
    part, whole = (values.get(f"{f}|{mark}" if mark else f) for f in place.column.of)
    if part is None or not whole:
        return None
    exact = (Decimal(int(part)) * 100 / Decimal(int(whole))).quantize(
        Decimal("0.01"), ROUND_HALF_UP
    )
    return f"{exact}%".replace(".", ",")


def _as_written(sheet: Sheet, column: Column, value: Any) -> Any:
    """A value as the office writes it."""
    if value in column.subtotal:
        return value
    if column.kind == "money":
        exact = Decimal(value) / UNITS[sheet.form.unit_line]
        return int(exact) if exact == int(exact) else float(exact)
    if column.kind == "mark":
        return "x"
    if column.kind == "code" and not column.list.startswith("movement"):
        return spelling(column.list, value)
    if column.kind == "codes":
        return "; ".join(spelling(column.list, code) for code in value)
    if column.kind == "hamlet":
        return value if value == "Toàn xã" else f"Ấp {value}"
    if column.kind == "hamlets":
        return "; ".join(f"Ấp {name}" for name in value)
    return value
