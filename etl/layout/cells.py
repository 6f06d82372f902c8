"""A value -> what the office writes into the cell; codes and rates of a row."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from catalog.codes import spelling
from catalog.forms import Column
from etl.layout.sheet import Place, Row, Sheet

CLOSING, OUT = "closing", ("to_other_group", "escaped", "other_out")
UNITS = {"triệu đồng": 1_000_000, "nghìn đồng": 1_000, "đồng": 1}


def code_row(columns: Sequence[Place]) -> list[Any]:
    """`A`, `B`, 1, 2, `3=2/1*100` …; `C` too where the third column names the row of a unit."""
    letters = "ABC" if columns[1].column.repeat else "AB"
    numbers = {p.key: n for n, p in enumerate(columns[len(letters) :], start=1)}
    codes: list[Any] = [*letters, *numbers.values()]
    for index, place in enumerate(columns[len(letters) :], start=len(letters)):
        number = index + 1 - len(letters)
        if place.column.kind == "rate":
            mark = place.key.partition("|")[2]
            part, whole = (numbers.get(f"{f}|{mark}" if mark else f) for f in place.column.of)
            codes[index] = f"{number}={part}/{whole}*100"
        if place.key == CLOSING:
            codes[index] = f"{number}={_balance(numbers)}"
    return codes


def _balance(numbers: dict[str, int]) -> str:
    """How the closing of a movement form comes from its other columns: `1-2-3-4+5+6+7+8`."""
    first, *rest = (name for name in numbers if name != CLOSING)
    signs = (f"{'-' if name in OUT else '+'}{numbers[name]}" for name in rest)
    return f"{numbers[first]}{''.join(signs)}"


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
