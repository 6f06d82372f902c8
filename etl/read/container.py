"""File -> what its container holds, before any grid is built. Refuses what must not be opened."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

MAX_BYTES = 50 * 2**20
MAX_MEMBERS = 2_000
MAX_UNPACKED = 300 * 2**20
MAX_RATIO = 200
MAX_ROWS, MAX_COLUMNS = 200_000, 300

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Refused(Exception):
    """The file cannot or must not be read; `key` names the message."""

    def __init__(self, key: str, **detail: str) -> None:
        super().__init__(key)
        self.key, self.detail = key, detail


@dataclass
class Evidence:
    """What a fast reader cannot tell of a sheet: faults by cell (1-based A1), hidden rows."""

    faults: dict[str, str] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)


def kind_of(path: Path) -> str:
    """`zip`, `ole`; raises Refused for anything that is no workbook, whatever its name says."""
    size = path.stat().st_size
    if size == 0:
        raise Refused("file.empty")
    if size > MAX_BYTES:
        raise Refused("file.too_big", found=str(size // 2**20), expected=str(MAX_BYTES // 2**20))
    with path.open("rb") as file:
        head = file.read(2048)
    if head.startswith(_OLE):
        return "ole"
    if head.startswith(b"PK"):
        return "zip"
    if b"<html" in head.lower() or b"<table" in head.lower() or head.lstrip().startswith(b"<?xml"):
        raise Refused("file.is_html")
    raise Refused("file.not_a_workbook")


def check_ole(path: Path) -> None:
    """Raises Refused when an old container holds an encrypted workbook."""
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Refused("file.password")


def check_zip(path: Path) -> dict[str, Evidence]:
    """Evidence by sheet name (empty for .ods and .xlsb); raises Refused for a harmful container."""
    try:
        with zipfile.ZipFile(path) as archive:
            _check_members(archive)
            return _evidence(archive)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise Refused("file.damaged") from error


def _check_members(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    names = [member.filename.casefold() for member in members]
    unpacked = sum(member.file_size for member in members)
    packed = max(sum(member.compress_size for member in members), 1)
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED or unpacked / packed > MAX_RATIO:
        raise Refused("file.bomb")
    if len(set(names)) < len(names):
        raise Refused("file.duplicate_member")
    if any(member.flag_bits & 1 for member in members):
        raise Refused("file.password")
    if archive.testzip() is not None:
        raise Refused("file.damaged")
    if not any(re.search(r"workbook\.(xml|bin)$|^content\.xml$", name) for name in names):
        raise Refused("file.not_a_workbook")


def _evidence(archive: zipfile.ZipFile) -> dict[str, Evidence]:
    found: dict[str, Evidence] = {}
    parts = _sheet_parts(archive)
    for info in archive.infolist():
        if not info.filename.casefold().endswith((".xml", ".rels")):
            continue
        content = archive.read(info)
        if b"<!DOCTYPE" in content or content[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise Refused("file.doctype")
        for name in parts.get(info.filename.casefold(), ()):
            found[name] = _scan(content)
    return found


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, list[str]]:
    """Part name -> names of the sheets that it holds."""
    names = {info.filename.replace("\\", "/").casefold(): info for info in archive.infolist()}
    book, relations = names.get("xl/workbook.xml"), names.get("xl/_rels/workbook.xml.rels")
    if book is None or relations is None:
        return {}
    for member in (book, relations):
        if b"<!DOCTYPE" in archive.read(member):
            raise Refused("file.doctype")
    try:
        targets = {
            r.get("Id"): r.get("Target", "")
            for r in ElementTree.fromstring(archive.read(relations))
        }
        sheets = ElementTree.fromstring(archive.read(book)).iter(f"{_MAIN}sheet")
    except ElementTree.ParseError as error:
        raise Refused("file.damaged") from error
    parts: dict[str, list[str]] = {}
    for sheet in sheets:
        target = targets.get(sheet.get(_RELATION), "").lstrip("/").casefold()
        part = target if target.startswith("xl/") else f"xl/{target}"
        parts.setdefault(part, []).append(sheet.get("name", ""))
    return parts


_CELL = re.compile(rb"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.S)
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_VALUE = re.compile(rb"<v>([^<]+)</v>|<is>")
_HIDDEN = re.compile(rb'<row\b[^>]*\br="(\d+)"[^>]*\bhidden="(?:1|true)"')


def _scan(content: bytes) -> Evidence:
    """Faults and hidden rows of one sheet; raises Refused when a value stands too far out."""
    evidence = Evidence(hidden_rows=[int(row) for row in _HIDDEN.findall(content)])
    for cell in _CELL.finditer(content):
        attributes, inner = cell.group(1), cell.group(2)
        if not inner:
            continue
        place = _PLACE.search(attributes)
        value = _VALUE.search(inner)
        if place is None:
            continue
        if value is not None:
            _check_far(place.group(1), int(place.group(2)))
        fault = _fault(attributes, inner, value)
        if fault:
            evidence.faults[(place.group(1) + place.group(2)).decode()] = fault
    return evidence


def _fault(attributes: bytes, inner: bytes, value: re.Match[bytes] | None) -> str:
    if b't="e"' in attributes:
        return (value.group(1) or b"#?").decode() if value else "#?"
    return "=" if b"<f" in inner and value is None else ""


def _check_far(column: bytes, row: int) -> None:
    number = 0
    for character in column:
        number = number * 26 + character - 64
    if row > MAX_ROWS or number > MAX_COLUMNS:
        raise Refused("file.far_cell", found=f"{column.decode()}{row}")
