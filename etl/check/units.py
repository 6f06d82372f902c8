"""Amounts in another unit than the rest of their column -> no value, told at the cell (SAFETY N4)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from etl.choose import Field
from etl.read.cells import address
from etl.tidy import Record, TidySheet
from etl.tidy.columns import unit_of

MILLION = 1_000_000
FAR = 900  # from here on two amounts of a column differ by a unit, not by their size
NEAR = 10  # how many times as much, or as little, an amount may be and still be like the others
ENOUGH = 3  # amounts that say what is usual in a column
LEAST = 10_000  # đồng: less is no amount of a form, but one of nghìn or triệu đồng


def check_units(sheet: TidySheet) -> None:
    """A cell in đồng in a column of triệu, or of nghìn or triệu in one of đồng, has two meanings: none.

    Rows that are set aside are told of too: whoever mends them needs not come twice.
    It is told only where it is far from the others as it stands and like them in the other unit.
    """
    for f in sheet.choice.fields:
        if f.column.kind == "money" and f.column.field:
            unit = unit_of(sheet, f)
            rows = [r for r in (*sheet.records, *sheet.set_aside) if r.is_of(f)]
            found = [r for r in rows if r.values.get(f.column.field)]
            amounts = sorted(record.values[f.column.field] for record in found)
            for record in found:
                if _is_of_another_unit(record.values[f.column.field], amounts, unit):
                    _take_back(sheet, record, f)


def _is_of_another_unit(value: int, amounts: Sequence[int], unit: int) -> bool:
    if unit >= MILLION:
        return _is_like(value / unit, amounts[: bisect_right(amounts, value / FAR)])
    if unit > 1 or value >= LEAST:
        return False
    others = amounts[bisect_right(amounts, value * FAR - 1) :]
    return any(_is_like(value * factor, others) for factor in (1000, MILLION))


def _is_like(value: float, usual: Sequence[int]) -> bool:
    """Whether an amount is like most of some others, given in order."""
    middle = usual[len(usual) // 2] if len(usual) >= ENOUGH else 0
    return middle / NEAR <= value <= middle * NEAR if middle else False


def _take_back(sheet: TidySheet, record: Record, f: Field) -> None:
    shown, cell = str(sheet.sheet.at(record.row, f.index)), address(record.row, f.index)
    record.values[f.column.field] = None
    sheet.report("error", "cell.two_units", record.row, f.column.field, cell=cell, found=shown)
