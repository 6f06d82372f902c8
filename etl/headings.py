"""Sheet -> its possible headers: the rows of headings and the path of each column."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, cached_property

from catalog.forms import layouts
from catalog.spelling import clean, key
from etl.read import Sheet
from etl.read.cells import Fault, Value

SEARCHED_ROWS = 60
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NUMBER = re.compile(
    r"^\(?(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,4}|[a-zđ](?=\s*[.)]))\s*[.):–-]\s*(?=[^\W\d_])"
)
_CODE = re.compile(r"^([A-ZĐ]|\d{1,2}|\d{1,2}\s*=.*)$")


@dataclass(frozen=True)
class Header:
    """Where the header stands (rows from 0, `bottom` included) and the path of each heading."""

    top: int
    bottom: int
    paths: dict[int, tuple[str, ...]]

    @cached_property
    def last_levels(self) -> Counter[str]:
        """How many headings have each last level, by its match key and without its number."""
        return Counter(key(unnumbered(path[-1])) for path in self.paths.values())


def unnumbered(heading: str) -> str:
    """A heading without the number before its words: `1. Không có đất sản xuất`, `(2) …`, `a) …`."""
    return _NUMBER.sub("", heading)


def is_code_row(sheet: Sheet, row: int) -> bool:
    """Whether a row holds `A | B | 1 | 2 | 4=3/1*100 …`; one spoilt cell in it makes it no row of data."""
    texts = [str(v).strip() for v in sheet.rows[row] if v is not None]
    codes = sum(bool(_CODE.match(text)) for text in texts)
    begun = texts[:1] == ["A"] or (texts[1:2] == ["B"] and len(texts) > 3)
    return len(texts) > 1 and begun and codes >= max(2, len(texts) - 1)


@cache
def _orders() -> frozenset[str]:
    columns = (column for form in layouts() for column in form.columns if column.kind == "order")
    return frozenset(key(text) for column in columns for text in column.headings)


@cache
def _first_levels() -> frozenset[str]:
    columns = (column for form in layouts() for column in form.columns)
    firsts = (text.split(" / ")[0] for column in columns for text in column.headings)
    return frozenset(key(text.replace("{year}", "year")) for text in firsts)


def headers(sheet: Sheet) -> list[Header]:
    """Every place where a header may stand; far down only where a row begins as headers do."""
    found: list[Header] = []
    near = range(min(SEARCHED_ROWS, len(sheet.rows)))
    far = (r for r in range(len(near), len(sheet.rows)) if _may_begin(sheet.rows[r]))
    for row in (*near, *far):
        filled = sheet.filled(row)
        texts = {c: key(v) for c in filled if isinstance(v := sheet.at(row, c), str)}
        starts = [c for c in filled[:3] if texts.get(c) in _orders()]
        below = bool(found) and row <= found[-1].bottom  # a further level of the header above
        if starts or (not below and _is_known(list(texts.values()), len(filled))):
            found.append(_header(sheet, row, starts[0] if starts else filled[0]))
    return found


def _may_begin(cells: list[Value]) -> bool:
    head = cells[0] if cells else None
    if head is None:
        head = next((value for value in cells if value is not None), None)
    return isinstance(head, str) and len(head) <= 16 and key(head) in _orders()


def _is_known(texts: list[str], filled: int) -> bool:
    """Whether most cells of a row are headings that some form has: its first cell may be spoilt."""
    known = sum(_YEAR.sub("year", text) in _first_levels() for text in texts)
    return known >= 3 and known * 2 > filled


def _header(sheet: Sheet, top: int, column: int) -> Header:
    bottom = top
    for row in range(top + 1, min(top + 5, len(sheet.rows))):
        covered = sheet.anchor(row, column) == (top, column)
        hanging = sheet.at(row, column) is None and _is_heading_row(sheet, row)
        if is_code_row(sheet, row) or not (covered or hanging):
            break
        bottom = row
    return Header(top, bottom, _paths(sheet, top, bottom))


def _is_heading_row(sheet: Sheet, row: int) -> bool:
    """A second heading level has texts, or the bare numbers 1 to n of the indicators."""
    values = [v for v in sheet.rows[row] if v is not None]
    roman = bool(values) and isinstance(values[0], str) and bool(re.match(r"^[IVX]+\b", values[0]))
    numbers = [v for v in values if isinstance(v, int)]
    counted = numbers == list(range(1, len(numbers) + 1))
    return (
        len(values) > 1 and not roman and counted and all(isinstance(v, str | int) for v in values)
    )


def _paths(sheet: Sheet, top: int, bottom: int) -> dict[int, tuple[str, ...]]:
    width = max((len(sheet.rows[row]) for row in range(top, bottom + 1)), default=0)
    paths = {}
    for column in range(width):
        levels: list[str] = []
        anchors = set()
        for row in range(top, bottom + 1):
            anchor = sheet.anchor(row, column)
            value = _level(sheet, row, column, bottom)
            if value is None or anchor in anchors:
                continue
            anchors.add(anchor)
            levels.append(clean(value.text if isinstance(value, Fault) else str(value)))
        if levels:
            paths[column] = tuple(levels)
    return paths


def _level(sheet: Sheet, row: int, column: int, bottom: int) -> object:
    """The heading over a cell: its own, its merge's, or the one to the left when merges are lost."""
    value = sheet.merged(row, column)
    if value is not None or row == bottom or not _speaks(sheet, row + 1, column, bottom):
        return value
    if sheet.merges:
        return None
    left = (sheet.at(row, c) for c in range(column, -1, -1))
    return next((value for value in left if value is not None), None)


def _speaks(sheet: Sheet, first: int, column: int, bottom: int) -> bool:
    return any(sheet.at(row, column) is not None for row in range(first, bottom + 1))
