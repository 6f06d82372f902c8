"""Merged cells with a number or a mark -> no value where one stands for several rows of data."""

from __future__ import annotations

from etl.choose import Field
from etl.read.cells import address
from etl.tidy.columns import ADDED_UP
from etl.tidy.records import Record, TidySheet


def check_merged(tidied: TidySheet) -> None:
    """A number over several rows may be that of each or of all together: two meanings are no value."""
    sheet = tidied.sheet
    fields = {f.index: f for f in tidied.choice.fields if f.column.kind in ADDED_UP}
    data = tidied.loaded | tidied.quarantined
    for top, left, bottom, _ in sheet.merges:
        if bottom == top or left not in fields or sheet.at(top, left) is None:
            continue
        rows = data.intersection(range(top, min(bottom, len(sheet.rows)) + 1))
        f = fields[left]
        if len(rows) > 1 and f.column.field:
            told = {"cell": address(top, left), "found": str(len(rows)), "expected": f.heading}
            tidied.report("error", "cell.merged", top, f.column.field, **told)
            _take_back([r for r in (*tidied.records, *tidied.set_aside) if r.row in rows], f)


def _take_back(records: list[Record], f: Field) -> None:
    """No value of the column in these rows, a blank mark's no included."""
    for record in filter(lambda found: found.is_of(f), records):
        record.values[f.column.field] = None
