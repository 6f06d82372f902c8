"""A workbook says the same whatever it was saved as: .xlsx, .xls, .xlsb or .ods."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from catalog.messages import message
from etl.gather import gather
from etl.look import look
from etl.read import list_inbox, read_all, read_workbook
from tests.formats.binary import write_xlsb
from tests.formats.books import BOOKS, PLACES, REVIEW, Cell, Page
from tests.formats.document import write_ods
from tests.formats.stream import rebuild, write_excel_95
from tests.formats.write import FORMATS, HERE, write
from tests.struck import understand
from tests.workbooks import run

OTHERS = FORMATS[1:]
TRAITS = ("name", "rows", "hidden_rows", "hidden_columns", "visible", "typed", "tags", "mends")
Offices = Callable[[str], Path]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Offices:
    """An inbox with both workbooks in one format."""
    made: dict[str, Path] = {}

    def inbox(suffix: str) -> Path:
        if suffix not in made:
            made[suffix] = tmp_path_factory.mktemp(suffix[1:])
            for name in BOOKS:
                write(name, suffix, made[suffix])
        return made[suffix]

    return inbox


@pytest.mark.parametrize("suffix", OTHERS)
@pytest.mark.parametrize("name", BOOKS)
def test_cells_and_what_is_known_of_them_are_the_same(
    name: str, suffix: str, office: Offices
) -> None:
    expected = read_workbook(office(".xlsx") / f"{name}.xlsx")
    found = read_workbook(office(suffix) / f"{name}{suffix}")
    assert (found.refused, found.warnings) == ("", ())
    for sheet, other in zip(expected.sheets, found.sheets, strict=True):
        assert sorted(sheet.merges) == sorted(other.merges)
        for trait in TRAITS:
            assert getattr(sheet, trait) == getattr(other, trait), trait


def test_the_workbooks_hold_what_the_formats_are_compared_by(office: Offices) -> None:
    (summary, notes) = read_workbook(office(".xlsx") / f"{REVIEW}.xlsx").sheets
    (places, draft) = read_workbook(office(".xlsx") / f"{PLACES}.xlsx").sheets
    assert (places.hidden_rows, draft.visible, draft.tags) == ({6}, False, {(0, 2): "percent"})
    assert str(summary.at(8, 3)) == "Fault(text='#REF!')"
    assert (summary.at(10, 2), summary.tags[7, 5], len(summary.merges)) == (900, "percent", 14)
    assert sorted(notes.tags.values()) == [
        "font:.VnTime", "font:.VnTime", "percent_text", "scaled", "zeros:12",
    ]  # fmt: skip
    assert notes.hidden_columns == {1, 3}
    assert notes.at(4, 0) == "Nguyễn Văn Mẫu"
    assert (notes.at(5, 4), notes.at(6, 1)) == ("Phạm Văn Mẫu", "An Khương B")
    assert {rule.rule for rule in notes.mends.values()} == {"text.decoded"}
    assert notes.rows[2] == ["Chữ số", "000085001234", "Dấu", "< & > \" '"]


def test_what_libreoffice_itself_writes_is_known_as_well(office: Offices) -> None:
    """It keeps fifteen digits of a rate; all else is the same."""
    expected = read_workbook(office(".xlsx") / f"{REVIEW}.xlsx")
    found = read_workbook(HERE / f"{REVIEW} (LibreOffice).ods")
    for sheet, other in zip(expected.sheets, found.sheets, strict=True):
        assert sorted(sheet.merges) == sorted(other.merges)
        for trait in set(TRAITS) - {"rows"}:
            assert getattr(sheet, trait) == getattr(other, trait), trait
        for row, line in zip(sheet.rows, other.rows, strict=True):
            assert list(map(shortened, row)) == list(map(shortened, line))


def shortened(value: Any) -> Any:
    return float(f"{value:.15g}") if isinstance(value, float) else value


def told(inbox: Path) -> Any:
    """Rows and findings, but for the ending of the files' names."""
    found = understand(gather(read_all(inbox, list_inbox(inbox), 2)))
    rows = {
        name: [{k: str(v).split(".")[0] for k, v in row.items()} for row in rows]
        for name, rows in found.rows.items()
    }
    findings = found.findings + found.between_forms()
    return rows, [(f.severity, f.rule, f.sheet, f.cell, f.found) for f in findings]


