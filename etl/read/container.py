"""File -> its kind and what its container holds, before a grid is built. Refuses what must not be opened."""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from etl.read import binary_workbook as binary
from etl.read.evidence import Evidence, Refused, scan
from etl.read.locked import SEALED, is_locked, is_sealed, unlocked
from etl.read.open_document import evidence_of_document
from etl.read.parts import sheet_parts
from etl.read.runs import Run, see_runs, shared_runs
from etl.read.styles import tags_of

MAX_BYTES = 50 * 2**20
MAX_MEMBERS = 2_000
MAX_UNPACKED = 300 * 2**20
MAX_RATIO = 200
SMALL = 5 * 2**20  # unpacked: too little to harm, whatever its ratio

SeenLater = Callable[[], dict[str, Evidence]]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BOOK = re.compile(r"(?:^|/)workbook\.(?:xml|bin)$|^content\.xml$")
_DOCUMENT, _MANIFEST = "content.xml", "meta-inf/manifest.xml"
_TEXTS = "xl/sharedstrings.xml"
_TEXT_NAMES = {".csv", ".tsv", ".txt"}
_BY_NAME = {".xlsx": "zip", ".xlsm": "zip", ".xlsb": "zip", ".ods": "zip", ".xls": "ole"}


def kind_of(path: Path) -> str:
    """`zip`, `ole` or `text`; raises Refused for what is no workbook, whatever its name says."""
    size = path.stat().st_size
    if size == 0:
        raise Refused("file.empty")
    if size > MAX_BYTES:
        raise Refused("file.too_big", found=str(size // 2**20), expected=str(MAX_BYTES // 2**20))
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith(_OLE):
        return "ole"
    if head.startswith(b"PK"):
        return "zip"
    plain = head.replace(b"\x00", b"").lower().lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t")
    if plain.startswith((b"<?xml", b"<html", b"<!doctype", b"<table")) or b"<html" in plain:
        raise Refused("file.is_html")
    if path.suffix.casefold() in _TEXT_NAMES and not plain.startswith((b"%pdf", b"{\\rtf")):
        return "text"
    raise Refused("file.not_a_workbook")


def is_misnamed(path: Path, kind: str) -> bool:
    """Whether a file's name promises another container than the one that it is."""
    return _BY_NAME.get(path.suffix.casefold(), "text") != kind


def opened(path: Path, kind: str) -> tuple[BinaryIO, str]:
    """The bytes of a workbook and the kind of their container; of a locked one, those inside."""
    if kind == "zip":
        return path.open("rb"), kind
    content = path.read_bytes()
    try:
        if not is_locked(BytesIO(content)):
            return BytesIO(content), kind
    except (OSError, ValueError, IndexError, struct.error) as error:
        raise Refused("file.damaged") from error
    inside = unlocked(content)
    return inside, "zip" if inside.getvalue().startswith(b"PK") else kind


def check(file: BinaryIO, kind: str) -> SeenLater:
    """How to get the evidence by sheet name; raises Refused for what is no workbook, or is harmful.

    All that makes a file harmful is known when this returns; the rest may be looked for while it is read.
    """
    if kind == "zip":
        return _check_zip(file)
    found = _check_ole(file)
    return lambda: found


def _check_ole(file: BinaryIO) -> dict[str, Evidence]:
    import olefile

    from etl.read.old_workbook import evidence_of_stream

    try:
        with olefile.OleFileIO(file) as container:
            name = next((n for n in ("Workbook", "Book") if container.exists(n)), "")
            if not name:
                raise Refused("file.not_a_workbook")
            return evidence_of_stream(container.openstream(name).read())
    except (OSError, ValueError, IndexError, struct.error) as error:
        raise Refused("file.damaged") from error


def _check_zip(file: BinaryIO) -> SeenLater:
    try:
        with zipfile.ZipFile(file) as archive:
            _check_members(archive)
            return _evidence(archive)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise Refused("file.damaged") from error
    except RuntimeError as error:  # how zipfile says that a member has a password
        raise Refused("file.password") from error


def lacks_styles(file: BinaryIO) -> bool:
    """Whether an .xlsx has lost the part that tells a date from a number."""
    with zipfile.ZipFile(file) as archive:
        names = {_name(member) for member in archive.namelist()}
    return "xl/workbook.xml" in names and "xl/styles.xml" not in names


def _check_members(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    names = [_name(member.filename) for member in members]
    unpacked = sum(member.file_size for member in members)
    packed = max(sum(member.compress_size for member in members), 1)
    swollen = unpacked > SMALL and unpacked / packed > MAX_RATIO
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED or swollen:
        raise Refused("file.bomb")
    if len(set(names)) < len(names):
        raise Refused("file.duplicate_member")
    if SEALED in names or any(member.flag_bits & 1 for member in members):
        raise Refused("file.password")
    if not any(_BOOK.search(name) for name in names):
        raise Refused("file.not_a_workbook")


def _name(member: str) -> str:
    return member.replace("\\", "/").casefold()


def _evidence(archive: zipfile.ZipFile) -> SeenLater:
    """Every member is read once, which checks it whole; the sheets among them are scanned."""
    kept = {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", _TEXTS}
    kept |= {_DOCUMENT, _MANIFEST, "styles.xml", *binary.PARTS}
    first: dict[str, bytes] = {}
    known: dict[str, Evidence] = {}
    sheets: dict[str, Callable[[], Evidence]] = {}
    for name, content in _contents(archive):
        if name in kept or name.startswith("xl/worksheets/"):
            first[name] = content
    if _DOCUMENT in first:
        if is_sealed(first[_DOCUMENT], first.get(_MANIFEST, b"")):
            raise Refused("file.password")
        known |= evidence_of_document(first.pop(_DOCUMENT), first.get("styles.xml", b""))
    known |= binary.evidence_of_binary(first)
    parts = sheet_parts(first)
    tags = tags_of(first.get("xl/styles.xml", b""))
    runs = shared_runs(first.get(_TEXTS, b""))
    for member in archive.infolist():
        name = _name(member.filename)
        for sheet in parts.get(name, ()):
            content = first.get(name) or archive.read(member)
            sheets[sheet] = partial(_seen, scan(content, tags), content, runs)
    return lambda: known | {sheet: evidence() for sheet, evidence in sheets.items()}


def _seen(scanned: Callable[[], Evidence], content: bytes, runs: dict[int, list[Run]]) -> Evidence:
    found = scanned()
    see_runs(found, content, runs)
    return found


def _contents(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    for member in archive.infolist():
        name, content = _name(member.filename), archive.read(member)
        if name.endswith((".xml", ".rels", ".vml")):
            if b"<!" in content and (b"<!DOCTYPE" in content or b"<!ENTITY" in content):
                raise Refused("file.doctype")
            if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
                raise Refused("file.odd_xml")
        yield name, content
