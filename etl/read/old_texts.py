"""Shared texts of an .xls -> those of which a part bears an old font (MS-XLS: SST, CONTINUE)."""

from __future__ import annotations

from collections.abc import Sequence

from etl.read.binary import numbers, split
from etl.read.evidence import Refused
from etl.read.runs import Run, is_mixed

_WIDE, _WITH_MORE, _WITH_RUNS = 1, 4, 8


def runs_of(records: Sequence[bytes], fonts: Sequence[str]) -> dict[int, list[Run]]:
    """Number of a text -> its runs. `records`: the table of texts and what continues it."""
    if not is_mixed(fonts):
        return {}
    reader = _Reader(records)
    found = {}
    for index in range(numbers("II", reader.take(8))[1]):
        letters, marks = reader.text()
        runs = split(letters, marks, fonts)
        if is_mixed([font for _, font in runs]):
            found[index] = runs
    return found


class _Reader:
    """Reads on from one record to the next; letters that go on there say anew how wide they are."""

    def __init__(self, records: Sequence[bytes]) -> None:
        self.records, self.number, self.at = records, 0, 0

    def text(self) -> tuple[bytes, list[tuple[int, int]]]:
        """A text as UTF-16, and where which font begins in it."""
        length, flags = numbers("HB", self.take(3))
        count = numbers("H", self.take(2))[0] if flags & _WITH_RUNS else 0
        more = numbers("I", self.take(4))[0] if flags & _WITH_MORE else 0
        letters = self._letters(length, flags & _WIDE)
        marks = numbers(f"{2 * count}H", self.take(4 * count))
        self.take(more)
        return letters, list(zip(marks[::2], marks[1::2], strict=True))

    def _letters(self, length: int, wide: int) -> bytes:
        found = b""
        while True:
            size = 2 if wide else 1
            rest = len(self.records[self.number]) - self.at
            piece = self.take(min(length - len(found) // 2, rest // size) * size)
            found += piece if wide else b"".join(bytes((byte, 0)) for byte in piece)
            if len(found) >= 2 * length:
                return found
            self._next()
            wide = numbers("B", self.take(1))[0] & _WIDE

    def take(self, size: int) -> bytes:
        """The next bytes, over the end of a record where it must be."""
        found = b""
        while len(found) < size:
            record = self.records[self.number]
            piece = record[self.at : self.at + size - len(found)]
            self.at += len(piece)
            found += piece
            if len(found) < size:
                self._next()
        return found

    def _next(self) -> None:
        self.number, self.at = self.number + 1, 0
        if self.number >= len(self.records):
            raise Refused("file.damaged")
