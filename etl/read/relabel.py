"""A workbook whose labels are damaged -> the same parts under sound ones; what it holds is not touched."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import BinaryIO, TypeVar

from etl.read.evidence import Refused

Found = TypeVar("Found")

_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_DOCUMENT = "application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
#: What says of which kind a file is, where its book stands, who wrote it; no cell stands in these.
_LABELS = frozenset({"[content_types].xml", "_rels/.rels", "mimetype", "meta-inf/manifest.xml"})
_BESIDE = ("docprops/", "meta.xml", "settings.xml", "thumbnails/", "configurations2/")
_BOOKS = ("content.xml", "xl/workbook.xml", "xl/workbook.bin")


def read_through(file: BinaryIO, read: Callable[[BinaryIO], Found]) -> tuple[Found, bool]:
    """What `read` makes of a container; True where that is of its parts under new labels.

    Raises what `read` raised first: where new labels do not help, that is the reason to tell,
    unless they show that the file is locked.
    """
    try:
        return read(file), False
    except Exception as error:
        sound = relabelled(file) if _is_damage(error) else None
        if sound is None:
            raise
        try:
            return read(sound), True
        except Exception as second:  # noqa: BLE001 - the first one says why
            raise (second if _is_lock(second) else error) from None


def _is_damage(error: Exception) -> bool:
    """Whether a file cannot be read, rather than must not be."""
    if isinstance(error, Refused):
        return error.key == "file.damaged"
    return not isinstance(error, MemoryError) and type(error).__name__ != "PasswordError"


def _is_lock(error: Exception) -> bool:
    """Whether a password is the reason, which damaged labels only hid."""
    return isinstance(error, Refused) and error.key == "file.password"


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
