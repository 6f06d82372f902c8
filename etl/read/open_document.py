"""content.xml of an .ods -> the evidence of its tables: errors, merges, hidden rows, percentages."""

from __future__ import annotations

import io
from collections.abc import Iterator
from xml.etree import ElementTree

from etl.read.cells import address
from etl.read.evidence import MAX_COLUMNS, MAX_ROWS, Evidence, Refused

Element = ElementTree.Element
_CELLS = ("table-cell", "covered-table-cell")


def evidence_of_document(content: bytes) -> dict[str, Evidence]:
    """Evidence by table name; raises Refused for XML that cannot be parsed."""
    found: dict[str, Evidence] = {}
    try:
        for _, element in ElementTree.iterparse(io.BytesIO(content)):
            if _local(element.tag) == "table":
                found[_get(element, "name")] = _table(element)
                element.clear()
    except ElementTree.ParseError as error:
        raise Refused("file.damaged") from error
    return found


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _get(element: Element, name: str) -> str:
    return next((v for k, v in element.attrib.items() if _local(k) == name), "")


def _repeated(element: Element, name: str) -> int:
    text = _get(element, name)
    return int(text) if text.isdigit() else 1


def _rows(table: Element) -> Iterator[Element]:
    """The rows of a table, those inside groups and header rows too."""
    for child in table:
        name = _local(child.tag)
        if name == "table-row":
            yield child
        elif name in ("table-row-group", "table-header-rows", "table-rows"):
            yield from _rows(child)


def _table(table: Element) -> Evidence:
    found, number = Evidence(), 0
    for row in _rows(table):
        count = _repeated(row, "number-rows-repeated")
        cells = list(_filled(row))
        if cells:
            if number >= MAX_ROWS:
                raise Refused("file.far_cell", found=f"A{number + 1}")
            if _get(row, "visibility") in ("collapse", "filter"):
                found.hidden_rows += range(number + 1, number + 1 + min(count, MAX_ROWS))
            for column, cell in cells:
                _see(found, cell, number, column)
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


def _see(found: Evidence, cell: Element, row: int, column: int) -> None:
    at = address(row, column)
    kinds = {v for k, v in cell.attrib.items() if _local(k) == "value-type"}
    text = "".join(cell.itertext()).strip()
    if "error" in kinds or (_get(cell, "formula") and text.startswith(("#", "Err:"))):
        found.faults[at] = text or "#?"
    elif _get(cell, "formula") and not kinds:
        found.faults[at] = "="
    if "percentage" in kinds:
        found.tags[at] = "percent"
    down, right = (_repeated(cell, f"number-{n}-spanned") for n in ("rows", "columns"))
    if down > 1 or right > 1:
        found.merges.append((row, column, row + down - 1, column + right - 1))
