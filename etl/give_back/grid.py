"""The XML of a sheet: its merges, its drawing, and the style of single cells."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field

from etl.give_back.notes import Cell, cell_of
from etl.give_back.package import RELATION, Unusual
from etl.give_back.splice import Edit, Element, appended, spliced, walk, with_attribute
from etl.read.cells import address

_BEHIND = {
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems",
    "tableParts", "extLst", "AlternateContent",
}  # fmt: skip
_MARKS = {"worksheet", "sheetData", "mergeCell", "col", "legacyDrawing", *_BEHIND}
Restyle = Callable[[Cell, int], int]


@dataclass
class Grid:
    """What a sheet part says beside its cells."""

    content: bytes
    anchors: dict[Cell, Cell] = field(default_factory=dict)
    drawing: str = ""
    _column_styles: list[tuple[int, int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        found = walk(self.content, lambda name, _: name if name in _MARKS else None)
        self.root = found[0]
        if self.root.name != "worksheet":
            raise Unusual("worksheet")
        self._top = [e for e in found if e.depth == 1]
        self._merges = [_corners(e) for e in found if e.name == "mergeCell"]
        for element in found:
            if element.name == "col" and "style" in element.attributes:
                low, high, style = (int(element.attributes[n]) for n in ("min", "max", "style"))
                self._column_styles.append((low, high, style))
            if element.name == "legacyDrawing" and element.depth == 1:
                self.drawing = next(
                    (v for k, v in element.attributes.items() if k.rpartition(":")[2] == "id"), ""
                )

    def anchor(self, cell: Cell) -> Cell:
        """The cell that shows: the top left one of the merge that covers a cell."""
        row, column = cell
        for top, left, bottom, right in self._merges:
            if top <= row <= bottom and left <= column <= right:
                return top, left
        return cell

    def draw(self, relation: str) -> None:
        """Point to the drawing that holds the boxes of the comments."""
        data = next(e for e in self._top if e.name == "sheetData")
        behind = [e for e in self._top if e.name in _BEHIND and e.start > data.start]
        at = behind[0].start if behind else self.root.close
        piece = f'<{self.root.prefix}legacyDrawing xmlns:r="{RELATION}" r:id="{relation}"/>'
        self.content = spliced(self.content, [(at, at, piece.encode())])
        self.__post_init__()

    def restyle(self, cells: Iterable[Cell], restyled: Restyle) -> None:
        """Give cells another style; cells and rows that the part does not hold are put in."""
        wanted: dict[int, list[int]] = {}
        for row, column in sorted(cells):
            wanted.setdefault(row, []).append(column)
        if wanted:
            rows = _rows(self.content, sorted(wanted))
            self.content = spliced(self.content, self._edits(wanted, rows, restyled))

    def _edits(
        self, wanted: dict[int, list[int]], found: list[Element], restyled: Restyle
    ) -> Iterable[Edit]:
        rows = {e.key[1]: e for e in found if e.name == "row" and isinstance(e.key, tuple)}
        cells: dict[int, dict[int, Element]] = {number: {} for number in wanted}
        for e in found:
            if e.name == "c" and isinstance(e.key, tuple):
                cells[e.key[1]][e.key[2]] = e
        data = next(e for e in self._top if e.name == "sheetData")
        numbers, last = sorted(rows), b""
        for number, columns in wanted.items():
            if number in rows:
                yield from self._cells(rows[number], number, columns, cells[number], restyled)
                continue
            later = bisect_right(numbers, number)
            piece = self._new_row(number, columns, restyled)
            if later < len(numbers):
                at = rows[numbers[later]].start
                yield at, at, piece
            else:
                last += piece
        if last:
            yield appended(self.content, data, last)

    def _new_row(self, number: int, columns: list[int], restyled: Restyle) -> bytes:
        cells = b"".join(self._new(number, c, self._column_style(c), restyled) for c in columns)
        p = self.root.prefix.encode()
        return b'<%brow r="%d">%b</%brow>' % (p, number + 1, cells, p)

    def _cells(
        self,
        row: Element,
        number: int,
        columns: list[int],
        known: dict[int, Element],
        restyled: Restyle,
    ) -> Iterable[Edit]:
        """The cells of a row that is there; new ones stand in their order between the others."""
        last = b""
        for column in columns:
            cell = known.get(column)
            if cell is not None:
                style = restyled((number, column), int(cell.attributes.get("s", 0)))
                tag = self.content[cell.start : cell.inside]
                yield cell.start, cell.inside, with_attribute(tag, "s", str(style))
                continue
            piece = self._new(number, column, self._row_style(row, column), restyled)
            later = [c for c in known if c > column]
            if later:
                at = known[min(later)].start
                yield at, at, piece
            else:
                last += piece
        if last:
            yield appended(self.content, row, last)

    def _new(self, row: int, column: int, style: int, restyled: Restyle) -> bytes:
        number = restyled((row, column), style)
        return f'<{self.root.prefix}c r="{address(row, column)}" s="{number}"/>'.encode()

    def _row_style(self, row: Element, column: int) -> int:
        if row.attributes.get("customFormat") in ("1", "true"):
            return int(row.attributes.get("s", 0))
        return self._column_style(column)

    def _column_style(self, column: int) -> int:
        return next((s for low, high, s in self._column_styles if low <= column + 1 <= high), 0)


def _corners(element: Element) -> tuple[int, int, int, int]:
    first, _, last = element.attributes.get("ref", "").partition(":")
    top, bottom = cell_of(first), cell_of(last or first)
    return (*top, *bottom) if top and bottom else (-1, -1, -1, -1)


_NUMBER = re.compile(r"\d+$")


def _rows(content: bytes, wanted: list[int]) -> list[Element]:
    """The wanted rows with their cells, and the row behind each one that is missing.

    A row is kept under ("row", number), a cell under ("c", row, column), both from 0.
    """
    at = {"row": -1, "column": -1, "kept": False}

    def keep(name: str, attributes: dict[str, str]) -> Hashable | None:
        if name == "row":
            before = at["row"]
            at["row"] = int(attributes["r"]) - 1 if "r" in attributes else before + 1
            at["column"] = -1
            index = bisect_left(wanted, at["row"])
            at["kept"] = index < len(wanted) and wanted[index] == at["row"]
            skipped = bisect_right(wanted, before) != index
            return ("row", at["row"]) if at["kept"] or skipped else None
        if name == "c":
            place = cell_of(attributes.get("r", ""))
            at["column"] = place[1] if place else at["column"] + 1
            return ("c", at["row"], at["column"]) if at["kept"] else None
        return None

    return walk(content, keep)
