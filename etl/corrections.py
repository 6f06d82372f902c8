"""Corrections + workbook -> the workbook as the office says it is to be read; each has a guard."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from catalog.spelling import clean
from catalog.tables import TABLES, Zone
from etl.choose import Choice
from etl.confirmed import NOTHING, Confirmed
from etl.findings import Finding, finding
from etl.read.cells import Fault, Sheet, Value, Workbook
from etl.read.evidence import number_of
from etl.shapes import NO_SHAPES, Shapes

CORRECTIONS = "corrections.toml"
WIDEST = 300  # columns: as far as a workbook is read
CELL = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


@dataclass(frozen=True)
class Correction:
    """One cell that is read otherwise than it is written, as long as it says what it said."""

    file: str
    sheet: str
    cell: str
    was: Value
    value: Value

    @property
    def spot(self) -> tuple[int, int]:
        """Row and column, counted from 0."""
        match = CELL.fullmatch(self.cell)
        letters, row = match.groups() if match else ("A", "1")
        return int(row) - 1, number_of(letters) - 1


@dataclass(frozen=True)
class Applied:
    """What came of a correction in its workbook."""

    correction: Correction
    found: Value
    fits: bool

    def finding(self, choices: Mapping[str, Choice | None]) -> Finding:
        """A note where it was applied, a warning where its guard no longer fits."""
        ours = self.correction
        choice = next((c for name, c in choices.items() if clean(name) == clean(ours.sheet)), None)
        hidden = _is_personal(choice)
        expected = ours.value if self.fits else ours.was
        shown = ["…" if hidden else _text(value)[:60] for value in (self.found, expected)]
        return finding(
            "note" if self.fits else "warning",
            "correction.applied" if self.fits else "correction.stale",
            ours.file, sheet=ours.sheet, cell=ours.cell, found=shown[0], expected=shown[1],
        )  # fmt: skip


@dataclass(frozen=True)
class Corrections:
    """All that an office says of its workbooks; `sha256` is part of what a build is."""

    cells: tuple[Correction, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()
    sha256: str = ""
    links: Confirmed = NOTHING
    shapes: Shapes = NO_SHAPES
    successors: tuple[
        tuple[str, str], ...
    ] = ()  # a workbook, and the one whose reviews it replaces

    @property
    def digest(self) -> str:
        """What an office says besides its workbooks, as part of what a build is."""
        parts = self.sha256, self.links.sha256, self.shapes.sha256
        alone = sum(map(bool, parts)) < 2 and not self.shapes.sha256
        return "".join(parts) if alone else hashlib.sha256("|".join(parts).encode()).hexdigest()

    def apply(self, book: Workbook) -> tuple[Workbook, list[Applied]]:
        """The workbook as it is to be read, and what came of each of its corrections."""
        applied, sheets = [], list(book.sheets)
        for correction in self.cells:
            if not _is_same_file(correction.file, book.file):
                continue
            at = [i for i, s in enumerate(sheets) if clean(s.name) == clean(correction.sheet)]
            row, column = correction.spot
            found = sheets[at[0]].at(row, column) if at else None
            near = bool(at) and row <= len(sheets[at[0]].rows) and column < WIDEST
            fits = near and _is_same(found, correction.was)
            applied.append(Applied(replace(correction, file=book.file), found, fits))
            if fits:
                sheets[at[0]] = _with(sheets[at[0]], correction)
        return replace(book, sheets=tuple(sheets)), applied

    def without_file(self, files: Iterable[str]) -> list[Finding]:
        """Corrections of workbooks that are not in the inbox."""
        known = list(files)
        return [
            Applied(correction, None, fits=False).finding({})
            for correction in self.cells
            if not any(_is_same_file(correction.file, name) for name in known)
        ]

    def refuse_alias(self, alias: tuple[str, str]) -> Finding:
        """An alias that cannot be used."""
        return finding("warning", "place.alias", CORRECTIONS, found=alias[0], expected=alias[1])


NONE = Corrections()


def _is_same_file(said: str, name: str) -> bool:
    return clean(said) in (clean(name), clean(name).rpartition("/")[2])


def _is_same(found: Value, was: Value) -> bool:
    """Whether a cell still says what the guard says; 401 and 401.0 are one number."""
    if isinstance(found, bool) or isinstance(was, bool):
        return found is was
    numbers = isinstance(found, int | float) and isinstance(was, int | float)
    if numbers:
        return Decimal(repr(found)) == Decimal(repr(was))
    return _text(found) == _text(was)


def _text(value: Value) -> str:
    if isinstance(value, Fault):
        return value.text
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return "" if value is None else clean(str(value))


def _with(sheet: Sheet, correction: Correction) -> Sheet:
    row, column = correction.spot
    rows = [list(cells) for cells in sheet.rows]
    rows += [[] for _ in range(row + 1 - len(rows))]
    rows[row] += [None] * (column + 1 - len(rows[row]))
    rows[row][column] = correction.value
    return replace(sheet, rows=rows)


def _is_personal(choice: Choice | None) -> bool:
    """Nothing is shown of a sheet that tells of households, or that nobody understands."""
    table = TABLES.get(choice.form.table) if choice else None
    return table is None or table.zone is Zone.RESTRICTED or table.finer
