"""What one quick pass says of a workbook is what two slow ones with openpyxl say.

`ORACLE=1 pytest -p no:xdist tests/formats/test_oracle.py` takes every workbook, the large ones too.
"""

from __future__ import annotations

import io
import os
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from etl.read.child import read
from tests.formats.books import BOOKS
from tests.formats.oracle import told_by_openpyxl, told_by_us
from tests.formats.write import write

SHARED = Path(__file__).resolve().parents[3] / "shared" / "forms"
SMALL = 24_000  # bytes
EVERY = os.environ.get("ORACLE") == "1"


def compare(path: Path) -> None:
    expected = told_by_openpyxl(path)
    sheets = {sheet["name"]: told_by_us(sheet) for sheet in read(path)["sheets"]}
    assert list(sheets) == list(expected)
    for name, sheet in sheets.items():
        for at in _before_1901(expected[name]["cells"]):  # D7: nobody agrees, and no rule uses them
            del expected[name]["cells"][at], sheet["cells"][at]
        for trait, found in sheet.items():
            assert found == expected[name][trait], (path.name, name, trait)


def _before_1901(cells: dict[str, Any]) -> list[str]:
    return [at for at, v in cells.items() if isinstance(v, date) and v < date(1901, 1, 1)]


def chosen(folder: Path) -> list[Path]:
    return [p for p in sorted(folder.glob("*.xlsx")) if EVERY or p.stat().st_size < SMALL]


def test_the_workbooks_of_the_made_up_commune(inbox: Path) -> None:
    assert chosen(inbox)
    for path in chosen(inbox):
        compare(path)


@pytest.mark.skipif(
    not SHARED.is_dir(), reason="the reference workbooks are not beside the project"
)
def test_the_reference_workbooks() -> None:
    for path in chosen(SHARED):
        compare(path)


@pytest.mark.parametrize("name", BOOKS)
def test_the_workbooks_that_stand_in_every_format(name: str, tmp_path: Path) -> None:
    compare(write(name, ".xlsx", tmp_path))


FORMATS = (
    "0%", "0.00%", '0.00"%"', "#,##0,,", "#,##0,", "000000000000", "00000", "General", "@",
    "dd/mm/yyyy", '[$-42A]dd mmmm yyyy', "0.0_);(0.0)", "#,##0.00 [$₫-42A]", '#,##0" đồng"', "0\\%",
)  # fmt: skip


def diseased(path: Path) -> None:
    """All that a pass over the XML must see: formats, fonts, errors, formulas, hidden parts, ghosts."""
    book = Workbook()
    page = book.worksheets[0]
    for row, format_ in enumerate(FORMATS, start=1):
        for column, value in enumerate((7, 0.25, -3, date(2025, 7, 1), "chữ"), start=1):
            cell = page.cell(row, column, value)
            if not isinstance(value, date):
                cell.number_format = format_
    page["G1"], page["G2"] = "NguyÔn V¨n MÉu", "Nguyeãn Vaên Maãu"
    page["G1"].font, page["G2"].font = Font(name=".VnTime"), Font(name="VNI-Times")
    page["G3"], page["G4"], page["G5"] = "#REF!", "=A1+1", "=[1]Sheet1!A1"
    page["H1"], page["H2"], page["H3"] = True, "  hai  \n dòng ", "_x0041_"
    page["H4"].number_format, page["H5"].font = "0%", Font(name=".VnTime")
    page.row_dimensions[3].hidden = page.row_dimensions[40].hidden = True
    page.column_dimensions["B"].hidden = True
    page.column_dimensions.group("J", "L", hidden=True)
    page.merge_cells("N2:P4")
    page["N2"] = "gộp"
    book.create_sheet("Ẩn").sheet_state = "hidden"
    book.create_sheet("Rất ẩn").sheet_state = "veryHidden"
    book.save(path)


def test_all_that_a_sheet_can_hide(tmp_path: Path) -> None:
    diseased(tmp_path / "a.xlsx")
    compare(tmp_path / "a.xlsx")
    (sheet, *_) = read(tmp_path / "a.xlsx")["sheets"]
    found = told_by_us(sheet)
    assert found["tags"]["A1"] == {"percent"}
    assert found["tags"]["G1"] == {"font:.VnTime"}
    assert (found["cells"]["G3"], found["cells"]["G4"]) == (("error", "#REF!"), ("error", "="))
    assert found["hidden_columns"] == {2, 10, 11, 12}


def test_the_same_in_xml_that_is_written_in_another_way(tmp_path: Path) -> None:
    diseased(tmp_path / "a.xlsx")
    rewrite(tmp_path / "a.xlsx", tmp_path / "b.xlsx")
    compare(tmp_path / "b.xlsx")
    one, other = (
        [told_by_us(s) for s in read(tmp_path / name)["sheets"]] for name in ("a.xlsx", "b.xlsx")
    )
    assert one == other


def rewrite(source: Path, target: Path) -> None:
    """The same XML with a comment in it and the attributes of cells in another order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("xl/worksheets/"):
                content = content.replace(b"<sheetData>", b"<!-- a comment --><sheetData>")
                content = re.sub(rb'<c (r="\w+") ([^>/]+)', rb"<c \2 \1", content)
                assert b'" r="A1">' in content or b"<c " not in content
            new.writestr(name, content)
    target.write_bytes(buffer.getvalue())
