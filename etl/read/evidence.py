"""A sheet's XML -> what a reader of values cannot tell: errors, uncomputed formulas, formats, hidden rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from etl.read.runs import Letters

MAX_ROWS, MAX_COLUMNS = 200_000, 300


class Refused(Exception):
    """The file cannot or must not be read; `key` names the message."""

    def __init__(self, key: str, **detail: str) -> None:
        super().__init__(key)
        self.key, self.detail = key, detail


@dataclass
class Evidence:
    """Of one sheet; cells as `B12`. `faults`: text of the error, `=` for a formula without value.

    `letters`: texts in several fonts, read run by run (`read/runs.py`).
    """

    faults: dict[str, str] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    letters: dict[str, Letters] = field(default_factory=dict)


_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_ERROR = re.compile(rb'<c\b(?=[^<>]*\bt="e")([^<>]*)(?<!/)>(.*?)</c>', re.S)
_FORMULA = re.compile(rb"<c\b([^<>]*[^/<>])>\s*(<f\b[^<>]*(?:(?<=/)>|>[^<]*</f>))(.*?)</c>", re.S)
_FILLED = re.compile(rb"<v>[^<]+</v>|<v [^<>]*>[^<]+</v>|<is>|<is ")
_MAYBE_FAR = re.compile(rb'r="(?:(?:[A-Z]{3}|[L-Z][A-Z]|K[O-Z])\d|[A-Z]{1,3}\d{6})')
_FAR = re.compile(
    rb'<c\b(?=[^<>]*\br="((?:[A-Z]{3}|[L-Z][A-Z]|K[O-Z])\d{1,7}|[A-Z]{1,3}\d{6,7})")[^<>]*[^/<>]>(.*?)</c>',
    re.S,
)
_HIDDEN_ROW = re.compile(rb'<row\b(?=[^<>]*\bhidden="(?:1|true)")[^<>]*\br="(\d+)"')
_HIDDEN_COLUMNS = re.compile(rb'<col\b(?=[^<>]*\bhidden="(?:1|true)")([^<>]*)>')
_ROOT = re.compile(rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>)?\s*<worksheet[\s>]")
LINK = re.compile(rb"\[\d+\]")


def scan(content: bytes, tags: dict[int, str]) -> Callable[[], Evidence]:
    """A sheet that may be read, and how to get its evidence. `tags` says which cell styles matter.

    Raises Refused for a far cell: what must be known before a grid is built is known when this returns.
    """
    if _is_plain(content) and not _MAYBE_FAR.search(content):
        return partial(_scan_later, content, tags)
    found = _scan_now(content, tags)
    return lambda: found


def _by_element(content: bytes, tags: dict[int, str]) -> Evidence:
    from etl.read.elements import scan_elements

    return scan_elements(content, tags)


def _scan_later(content: bytes, tags: dict[int, str]) -> Evidence:
    return _scan_text(content, tags) if _is_closed(content) else _by_element(content, tags)


def _scan_now(content: bytes, tags: dict[int, str]) -> Evidence:
    if not (_is_plain(content) and _is_closed(content)):
        return _by_element(content, tags)
    for match in _FAR.finditer(content, 0, _end(content)):
        if _FILLED.search(match.group(2)):
            check_far(match.group(1).decode())
    return _scan_text(content, tags)


def _is_plain(content: bytes) -> bool:
    """Whether the XML is written the usual way, so that patterns find all there is."""
    cells = content.count(b"<c ") + content.count(b"<c>")
    return (
        bool(_ROOT.match(content[:2000]))
        and cells == content.count(b'<c r="')
        and b"<!" not in content  # a comment, raw text
        and b"='" not in content[:2000]
    )


def _is_closed(content: bytes) -> bool:
    """Whether every value ends with its cell: a reader that looks for the next end would join two cells."""
    return content.count(b"<v>") == content.count(b"</v></c>") and (
        content.count(b"<is>") == content.count(b"</t></is></c>")
    )


def _end(content: bytes) -> int:
    """Behind it no cell is closed: there a search for the end of one would not end."""
    return content.rfind(b"</c>") + 4


def _scan_text(content: bytes, tags: dict[int, str]) -> Evidence:
    found, end = Evidence(), _end(content)
    if b'hidden="' in content:
        found.hidden_rows += [int(row) for row in _HIDDEN_ROW.findall(content)]
        for attributes in _HIDDEN_COLUMNS.findall(content):
            found.hidden_columns += span(attributes)
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
    elif LINK.search(formula):
        found.tags[at] = "linked"


def _tagged(content: bytes, tags: dict[int, str]) -> Iterator[tuple[bytes, str]]:
    """The attributes of each filled cell that bears a style of `tags`, and what the style says."""
    if not tags:
        return
    numbers = b"|".join(str(number).encode() for number in sorted(tags))
    pattern = re.compile(rb'<c\b((?=[^<>]*\bs="(' + numbers + rb')")[^<>]*[^/<>])>(?!</c>)')
    for match in pattern.finditer(content):
        yield match.group(1), tags[int(match.group(2))]


def span(attributes: bytes) -> list[int]:
    """The columns, from 0, that an entry of column widths is about."""
    found = [re.search(rb'\b%s="(\d+)"' % name, attributes) for name in (b"min", b"max")]
    first, last = (int(m.group(1)) if m else 0 for m in found)
    return list(range(first - 1, min(last, MAX_COLUMNS))) if first else []


def number_of(letters: str) -> int:
    """A -> 1, Z -> 26, AA -> 27."""
    number = 0
    for character in letters:
        number = number * 26 + ord(character) - 64
    return number


def check_far(at: str) -> None:
    """Raises Refused for a cell that lies too far away to be meant."""
    letters = at.rstrip("0123456789")
    if int(at[len(letters) :]) > MAX_ROWS or number_of(letters) > MAX_COLUMNS:
        raise Refused("file.far_cell", found=at)
