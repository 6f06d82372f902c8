"""A form that has totals and no row of what they add up -> nothing of it is read, and that is told."""

from __future__ import annotations

from etl.read.cells import address
from etl.tidy import TidySheet
from etl.tidy.columns import NUMBERS


def check_empty(sheet: TidySheet) -> None:
    """A total with figures over no row at all: the rows are missing, or the total is all that was kept."""
    if sheet.records or sheet.set_aside or sheet.quarantined:
        return
    names = {f.column.field for f in sheet.choice.fields if f.column.kind in NUMBERS}
    for record in sheet.printed:
        if any(isinstance(v := record.values.get(n), int | float) and v for n in names):
            cell = address(record.row, sheet.sheet.filled(record.row)[0])
            sheet.report("error", "row.only_total", record.row, cell=cell)
            return
