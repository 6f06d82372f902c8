"""Workbooks -> tidied sheets; what could not be read is refused by name, the others go on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import cycle, islice
from pathlib import PurePosixPath

from catalog.spelling import key
from etl.choose import Choice
from etl.content import content_of
from etl.corrections import NONE, Corrections
from etl.findings import Finding, finding
from etl.headings import SEARCHED_ROWS, headers
from etl.parts import MOST, is_crowded, parts
from etl.read import Sheet, Workbook
from etl.read.cells import address
from etl.tidy import TidySheet, tidy
from etl.tidy.above import check_above, mended_above
from etl.tidy.codes import without_empty_codes
from etl.tidy.merged import check_merged

MARK = key("DỮ LIỆU MINH HỌA")
LISTS = "DANH MỤC CHỌN CỦA BIỂU MẪU"  # A1 of the sheet that feeds the drop-downs of our templates
FEW = 3  # doubtful cells that may be why a sheet is not understood
REGULAR = key("thường xuyên")


@dataclass
class Gathered:
    """What came out of the inbox."""

    sheets: list[TidySheet] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    files: dict[str, Workbook] = field(default_factory=dict)
    status: dict[str, tuple[str, str]] = field(default_factory=dict)
    illustrative: dict[str, bool] = field(default_factory=dict)
    corrections: Corrections = NONE
    read_as: dict[str, str] = field(default_factory=dict)  # what stands for a file's content

    @property
    def contents(self) -> dict[str, str]:
        """The sha256 of each file."""
        return {name: book.sha256 for name, book in self.files.items()}

    def refuse(self, book: Workbook, found: list[Finding]) -> None:
        """Nothing of this file is loaded; the reason stands in the findings."""
        self.status[book.file] = ("refused", found[0].rule)
        self.findings += found

    def take(self, book: Workbook) -> None:
        """Read one workbook into sheets, or refuse it."""
        book = self._with_own_name(book)
        known = {b.sha256: b.file for b in reversed(self.files.values()) if b.sha256}
        twin = known.get(book.sha256)
        self.files[book.file] = book
        if twin:
            self.status[book.file] = ("skipped", "file.duplicate")
            self.findings.append(finding("note", "file.duplicate", book.file, found=twin))
        elif book.refused:
            self.refuse(book, [finding("error", book.refused, book.file, **book.detail)])
        else:
            self._take_sheets(book)

    def _with_own_name(self, book: Workbook) -> Workbook:
        """Two names that differ only in how their marks are written (NFC, NFD): one gets a number."""
        name, number = book.file, 2
        while name in self.files:
            path = PurePosixPath(book.file)
            name, number = str(path.with_name(f"{path.stem} ({number}){path.suffix}")), number + 1
        if name != book.file:
            self.findings.append(finding("warning", "file.same_name", book.file, found=name))
        return replace(book, file=name)

    def _take_sheets(self, book: Workbook) -> None:
        book, applied = self.corrections.apply(book)
        chosen = [
            part
            for sheet in book.sheets
            if sheet.visible and sheet.non_empty
            for part in parts(sheet)
        ]
        missing = [f for sheet, c in chosen if c for f in _missing(book.file, sheet, c)]
        known = {sheet.name: choice for sheet, choice in chosen}
        self.findings += [correction.finding(known) for correction in applied]
        tidied = [] if missing else _tidied(book.file, chosen)
        _one_round(book.file, tidied)
        found = missing or [f for t in tidied for f in _no_review(t)]
        if not found and not tidied:
            found = [finding("error", "sheet.none_known", book.file)]
        if found:
            self.refuse(book, [*found, *_above(book.file, chosen)])
            return
        self.sheets += tidied
        self.status[book.file] = ("loaded", "")
        self.read_as[book.file] = content_of(book.sha256, applied, self.corrections, tidied)
        self.illustrative[book.file] = _is_illustrative(book)
        unknown = [sheet for sheet, c in chosen if c is None and not is_lists(sheet)]
        self.findings += _unread(book, unknown)


def gather(books: Iterable[Workbook], corrections: Corrections = NONE) -> Gathered:
    """All sheets of an inbox, read as the office's corrections say."""
    gathered = Gathered(corrections=corrections)
    for book in books:
        gathered.take(book)
    gathered.findings += corrections.without_file(gathered.files)
    return gathered


