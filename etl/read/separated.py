"""Bytes of a .csv -> rows of texts: encoding, separator and quotes found by what they give."""

from __future__ import annotations

import codecs
import csv
import io
import unicodedata
from collections import Counter
from pathlib import Path

from etl.read.evidence import MAX_COLUMNS, MAX_ROWS, Refused
from etl.read.text import without_towers

SEPARATORS = (";", "\t", ",", "|")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE = 20_000
ENOUGH = 0.6  # of the words must be Vietnamese syllables, or the encoding is not known


def rows_of(path: Path) -> tuple[list[list[str | None]], str]:
    """The rows of the file and its encoding; raises Refused for one that has two readings or none."""
    text, encoding = _decoded(path.read_bytes())
    lines, separator = _named_separator(text)
    best = _split(lines, separator) if separator else _best_split(lines)
    if len(best) > MAX_ROWS or max(map(len, best), default=0) > MAX_COLUMNS:
        raise Refused("file.far_cell", found=f"{len(best)}")
    _check_ragged(best)
    if separator:
        best.insert(0, [])  # the line `sep=;` keeps its row, so that rows are counted as Excel does
    return [[cell if cell.strip() else None for cell in row] for row in best], encoding


def _decoded(content: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strict(content, encoding).replace("\x00", ""), encoding
    if content[:400].count(b"\x00") > len(content[:400]) // 5:
        later = content[1:400:2].count(b"\x00") > content[0:400:2].count(b"\x00")
        wide = "utf-16-le" if later else "utf-16-be"
        return _strict(content, wide), wide
    content = content.replace(b"\x00", b"")
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _old_encoding(content)


def _strict(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused("file.encoding") from error


def _old_encoding(content: bytes) -> tuple[str, str]:
    """Of cp1258, TCVN3 and VNI the one in which most words are Vietnamese."""
    from catalog.legacy import decode, syllable_share

    plain = content.decode("latin-1")
    readings = [(decode(plain, name), name) for name in ("tcvn3", "vni")]
    with_tones = content.decode("cp1258", errors="replace")
    readings.append((unicodedata.normalize("NFC", without_towers(with_tones)), "cp1258"))
    text, name = max(readings, key=lambda reading: syllable_share(reading[0][:SAMPLE]))
    if syllable_share(text[:SAMPLE]) < ENOUGH or "\ufffd" in text:
        raise Refused("file.encoding")
    return text, name


def _named_separator(text: str) -> tuple[str, str]:
    """Excel's own first line `sep=;`, when it is there."""
    first, _, rest = text.partition("\n")
    if first.strip().casefold().startswith("sep=") and len(first.strip()) == 5:
        return rest, first.strip()[-1]
    return text, ""


def _split(text: str, separator: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        raise Refused("file.csv_quotes") from error


def _best_split(text: str) -> list[list[str]]:
    """The reading in which most rows have the same number, and the largest, of cells.

    A separator that is not the file's own breaks at quoted cells: it counts by the cells that it would
    give without quotes, so that a file whose own quotation is left open is refused all the same.
    """
    readings = {
        separator: _split_or_none(text, separator) for separator in SEPARATORS if separator in text
    }
    if not readings:
        raise Refused("file.csv_columns")

    def regular(separator: str) -> tuple[int, int, bool]:
        rows = readings[separator]
        whole = rows is not None
        width, number = _usual_width(_unquoted(text, separator) if rows is None else rows)
        return (number, width, whole) if width > 1 else (0, 0, whole)

    best = readings[max(readings, key=regular)]
    if best is None:
        raise Refused("file.csv_quotes")
    return best


def _split_or_none(text: str, separator: str) -> list[list[str]] | None:
    try:
        return _split(text, separator)
    except Refused:
        return None


def _unquoted(text: str, separator: str) -> list[list[str]]:
    return [line.split(separator) for line in text.splitlines()]


def _usual_width(rows: list[list[str]]) -> tuple[int, int]:
    counts = Counter(len(row) for row in rows if len(row) > 1)
    return max(counts.items(), key=lambda item: (item[1], item[0]), default=(0, 0))


def _check_ragged(rows: list[list[str]]) -> None:
    """Inside the table every row has as many cells: one more or less shifts all that follow it."""
    width, _ = _usual_width(rows)
    if width < 2:
        raise Refused("file.csv_columns")
    inside = [number for number, row in enumerate(rows) if len(row) == width]
    for number in range(inside[0], inside[-1]):
        row = rows[number]
        if len(row) not in (0, 1, width):
            raise Refused("file.csv_ragged", found=str(number + 1), expected=str(width))
    for number, row in enumerate(rows):
        if len(row) > width:
            raise Refused("file.csv_ragged", found=str(number + 1), expected=str(width))
