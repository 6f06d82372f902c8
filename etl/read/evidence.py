"""A sheet's XML -> what a reader of values cannot tell: errors, uncomputed formulas, formats, hidden rows."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

MAX_ROWS, MAX_COLUMNS = 200_000, 300


class Refused(Exception):
    """The file cannot or must not be read; `key` names the message."""

    def __init__(self, key: str, **detail: str) -> None:
        super().__init__(key)
        self.key, self.detail = key, detail


@dataclass
class Evidence:
    """Of one sheet; cells as `B12`. `faults`: text of the error, `=` for a formula without value."""

    faults: dict[str, str] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)


_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_ERROR = re.compile(rb'<c\b(?=[^<>]*\bt="e")([^<>]*)(?<!/)>(.*?)</c>', re.S)
_FORMULA = re.compile(rb"<c\b([^<>]*[^/<>])>\s*(<f\b[^<>]*(?:(?<=/)>|>[^<]*</f>))(.*?)</c>", re.S)
_FILLED = re.compile(rb"<v>[^<]+</v>|<v [^<>]*>[^<]+</v>|<is>|<is ")
_FAR = re.compile(
    rb'<c\b(?=[^<>]*\br="((?:[A-Z]{3}|[L-Z][A-Z]|K[O-Z])\d{1,7}|[A-Z]{1,3}\d{6,7})")[^<>]*[^/<>]>(.*?)</c>',
    re.S,
)
_HIDDEN_ROW = re.compile(rb'<row\b(?=[^<>]*\bhidden="(?:1|true)")[^<>]*\br="(\d+)"')
_HIDDEN_COLUMNS = re.compile(rb'<col\b(?=[^<>]*\bhidden="(?:1|true)")([^<>]*)>')
_ROOT = re.compile(rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>)?\s*<worksheet[\s>]")
_LINK = re.compile(rb"\[\d+\]")


def scan(content: bytes, tags: dict[int, str]) -> Evidence:
    """The evidence of a sheet; `tags` says which cell styles matter. Raises Refused for a far cell."""
    if _is_plain(content):
        return _scan_text(content, tags)
    return _scan_tree(content, tags)


def _is_plain(content: bytes) -> bool:
    """Whether the XML is written the usual way, so that patterns find all there is."""
    cells = content.count(b"<c ") + content.count(b"<c>")
    return (
        bool(_ROOT.match(content[:2000]))
        and cells == content.count(b'<c r="')
        and b"<!--" not in content
        and b"<![CDATA[" not in content
        and b"='" not in content[:2000]
    )


def _scan_text(content: bytes, tags: dict[int, str]) -> Evidence:
    found = Evidence(hidden_rows=[int(row) for row in _HIDDEN_ROW.findall(content)])
    for attributes in _HIDDEN_COLUMNS.findall(content):
        found.hidden_columns += _span(attributes)
    end = content.rfind(b"</c>") + 4  # behind it no cell is closed: there a search would not end
    for match in _FAR.finditer(content, 0, end):
        if _FILLED.search(match.group(2)):
            _check_far(match.group(1).decode())
    if b't="e"' in content:
        for match in _ERROR.finditer(content, 0, end):
            value = re.search(rb"<v[^<>]*>([^<]+)</v>", match.group(2))
            found.faults[_at(match.group(1))] = value.group(1).decode() if value else "#?"
    if b"<f" in content:
        for match in _FORMULA.finditer(content, 0, end):
            _see_formula(found, _at(match.group(1)), match.group(2), match.group(3))
    for index, text in _tagged(content, tags):
        at = _at(index)
        found.tags[at] = f"{found.tags[at]};{text}" if at in found.tags else text
    return found


def _at(attributes: bytes) -> str:
    place = _PLACE.search(attributes)
    return (place.group(1) + place.group(2)).decode() if place else ""


def _see_formula(found: Evidence, at: str, formula: bytes, rest: bytes) -> None:
    if not _FILLED.search(rest) and at not in found.faults:
        found.faults[at] = "="
    elif _LINK.search(formula):
        found.tags[at] = "linked"


def _tagged(content: bytes, tags: dict[int, str]) -> Iterator[tuple[bytes, str]]:
    """The attributes of each filled cell that bears a style of `tags`, and what the style says."""
    if not tags:
        return
    numbers = b"|".join(str(number).encode() for number in sorted(tags))
    pattern = re.compile(rb'<c\b((?=[^<>]*\bs="(' + numbers + rb')")[^<>]*[^/<>])>(?!</c>)')
    for match in pattern.finditer(content):
        yield match.group(1), tags[int(match.group(2))]


def _span(attributes: bytes) -> list[int]:
    found = [re.search(rb'\b%s="(\d+)"' % name, attributes) for name in (b"min", b"max")]
    first, last = (int(m.group(1)) if m else 0 for m in found)
    return list(range(first - 1, min(last, MAX_COLUMNS))) if first else []


def number_of(letters: str) -> int:
    """A -> 1, Z -> 26, AA -> 27."""
    number = 0
    for character in letters:
        number = number * 26 + ord(character) - 64
    return number


def _check_far(at: str) -> None:
    letters = at.rstrip("0123456789")
    if int(at[len(letters) :]) > MAX_ROWS or number_of(letters) > MAX_COLUMNS:
        raise Refused("file.far_cell", found=at)


def _scan_tree(content: bytes, tags: dict[int, str]) -> Evidence:
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
                found.hidden_columns += _span(text.encode())
    except ElementTree.ParseError as error:
        raise Refused("file.damaged") from error
    return found


def _see_cell(
    found: Evidence, cell: ElementTree.Element, tags: dict[int, str], row: int, column: int
) -> int:
    from etl.read.cells import letter

    at = cell.get("r") or f"{letter(column - 1)}{row}"
    parts = {child.tag.rpartition("}")[2]: child for child in cell}
    value, formula = parts.get("v"), parts.get("f")
    text = value.text if value is not None else None
    filled = bool(text) or "is" in parts
    if filled:
        _check_far(at)
    if cell.get("t") == "e":
        found.faults[at] = text or "#?"
    elif formula is not None and not filled:
        found.faults[at] = "="
    elif formula is not None and _LINK.search((formula.text or "").encode()):
        found.tags[at] = "linked"
    style = tags.get(int(cell.get("s") or 0))
    if style and filled:
        found.tags[at] = f"{found.tags[at]};{style}" if at in found.tags else style
    return number_of(at.rstrip("0123456789"))
