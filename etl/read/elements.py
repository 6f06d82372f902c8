"""A sheet's XML, written in an unusual way -> its evidence, element by element."""

from __future__ import annotations

import io
from xml.etree import ElementTree

from etl.read.cells import letter
from etl.read.evidence import LINK, Evidence, Refused, check_far, number_of, span


def scan_elements(content: bytes, tags: dict[int, str]) -> Evidence:
    """The same, element by element, for XML that is written in another way."""
    found, row, column = Evidence(), 0, 0
    try:
        for event, element in ElementTree.iterparse(io.BytesIO(content), ("start", "end")):
            name = element.tag.rpartition("}")[2]
            if event == "start" and name == "row":
                row, column = int(element.get("r") or row + 1), 0
                if element.get("hidden") in ("1", "true"):
                    found.hidden_rows.append(row)
            elif event == "end" and name == "c":
                column += 1
                column = _see_cell(found, element, tags, row, column)
                element.clear()
            elif event == "end" and name == "col" and element.get("hidden") in ("1", "true"):
                text = f'min="{element.get("min")}" max="{element.get("max")}"'
                found.hidden_columns += span(text.encode())
    except ElementTree.ParseError as error:
        raise Refused("file.damaged") from error
    return found


def _see_cell(
    found: Evidence, cell: ElementTree.Element, tags: dict[int, str], row: int, column: int
) -> int:
    at = cell.get("r") or f"{letter(column - 1)}{row}"
    parts = {child.tag.rpartition("}")[2]: child for child in cell}
    value, formula = parts.get("v"), parts.get("f")
    text = value.text if value is not None else None
    filled = bool(text) or "is" in parts
    if filled:
        check_far(at)
    if cell.get("t") == "e":
        found.faults[at] = text or "#?"
    elif formula is not None and not filled:
        found.faults[at] = "="
    elif formula is not None and LINK.search((formula.text or "").encode()):
        found.tags[at] = "linked"
    style = tags.get(int(cell.get("s") or 0))
    if style and filled:
        found.tags[at] = f"{found.tags[at]};{style}" if at in found.tags else style
    return number_of(at.rstrip("0123456789"))
