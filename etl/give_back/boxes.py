"""The boxes in which Excel shows the comments of a sheet (VML, which Excel still asks for)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from etl.give_back.notes import Cell, Note
from etl.give_back.package import Unusual

# Drawings of Excel are not always well-formed XML, those of other programs have prefixes of their own.
_SHAPE = re.compile(rb"<(\w+:)?shape\b(?:(?!</\1?shape>).)*</\1?shape>\s*", re.S)
_ROW = re.compile(rb"<((?:\w+:)?)Row>\s*(\d+)\s*</")
_COLUMN = re.compile(rb"<(?:\w+:)?Column>\s*(\d+)\s*</")
_ANCHOR = re.compile(rb"<(?:\w+:)?Anchor>[^<]*</(?:\w+:)?Anchor>\s*")
_PREFIXES = re.compile(rb'\s(xmlns:(?:v|o|x)="[^"]*")')
_NUMBERED = re.compile(rb"_x0000_s(\d+)\b")
_NOTE = b'ObjectType="Note"'
_KIND = b'id="_x0000_t202"'
_TEMPLATE = Path(__file__).with_name("box.vml")


def boxed(
    content: bytes | None, notes: Mapping[Cell, Note], removed: set[Cell], block: int
) -> bytes:
    """The drawing with a box for each note that has none; the others are made large enough."""
    head, kind, shape, tail = _TEMPLATE.read_bytes().split(b"\n\n")
    drawn = head.replace(b"BLOCK", b"%d" % block) + b"\n" + tail if content is None else content
    have: set[Cell] = set()

    def changed(match: re.Match[bytes]) -> bytes:
        cell = _cell(match.group())
        if cell in removed:
            return b""
        if cell is None or cell not in notes:
            return match.group()
        have.add(cell)
        return _enlarged(match.group(), cell, notes[cell])

    drawn = _SHAPE.sub(changed, drawn)
    number = max([block * 1024, *map(int, _NUMBERED.findall(drawn))])
    pieces = [] if _KIND in drawn else [kind]
    for offset, cell in enumerate(sorted(set(notes) - have), start=1):
        pieces.append(_box(shape, cell, notes[cell], number + offset))
    at = drawn.rfind(b"</xml>")
    if at < 0:
        raise Unusual("vml")
    known = [_declared(piece, head, drawn) for piece in pieces]
    return drawn[:at] + b"\n".join([*known, b""]) + drawn[at:]


def _declared(piece: bytes, head: bytes, drawn: bytes) -> bytes:
    """A piece that says what its prefixes mean, where the drawing itself does not."""
    missing = [name for name in _PREFIXES.findall(head) if name not in drawn]
    tag, space, rest = piece.partition(b" ")
    return tag + b"".join(b" " + name for name in missing) + space + rest


def _enlarged(shape: bytes, cell: Cell, note: Note) -> bytes:
    row = _ROW.search(shape)
    prefix = row.group(1) if row else b""
    anchor = b"<%bAnchor>%b</%bAnchor>" % (prefix, _anchor(cell, note), prefix)
    bare = _ANCHOR.sub(b"", shape)
    at = bare.index(b"<%bRow>" % prefix)
    return bare[:at] + anchor + bare[at:]


def _cell(shape: bytes) -> Cell | None:
    row, column = _ROW.search(shape), _COLUMN.search(shape)
    if _NOTE not in shape or row is None or column is None:
        return None
    return int(row.group(2)), int(column.group(1))


def _box(shape: bytes, cell: Cell, note: Note, number: int) -> bytes:
    for name, value in (
        (b"NUMBER", number),
        (b"HEIGHT", 14 * _rows(note)),
        (b"ROW", cell[0]),
        (b"COLUMN", cell[1]),
    ):
        shape = shape.replace(name, b"%d" % value)
    return shape.replace(b"ANCHOR", _anchor(cell, note))


def _rows(note: Note) -> int:
    return min(max(note.lines, 5), 30)


def _anchor(cell: Cell, note: Note) -> bytes:
    """Left, top, right, bottom of a box beside its cell, each as a cell and pixels in it."""
    row, column = cell
    top = max(row - 1, 0)
    return b"%d, 15, %d, 4, %d, 15, %d, 4" % (column + 1, top, column + 5, top + _rows(note))
