"""A form that has totals and no row of what they add up -> nothing of it is read, and that is told."""

from __future__ import annotations

from etl.read.cells import address
from etl.tidy import TidySheet


def check_empty(sheet: TidySheet) -> None:
    """A total with figures over no row at all: the rows are missing, or the total is all that was kept."""
    if sheet.records or sheet.set_aside or sheet.quarantined:
        return
    for record in sheet.printed:
        figures = (v for k, v in record.values.items() if not k.startswith("_"))
        if any(isinstance(v, int | float) and v for v in figures):
            cell = address(record.row, sheet.sheet.filled(record.row)[0])
            sheet.report("error", "row.only_total", record.row, cell=cell)
            return
