"""The stream of an .xls -> the evidence of its sheets: errors, formats, hidden rows (MS-XLS, BIFF8)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from etl.read.binary import numbers, see_cell
from etl.read.cells import address
from etl.read.evidence import Evidence, Refused
from etl.read.formulas import OLD, Links, outside_of
from etl.read.old_texts import runs_of
from etl.read.runs import Run, note_runs
from etl.read.styles import tagged

_BEGIN, _END, _BIFF8 = 0x0809, 0x000A, 0x0600
_SHEET, _FONT, _FORMAT, _STYLE = 0x0085, 0x0031, 0x041E, 0x00E0
_ROW, _COLUMNS, _MERGES = 0x0208, 0x007D, 0x00E5
_FORMULA, _TRUTH_OR_ERROR, _SEVERAL = 0x0006, 0x0205, 0x00BD
_TEXTS, _SHARED, _MORE = 0x00FC, 0x00FD, 0x003C
_BOOK, _REFERENCES, _ARRAY = 0x01AE, 0x0017, 0x0221
_NO_FILES = {0x0401, 0x3A01}  # how a book that formulas name says: this one; functions of a program
_ONE = (0x0203, 0x027E, _SHARED, 0x0204, 0x00D6)  # numbers and texts
_NO_FONT = 4  # a font of this number is never written


@dataclass
class _Globals:
    """What stands before the sheets; a sheet is its name and where it starts."""

    sheets: list[tuple[str, int]] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=dict)
    fonts: list[str] = field(default_factory=list)
    styles: list[tuple[int, int]] = field(default_factory=list)
    texts: list[bytes] = field(default_factory=list)  # the shared texts and what continues them
    books: list[bool] = field(default_factory=list)  # those that formulas name: another file?
    references: list[bytes] = field(default_factory=list)

    @property
    def how_many_texts(self) -> int:
        """How many shared texts there are."""
        return numbers("II", self.texts[0])[1] if self.texts else 0

    @property
    def outside(self) -> frozenset[int]:
        """The references of formulas that lead into another file."""
        return outside_of(self.books, b"".join(self.references)[2:], "<Hhh")


@dataclass(frozen=True)
class _Known:
    """What the cells of a sheet refer to: tags by style, shared texts, those in old fonts, other files."""

    tags: dict[int, str]
    texts: int
    runs: dict[int, list[Run]]
    outside: frozenset[int]


def evidence_of_stream(stream: bytes) -> dict[str, Evidence]:
    """Evidence by sheet name; empty for a stream older than Excel 97, which says less of itself."""
    if len(stream) < 8 or numbers("HHH", stream)[::2] != (_BEGIN, _BIFF8):
        return {}
    book = _globals(stream)
    known = _Known(
        tagged(book.formats, book.fonts, book.styles),
        book.how_many_texts,
        runs_of(book.texts, book.fonts),
        book.outside,
    )
    return {name: _sheet(stream, start, known) for name, start in book.sheets}


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records from a beginning to its end, without those of charts inside.

    Raises Refused where there is no end: the rows that should follow are lost.
    """
    depth = 0
    while at + 4 <= len(stream):
        number, length = numbers("HH", stream, at)
        depth += (number == _BEGIN) - (number == _END)
        if depth == 1:
            yield number, stream[at + 4 : at + 4 + length]
        elif depth == 0 and number == _END:
            return
        at += 4 + length
    raise Refused("file.damaged")


def _text(content: bytes, start: int, width: str) -> str:
    """A text whose length is written in one byte (`B`) or two (`H`)."""
    length, wide = numbers(f"{width}B", content, start)
    first = start + (2 if width == "B" else 3)
    if wide & 1:
        return content[first : first + 2 * length].decode("utf-16-le", errors="replace")
    return content[first : first + length].decode("latin-1")


