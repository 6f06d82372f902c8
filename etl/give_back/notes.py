"""Findings -> what stands in the comment of each cell, by sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from catalog.messages import message
from etl.examine import Examined
from etl.findings import Finding

Cell = tuple[int, int]
WORST_FIRST = ("error", "warning", "note")
LONGEST = 8_000  # a comment in Excel holds 32,767 characters; nobody reads that many
_PLACE = re.compile(r"^\$?([A-Z]{1,3})\$?(\d{1,7})\b")
_ROW = re.compile(r"^\d{1,7}$")
_ROWS, _COLUMNS = 1_048_576, 16_384


@dataclass(frozen=True)
class Note:
    """What is said about one cell: paragraphs of a word and a sentence, the worst first."""

    severity: str
    paragraphs: tuple[tuple[str, str], ...]

    @property
    def lines(self) -> int:
        """About how many lines the comment has in its box."""
        return sum(2 + (len(word) + len(text)) // 42 for word, text in self.paragraphs)


Notes = dict[str, dict[Cell, Note]]


def notes(examined: Examined, visible: dict[str, bool], language: str) -> Notes:
    """Notes by sheet and cell (rows and columns from 0). `visible` has the sheets in their order.

    What has no sheet, or one that nobody sees, stands in A1 of the first sheet and names its place.
    """
    heads = {
        s.sheet.name: _head(s.choice.header.top, s.choice.header.paths) for s in examined.sheets
    }
    first = next((name for name, seen in visible.items() if seen), next(iter(visible), ""))
    grouped: dict[str, dict[Cell, list[tuple[Finding, str]]]] = {}
    for finding in examined.findings:
        sheet, cell, text = finding.sheet, cell_of(finding.cell), finding.says(language)
        if not visible.get(sheet):
            text = (
                " · ".join(part for part in (sheet, finding.cell) if part)
                + (": " if sheet else "")
                + text
            )
            sheet, cell = first, (0, 0)
        at = cell or heads.get(sheet, (0, 0))
        grouped.setdefault(sheet, {}).setdefault(at, []).append((finding, text))
    return {
        sheet: {cell: _note(found, language) for cell, found in cells.items()}
        for sheet, cells in grouped.items()
    }


def _head(top: int, paths: dict[int, tuple[str, ...]]) -> Cell:
    return top, min(paths, default=0)


def cell_of(place: str) -> Cell | None:
    """Row and column, from 0, of `D14`, of the first cell of a range, of column A for a bare row."""
    if _ROW.match(place):
        return (int(place) - 1, 0) if 1 <= int(place) <= _ROWS else None
    match = _PLACE.match(place)
    if match is None:
        return None
    column = 0
    for letter in match.group(1):
        column = column * 26 + ord(letter) - 64
    row = int(match.group(2))
    return (row - 1, column - 1) if 1 <= row <= _ROWS and column <= _COLUMNS else None


def joined(notes: Iterable[Note]) -> Note:
    """One note of several: for cells that a merge shows as one."""
    found = sorted(notes, key=lambda note: WORST_FIRST.index(note.severity))
    paragraphs = dict.fromkeys(p for note in found for p in note.paragraphs)
    return Note(found[0].severity, tuple(paragraphs))


def _note(found: list[tuple[Finding, str]], language: str) -> Note:
    found.sort(key=lambda pair: WORST_FIRST.index(pair[0].severity))
    paragraphs: dict[tuple[str, str], None] = {}
    length = 0
    for finding, text in found:
        length += len(text)
        if length > LONGEST:
            paragraphs["…", ""] = None
            break
        paragraphs[message(f"severity.{finding.severity}", language, {}), text] = None
    return Note(found[0][0].severity, tuple(paragraphs))
