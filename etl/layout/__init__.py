"""Form + lines -> a workbook in the office's layout, the same bytes whenever it is written."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

from openpyxl import Workbook

from etl.layout.draw import draw
from etl.layout.sheet import Sheet

__all__ = ["draw", "save", "write"]

STAMP = (2000, 1, 1, 0, 0, 0)  # the same workbook has the same bytes whenever it is written


def write(sheets: Iterable[Sheet], path: Path) -> None:
    """A workbook with these sheets, always the same bytes for the same sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        draw(book.create_sheet(sheet.form.sheet), sheet)
    save(book, path)


def save(book: Workbook, path: Path) -> None:
    """Write a workbook without the time of writing."""
    buffer = io.BytesIO()
    book.save(buffer)
    _write_stamped(buffer, path)


def _write_stamped(buffer: io.BytesIO, path: Path) -> None:
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            if name != "docProps/core.xml":
                entry = zipfile.ZipInfo(name, STAMP)
                entry.compress_type = zipfile.ZIP_DEFLATED
                new.writestr(entry, _without_core(name, old.read(name)))


def _without_core(name: str, content: bytes) -> bytes:
    """The file without its mentions of the part that only holds the time of writing."""
    if name not in ("[Content_Types].xml", "_rels/.rels"):
        return content
    text = content.decode("utf-8")
    for start in ('<Override PartName="/docProps/core.xml"', "<Relationship "):
        at = text.find(start)
        while at >= 0:
            end = text.index("/>", at) + 2
            if "core" in text[at:end]:
                text = text[:at] + text[end:]
                at = text.find(start, at)
            else:
                at = text.find(start, end)
    return text.encode("utf-8")
