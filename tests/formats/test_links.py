"""A value that comes from another file is told so, whatever its workbook was saved as."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from etl.gather import gather
from etl.read import list_inbox, read_all, read_workbook
from etl.read.formulas import BINARY, OLD, references
from tests.formats import links
from tests.formats.books import PLACES, REVIEW
from tests.formats.stream import rebuild
from tests.formats.write import FORMATS, write
from tests.struck import understand

HERE = (links.ROW, links.COLUMN)
ARRAY = b"\x01" + struct.pack("<HH", *HERE)
AREA = b"\x5b" + struct.pack("<HHHHH", 1, 0, 1, 0, 0)
TEXT = b"\x17\x03\x00[1]"
WIDE = b"\x17\x02\x01" + "Ấp".encode("utf-16-le")
CHOOSE = b"\x19\x04" + struct.pack("<HHHH", 2, 6, 9, 12)
SUM = b"\x19\x10\x00\x00"


def tags(
    tokens: bytes, path: Path, *books: bytes, array: bytes = b""
) -> dict[tuple[int, int], str]:
    """What is known of the cell of an .xls whose formula holds these tokens."""
    write(REVIEW, ".xls", path)
    file = path / f"{REVIEW}.xls"
    rebuild(file, lambda r: links.linked(r, tokens, books or (links.THIS, links.ANOTHER), array))
    book = read_workbook(file)
    assert (book.refused, book.warnings, book.sheets[0].at(*HERE)) == ("", (), 6)
    return {at: tag for at, tag in book.sheets[0].tags.items() if "linked" in tag}


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_cell_is_named_and_its_value_used(suffix: str, tmp_path: Path) -> None:
    write(PLACES, suffix, tmp_path)
    links.link(suffix, tmp_path)
    found = understand(gather(read_all(tmp_path, list_inbox(tmp_path), 1)))
    told = [(f.severity, f.cell, f.found) for f in found.findings if f.rule == "cell.linked"]
    assert told == [("warning", "G9", "6")]
    assert 6 in [row["near_poor_households"] for row in found.rows["review_summary"]]


@pytest.mark.parametrize("suffix", FORMATS)
def test_without_a_link_nothing_is_told(suffix: str, tmp_path: Path) -> None:
    book = read_workbook(write(REVIEW, suffix, tmp_path))
    assert not [tag for sheet in book.sheets for tag in sheet.tags.values() if "linked" in tag]


@pytest.mark.parametrize(
    "tokens",
    [links.CELL, SUM + AREA, TEXT + links.CELL, WIDE + links.CELL, CHOOSE + links.CELL,
     b"\x39\x01\x00\x01\x00\x00\x00", b"\x1e\x01\x00" + links.CELL + b"\x03"],
)  # fmt: skip
def test_a_reference_is_found_among_other_tokens(tokens: bytes, tmp_path: Path) -> None:
    assert tags(tokens, tmp_path) == {HERE: "linked"}


@pytest.mark.parametrize(
    "tokens",
    [links.OWN, TEXT, b"\x17\x04\x00\x5a\x01\x00\x5a", b"\x1f\x5a\x01\x00\x5a\x01\x00\x00\x00"],
)
def test_what_only_looks_like_one_is_none(tokens: bytes, tmp_path: Path) -> None:
    assert tags(tokens, tmp_path) == {}


@pytest.mark.parametrize("book", [links.PROGRAM, links.THIS, links.NOWHERE, links.BLANK])
def test_a_program_or_this_workbook_is_no_other_file(book: bytes, tmp_path: Path) -> None:
    assert tags(links.CELL, tmp_path, links.THIS, book) == {}


def test_every_cell_of_an_array_that_comes_from_another_file_is_named(tmp_path: Path) -> None:
    place = struct.pack("<HHBB", HERE[0], HERE[0], HERE[1], HERE[1])
    array = place + bytes(6) + struct.pack("<H", len(AREA)) + AREA
    assert tags(ARRAY, tmp_path, array=array) == {HERE: "linked"}
    own = place + bytes(6) + struct.pack("<H", len(links.OWN)) + links.OWN
    assert tags(ARRAY, tmp_path, array=own) == {}


@pytest.mark.parametrize("size", range(12))
def test_a_damaged_record_of_links_costs_no_value(size: int, tmp_path: Path) -> None:
    found = tags(links.CELL, tmp_path, links.THIS, links.ANOTHER[:size], array=bytes(size))
    assert found == ({HERE: "linked"} if size > 5 else {})


@pytest.mark.parametrize("dialect", [OLD, BINARY])
def test_no_bytes_of_a_formula_raise(dialect: object) -> None:
    for first in range(256):
        for rest in (b"", b"\x00", b"\xff" * 3, b"\x04\xff\xff" * 9):
            assert isinstance(references(bytes([first]) + rest, dialect), set)  # type: ignore[arg-type]
