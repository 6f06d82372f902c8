"""A workbook whose labels are damaged -> the same parts under sound ones; what it holds is not touched."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from typing import BinaryIO

_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_DOCUMENT = "application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
#: What says of which kind a file is, where its book stands, who wrote it; no cell stands in these.
_LABELS = frozenset({"[content_types].xml", "_rels/.rels", "mimetype", "meta-inf/manifest.xml"})
_BESIDE = ("docprops/", "meta.xml", "settings.xml", "thumbnails/", "configurations2/")
_BOOKS = ("content.xml", "xl/workbook.xml", "xl/workbook.bin")


def relabelled(file: BinaryIO) -> BinaryIO | None:
    """The workbook with new labels; None when a part that is no label cannot be read either."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            kept = [name for name in names if not _is_label(_key(name))]
            parts = {name: archive.read(name) for name in kept}
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError):
        return None
    book = next((book for book in _BOOKS if book in map(_key, parts)), None)
    if book is None or len(parts) < len(kept):
        return None
    sound = BytesIO()
    with zipfile.ZipFile(sound, "w") as new:
        for name, part in (_labels(book) | parts).items():
            new.writestr(name, part)
    sound.seek(0)
    return sound


def _is_label(key: str) -> bool:
    return key in _LABELS or key.startswith(_BESIDE)


def _key(name: str) -> str:
    return name.replace("\\", "/").casefold()


def _labels(book: str) -> dict[str, bytes]:
    """The labels of a workbook of one kind."""
    if book == "content.xml":
        entry = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_DOCUMENT}"/>'
        manifest = f'<manifest:manifest xmlns:manifest="{_MANIFEST}">{entry}</manifest:manifest>'
        return {"mimetype": _DOCUMENT.encode(), "META-INF/manifest.xml": manifest.encode()}
    where = f'<Relationship Id="rId1" Type="{_OFFICE}" Target="{book}"/>'
    return {"_rels/.rels": f'<Relationships xmlns="{_RELS}">{where}</Relationships>'.encode()}
