"""Sheet -> the forms that stand in it, one below the other; each part keeps its true row numbers."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sized
from dataclasses import dataclass, field, replace

from catalog.spelling import clean, key
from etl.choose import Choice, choose
from etl.headings import Header, headers
from etl.read import Sheet
from etl.read.cells import Mend, Value
from etl.said import ABOVE, hamlet_in
from etl.tidy.sections import names_hamlet
from etl.tidy.sums import PAGE, is_total

TITLE_ROWS = 9
_GOES_ON = re.compile(r"\(?\s*tiếp( theo)?\s*\)?\s*$", re.I)
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
        again = _again(sheet, start, place, last) if last else set()
        if last and again:
            last.again.update(again)
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


def _again(sheet: Sheet, start: int, place: list[Header], last: _Begun) -> set[int]:
    """The rows of the same headings once more, on a new page or under a hamlet's name: the table goes on."""
    for header in place:
        if last.choice is None or header.paths != last.choice.header.paths:
            continue
        rows = set(range(header.top, header.bottom + 1))
        between = [row for row in range(start, header.top) if sheet.is_filled(row)]
        texts = _texts(sheet, between)
        if not texts or (len(texts) == 1 and hamlet_in(texts[0])):
            return rows
        named = [row for row in between if names_hamlet(_texts(sheet, [row]))]
        page = [row for row in between if row not in named]
        if _is_new_page(_texts(sheet, page), named, last, sheet) and not _has_ended(sheet, start):
            return rows | set(page)
    return set()


def _is_new_page(texts: list[str], named: list[int], last: _Begun, sheet: Sheet) -> bool:
    """Whether texts over headings are a page's number, or (not under a hamlet's name) the title once more."""
    top = last.choice.header.top if last.choice and not named else 0
    above = set(map(_title, _texts(sheet, range(max(last.start, top - ABOVE), top))))
    return len(named) < 2 and all(PAGE.match(text) or _title(text) in above for text in texts)


def _has_ended(sheet: Sheet, start: int) -> bool:
    """Whether the last row before `start` is a total: what follows is another table."""
    before = next((row for row in range(start - 1, -1, -1) if sheet.is_filled(row)), 0)
    return any(map(is_total, _texts(sheet, [before])))


def _texts(sheet: Sheet, rows: Iterable[int]) -> list[str]:
    return [clean(str(value)) for row in rows for value in sheet.rows[row] if value is not None]


def _title(text: str) -> str:
    """What two pages of one table have in common: `(tiếp theo)` does not count."""
    return key(_GOES_ON.sub("", text))


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
