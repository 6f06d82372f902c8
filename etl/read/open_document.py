"""content.xml of an .ods -> the evidence of its tables: errors, merges, hidden parts, formats, fonts."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

from etl.read.cells import address
from etl.read.document_styles import cell_styles, span_fonts
from etl.read.document_styles import get as _get
from etl.read.document_styles import local as _local
from etl.read.evidence import MAX_COLUMNS, MAX_ROWS, Evidence, Refused
from etl.read.runs import Run, is_mixed, note_runs

Element = ElementTree.Element
_LINK = re.compile(r"'[a-z]+://[^']*'#")  # a formula that takes its value from another file
_CELLS = ("table-cell", "covered-table-cell")


@dataclass(frozen=True)
class _Known:
    """What the styles say: tags of a cell by its style, font of a span by its style."""

    tags: dict[str, str]
    fonts: dict[str, str]


def evidence_of_document(content: bytes, styles: bytes = b"") -> dict[str, Evidence]:
    """Evidence by table name; `styles` is styles.xml. Raises Refused for XML that cannot be parsed."""
    found: dict[str, Evidence] = {}
    try:
        shared = [ElementTree.fromstring(styles)] if styles else []
        known = _Known(cell_styles(shared), span_fonts(shared))
        for _, element in ElementTree.iterparse(io.BytesIO(content)):
            name = _local(element.tag)
            if name in ("font-face-decls", "automatic-styles"):
                shared.append(element)
                known = _Known(cell_styles(shared), span_fonts(shared))
            elif name == "table":
                found[_get(element, "name")] = _table(element, known)
                element.clear()
    except ElementTree.ParseError as error:
        raise Refused("file.damaged") from error
    return found


def _repeated(element: Element, name: str) -> int:
    text = _get(element, name)
    return int(text) if text.isdigit() else 1


def _rows(table: Element) -> Iterator[Element]:
    """The rows of a table, those inside groups and header rows too."""
    return _inside(table, "table-row", ("table-row-group", "table-header-rows", "table-rows"))


def _columns(table: Element) -> Iterator[Element]:
    groups = ("table-column-group", "table-header-columns", "table-columns")
    return _inside(table, "table-column", groups)


def _inside(parent: Element, wanted: str, groups: tuple[str, ...]) -> Iterator[Element]:
    for child in parent:
        name = _local(child.tag)
        if name == wanted:
            yield child
        elif name in groups:
            yield from _inside(child, wanted, groups)


def _see_columns(found: Evidence, table: Element) -> list[str]:
    """The style that each column gives its cells; hidden columns are noted."""
    styles: list[str] = []
    for column in _columns(table):
        count = min(_repeated(column, "number-columns-repeated"), MAX_COLUMNS - len(styles))
        if _get(column, "visibility") in ("collapse", "filter"):
            found.hidden_columns += range(len(styles), len(styles) + count)
        styles += [_get(column, "default-cell-style-name")] * count
    return styles


def _table(table: Element, known: _Known) -> Evidence:
    found, number = Evidence(), 0
    styles = _see_columns(found, table)
    for row in _rows(table):
        count = _repeated(row, "number-rows-repeated")
        cells = list(_filled(row))
        if cells:
            if number >= MAX_ROWS:
                raise Refused("file.far_cell", found=f"A{number + 1}")
            if _get(row, "visibility") in ("collapse", "filter"):
                found.hidden_rows += range(number + 1, number + 1 + min(count, MAX_ROWS))
            for column, cell in cells:
                default = styles[column] if column < len(styles) else ""
                name = _get(cell, "style-name") or _get(row, "default-cell-style-name") or default
                _see(found, cell, number, column, known.tags.get(name, ""))
                if known.fonts:
                    _see_spans(found, cell, address(number, column), known.fonts)
        number += count
    return found


def _filled(row: Element) -> Iterator[tuple[int, Element]]:
    """The cells of a row that hold something, with their columns."""
    column = 0
    for cell in row:
        if _local(cell.tag) not in _CELLS:
            continue
        if len(cell) or _get(cell, "formula"):
            if column >= MAX_COLUMNS:
                raise Refused("file.far_cell", found=address(0, column))
            yield column, cell
        column += _repeated(cell, "number-columns-repeated")


def _see(found: Evidence, cell: Element, row: int, column: int, tag: str) -> None:
    at = address(row, column)
    kinds = {v for k, v in cell.attrib.items() if _local(k) == "value-type"}
    text = "".join(cell.itertext()).strip()
    if "error" in kinds or (_get(cell, "formula") and text.startswith(("#", "Err:"))):
        found.faults[at] = text or "#?"
    elif _get(cell, "formula") and not kinds:
        found.faults[at] = "="
    linked = "linked" if _LINK.search(_get(cell, "formula")) else ""
    percent = "percent" if "percentage" in kinds and "percent" not in tag.split(";") else ""
    said = ";".join(part for part in (linked, percent, tag) if part)
    if said:
        found.tags[at] = said
    down, right = (_repeated(cell, f"number-{n}-spanned") for n in ("rows", "columns"))
    if down > 1 or right > 1:
        found.merges.append((row, column, row + down - 1, column + right - 1))


def _see_spans(found: Evidence, cell: Element, at: str, fonts: Mapping[str, str]) -> None:
    """Letters in several fonts; a cell of several lines is left to what its column spells."""
    lines = [part for part in cell if _local(part.tag) == "p"]
    runs = list(_spans(lines[0], "", fonts)) if len(lines) == 1 else []
    if is_mixed(font for _, font in runs):
        note_runs(found, at, runs)


def _spans(part: Element, font: str, fonts: Mapping[str, str]) -> Iterator[Run]:
    yield part.text or "", font
    for span in part:
        if _local(span.tag) == "s":
            yield " " * _repeated(span, "c"), font
        yield from _spans(span, fonts.get(_get(span, "style-name"), font), fonts)
        yield span.tail or "", font
