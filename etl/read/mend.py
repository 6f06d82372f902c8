"""Sheet -> the same sheet as people see it: nothing under a merge, letters of old fonts decoded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from catalog.legacy import is_sound, mend
from etl.read.cells import Mend, Sheet, Value

Cell = tuple[int, int]
Change = tuple[Value, Mend]


def mended(sheet: Sheet) -> Sheet:
    """The sheet with values that have one possible meaning put right; what was changed is in `mends`."""
    changes = dict(_ghosts(sheet)) | dict(_letters(sheet))
    if not changes:
        return sheet
    rows = [list(row) for row in sheet.rows]
    for (row, column), (value, _) in changes.items():
        rows[row][column] = value
    mends = {cell: mend for cell, (_, mend) in changes.items()}
    return replace(sheet, rows=rows, mends=sheet.mends | mends)


def _ghosts(sheet: Sheet) -> Iterator[tuple[Cell, Change]]:
    """Values under a merge, which nobody sees: only its first cell counts."""
    for top, left, bottom, right in sheet.merges:
        for row in range(top, min(bottom, len(sheet.rows) - 1) + 1):
            cells = sheet.rows[row]
            for column in range(left, min(right, len(cells) - 1) + 1):
                if (row, column) != (top, left) and cells[column] is not None:
                    yield (row, column), (None, Mend("cell.under_merge", "warning"))


def _letters(sheet: Sheet) -> Iterator[tuple[Cell, Change]]:
    """Texts in TCVN3 or VNI, told by their font or, column by column, by what they spell."""
    fonts = {cell: _font(tag) for cell, tag in sheet.tags.items() if "font:" in tag}
    marked = {column for _, column in fonts}
    numbered: list[bool] = []
    for column in range(max(map(len, sheet.rows), default=0)):
        texts = {v for v in set(sheet.column(column)) if isinstance(v, str)}
        if column in marked or not is_sound(texts):
            numbered = numbered or [_has_number(cells) for cells in sheet.rows]
            yield from _letters_of(sheet, column, fonts, numbered)


def _letters_of(
    sheet: Sheet, column: int, fonts: dict[Cell, str], numbered: Sequence[bool]
) -> Iterator[tuple[Cell, Change]]:
    texts = {row: v for row, v in enumerate(sheet.column(column)) if isinstance(v, str)}
    old = [fonts.get((row, column)) for row in texts]
    beside = {n for n, row in enumerate(texts) if not numbered[row]}
    read = mend(list(texts.values()), old, beside)
    for (row, text), found in zip(texts.items(), read, strict=True):
        if found.charset == "unknown":
            yield (row, column), (text, Mend("text.unknown", "warning"))
        elif found.text != text:
            rule, severity = ("decoded", "note") if found.sure else ("by_score", "warning")
            put_right = Mend(f"text.{rule}", severity, _named(found.charset))
            yield (row, column), (found.text, put_right)


def _has_number(cells: Sequence[Value]) -> bool:
    """Whether a row may be one of data: no row of headings or signatures has a number."""
    return any(v.__class__ in (int, float) or (isinstance(v, str) and v.isdigit()) for v in cells)


def _font(tag: str) -> str:
    return next((t.removeprefix("font:") for t in tag.split(";") if t.startswith("font:")), "")


def _named(charset: str | None) -> str:
    return "VNI" if charset == "vni" else "TCVN3"
