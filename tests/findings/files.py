"""Faults of whole files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from catalog.legacy import encode_tcvn3
from etl.read import pool
from tests import formats
from tests.compound import compound
from tests.findings.case import Case, Then
from tests.findings.desk import PLACES, REVIEW, TARGETS, Desk, Spot
from tests.formats.stream import write_excel_95

HERE = (PLACES, TARGETS)
NAME = "Tệp của xã.xlsx"
OLD = Path(formats.__file__).parent / "Rà soát 2025.xls"


def refused(rule: str, content: bytes | Callable[[Desk], bytes], name: str = NAME) -> Case:
    """A further file that is refused; the workbooks beside it load."""

    def fault(desk: Desk) -> Spot:
        return desk.write(name, content(desk) if callable(content) else content)

    return Case(rule, "error", 20, HERE, fault, Then.REFUSED)


def packed(*members: tuple[str, bytes]) -> bytes:
    """A zip container."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return target.getvalue()


def in_sheet(old: bytes, new: bytes) -> Callable[[Desk], bytes]:
    """The workbook of targets with something else written in its sheet."""

    def change(name: str, content: bytes) -> tuple[str, bytes]:
        return name, content.replace(old, new, 1) if name.startswith("xl/worksheets/") else content

    return lambda desk: desk.patch(TARGETS, change)


def doubled(desk: Desk) -> bytes:
    """A workbook that has a part twice, under names that differ in case only."""
    whole = desk.patch(TARGETS, lambda name, content: (name, content))
    target = io.BytesIO(whole)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("XL/workbook.xml", b"<workbook/>")
    return target.getvalue()


def in_utf16(desk: Desk) -> bytes:
    """A workbook one part of which is written in UTF-16."""

    def change(name: str, content: bytes) -> tuple[str, bytes]:
        odd = name.startswith("xl/worksheets/")
        return name, content.decode().encode("utf-16") if odd else content

    return desk.patch(TARGETS, change)


def far(desk: Desk) -> Spot:
    """A cell far to the right of the table."""
    name = desk.edit(TARGETS, lambda book: book.worksheets[0].cell(9, 700, "x"))
    return Spot(name)