def _above(file: str, chosen: Iterable[tuple[Sheet, Choice | None]]) -> Iterable[Finding]:
    """What is doubtful above the tables of a file that is refused: there the cause may be."""
    for sheet, choice in chosen:
        rows = choice.first_row if choice else SEARCHED_ROWS
        yield from check_above(file, sheet, rows, choice)
        yield from mended_above(file, sheet, rows)


def _tidied(file: str, chosen: Iterable[tuple[Sheet, Choice | None]]) -> list[TidySheet]:
    """Each form tidied; what a form does not say above its table, the one above it in its sheet does."""
    found: list[TidySheet] = []
    for sheet, choice in chosen:
        if choice is not None:
            above = found[-1].info if found and found[-1].sheet.name == sheet.name else None
            found.append(tidy(file, sheet, without_empty_codes(sheet, choice), above))
            check_merged(found[-1])
    return found


def _missing(file: str, sheet: Sheet, choice: Choice) -> Iterable[Finding]:
    """What must be there and is not; where a heading is not understood, that is the place to look.

    Each column and each such heading is told once, in their order.
    """
    doubtful = [*choice.unknown, *(f.index for f in choice.twice)]
    places = [choice.heading_cell(sheet, column) for column in doubtful]
    places = places or [address(choice.header.bottom, 0)]
    number = max(len(places), len(choice.missing)) if choice.missing else 0
    for cell, column in islice(zip(cycle(places), cycle(choice.missing), strict=False), number):
        yield finding(
            "error", "column.missing", file, sheet=sheet.name, cell=cell,
            field=column.field, expected=column.heading,
        )  # fmt: skip


def _one_round(file: str, tidied: list[TidySheet]) -> None:
    """A workbook of a regular review is one throughout, whichever of its sheets says so."""
    reviews = [t for t in tidied if t.form.info == "review"]
    days = {t.info.date for t in reviews if t.info.round == "regular"}
    for sheet in reviews:
        if sheet.info.date in days or REGULAR in key(file):
            sheet.info = replace(sheet.info, round="regular")


def _no_review(tidied: TidySheet) -> Iterable[Finding]:
    """A review without its date or its commune belongs nowhere."""
    info = tidied.info
    known = info.date and info.year and (info.commune_code or info.commune_name)
    if tidied.form.info == "review" and not known:
        yield finding(
            "error", "sheet.no_review", tidied.file, sheet=tidied.sheet.name,
            cell=address(max(tidied.choice.header.top - 1, 0), 0),
        )  # fmt: skip


def _unread(book: Workbook, unknown: list[Sheet]) -> Iterable[Finding]:
    for sheet in unknown:
        rule = "sheet.crowded" if is_crowded(headers(sheet)) else "sheet.unknown"
        yield finding("warning", rule, book.file, sheet=sheet.name, expected=str(MOST))
        cause = list(_above(book.file, [(sheet, None)]))
        yield from (
            cause if len(cause) <= FEW else []
        )  # a sheet of something else has many such cells
    for rule in book.warnings:
        yield finding("warning", rule, book.file)
    for sheet in book.sheets:
        if not sheet.visible and sheet.non_empty and not is_lists(sheet):
            yield finding("warning", "sheet.hidden", book.file, sheet=sheet.name)


def is_lists(sheet: Sheet) -> bool:
    """Whether a sheet is the one with the lists of a template: nothing to read, nothing to say."""
    first = sheet.at(0, 0)
    return isinstance(first, str) and key(first) == key(LISTS)


def _is_illustrative(book: Workbook) -> bool:
    return any(
        isinstance(value, str) and MARK in key(value)
        for sheet in book.sheets
        for row in (*sheet.rows[:12], *sheet.rows[-12:])
        for value in row
    )
