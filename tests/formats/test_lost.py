"""A binary workbook of which a piece is lost is refused: its cells would look blank."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from etl.read import read_workbook
from tests.formats.books import PLACES, REVIEW
from tests.formats.stream import put_stream, stream_of
from tests.formats.write import write

END = struct.pack("<HH", 0x000A, 0)
SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHARED = struct.pack("<HH", 0x00FD, 10)


def _without(path: Path, part: str, piece: bytes, other: bytes) -> None:
    """Replace the last occurrence of some bytes in a part of a zip."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    assert piece in parts[part]
    before, _, after = parts[part].rpartition(piece)
    parts[part] = before + other + after
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as new:
        for name, content in parts.items():
            new.writestr(name, content)
    path.write_bytes(target.getvalue())


@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
def test_a_sheet_that_stands_there_twice_refuses_the_file(suffix: str, tmp_path: Path) -> None:
    path = write(PLACES, suffix, tmp_path)
    part = {".xlsx": "xl/workbook.xml", ".ods": "content.xml"}[suffix]
    with zipfile.ZipFile(path) as archive:
        text = archive.read(part)
    start, end = {
        ".xlsx": (b"<sheets>", b"</sheets>"),
        ".ods": (b"<table:table ", b"</table:table>"),
    }[suffix]
    piece = text[text.index(start) : text.index(end) + len(end)]
    _without(path, part, piece, piece + piece)
    assert read_workbook(path).refused == "file.damaged"


def test_an_xls_that_breaks_off_is_refused(tmp_path: Path) -> None:
    path = write(REVIEW, ".xls", tmp_path)
    stream = stream_of(path)
    put_stream(path, stream[: stream.rindex(END)])
    assert read_workbook(path).refused == "file.damaged"


def test_an_xls_with_a_text_that_is_nowhere_is_refused(tmp_path: Path) -> None:
    path = write(PLACES, ".xls", tmp_path)
    stream = stream_of(path)
    at = stream.index(SHARED) + 10
    put_stream(path, stream[:at] + struct.pack("<I", 9_999) + stream[at + 4 :])
    assert read_workbook(path).refused == "file.damaged"


def test_an_xlsb_whose_sheet_breaks_off_is_refused(tmp_path: Path) -> None:
    path = write(REVIEW, ".xlsb", tmp_path)
    _without(path, "xl/worksheets/sheet1.bin", b"\x82\x01\x00", b"")
    assert read_workbook(path).refused == "file.damaged"


def test_an_xlsb_with_a_text_that_is_nowhere_is_refused(tmp_path: Path) -> None:
    path = write(PLACES, ".xlsb", tmp_path)
    cell = b"\x07\x0c" + struct.pack("<II", 0, 0)
    with zipfile.ZipFile(path) as archive:
        part = archive.read("xl/worksheets/sheet1.bin")
    at = part.index(cell)
    _without(path, "xl/worksheets/sheet1.bin", part[at : at + 14], cell + struct.pack("<I", 9_999))
    assert read_workbook(path).refused == "file.damaged"


@pytest.mark.parametrize(
    ("piece", "other"),
    [(b"</t></is></c>", b"</t></is></d>"), (b"</v></c>", b"</w></c>"), (b"</v></c>", b"</v></d>")],
)
def test_an_xlsx_in_which_two_cells_run_into_each_other_is_refused(
    piece: bytes, other: bytes, tmp_path: Path
) -> None:
    path = write(REVIEW, ".xlsx", tmp_path)
    _without(path, "xl/worksheets/sheet1.xml", piece, other)
    assert read_workbook(path).refused == "file.damaged"


def test_shared_texts_that_run_into_each_other_refuse_the_file(tmp_path: Path) -> None:
    path = write(REVIEW, ".xlsx", tmp_path)
    texts = f'<sst xmlns="{SPACE}">{"<si><t>Ấp</t></si>" * 3}</sst>'
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/sharedStrings.xml", texts)
    assert read_workbook(path).refused == ""
    _without(path, "xl/sharedStrings.xml", b"</t></si><si><t>", b"</t></sj><si><t>")
    assert read_workbook(path).refused == "file.damaged"


def test_a_word_document_named_xls_is_no_workbook(tmp_path: Path) -> None:
    path = write(PLACES, ".xls", tmp_path)
    named = "Workbook".encode("utf-16-le")
    path.write_bytes(path.read_bytes().replace(named, "Contents".encode("utf-16-le")))
    assert read_workbook(path).refused == "file.not_a_workbook"
