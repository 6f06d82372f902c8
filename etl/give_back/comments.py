"""The comments of a sheet: ours above, those of the office below, what we said last time gone."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from etl.give_back.notes import Cell, Note, cell_of
from etl.give_back.package import MAIN
from etl.give_back.splice import Edit, Element, appended, as_text, named, spliced, with_attribute
from etl.read.cells import address

AUTHOR = "Thạnh Hải ETL"
SIGN = "⚑ "
RULE = "―" * 10
EMPTY = (
    f'<?xml version="1.0" encoding="UTF-8"?>\n<comments xmlns="{MAIN}"><authors/><commentList/></comments>'
).encode()
_FONT = '<{0}sz val="9"/><{0}rFont val="Tahoma"/><{0}family val="2"/>'


@dataclass
class Commented:
    """A comments part after the change: which cells need a box, which lose theirs, which were ours."""

    content: bytes
    added: set[Cell] = field(default_factory=set)
    removed: set[Cell] = field(default_factory=set)
    mended: set[Cell] = field(default_factory=set)
    threads: set[Cell] = field(default_factory=set)


@dataclass(frozen=True)
class _Old:
    """A comment that stands there: was it ours, and what of it is the office's."""

    element: Element
    text: Element | None
    ours: bool
    rest: bytes


def commented(content: bytes, notes: Mapping[Cell, Note]) -> Commented:
    """The part with a note for each of these cells, and without our notes on any other."""
    found = named(content)
    prefix = found[0].prefix
    authors, listed = (next(e for e in found if e.name == n) for n in ("authors", "commentList"))
    old = {_cell(e): _read(content, e, inner) for e, inner in _each(found)}
    done, edits = Commented(content, set(notes) - set(old)), []
    done.threads = _threads(content, found, old) & set(notes)
    number = sum(e.name == "author" for e in found)
    for cell, comment in old.items():
        edits += _changed(cell, comment, notes.get(cell), prefix, done)
        if cell in done.threads:  # what stays is a note, and a note has no thread for an author
            at = comment.element
            tag = with_attribute(content[at.start : at.inside], "authorId", str(number))
            edits.append((at.start, at.inside, tag))
    if done.added or done.threads:
        author = f"<{prefix}author>".encode() + as_text(AUTHOR) + f"</{prefix}author>".encode()
        edits.append(appended(content, authors, author))
    new = b"".join(_comment(cell, notes[cell], number, prefix) for cell in sorted(done.added))
    done.content = spliced(content, [*edits, *([appended(content, listed, new)] if new else [])])
    return done


def _threads(content: bytes, found: list[Element], old: Mapping[Cell, _Old]) -> set[Cell]:
    """The cells whose comment is a conversation: newer Excel shows that in the place of any note."""
    authors = [e for e in found if e.name == "author"]
    of_threads = {str(n) for n, e in enumerate(authors) if _said(content, e).startswith("tc={")}
    return {c for c, o in old.items() if o.element.attributes.get("authorId") in of_threads}


def without_threads(content: bytes, cells: set[Cell]) -> bytes:
    """The conversations of a sheet without those of some cells; their words stand in the notes."""
    gone = (e for e in named(content, "threadedComment") if _cell(e) in cells)
    return spliced(content, [(e.start, e.end, b"") for e in gone])


def _each(found: list[Element]) -> Iterable[tuple[Element, list[Element]]]:
    """Each comment with the elements in it; elements stand in their order."""
    starts = [index for index, e in enumerate(found) if e.name == "comment"]
    for start, end in pairwise([*starts, len(found)]):
        inner = [e for e in found[start + 1 : end] if e.start < found[start].close]
        yield found[start], inner


def _cell(element: Element) -> Cell:
    return cell_of(element.attributes.get("ref", "")) or (-1, -1)


def _changed(cell: Cell, old: _Old, note: Note | None, prefix: str, done: Commented) -> list[Edit]:
    if note is None and not old.ours:
        return []
    if note is None:
        done.mended.add(cell)
        if not old.rest:
            done.removed.add(cell)
            return [(old.element.start, old.element.end, b"")]
    runs = (_runs(note, prefix) if note else b"") + (_rule(prefix) if note and old.rest else b"")
    text = f"<{prefix}text>".encode() + runs + old.rest + f"</{prefix}text>".encode()
    if old.text is None:
        return [appended_first(old.element, text)]
    return [(old.text.start, old.text.end, text)]


def appended_first(element: Element, piece: bytes) -> Edit:
    """The edit that makes a piece the first child of an element that is not `<empty/>`."""
    return element.inside, element.inside, piece


def _read(content: bytes, element: Element, inner: list[Element]) -> _Old:
    text = next((e for e in inner if e.name == "text"), None)
    if text is None:
        return _Old(element, None, ours=False, rest=b"")
    pieces = [e for e in inner if e.name == "t" and not _is_phonetic(e, inner)]
    ours = bool(pieces) and _said(content, pieces[0]).startswith(SIGN.strip())
    return _Old(element, text, ours, _rest(content, text, pieces, inner, ours=ours))


def _is_phonetic(piece: Element, inner: list[Element]) -> bool:
    return any(e.name == "rPh" and e.start < piece.start < e.close for e in inner)


def _said(content: bytes, piece: Element) -> str:
    return html.unescape(content[piece.inside : piece.close].decode("utf-8", "replace"))


def _rest(
    content: bytes, text: Element, pieces: list[Element], inner: list[Element], *, ours: bool
) -> bytes:
    """What the office wrote: all of it, or what stands below our rule."""
    if not ours:
        direct = [p for p in pieces if p.depth == text.depth + 1]
        if not direct:
            return content[text.inside : text.close]
        plain = _run(_said(content, direct[0]), text.prefix)
        return plain + content[direct[0].end : text.close]
    for piece in pieces:
        _, rule, below = _said(content, piece).partition(RULE)
        if rule:
            run = next(
                (e for e in inner if e.name == "r" and e.start < piece.start < e.close), piece
            )
            kept = _run(below.lstrip("\n"), text.prefix) if below.strip() else b""
            return kept + content[run.end : text.close]
    return b""


def _run(text: str, prefix: str, *, bold: bool = False) -> bytes:
    strong = f"<{prefix}b/>" if bold else ""
    head = f"<{prefix}r><{prefix}rPr>{strong}{_FONT.format(prefix)}</{prefix}rPr>"
    head += f'<{prefix}t xml:space="preserve">'
    return head.encode() + as_text(text) + f"</{prefix}t></{prefix}r>".encode()


def _runs(note: Note, prefix: str) -> bytes:
    """`⚑ Error` in bold, the sentence below it; an empty line between two."""
    runs = []
    for index, (word, text) in enumerate(note.paragraphs):
        runs.append(_run(f"\n\n{word}" if index else f"{SIGN}{word}", prefix, bold=True))
        runs.append(_run(f"\n{text}", prefix))
    return b"".join(runs)


def _rule(prefix: str) -> bytes:
    return _run(f"\n{RULE}\n", prefix)


def _comment(cell: Cell, note: Note, author: int, prefix: str) -> bytes:
    head = f'<{prefix}comment ref="{address(*cell)}" authorId="{author}"><{prefix}text>'
    tail = f"</{prefix}text></{prefix}comment>"
    return head.encode() + _runs(note, prefix) + tail.encode()
