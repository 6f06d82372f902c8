"""Sheet -> the forms that stand in it, one below the other; each part keeps its true row numbers."""

from __future__ import annotations

import re
from dataclasses import replace

from etl.choose import Choice, choose
from etl.headings import Header, headers
from etl.read import Sheet
from etl.read.cells import Value
from etl.said import hamlet_in
from etl.tidy.rows import is_total

TITLE_ROWS = 9
_NUMBER = re.compile(r"^[\d.,]+$")
Part = tuple[Sheet, Choice | None]


def parts(sheet: Sheet) -> list[Part]:
    """The forms of a sheet with their rows; one part without a form when none is known."""
    places = _places(headers(sheet))
    if len(places) < 2:
        return [(sheet, choose(sheet, places[0] if places else []))]
    starts = [0, *(_first_row(sheet, place[0].top) for place in places[1:]), len(sheet.rows)]
    known: list[tuple[int, Choice]] = []
    for place, start, end in zip(places, starts, starts[1:], strict=False):
        found = choose(_cut(sheet, start, end), place)
        if found is not None and known and _is_repeated(sheet, start, found, known[-1][1]):
            known[-1] = known[-1][0], _with_repeated(known[-1][1], found.header)
        elif found is not None:
            known.append((start, found))
    if len(known) < 2:
        whole = known[0][1] if known else choose(sheet, [h for place in places for h in place])
        return [(sheet, whole)]
    ends = [*(start for start, _ in known[1:]), len(sheet.rows)]
    begins = [0, *(start for start, _ in known[1:])]
    return [
        (_cut(sheet, begin, end), found)
        for begin, end, (_, found) in zip(begins, ends, known, strict=True)
    ]


def _places(found: list[Header]) -> list[list[Header]]:
    """Headers that touch each other are one place, read in more than one way."""
    places: list[list[Header]] = []
    for header in found:
        if places and header.top <= max(h.bottom for h in places[-1]) + 1:
            places[-1].append(header)
        else:
            places.append([header])
    return places


def _first_row(sheet: Sheet, top: int) -> int:
    """The first row of what belongs to the header at `top`: the title and the lines above it."""
    row = top
    while row > 0 and top - row < TITLE_ROWS and _is_furniture(sheet, row - 1):
        row -= 1
    return row


def _is_furniture(sheet: Sheet, row: int) -> bool:
    """A row of a title, an address or nothing: a few texts and no number."""
    values = [value for value in sheet.rows[row] if value is not None]
    texts = [value.strip() for value in values if isinstance(value, str)]
    ends = any(_NUMBER.match(text) or is_total(text) for text in texts)
    return len(values) == len(texts) <= 3 and not ends


def _is_repeated(sheet: Sheet, start: int, found: Choice, before: Choice) -> bool:
    """The same headings once more, at most under the name of a hamlet: the table goes on."""
    rows = range(start, found.header.top)
    texts = [value for row in rows for value in sheet.rows[row] if value is not None]
    named = len(texts) == 1 and bool(hamlet_in(str(texts[0])))
    return found.header.paths == before.header.paths and (not texts or named)


def _with_repeated(choice: Choice, header: Header) -> Choice:
    rows = frozenset(range(header.top, header.bottom + 1))
    return replace(choice, repeated=choice.repeated | rows)


def _cut(sheet: Sheet, start: int, end: int) -> Sheet:
    """The sheet with the rows from `start` to before `end`, all others empty."""
    empty: list[list[Value]] = [[]] * start
    return replace(
        sheet,
        rows=[*empty, *sheet.rows[start:end]],
        mends={cell: mend for cell, mend in sheet.mends.items() if start <= cell[0] < end},
    )
