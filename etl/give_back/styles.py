"""The styles of a workbook: clones of a cell's own style that differ in the fill alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from etl.give_back.package import Unusual
from etl.give_back.splice import Element, appended, named, spliced, with_attribute

#: Ours, one step beside Excel's own "bad" and "neutral", so that no office has chosen them by hand.
FILLS = {"error": "FFFFC7CD", "warning": "FFFFEB9B", "note": "FFDDEBF8"}
EMPTY = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<styleSheet xmlns='
    b'"http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="1"><font/></fonts>'
    b'<fills count="2"><fill><patternFill patternType="none"/></fill><fill>'
    b'<patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>'
    b'<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="1"><xf xfId="0"/></cellXfs>'
    b"</styleSheet>"
)
_OURS = re.compile("|".join(FILLS.values()).encode())
_FRONT = re.compile(rb"<(?:\w+:)?fgColor\b([^>]*?)/?>")
_BACK = re.compile(rb"<(?:\w+:)?bgColor\b([^>]*?)/?>")
_NONE = b' indexed="64"'
_NOTHING = re.compile(rb"indexed\s*=\s*[\"']64[\"']")


@dataclass
class Styles:
    """The style part of a workbook while cells are coloured."""

    content: bytes
    fills: list[bytes] = field(default_factory=list)
    formats: list[bytes] = field(default_factory=list)
    new_fills: list[bytes] = field(default_factory=list)
    new_formats: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        found = named(self.content, "fills", "fill", "cellXfs", "xf")
        self.fill_list = _only(found, "fills")
        self.format_list = _only(found, "cellXfs")
        self.fills = [self._raw(e) for e in _children(found, self.fill_list, "fill")]
        self.formats = [self._raw(e) for e in _children(found, self.format_list, "xf")]
        if not self.fills or not self.formats:
            raise Unusual("styles")

    def _raw(self, element: Element) -> bytes:
        return self.content[element.start : element.end]

    def coloured(self, style: int, severity: str) -> int:
        """The style of a doubtful cell: its own, with our fill. The old colour waits behind it."""
        under = self._under(style)
        return self._with_fill(style, self._fill(FILLS[severity].encode(), under))

    def restored(self, style: int) -> int:
        """The style without our fill: with the colour that the office had given the cell."""
        if not _OURS.search(self._fill_of(style)):
            return style
        under = self._under(style)
        fill = (
            0
            if under == _NONE
            else self._add(self.fills, self.new_fills, self._solid(under, _NONE))
        )
        return self._with_fill(style, fill)

    def _format(self, style: int) -> bytes:
        return self.formats[style] if 0 <= style < len(self.formats) else self.formats[0]

    def _fill_of(self, style: int) -> bytes:
        found = re.search(rb"\bfillId\s*=\s*[\"'](\d+)", self._format(style))
        number = int(found.group(1)) if found else 0
        return self.fills[number] if number < len(self.fills) else b""

    def _under(self, style: int) -> bytes:
        """The colour that the office gave the cell, as attributes of a colour element."""
        fill = self._fill_of(style)
        if b"solid" not in fill:
            return _NONE
        colour = (_BACK if _OURS.search(fill) else _FRONT).search(fill)
        under = colour.group(1).rstrip(b"/ ") if colour else _NONE
        return _NONE if _NOTHING.search(under) else under

    def _fill(self, colour: bytes, under: bytes) -> int:
        return self._add(self.fills, self.new_fills, self._solid(b' rgb="' + colour + b'"', under))

    def _solid(self, front: bytes, back: bytes) -> bytes:
        p = self.fill_list.prefix.encode()
        return (
            b'<%bfill><%bpatternFill patternType="solid"><%bfgColor%b/><%bbgColor%b/>'
            b"</%bpatternFill></%bfill>" % (p, p, p, front, p, back, p, p)
        )

    def _with_fill(self, style: int, fill: int) -> int:
        raw = self._format(style)
        end = raw.index(b">") + 1
        tag = with_attribute(raw[:end], "fillId", str(fill))
        tag = with_attribute(tag, "applyFill", "1")
        return self._add(self.formats, self.new_formats, tag + raw[end:])

    @staticmethod
    def _add(known: list[bytes], new: list[bytes], piece: bytes) -> int:
        """The number of a piece in its list; added when nobody has it yet."""
        if piece not in known:
            known.append(piece)
            new.append(piece)
        return known.index(piece)

    def written(self) -> bytes:
        """The style part with what was added."""
        edits = []
        for parent, known, new in (
            (self.fill_list, self.fills, self.new_fills),
            (self.format_list, self.formats, self.new_formats),
        ):
            if new:
                tag = self.content[parent.start : parent.inside]
                counted = with_attribute(tag, "count", str(len(known)))
                edits.append((parent.start, parent.inside, counted))
                edits.append(appended(self.content, parent, b"".join(new)))
        return spliced(self.content, edits)


def _only(found: list[Element], name: str) -> Element:
    element = next((e for e in found if e.name == name), None)
    if element is None or element.empty:
        raise Unusual("styles")
    return element


def _children(found: list[Element], parent: Element, name: str) -> list[Element]:
    return [
        e
        for e in found
        if e.name == name and e.depth == parent.depth + 1 and parent.start < e.start < parent.close
    ]
