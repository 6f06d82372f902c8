"""Sheet -> the same sheet as people see it: nothing under a merge, letters of old fonts decoded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from etl.read.cells import Mend, Sheet, Value

Cell = tuple[int, int]


def mended(sheet: Sheet) -> Sheet:
    """The sheet with values that have one possible meaning put right; what was changed is in `mends`."""
    changes: dict[Cell, tuple[Value, Mend]] = dict(_ghosts(sheet))
    if not changes:
        return sheet
    rows = [list(row) for row in sheet.rows]
    for (row, column), (value, _) in changes.items():
        rows[row][column] = value
    mends = {cell: mend for cell, (_, mend) in changes.items()}
    return replace(sheet, rows=rows, mends=sheet.mends | mends)


def _ghosts(sheet: Sheet) -> Iterator[tuple[Cell, tuple[Value, Mend]]]:
    """Values under a merge, which nobody sees: only its first cell counts."""
    for top, left, bottom, right in sheet.merges:
        for row in range(top, min(bottom, len(sheet.rows) - 1) + 1):
            cells = sheet.rows[row]
            for column in range(left, min(right, len(cells) - 1) + 1):
                if (row, column) != (top, left) and cells[column] is not None:
                    yield (row, column), (None, Mend("cell.under_merge", "warning"))
