"""XML bytes -> where its elements stand, and the same bytes with a few of them changed.

An XML library that writes a part anew loses what it does not know (prefixes that `mc:Ignorable` names,
spacing, extensions). Here every byte that is not the subject of a change stays as the office wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

Edit = tuple[int, int, bytes]
Keep = Callable[[str, dict[str, str]], Hashable | None]
ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass
class Element:
    """An element and its place: start tag from `start` to `inside`, end tag from `close` to `end`."""

    name: str
    prefix: str
    attributes: dict[str, str]
    depth: int
    start: int
    inside: int
    close: int = -1
    end: int = -1
    empty: bool = False
    key: Hashable = None


@dataclass
class _Walk:
    content: bytes
    keep: Keep
    parser: Any
    found: list[Element] = field(default_factory=list)
    open: list[Element | None] = field(default_factory=list)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        prefix, _, name = tag.rpartition(":")
        key = self.keep(name, attributes)
        element = None
        if key is not None:
            at = self.parser.CurrentByteIndex
            inside = _end_of_tag(self.content, at)
            empty = self.content[inside - 2 : inside] == b"/>"
            depth, mark = len(self.open), f"{prefix}:" if prefix else ""
            element = Element(name, mark, attributes, depth, at, inside, empty=empty, key=key)
            self.found.append(element)
        self.open.append(element)

    def end(self, _tag: str) -> None:
        element = self.open.pop()
        if element is not None:
            at = self.parser.CurrentByteIndex
            element.close = element.inside if element.empty else at
            element.end = element.inside if element.empty else _end_of_tag(self.content, at)


def _end_of_tag(content: bytes, at: int) -> int:
    """Just behind the `>` that closes the tag at `at`; one in a quoted value does not close it."""
    quote = 0
    for index in range(at, len(content)):
        byte = content[index]
        if quote:
            quote = 0 if byte == quote else quote
        elif byte in b"\"'":
            quote = byte
        elif byte == 62:
            return index + 1
    return len(content)


def walk(content: bytes, keep: Keep) -> list[Element]:
    """The elements for which `keep(local name, attributes)` gives a key, in order; raises ExpatError."""
    parser = expat.ParserCreate()
    walked = _Walk(content, keep, parser)
    parser.StartElementHandler = walked.start
    parser.EndElementHandler = walked.end
    parser.Parse(content, True)
    return walked.found


def named(content: bytes, *names: str) -> list[Element]:
    """The elements that have one of these local names; without names, all of them."""
    return walk(content, lambda name, _: name if not names or name in names else None)


def spliced(content: bytes, edits: Iterable[Edit]) -> bytes:
    """The content with pieces exchanged; edits at one place keep their order."""
    parts, at = [], 0
    for start, end, piece in sorted(edits, key=lambda edit: edit[:2]):
        parts += [content[at:start], piece]
        at = end
    return b"".join([*parts, content[at:]])


def appended(content: bytes, parent: Element, pieces: bytes) -> Edit:
    """The edit that puts pieces behind the last child of an element, even of `<empty/>`."""
    if not parent.empty:
        return parent.close, parent.close, pieces
    head = content[parent.start : parent.inside].rstrip(b"/> \r\n\t")
    closed = head + b">" + pieces + f"</{parent.prefix}{parent.name}>".encode()
    return parent.start, parent.end, closed


def with_attribute(tag: bytes, name: str, value: str) -> bytes:
    """A start tag with one attribute set."""
    written = f"{name}={quoteattr(value)}".encode("ascii", "xmlcharrefreplace")
    pattern = re.compile(rb"(?<=\s)" + name.encode() + rb"\s*=\s*(?:\"[^\"]*\"|'[^']*')")
    if pattern.search(tag):
        return pattern.sub(lambda _: written, tag, count=1)
    head = re.match(rb"<[^\s/>]+", tag)
    at = head.end() if head else 0
    return tag[:at] + b" " + written + tag[at:]


def as_text(text: str) -> bytes:
    """Text as XML in any encoding: what XML cannot hold is left out, what is not ASCII is a reference."""
    return escape(ILLEGAL.sub("", text)).encode("ascii", "xmlcharrefreplace")