def _globals(stream: bytes) -> _Globals:
    found, before = _Globals(), 0
    for number, content in _records(stream, 0):
        if number == _SHEET:
            found.sheets.append((_text(content, 6, "B"), numbers("I", content)[0]))
        elif number == _FORMAT:
            found.formats[numbers("H", content)[0]] = _text(content, 2, "H")
        elif number == _FONT:
            if len(found.fonts) == _NO_FONT:
                found.fonts.append("")
            found.fonts.append(_text(content, 14, "B"))
        elif number == _STYLE:
            font, format_ = numbers("HH", content)
            found.styles.append((format_, font))
        elif number == _TEXTS or (number == _MORE and before == _TEXTS):
            found.texts.append(content)
        elif number == _BOOK:
            found.books.append(_is_file(content))
        elif number == _REFERENCES or (number == _MORE and before == _REFERENCES):
            found.references.append(content)
        before = before if number == _MORE else number
    return found


def _is_file(content: bytes) -> bool:
    """Whether a book that formulas name is another file: then it says where that lies."""
    length = int.from_bytes(content[2:4], "little")
    size = length * (2 if content[4:5] == b"\x01" else 1)
    return length not in _NO_FILES and bool(content[5 : 5 + size].strip(b" \x00"))


def _sheet(stream: bytes, start: int, known: _Known) -> Evidence:
    found, links = Evidence(), Links(known.outside, OLD)
    for number, content in _records(stream, start):
        if number == _ROW:
            row, flags = numbers("H10xH", content)
            if flags & 0x20:
                found.hidden_rows.append(row + 1)
        elif number == _COLUMNS:
            first, last, _, _, flags = numbers("5H", content)
            found.hidden_columns += range(first, last + 1) if flags & 1 else ()
        elif number == _MERGES:
            for index in range(numbers("H", content)[0]):
                top, bottom, left, right = numbers("4H", content, 2 + 8 * index)
                found.merges.append((top, left, bottom, right))
        elif number == _SHARED:
            _see(found, number, content, known.tags)
            _see_text(found, content, known)
        else:
            _see(found, number, content, known.tags)
            if known.outside:
                _see_link(found, number, content, links)
    return found


def _see_text(found: Evidence, content: bytes, known: _Known) -> None:
    row, column, _, text = numbers("3HI", content)
    if text >= known.texts:
        raise Refused("file.damaged")  # the text is lost: the cell would look blank
    if text in known.runs:
        note_runs(found, address(row, column), known.runs[text])


def _see(found: Evidence, number: int, content: bytes, tags: Mapping[int, str]) -> None:
    if number == _SEVERAL:
        row, first = numbers("HH", content)
        for column in range((len(content) - 6) // 6):
            style = numbers("H", content, 4 + 6 * column)[0]
            see_cell(found, (row, first + column), style, tags)
    elif number in (*_ONE, _FORMULA, _TRUTH_OR_ERROR):
        row, column, style = numbers("3H", content)
        see_cell(found, (row, column), style, tags, _error(number, content))


def _see_link(found: Evidence, number: int, content: bytes, links: Links) -> None:
    if number == _FORMULA:
        row, column = numbers("HH", content)
        formula = _formula(content, 20)
        links.see(found, (row, column), formula, formula[1:])
    elif number == _ARRAY and len(content) > 12:
        row, _, column = numbers("HHB", content)
        links.see_array(found, (row, column), _formula(content, 12))


def _formula(content: bytes, start: int) -> bytes:
    """The tokens of a formula; none where the record breaks off."""
    length = int.from_bytes(content[start : start + 2], "little")
    return content[start + 2 : start + 2 + length]


def _error(number: int, content: bytes) -> int | None:
    """The code of the error that a cell shows, when it shows one."""
    if number == _TRUTH_OR_ERROR:
        value, is_error = numbers("BB", content, 6)
        return value if is_error else None
    if number == _FORMULA:
        kind, _, value, *_, mark = numbers("6BH", content, 6)
        return value if mark == 0xFFFF and kind == 2 else None
    return None
