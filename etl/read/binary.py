"""Records of binary containers -> the evidence of a cell, the same in .xls and in .xlsb."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

from etl.read.cells import address
from etl.read.evidence import MAX_COLUMNS, MAX_ROWS, Evidence, Refused

ERRORS = {
    0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A",
    43: "#GETTING_DATA",
}  # fmt: skip


def see_cell(
    found: Evidence,
    place: tuple[int, int],
    style: int,
    tags: Mapping[int, str],
    error: int | None = None,
) -> None:
    """Note what is known of a filled cell; raises Refused for one that is very far out."""
    row, column = place
    if row >= MAX_ROWS or column >= MAX_COLUMNS:
        raise Refused("file.far_cell", found=address(row, column))
    if error is not None:
        found.faults[address(row, column)] = ERRORS.get(error, "#?")
    if style in tags:
        found.tags[address(row, column)] = tags[style]


def numbers(layout: str, content: bytes, start: int = 0) -> tuple[int, ...]:
    """Whole numbers of a record; raises Refused where the record is shorter than it must be."""
    try:
        return struct.unpack_from("<" + layout, content, start)
    except struct.error as error:
        raise Refused("file.damaged") from error


def split(
    letters: bytes, marks: Sequence[tuple[int, int]], fonts: Sequence[str]
) -> list[tuple[str, str]]:
    """A text in UTF-16 -> its runs with their fonts; before the first mark the cell's own font counts."""
    starts = [0, *(2 * start for start, _ in marks)]
    names = ["", *(fonts[number] if number < len(fonts) else "" for _, number in marks)]
    ends = [*starts[1:], len(letters)]
    return [
        (letters[start:end].decode("utf-16-le", errors="replace"), name)
        for start, end, name in zip(starts, ends, names, strict=True)
        if end > start
    ]
