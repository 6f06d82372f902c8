"""Sheet -> the forms that stand in it, one below the other; each part keeps its true row numbers."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sized
from dataclasses import dataclass, field, replace

from etl.choose import Choice, choose
from etl.headings import Header, headers
from etl.read import Sheet
from etl.read.cells import Mend, Value
from etl.said import hamlet_in
from etl.tidy.sums import is_total

TITLE_ROWS = 9
_NUMBER = re.compile(r"^[\d.,]+$")
MOST = 200  # tables in one sheet; each has its hamlet, and no commune has so many
READINGS = 10  # ways to read the header of one table
Part = tuple[Sheet, Choice | None]


@dataclass
class _Begun:
    """Where a table begins, what it is, and the rows in which its header is printed again."""

    start: int
    choice: Choice | None
    again: set[int] = field(default_factory=set)

    @property
    def whole(self) -> Choice | None:
        """Its choice, which knows the headers printed again."""
        return self.choice and replace(self.choice, repeated=frozenset(self.again))


def parts(sheet: Sheet) -> list[Part]:
    """The forms of a sheet with their rows; one part without a form when none is known."""
    places = _places(headers(sheet))
    if len(places) < 2:
        return [(sheet, choose(sheet, places[0] if places else []))]
    known = _known(sheet, places)
    if is_crowded(known):
        return [(sheet, None)]
    known = [begun for begun in known if begun.choice is not None]
    if len(known) < 2:
        few = [header for place in places[:MOST] for header in place]
        return [(sheet, known[0].whole if known else choose(sheet, few))]
    cuts = _cuts(sheet, [0, *(begun.start for begun in known[1:]), len(sheet.rows)])
    return [(cut, begun.whole) for cut, begun in zip(cuts, known, strict=True)]


def is_crowded(tables: Sized) -> bool:
    """Whether more tables stand in one sheet than anybody lays below each other."""
    return len(tables) > MOST


def _known(sheet: Sheet, places: list[list[Header]]) -> list[_Begun]:
    """The tables with the rows in which they begin; a header printed again begins none."""
    starts = [0, *(_first_row(sheet, place[0].top) for place in places[1:]), len(sheet.rows)]
    found: list[_Begun] = []
    last: _Begun | None = None
    for place, start, end in zip(places, starts, starts[1:], strict=False):
        again = _again(sheet, start, place, last.choice) if last and last.choice else None
        if last and again:
            last.again.update(range(again.top, again.bottom + 1))
            continue
        begun = _Begun(start, choose(_rows_only(sheet, start, end), place))
        found.append(begun)
        last = begun if begun.choice else last
        if is_crowded(found):
            break
    return found


def _places(found: list[Header]) -> list[list[Header]]:
    """Headers that touch each other are one place, read in more than one way."""
    places: list[list[Header]] = []
    bottom = -2
    for header in found:
        if header.top > bottom + 1:
            places.append([header])
        elif len(places[-1]) < READINGS:
            places[-1].append(header)
        bottom = max(bottom, header.bottom)
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


def _again(sheet: Sheet, start: int, place: list[Header], before: Choice) -> Header | None:
    """The same headings once more, at most under the name of a hamlet: the table goes on."""
    for header in place:
        rows = range(start, header.top)
        texts = [value for row in rows for value in sheet.rows[row] if value is not None]
        named = len(texts) == 1 and bool(hamlet_in(str(texts[0])))
        if header.paths == before.header.paths and (not texts or named):
            return header
    return None


def _rows_only(sheet: Sheet, start: int, end: int) -> Sheet:
    """The rows from `start` to before `end`, all others empty; enough to choose a form."""
    empty: list[list[Value]] = [[]] * start
    return Sheet(sheet.name, [*empty, *sheet.rows[start:end]], sheet.merges, typed=sheet.typed)


def _cuts(sheet: Sheet, bounds: list[int]) -> list[Sheet]:
    """The sheet cut at some rows; what is known of a cell or row goes with its piece."""
    count = len(bounds) - 1

    def piece(row: int) -> int:
        return min(max(bisect_right(bounds, row) - 1, 0), count - 1)

    tags: list[dict[tuple[int, int], str]] = [{} for _ in range(count)]
    mends: list[dict[tuple[int, int], Mend]] = [{} for _ in range(count)]
    merges: list[list[tuple[int, int, int, int]]] = [[] for _ in range(count)]
    hidden: list[set[int]] = [set() for _ in range(count)]
    for at, tag in sheet.tags.items():
        tags[piece(at[0])][at] = tag
    for at, mend in sheet.mends.items():
        mends[piece(at[0])][at] = mend
    for merge in sheet.merges:
        merges[piece(merge[0])].append(merge)
    for row in sheet.hidden_rows:
        hidden[piece(row)].add(row)
    return [
        replace(
            _rows_only(sheet, bounds[i], bounds[i + 1]), tags=tags[i], mends=mends[i],
            merges=tuple(merges[i]), hidden_rows=frozenset(hidden[i]),
            hidden_columns=sheet.hidden_columns,
        )
        for i in range(count)
    ]  # fmt: skip
