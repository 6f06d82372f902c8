"""Pages -> an .xlsx, .ods or .xlsb; `python -m tests.formats.write` writes the .xls fixtures anew.

soffice --headless --convert-to xls:"MS Excel 97" --outdir tests/formats "tests/formats/….xlsx"
"""

from __future__ import annotations

import re
import subprocess
import tempfile
import zipfile
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from tests.formats.binary import write_xlsb
from tests.formats.books import BOOKS, Page
from tests.formats.document import write_ods

HERE = Path(__file__).parent
FORMATS = (".xlsx", ".xls", ".xlsb", ".ods")


def write(name: str, suffix: str, folder: Path) -> Path:
    """A reference workbook in one of the formats; the .xls is a fixture and is copied."""
    path = folder / f"{name}{suffix}"
    if suffix == ".xls":
        path.write_bytes((HERE / path.name).read_bytes())
    else:
        _WRITERS[suffix](BOOKS[name](), path)
    return path


def write_xlsx(pages: list[Page], path: Path) -> None:
    """By openpyxl, with the values of formulas put in, which it cannot write."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for page in pages:
        sheet = book.create_sheet(page.name)
        sheet.sheet_state = "hidden" if page.hidden else "visible"
        for (row, column), cell in page.cells.items():
            target = sheet.cell(row + 1, column + 1)
            target.value = f"={cell.formula}" if cell.formula else cell.value
            if cell.runs:
                blocks = [TextBlock(InlineFont(rFont=f), t) if f else t for t, f in cell.runs]
                target.value = CellRichText(blocks)
            target.number_format = cell.format
            if cell.font:
                target.font = Font(name=cell.font)
        for row in page.hidden_rows:
            sheet.row_dimensions[row + 1].hidden = True
        for column in page.hidden_columns:
            sheet.column_dimensions[get_column_letter(column + 1)].hidden = True
        for top, left, bottom, right in page.merges:
            sheet.merge_cells(
                start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1
            )
    with tempfile.TemporaryDirectory() as folder:
        book.save(Path(folder) / "a.xlsx")
        _put_values(Path(folder) / "a.xlsx", path, pages)


def _put_values(source: Path, target: Path, pages: list[Page]) -> None:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            number = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", name)
            if number:
                text = _with_values(text.decode(), pages[int(number.group(1)) - 1]).encode()
            new.writestr(name, text)


def _with_values(text: str, page: Page) -> str:
    for (row, column), cell in page.cells.items():
        if cell.formula:
            at = f"{chr(65 + column)}{row + 1}"
            kind = ' t="e"' if cell.error else ""
            found = re.compile(rf'(<c r="{at}"[^>]*?)(?: t="\w+")?(><f>[^<]*</f>)<v ?/>')
            text, times = found.subn(rf"\g<1>{kind}\g<2><v>{cell.value}</v>", text)
            assert times == 1, at
    return text


_WRITERS = {".xlsx": write_xlsx, ".ods": write_ods, ".xlsb": write_xlsb}


def convert(name: str) -> None:
    """The .xls of a reference workbook, by LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        write_xlsx(BOOKS[name](), Path(folder) / f"{name}.xlsx")
        kind = ["--headless", "--convert-to", "xls:MS Excel 97", "--outdir", str(HERE)]
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", *kind,
             f"{folder}/{name}.xlsx"],
            check=True,
        )  # fmt: skip


if __name__ == "__main__":
    for book in BOOKS:
        convert(book)
