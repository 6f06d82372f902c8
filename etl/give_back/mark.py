"""An .xlsx + notes -> the same package with coloured cells and comments; everything else byte by byte."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from xml.parsers.expat import ExpatError

from etl.give_back.boxes import boxed
from etl.give_back.comments import EMPTY, commented, without_threads
from etl.give_back.grid import Grid
from etl.give_back.notes import Cell, Note, Notes, joined
from etl.give_back.package import MAIN, Package, Unusual
from etl.give_back.plain import without_macros
from etl.give_back.splice import named
from etl.give_back.styles import EMPTY as NO_STYLES
from etl.give_back.styles import Styles

NotesOf = Callable[[dict[str, bool]], Notes]
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_BOX = "application/vnd.openxmlformats-officedocument.vmlDrawing"


@dataclass(frozen=True)
class Page:
    """A worksheet of the package: its name, its part, whether it is seen, its place in the book."""

    name: str
    part: str
    visible: bool
    number: int


def mark(path: Path, out: Path, notes_of: NotesOf) -> None:
    """Write the marked workbook; raises Unusual when the file is no such package."""
    try:
        with zipfile.ZipFile(path) as archive:
            package = Package(archive)
            book = _book(package)
            pages = _pages(package, book)
            notes = notes_of({page.name: page.visible for page in pages})
            styles_part, styles = _styles(package, book)
            for page in pages:
                _mark_page(package, page, notes.get(page.name, {}), styles)
            if styles.new_formats:
                package.write(styles_part, styles.written())
            without_macros(package, book)
            package.save(out)
    except (zipfile.BadZipFile, ExpatError, ValueError, KeyError, IndexError) as error:
        raise Unusual(type(error).__name__) from error


def _book(package: Package) -> str:
    relation = next((r for r in package.relations("") if r.kind.endswith("/officeDocument")), None)
    part = relation.target if relation else "xl/workbook.xml"
    root = named(package.read(part), "workbook")
    if not root or MAIN not in root[0].attributes.values():
        raise Unusual(part)
    return part


def _pages(package: Package, book: str) -> list[Page]:
    """The worksheets in the order of the book; chart sheets have no cells."""
    targets = {r.id: r for r in package.relations(book)}
    pages = []
    for number, sheet in enumerate(named(package.read(book), "sheet"), start=1):
        ids = [v for k, v in sheet.attributes.items() if k.rpartition(":")[2] == "id" and ":" in k]
        relation = targets.get(ids[0]) if ids else None
        if relation and relation.kind.endswith("/worksheet"):
            visible = sheet.attributes.get("state", "visible") == "visible"
            pages.append(Page(sheet.attributes.get("name", ""), relation.target, visible, number))
    if not pages:
        raise Unusual(book)
    return pages


def _styles(package: Package, book: str) -> tuple[str, Styles]:
    relation = package.related(book, "styles")
    if relation:
        return relation.target, Styles(package.read(relation.target))
    part = package.free("xl/styles{}.xml")
    package.write(part, NO_STYLES)
    package.relate(book, "styles", part)
    package.declare(part, f"{_SHEET}.styles+xml")
    return part, Styles(NO_STYLES)


def _mark_page(package: Package, page: Page, notes: dict[Cell, Note], styles: Styles) -> None:
    relation = package.related(page.part, "comments")
    if not notes and relation is None:
        return
    grid = Grid(package.read(page.part))
    shown: dict[Cell, list[Note]] = {}
    for cell, note in notes.items():
        shown.setdefault(grid.anchor(cell), []).append(note)
    merged = {cell: joined(found) for cell, found in shown.items()}
    content = package.read(relation.target) if relation else EMPTY
    done = commented(content, merged)
    if done.content == content:
        return
    _write_comments(package, page, relation.target if relation else "", done.content)
    _write_boxes(package, page, grid, merged, done.removed)
    talk = package.related(page.part, "threadedComment")
    if talk and done.threads:
        package.write(talk.target, without_threads(package.read(talk.target), done.threads))

    def restyled(cell: Cell, style: int) -> int:
        note = merged.get(cell)
        return styles.coloured(style, note.severity) if note else styles.restored(style)

    grid.restyle({*merged, *done.mended}, restyled)
    package.write(page.part, grid.content)


def _write_comments(package: Package, page: Page, part: str, content: bytes) -> None:
    if not part:
        part = package.free("xl/comments{}.xml")
        package.declare(part, f"{_SHEET}.comments+xml")
        package.relate(page.part, "comments", part)
    package.write(part, content)


def _write_boxes(
    package: Package, page: Page, grid: Grid, notes: dict[Cell, Note], removed: set[Cell]
) -> None:
    targets = {r.id: r.target for r in package.relations(page.part)}
    part = targets.get(grid.drawing, "")
    if part:
        package.write(part, boxed(package.read(part), notes, removed, page.number))
        return
    part = package.free("xl/drawings/vmlDrawing{}.vml")
    package.declare_suffix("vml", _BOX)
    package.write(part, boxed(None, notes, removed, page.number))
    grid.draw(package.relate(page.part, "vmlDrawing", part))
