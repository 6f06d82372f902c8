"""Every form as a workbook with known rows: what is written is what is read, in any of its headings."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from openpyxl import Workbook, load_workbook

from catalog.forms import Form, forms
from catalog.tables import TABLES, Zone
from etl.layout import write
from etl.look import look
from etl.publish import current

EXPECTED = json.loads((Path(__file__).parent / "expected.json").read_text(encoding="utf-8"))


def rows_of(warehouse: Path, table: str) -> list[dict[str, object]]:
    """The first rows of a published table, as JSON can hold them."""
    zone = TABLES[table].zone
    path = warehouse / "builds" / str(current(warehouse)) / zone.value / f"{table}.parquet"
    found = pq.read_table(path).slice(0, 2).to_pylist()
    return [{k: _plain(v) for k, v in row.items() if k != "household_id"} for row in found]


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def tables() -> list[str]:
    """Every table with a zone that the workbooks of the sample fill."""
    return [name for name, table in TABLES.items() if table.zone in (Zone.PUBLIC, Zone.RESTRICTED)]


@pytest.mark.parametrize("table", [t for t in tables() if TABLES[t].zone is Zone.PUBLIC])
def test_the_first_rows_of_a_table_are_those_of_the_golden_file(table: str, sample: Path) -> None:
    assert rows_of(sample, table) == EXPECTED[table]


def test_the_tables_have_as_many_rows_as_the_golden_file_says(sample: Path) -> None:
    folder = sample / "builds" / str(current(sample))
    counted = {
        name: pq.read_metadata(folder / TABLES[name].zone.value / f"{name}.parquet").num_rows
        for name in tables()
    }
    assert counted == EXPECTED["rows"]


@pytest.mark.parametrize("form", forms(), ids=lambda form: form.form)
def test_a_form_is_found_by_its_headings_wherever_it_starts(
    form: Form, inbox: Path, tmp_path: Path
) -> None:
    """The same sheet pushed down and to the right, under another name and without its title."""
    source, name = _sheet_of(form, inbox)
    book = load_workbook(source)
    page = book[name]
    for other in [sheet for sheet in book.sheetnames if sheet != name]:
        del book[other]
    page.title = "Trang tính 1"
    path = tmp_path / "một trang.xlsx"
    _push(page.parent, path, rows=5)
    report, code = look(path)
    (sheet,) = report["sheets"]
    assert sheet["form"] == form.form
    assert sheet["missing_fields"] == []
    assert sheet["unknown_headings"] == []
    assert code == 0


def _sheet_of(form: Form, inbox: Path) -> tuple[Path, str]:
    for path in sorted(inbox.glob("*.xlsx")):
        report, _ = look(path)
        for sheet in report["sheets"]:
            if sheet["form"] == form.form:
                return path, sheet["sheet"]
    raise AssertionError(form.form)


def _push(book: Workbook, path: Path, rows: int) -> None:
    """Empty rows above everything; merged cells go along."""
    page = book.worksheets[0]
    merged = [str(r) for r in page.merged_cells.ranges]
    for name in merged:
        page.unmerge_cells(name)
    page.insert_rows(1, rows)
    for name in merged:
        shifted = page[name]
        top, bottom = shifted[0][0], shifted[-1][-1]
        page.merge_cells(
            start_row=top.row + rows, start_column=top.column,
            end_row=bottom.row + rows, end_column=bottom.column,
        )  # fmt: skip
    book.save(path)


def test_what_the_writer_writes_is_the_form_itself(tmp_path: Path) -> None:
    """A sheet of a form without rows is recognised as that form: the writer and the reader agree."""
    from etl.layout.sheet import Sheet, data

    form = next(f for f in forms() if f.form == "place")
    row = {"place_code": "H1", "name": "Một", "level": "hamlet", "valid_from": date(2021, 1, 1)}
    sheet = Sheet(form, "XÃ THÍ DỤ", "Thí Dụ", date(2025, 12, 31), (data(1, row),))
    write(
        [sheet, replace(sheet, form=replace(form, sheet="Địa bàn 2"), start=3)], tmp_path / "a.xlsx"
    )
    report, code = look(tmp_path / "a.xlsx")
    assert [s["form"] for s in report["sheets"]] == ["place", "place"]
    assert [s["header_row"] for s in report["sheets"]] == [6, 8]
    assert code == 0
