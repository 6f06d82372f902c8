"""The official forms filled back: what is written for the report upward is read back equal."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from etl.__main__ import main
from etl.official import FILES, reviews, write_forms
from etl.publish import current
from etl.publish.rows import read_rows
from tests import workbooks

PLACES = "Danh mục địa bàn.xlsx"
TABLES = tuple(name for name in FILES if name != "place")
ADDRESS = ("source_file", "source_sheet", "source_row")
YEARS = (2022, 2023, 2024, 2025)


def rows(warehouse: Path, table: str) -> list[dict[str, Any]]:
    """The exact rows of a table, without where they stood, in one order."""
    build = current(warehouse)
    assert build
    found = read_rows(warehouse, build, FILES[table])
    plain = [{k: v for k, v in row.items() if k not in ADDRESS} for row in found]
    return sorted(plain, key=str)


def reported(warehouse: Path, folder: Path) -> list[Path]:
    """The forms of every year and commune of a build, as workbooks in a folder."""
    build, made = current(warehouse), []
    assert build
    for year in YEARS:
        for review in reviews(warehouse, build, year):
            made.append(folder / f"{year} {review.commune_code}.xlsx")
            write_forms(review, made[-1])
    return made


@pytest.fixture(scope="module")
def again(sample: Path, inbox: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the forms that were written back, the list of places, and a build of both."""
    folder = tmp_path_factory.mktemp("official")
    (folder / "inbox").mkdir()
    shutil.copy(inbox / PLACES, folder / "inbox")
    assert len(reported(sample, folder / "inbox")) >= len(YEARS)
    outcome = workbooks.run(folder / "inbox", folder)
    assert outcome.report["exit"] == 0, [f.message_key for f in outcome.findings][:5]
    return folder


@pytest.mark.parametrize("table", TABLES)
def test_what_is_written_back_is_read_equal_for_every_year(
    table: str, again: Path, sample: Path
) -> None:
    before = rows(sample, table)
    assert {row["review_year"] for row in before} == set(YEARS)
    assert rows(again / "warehouse", table) == before


def test_numbers_are_numbers_and_nothing_is_computed_by_the_sheet(again: Path) -> None:
    book = load_workbook(again / "inbox" / "2025 29221.xlsx")
    assert book.sheetnames == ["Biểu 1 Tổng hợp", "Biểu 2 Diễn biến hộ nghèo",
                               "Biểu 3 Diễn biến hộ cận nghèo", "Biểu thiếu hụt",
                               "Biểu nguyên nhân"]  # fmt: skip
    cells = [c for page in book for row in page.iter_rows() for c in row if c.value is not None]
    assert not [c for c in cells if c.data_type == "f"]
    lines = {(c.parent.title, c.row) for c in cells if c.column == 1 and isinstance(c.value, int)}
    told = [c for c in cells if (c.parent.title, c.row) in lines]
    assert len([c for c in told if isinstance(c.value, int)]) > 500
    assert not [c for c in told if isinstance(c.value, str) and c.value.strip().isdigit()]
    assert any(c.value == "DỮ LIỆU MINH HỌA" for c in cells)


def test_every_sheet_prints_one_page_wide_with_its_header_on_each_page(again: Path) -> None:
    for page in load_workbook(again / "inbox" / "2025 29221.xlsx"):
        setup = page.page_setup
        assert (setup.orientation, setup.fitToWidth, setup.fitToHeight) == ("landscape", 1, 0)
        top, below = (int(part.strip("$")) for part in page.print_title_rows.split(":"))
        assert page.cell(top, 1).value in ("TT", "STT")
        assert page.cell(below, 1).value == "A"


def test_the_totals_are_the_sums_of_the_hamlets(again: Path) -> None:
    page = load_workbook(again / "inbox" / "2025 29221.xlsx")["Biểu 1 Tổng hợp"]
    first = [r for r in range(1, page.max_row + 1) if isinstance(page.cell(r, 1).value, int)]
    (total,) = [r for r in range(1, page.max_row + 1) if page.cell(r, 2).value == "TỔNG CỘNG"]
    for column in (3, 4, 5, 7, 9, 11, 13, 15):
        assert page.cell(total, column).value == sum(page.cell(r, column).value for r in first)


def test_a_merged_commune_has_a_subtotal_for_each_commune_that_it_was(again: Path) -> None:
    page = load_workbook(again / "inbox" / "2025 29221.xlsx")["Biểu 1 Tổng hợp"]
    named = [str(page.cell(r, 2).value) for r in range(1, page.max_row + 1)
             if page.cell(r, 1).value in ("I", "II", "III")]  # fmt: skip
    assert named == ["XÃ AN ĐIỀN (CŨ)", "XÃ THẠNH HẢI (CŨ)"]


