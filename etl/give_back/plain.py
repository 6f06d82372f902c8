"""A workbook with macros -> one without: an .xlsx that holds them is refused by Excel."""

from __future__ import annotations

from etl.give_back.package import TYPES, Package, relations_part
from etl.give_back.splice import named, spliced, with_attribute

_PLAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def without_macros(package: Package, book: str) -> None:
    """Take the macro project out and say that the book is a plain workbook; others stay as they are."""
    content = package.read(TYPES)
    main = next(
        (e for e in named(content, "Override") if e.attributes.get("PartName") == f"/{book}"), None
    )
    if main is None or main.attributes.get("ContentType") == _PLAIN:
        return
    tag = with_attribute(content[main.start : main.inside], "ContentType", _PLAIN)
    package.write(TYPES, spliced(content, [(main.start, main.inside, tag)]))
    macros = package.related(book, "vbaProject")
    if macros is None:
        return
    package.drop(macros.target)
    _leave_out(package, relations_part(book), "Relationship", "Id", macros.id)
    for part in sorted(package.dropped):
        _leave_out(package, TYPES, "Override", "PartName", f"/{part}")


def _leave_out(package: Package, part: str, name: str, attribute: str, value: str) -> None:
    content = package.read(part)
    edits = [
        (e.start, e.end, b"") for e in named(content, name) if e.attributes.get(attribute) == value
    ]
    package.write(part, spliced(content, edits))
