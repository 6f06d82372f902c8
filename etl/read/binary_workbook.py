"""Parts of an .xlsb -> the evidence of its sheets: errors, formats, merges, hidden rows (MS-XLSB)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from xml.etree import ElementTree

from etl.read.binary import numbers, see_cell, split
from etl.read.cells import address
from etl.read.evidence import MAX_COLUMNS, Evidence, Refused
from etl.read.formulas import BINARY, Links, outside_of
from etl.read.parts import part_of, targets_of
from etl.read.runs import Run, is_mixed, note_runs
from etl.read.styles import tagged

BOOK, RELATIONS, STYLES = "xl/workbook.bin", "xl/_rels/workbook.bin.rels", "xl/styles.bin"
TEXTS = "xl/sharedstrings.bin"
PARTS = {BOOK, RELATIONS, STYLES, TEXTS}
_SHARED, _ROW, _FONT, _FORMAT, _STYLE, _COLUMNS = 7, 0, 43, 44, 47, 60
_FILLED = range(2, 12)  # 1 is a blank cell
_ERRORS = (3, 11)
_FORMULAS = {9: 8, 10: 1, 11: 1}  # and how long the value is that stands before the formula
_FORMULA_TEXT, _ARRAY = 8, 426
_FILE, _BOOKS, _REFERENCES = 355, (355, 357, 358, 667), 362  # what formulas name: others, this one
_TEXT, _SHEET_END, _SHEET, _MERGE, _CELL_STYLES, _CELL_STYLES_END = 19, 130, 156, 176, 617, 618


def evidence_of_binary(parts: Mapping[str, bytes]) -> dict[str, Evidence]:
    """Evidence by sheet name, from the parts by their names in lower case; empty for another container."""
    if BOOK not in parts or RELATIONS not in parts:
        return {}
    try:
        targets = targets_of(parts[RELATIONS])
    except ElementTree.ParseError as error:
        raise Refused("file.damaged") from error
    fonts, tags = _styles(parts.get(STYLES, b""))
    texts = [_runs(c, fonts) for n, c in _records(parts.get(TEXTS, b"")) if n == _TEXT]
    book, found = list(_records(parts[BOOK])), {}
    outside = _outside(book)
    for number, content in book:
        if number == _SHEET:
            relation, after = _text(content, 8)
            name, _ = _text(content, after)
            sheet = parts.get(part_of(targets.get(relation, "")))
            if sheet is not None:
                found[name] = _sheet(sheet, tags, texts, outside)
    return found


def _outside(book: Sequence[tuple[int, bytes]]) -> frozenset[int]:
    """The references of formulas that lead into another file."""
    files = [number == _FILE for number, _ in book if number in _BOOKS]
    references = b"".join(content[4:] for number, content in book if number == _REFERENCES)
    return outside_of(files, references, "<Iii")


def _records(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Number and bytes of each record; both number and length are written seven bits a byte."""
    at, end = 0, len(content)
    while at < end:
        number, at = content[at], at + 1
        if number & 128 and at < end:
            number, at = number & 127 | (content[at] & 127) << 7, at + 1
        length = shift = 0
        while at < end and shift < 28:
            byte, at = content[at], at + 1
            length |= (byte & 127) << shift
            shift += 7
            if not byte & 128:
                break
        if at + length > end:
            raise Refused("file.damaged")
        yield number, content[at : at + length]
        at += length


def _text(content: bytes, start: int) -> tuple[str, int]:
    """A text, and where it ends; a text that is not there is empty."""
    (length,) = numbers("I", content, start)
    end = start + 4 + 2 * length
    if length == 0xFFFFFFFF:
        return "", start + 4
    if end > len(content):
        raise Refused("file.damaged")
    return content[start + 4 : end].decode("utf-16-le", errors="replace"), end


def _runs(content: bytes, fonts: list[str]) -> list[Run]:
    """The runs of a shared text; none where no old font is in it."""
    if not content or not content[0] & 1 or not is_mixed(fonts):
        return []
    _, end = _text(content, 1)
    marks = numbers(f"{2 * numbers('I', content, end)[0]}H", content, end + 4)
    pairs = list(zip(marks[::2], marks[1::2], strict=True))
    runs = split(content[5:end], pairs, fonts)
    return runs if is_mixed(font for _, font in runs) else []


def _styles(styles: bytes) -> tuple[list[str], dict[int, str]]:
    """The fonts by their number, and the tags of each cell style."""
    formats: dict[int, str] = {}
    fonts: list[str] = []
    cells: list[tuple[int, int]] = []
    of_cells = False
    for number, content in _records(styles):
        if number == _FORMAT:
            formats[numbers("H", content)[0]] = _text(content, 2)[0]
        elif number == _FONT:
            fonts.append(_text(content, 21)[0])
        elif number in (_CELL_STYLES, _CELL_STYLES_END):
            of_cells = number == _CELL_STYLES
        elif number == _STYLE and of_cells:
            _, format_, font = numbers("HHH", content)
            cells.append((format_, font))
    return fonts, tagged(formats, fonts, cells)


def _sheet(
    content: bytes, tags: Mapping[int, str], texts: list[list[Run]], outside: frozenset[int]
) -> Evidence:
    found, row, links = Evidence(), 0, Links(outside, BINARY)
    for number, record in _records(content):
        if number == _ROW:
            (row,) = numbers("I", record)
            if numbers("B", record, 11)[0] & 0x10:
                found.hidden_rows.append(row + 1)
        elif number in _FILLED:
            column, style = numbers("II", record)
            error = numbers("B", record, 8)[0] if number in _ERRORS else None
            see_cell(found, (row, column), style & 0xFFFFFF, tags, error)
            if number == _SHARED:
                _see_text(found, address(row, column), texts, numbers("I", record, 8)[0])
            elif number in _FORMULAS or number == _FORMULA_TEXT:
                formula, more = _formula(record, number)
                links.see(found, (row, column), formula, formula[1:5] + more)
        elif number == _ARRAY and len(record) > 20:
            top, _, left, _ = numbers("4I", record)
            links.see_array(found, (top, left), _tokens(record, 17)[0])
        elif number == _MERGE:
            top, bottom, left, right = numbers("4I", record)
            found.merges.append((top, left, bottom, right))
        elif number == _COLUMNS:
            first, last, _, _, flags = numbers("4IH", record)
            found.hidden_columns += range(first, min(last + 1, MAX_COLUMNS)) if flags & 1 else ()
        elif number == _SHEET_END:
            return found
    raise Refused("file.damaged")  # the rows that should follow are lost


def _formula(record: bytes, number: int) -> tuple[bytes, bytes]:
    """The tokens of a cell's formula, and what they could not hold; none where the record breaks off."""
    size = _FORMULAS.get(number) or 4 + 2 * int.from_bytes(record[8:12], "little")
    return _tokens(record, 8 + size + 2)


def _tokens(record: bytes, start: int) -> tuple[bytes, bytes]:
    end = start + 4 + int.from_bytes(record[start : start + 4], "little")
    return record[start + 4 : end], record[end + 4 :]


def _see_text(found: Evidence, at: str, texts: list[list[Run]], number: int) -> None:
    if number >= len(texts):
        raise Refused("file.damaged")  # the text is lost: the cell would look blank
    if texts[number]:
        note_runs(found, at, texts[number])