def test_the_command_writes_one_commune_and_asks_which_where_there_are_several(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, where = tmp_path / "bieu.xlsx", ["--warehouse", str(sample)]
    assert main(["report", "2025", str(out), *where]) == 0
    assert out.exists()
    assert main(["report", "1999", str(tmp_path / "a.xlsx"), *where]) == 40
    assert main(["report", "2025", str(tmp_path / "a.docx"), *where]) == 40
    assert main(["report", "2025", str(tmp_path / "a.xlsx"), "--warehouse", str(tmp_path)]) == 20
    assert main(["report", "2024", str(tmp_path / "a.xlsx"), *where]) == 40, "two communes then"
    other = ["2024", str(tmp_path / "29209.xlsx"), "--commune", "29209"]
    assert main(["report", *other, *where]) == 0
    before = out.read_bytes()
    assert main(["report", "2025", str(out), *where]) == 40, "nothing is written over"
    assert out.read_bytes() == before
    assert not (tmp_path / "a.xlsx").exists()
    assert "Năm 1999" in capsys.readouterr().err


def test_a_review_that_is_held_in_the_next_year_is_of_its_year(inbox: Path, tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    for name in (PLACES, workbooks.REVIEW):
        shutil.copy(inbox / name, tmp_path / "inbox")
    workbooks.edit(tmp_path / "inbox" / workbooks.REVIEW, held_in_january)
    workbooks.run(tmp_path / "inbox", tmp_path)
    warehouse, out = tmp_path / "warehouse", tmp_path / "out.xlsx"
    assert {row["review_date"] for row in rows(warehouse, "review_summary")} == {date(2026, 1, 10)}
    assert main(["report", "2025", str(out), "--warehouse", str(warehouse)]) == 0
    said = [str(c.value) for row in load_workbook(out).worksheets[0].iter_rows() for c in row]
    assert any("NĂM 2025" in text for text in said)
    assert not any("NĂM 2026" in text for text in said)


def held_in_january(book: Workbook) -> None:
    """Another day of the review above every table."""
    for page in book.worksheets:
        for row in page.iter_rows(max_row=9):
            for cell in row:
                if "Thời điểm rà soát" in str(cell.value):
                    cell.value = "Mã xã: 29221; Thời điểm rà soát: 10/01/2026"


def test_the_same_build_gives_the_same_bytes(sample: Path, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    for one, other in zip(reported(sample, tmp_path / "a"), reported(sample, tmp_path / "b"),
                          strict=True):  # fmt: skip
        assert one.read_bytes() == other.read_bytes()


SUMMARY, DEPRIVED = "Biểu 1 Tổng hợp", "Biểu thiếu hụt"


def without(sample: Path, folder: Path, *tables: str) -> Path:
    """The forms of 2025 where these tables say nothing of the third hamlet."""
    build = current(sample)
    assert build
    (review,) = reviews(sample, build, 2025)
    gone = review.hamlets[2].code
    for name in tables:
        review.tables[name] = [r for r in review.tables[name] if r["hamlet_code"] != gone]
    out = folder / "2025 29221.xlsx"
    write_forms(review, out)
    return out


def told(path: Path) -> dict[str, tuple[bool, bool]]:
    """Of each sheet, whether a line of totals has a number, and whether a note names a hamlet."""
    found = {}
    for page in load_workbook(path):
        lines = [[cell.value for cell in row] for row in page.iter_rows()]
        sums = [r for r in lines if str(r[1]).startswith(("TỔNG CỘNG", "Cộng hộ"))]
        notes = [r[0] for r in lines if "Ghi chú: chưa có đủ số liệu của Ấp " in str(r[0])]
        found[page.title] = any(isinstance(v, int) for r in sums for v in r[2:]), bool(notes)
    return found


def test_a_form_that_lacks_a_hamlet_has_no_total_and_names_it(sample: Path, tmp_path: Path) -> None:
    found = told(without(sample, tmp_path, *TABLES))
    assert len(found) == 5 and set(found.values()) == {(False, True)}
    found = told(without(sample, tmp_path, "deprivation_summary"))
    assert found.pop(DEPRIVED) == (False, True)
    assert set(found.values()) == {(True, False)}
    assert set(told(without(sample, tmp_path)).values()) == {(True, False)}


def test_a_former_commune_that_lacks_none_keeps_its_subtotal(sample: Path, tmp_path: Path) -> None:
    page = load_workbook(without(sample, tmp_path, *TABLES))[SUMMARY]
    sums = {row[1].value: row[2].value for row in page.iter_rows() if row[0].value in ("I", "II")}
    assert [value is None for value in sums.values()] == [True, False]


def test_a_form_that_lacks_a_hamlet_is_read_back_equal_and_nothing_is_held_against_its_blank_total(
    sample: Path, inbox: Path, tmp_path: Path
) -> None:
    (tmp_path / "inbox").mkdir()
    shutil.copy(inbox / PLACES, tmp_path / "inbox")
    without(sample, tmp_path / "inbox", *TABLES)
    outcome = workbooks.run(tmp_path / "inbox", tmp_path)
    assert [f for f in outcome.findings if f.severity == "error"] == []
    assert not [f.rule for f in outcome.findings if f.rule.startswith("total")]
    for table in TABLES:
        before = [r for r in rows(sample, table) if r["review_year"] == 2025]
        after = rows(tmp_path / "warehouse", table)
        assert after and all(row in before for row in after)
        assert len({r["hamlet_code"] for r in before} - {r["hamlet_code"] for r in after}) == 1
