"""A cell whose letters bear several fonts is decoded run by run, or said to be undecidable."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from catalog.legacy import encode_tcvn3, encode_vni
from etl.read import read_workbook
from etl.read.cells import Mend, Sheet
from etl.read.evidence import Refused
from etl.read.old_texts import runs_of

Runs = list[tuple[str, str]]
DECODED, UNKNOWN = "text.decoded", "text.unknown"


def run_by_run(runs: Runs, path: Path, font: str = "", shared: bool = True) -> Sheet:
    """A workbook with one such cell, as it is read; a run without a font bears the cell's."""
    book = Workbook()
    page = book.worksheets[0]
    blocks = [TextBlock(InlineFont(rFont=name), text) if name else text for text, name in runs]
    page["B2"] = CellRichText(blocks)
    if font:
        page["B2"].font = Font(name=font)
    book.save(path)
    if shared:
        _share(path)
    return read_workbook(path).sheets[0]


def _share(path: Path) -> None:
    """Excel keeps texts in a part of their own; openpyxl writes them into the sheet."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name).decode() for name in old.namelist()}
    sheet, texts = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
    found = re.search(r"<is>(.*?)</is>", parts[sheet], re.S)
    assert found
    parts[sheet] = parts[sheet].replace(found[0], "<v>0</v>").replace("inlineStr", "s")
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts[texts] = f'<sst xmlns="{space}" count="1" uniqueCount="1"><si>{found[1]}</si></sst>'
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as new:
        for name, text in parts.items():
            new.writestr(name, text)
    path.write_bytes(target.getvalue())


@pytest.mark.parametrize("shared", [True, False], ids=["shared", "in the sheet"])
@pytest.mark.parametrize(
    ("runs", "text", "charset"),
    [
        ([("Ph", ""), ("¹m V¨n MÉu", ".VnTime")], "Phạm Văn Mẫu", "TCVN3"),
        ([("Lê Văn ", "Arial"), (encode_tcvn3("Mẫu Mười"), ".VnTime")], "Lê Văn Mẫu Mười", "TCVN3"),
        ([("Ấp An Kh", ""), ("\u00ad¬ng", ".VnArial"), (" B", "")], "Ấp An Khương B", "TCVN3"),
        ([("Ấp ", ""), (encode_vni("Thạnh Thới"), "VNI-Times")], "Ấp Thạnh Thới", "VNI"),
        ([("Nguyễn ", ".VnTime"), ("V¨n", ".VnTime")], "Nguyễn Văn", "TCVN3"),
    ],
)
def test_each_run_is_read_by_its_own_font(
    runs: Runs, text: str, charset: str, shared: bool, tmp_path: Path
) -> None:
    sheet = run_by_run(runs, tmp_path / "a.xlsx", shared=shared)
    assert sheet.at(1, 1) == text
    assert sheet.mends == {(1, 1): Mend(DECODED, "note", charset)}


def test_a_run_without_a_font_bears_that_of_the_cell(tmp_path: Path) -> None:
    runs = [("MÉu ", ""), ("Hải", "Arial"), (encode_tcvn3(" bãi"), ".VnTime")]
    sheet = run_by_run(runs, tmp_path / "a.xlsx", font=".VnTime")
    assert sheet.at(1, 1) == "Mẫu Hải bãi"
    assert sheet.mends[1, 1].rule == DECODED


@pytest.mark.parametrize(
    "runs",
    [
        [("Nguyễn V¨n", ".VnTime"), (" A", "Arial")],
        [("Loïc ", ".VnTime"), ("Mercier", "Arial")],
    ],
    ids=["two charsets in one run", "no Vietnamese either way"],
)
def test_a_text_that_nobody_can_tell_is_left_and_said(runs: Runs, tmp_path: Path) -> None:
    sheet = run_by_run(runs, tmp_path / "a.xlsx")
    assert sheet.at(1, 1) == "".join(text for text, _ in runs)
    assert sheet.mends[1, 1].rule == UNKNOWN


@pytest.mark.parametrize(
    "runs", [[("Tổng: ", ""), ("12", ".VnTime")], [("Ấp ", "Arial"), ("Giang Hà", "Calibri")]]
)
def test_what_is_the_same_in_any_font_is_not_touched(runs: Runs, tmp_path: Path) -> None:
    sheet = run_by_run(runs, tmp_path / "a.xlsx")
    assert sheet.at(1, 1) == "".join(text for text, _ in runs)
    assert not sheet.mends


def test_shared_texts_of_an_xls_go_on_in_the_next_record() -> None:
    """The letters break off inside a record of at most 8,224 bytes; where they go on, they may be narrow."""
    fonts = ["Calibri", ".VnTime"]
    first = struct.pack("<II", 2, 2) + struct.pack("<HB", 3, 0) + b"Xin"
    mixed = struct.pack("<HBH", 6, 9, 1) + "Ph¹".encode("utf-16-le")
    rest = b"\x00m V" + struct.pack("<HH", 2, 1)
    assert runs_of([first + mixed, rest], fonts) == {1: [("Ph", ""), ("¹m V", ".VnTime")]}
    assert runs_of([first + mixed, rest], ["Calibri", "Arial"]) == {}
    with pytest.raises(Refused):
        runs_of([first + mixed], fonts)
