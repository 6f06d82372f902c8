"""Merged cells with a number or a mark -> a finding where one stands for several rows of data."""

from __future__ import annotations

from etl.read.cells import address
from etl.tidy.columns import ADDED_UP
from etl.tidy.records import TidySheet


def check_merged(tidied: TidySheet) -> None:
    """A number over several rows may be that of each or of all together: it counts for the first alone."""
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
            tidied.report("warning", "cell.merged", top, f.column.field, **told)