def hurried(desk: Desk) -> Spot:
    """A reader that runs out of time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool, "WALL_SECONDS", 0.001)
        return desk.write(NAME, desk.patch(TARGETS, lambda name, content: (name, content)))


def changing(desk: Desk) -> Spot:
    """A file that is another one when it has been read."""
    return desk.write(NAME, desk.content(TARGETS), known="0" * 64)


def closed(desk: Desk) -> Spot:
    """A file that the system does not let us open; it does so to root too."""
    path_open = Path.open

    def refuse(path: Path, *args: Any, **named: Any) -> Any:
        if path.name == NAME and not named.get("encoding") and args[:1] == ("rb",):
            raise PermissionError
        return path_open(path, *args, **named)

    desk.write(NAME, desk.content(TARGETS))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "open", refuse)
        from etl.read import read_all

        (book,) = read_all(desk.folder, [desk.folder / NAME], 1)
    desk.books[book.file] = book
    return Spot(book.file)


def copied(desk: Desk) -> Spot:
    """The same workbook under another name."""
    return desk.write("Tệp chép lại.xlsx", desk.content(TARGETS))


def superseded(desk: Desk) -> Spot:
    """A second workbook of the review, and somebody who says which of them counts."""
    old = desk.named(REVIEW)
    book = replace(desk.books[old], file="Rà soát sửa.xlsx", sha256="of the second")
    desk.books[book.file] = book
    desk.order["supersede"] = book.file
    return Spot(old)


def misnamed(desk: Desk) -> Spot:
    """An .xlsx that is called .xls."""
    content = desk.content(TARGETS)
    del desk.books[desk.named(TARGETS)]
    return desk.write("Chỉ tiêu.xls", content)


def unstyled(desk: Desk) -> Spot:
    """A workbook that has lost the part with its formats."""

    def change(name: str, content: bytes) -> tuple[str, bytes] | None:
        return None if name == "xl/styles.xml" else (name, content)

    return desk.write(desk.named(TARGETS), desk.patch(TARGETS, change))


def unlabelled(desk: Desk) -> Spot:
    """A workbook of which nothing says any more where its book stands."""

    def change(name: str, content: bytes) -> tuple[str, bytes] | None:
        return name, content[:40] if name == "_rels/.rels" else content

    return desk.write(desk.named(TARGETS), desk.patch(TARGETS, change))


def of_1995(desk: Desk) -> Spot:
    """The targets as Excel 95 kept them, in an old font: of a cell only its value is known."""
    rows = [
        [v if v is None or isinstance(v, int | float) else encode_tcvn3(str(v)) for v in row]
        for row in desk.books[desk.named(TARGETS)].sheets[0].rows
    ]
    del desk.books[desk.named(TARGETS)]
    name = "Chỉ tiêu.xls"
    desk.write(name, b"")
    write_excel_95(rows, OLD, desk.folder / name)
    return desk.write(name, (desk.folder / name).read_bytes())


def same_name(desk: Desk) -> Spot:
    """Two files whose names differ only in how the marks are written, as a Mac and a PC do."""
    book = desk.books[desk.named(TARGETS)]
    desk.more.append(replace(book, sheets=(), sha256="of the second", refused="file.damaged"))
    return Spot(book.file)


def table(desk: Desk) -> str:
    """The sheet of targets as the text of a .csv."""
    sheet = desk.books[desk.named(TARGETS)].sheets[0]
    width = max(map(len, sheet.rows))
    rows = [[*row, *[None] * (width - len(row))] for row in sheet.rows]
    return "\n".join(";".join("" if v is None else str(v) for v in row) for row in rows)


def as_text(encode: Callable[[str], bytes]) -> Callable[[Desk], Spot]:
    """The targets as a .csv, encoded so, in the place of their workbook."""

    def fault(desk: Desk) -> Spot:
        content = encode(table(desk))
        del desk.books[desk.named(TARGETS)]
        return desk.write("Chỉ tiêu.csv", content)

    return fault


def old_font(text: str) -> bytes:
    """As a program of the nineties wrote it."""
    return encode_tcvn3(text).encode("latin-1", errors="replace")


def unclosed(text: str) -> bytes:
    """A quotation mark that nothing closes."""
    return text.replace("Tỷ lệ hộ nghèo", '"Tỷ lệ hộ nghèo', 1).replace(";1.4;", ";", 1).encode()


def ragged(text: str) -> bytes:
    """A row with one cell too few, in the middle of the table."""
    return text.replace(";%;", ";", 1).encode()


def plain(text: str) -> bytes:
    """As it should be."""
    return text.encode()


def csv_case(rule: str, encode: Callable[[str], bytes]) -> Case:
    """A .csv that is refused, and the same one without the fault."""
    return Case(rule, "error", 20, HERE, as_text(encode), Then.REFUSED, sound=as_text(plain))


CASES = [
    refused("file.empty", b""),
    refused("file.too_big", lambda _: bytes(51 * 2**20)),
    refused("file.is_html", b"<html><table><tr><td>1</td></tr></table></html>", "Bao cao.xls"),
    refused("file.not_a_workbook", b"%PDF-1.4 a letter"),
    refused("file.password", compound("EncryptedPackage", b"\x01" * 5000), "Mat khau.xlsx"),
    refused("file.damaged", b"PK\x03\x04" + bytes(200)),
    refused("file.bomb", packed(("xl/workbook.xml", bytes(8 * 2**20)))),
    refused("file.duplicate_member", doubled),
    refused("file.doctype", in_sheet(b"<sheetData>", b"<!DOCTYPE x><sheetData>")),
    refused("file.odd_xml", in_utf16),
    Case("file.far_cell", "error", 20, HERE, far, Then.REFUSED),
    Case("file.killed_reader", "error", 20, HERE, hurried, Then.REFUSED),
    Case("file.changing", "error", 20, HERE, changing, Then.REFUSED),
    Case("file.no_access", "error", 20, HERE, closed, Then.REFUSED),
    refused("file.encoding", lambda _: "Übergröße;größer\nfüß;mäß".encode("latin-1"), "Lạ.csv"),
    csv_case("file.csv_quotes", unclosed),
    csv_case("file.csv_columns", lambda text: text.replace(";", "").replace(",", "").encode()),
    csv_case("file.csv_ragged", ragged),
    Case("file.duplicate", "note", 0, HERE, copied, Then.SKIPPED),
    Case("file.superseded", "note", 0, (PLACES, REVIEW), superseded, Then.SKIPPED),
    Case("file.no_evidence", "warning", 10, HERE, of_1995, Then.LOADED),
    Case("file.no_styles", "warning", 10, HERE, unstyled, Then.SAME),
    Case("file.labels", "warning", 10, HERE, unlabelled, Then.SAME),
    Case("file.same_name", "warning", 20, HERE, same_name, Then.LOADED),
    Case("file.other_kind", "warning", 10, HERE, misnamed, Then.SAME),
    Case("file.decoded", "warning", 10, HERE, as_text(old_font), Then.SAME, sound=as_text(plain)),
]

#: What is said of the folder before any file is read: the rule, and what lies there.
SAID: dict[str, Callable[[Path], object]] = {
    "file.open": lambda folder: (folder / "~$a.xlsx").write_bytes(bytes(165)),
}