@pytest.mark.parametrize("suffix", OTHERS)
def test_rows_and_findings_are_the_same(suffix: str, office: Offices) -> None:
    assert told(office(suffix)) == told(office(".xlsx"))


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_build_of_each_format_publishes_with_its_doubts_named(
    suffix: str, office: Offices, tmp_path: Path
) -> None:
    outcome = run(office(suffix), tmp_path)
    assert outcome.report["exit"] == 10
    assert [f["status"] for f in outcome.report["files"]] == ["loaded", "loaded"]
    assert [(f.rule, f.cell) for f in outcome.findings if f.severity == "error"] == [
        ("cell.error", "D9")
    ]
    assert {("row.hidden", "A7"), ("sheet.hidden", "")} <= {
        (f.rule, f.cell) for f in outcome.findings
    }


@pytest.mark.parametrize("suffix", OTHERS)
@pytest.mark.parametrize("name", BOOKS)
def test_a_look_at_each_format_is_the_same(name: str, suffix: str, office: Offices) -> None:
    expected, code = look(office(".xlsx") / f"{name}.xlsx")
    found, other = look(office(suffix) / f"{name}{suffix}")
    assert (found["sheets"], other) == (expected["sheets"], code)


def test_a_workbook_of_excel_95_is_read_and_says_that_it_tells_less(tmp_path: Path) -> None:
    rows: list[list[str | int]] = [["TT", "So ho"], [1, 400]]
    write_excel_95(rows, HERE / f"{PLACES}.xls", tmp_path / "cũ.xls")
    book = read_workbook(tmp_path / "cũ.xls")
    assert (book.refused, book.warnings) == ("", ("file.no_evidence",))
    assert book.sheets[0].rows == rows
    assert all(
        ".xlsx" in message("file.no_evidence", language, {}) for language in ("vi", "en", "id")
    )


def test_a_value_from_another_file_is_told_in_an_ods_too(tmp_path: Path) -> None:
    cell = Cell(7, formula="['file:///C:/khác.xlsx'#$Sheet1.A1]")
    write_ods([Page("Nối", cells={(0, 0): cell})], tmp_path / "nối.ods")
    assert read_workbook(tmp_path / "nối.ods").sheets[0].tags == {(0, 0): "linked"}


def test_a_far_cell_refuses_an_xlsb_before_any_grid_is_built(tmp_path: Path) -> None:
    page = Page("Xa", cells={(0, 0): Cell(1), (1_048_575, 16_383): Cell(2)})
    write_xlsb([page], tmp_path / "xa.xlsb")
    book = read_workbook(tmp_path / "xa.xlsb")
    assert (book.refused, book.detail) == ("file.far_cell", {"found": "XFD1048576"})


def test_a_large_picture_in_an_xls_is_not_taken_for_its_texts(tmp_path: Path) -> None:
    path = write(REVIEW, ".xls", tmp_path)
    expected = read_workbook(path)
    picture = [(0x00EB, b"\xff" * 8_000), (0x003C, b"\xff" * 8_000), (0x003C, b"\xff" * 100)]
    rebuild(
        path, lambda records: [r for old in records for r in (*_before_texts(old, picture), old)]
    )
    found = read_workbook(path)
    assert (found.refused, found.sheets) == ("", expected.sheets)


def _before_texts(record: tuple[int, bytes], more: list[tuple[int, bytes]]) -> Any:
    return more if record[0] == 0x00FC else ()


def test_the_other_readers_share_nothing_with_ours() -> None:
    sources = [p.read_text(encoding="utf-8") for p in (HERE.parents[1] / "etl").rglob("*.py")]
    assert not [text for text in sources if "import xlrd" in text or "import pyxlsb" in text]
