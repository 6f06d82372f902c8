"""Workbooks -> tidied sheets; what could not be read is refused by name, the others go on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from catalog.spelling import key
from etl.choose import Choice
from etl.findings import Finding, finding
from etl.parts import parts
from etl.read import Sheet, Workbook
from etl.read.cells import address
from etl.tidy import TidySheet, tidy

MARK = key("DỮ LIỆU MINH HỌA")


@dataclass
class Gathered:
    """What came out of the inbox."""

    sheets: list[TidySheet] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    files: dict[str, Workbook] = field(default_factory=dict)
    status: dict[str, tuple[str, str]] = field(default_factory=dict)
    illustrative: dict[str, bool] = field(default_factory=dict)

    def refuse(self, book: Workbook, found: list[Finding]) -> None:
        """Nothing of this file is loaded; the reason stands in the findings."""
        self.status[book.file] = ("refused", found[0].rule)
        self.findings += found

    def take(self, book: Workbook) -> None:
        """Read one workbook into sheets, or refuse it."""
        twin = next((b.file for b in self.files.values() if b.sha256 == book.sha256), None)
        self.files[book.file] = book
        if twin:
            self.status[book.file] = ("skipped", "file.duplicate")
            self.findings.append(finding("note", "file.duplicate", book.file, found=twin))
        elif book.refused:
            self.refuse(book, [finding("error", book.refused, book.file, **book.detail)])
        else:
            self._take_sheets(book)

    def _take_sheets(self, book: Workbook) -> None:
        chosen = [
            part
            for sheet in book.sheets
            if sheet.visible and sheet.non_empty
            for part in parts(sheet)
        ]
        missing = [f for sheet, c in chosen if c for f in _missing(book.file, sheet, c)]
        tidied = [] if missing else _tidied(book.file, chosen)
        found = missing or [f for t in tidied for f in _no_review(t)]
        if not found and not tidied:
            found = [finding("error", "sheet.none_known", book.file)]
        if found:
            self.refuse(book, found)
            return
        self.sheets += tidied
        self.status[book.file] = ("loaded", "")
        self.illustrative[book.file] = _is_illustrative(book)
        self.findings += _unread(book, [sheet for sheet, c in chosen if c is None])


def gather(books: Iterable[Workbook]) -> Gathered:
    """All sheets of an inbox."""
    gathered = Gathered()
    for book in books:
        gathered.take(book)
    return gathered


def _tidied(file: str, chosen: Iterable[tuple[Sheet, Choice | None]]) -> list[TidySheet]:
    """Each form tidied; what a form does not say above its table, the one above it in its sheet does."""
    found: list[TidySheet] = []
    for sheet, choice in chosen:
        if choice is not None:
            above = found[-1].info if found and found[-1].sheet.name == sheet.name else None
            found.append(tidy(file, sheet, choice, above))
    return found


def _missing(file: str, sheet: Sheet, choice: Choice) -> Iterable[Finding]:
    """What must be there and is not; where a heading is not understood, that is the place to look."""
    doubtful = [*choice.unknown, *(f.index for f in choice.twice)]
    places = [choice.heading_cell(sheet, column) for column in doubtful]
    for column in choice.missing:
        for cell in places or [address(choice.header.bottom, 0)]:
            yield finding(
                "error", "column.missing", file, sheet=sheet.name, cell=cell,
                field=column.field, expected=column.heading,
            )  # fmt: skip


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
        yield finding("warning", "sheet.unknown", book.file, sheet=sheet.name)
    for rule in book.warnings:
        yield finding("warning", rule, book.file)
    for sheet in book.sheets:
        if not sheet.visible and sheet.non_empty:
            yield finding("warning", "sheet.hidden", book.file, sheet=sheet.name)


def _is_illustrative(book: Workbook) -> bool:
    return any(
        isinstance(value, str) and MARK in key(value)
        for sheet in book.sheets
        for row in (*sheet.rows[:12], *sheet.rows[-12:])
        for value in row
    )
