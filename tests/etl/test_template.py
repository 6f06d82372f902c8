"""An empty form that an officer fills is read as what he wrote; an empty one in the inbox does no harm."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from catalog.forms import Form, form_named, forms
from etl.__main__ import main
from etl.choices import choices
from etl.gather import Gathered, gather
from etl.look import look
from etl.read import read_workbook
from etl.sample import write_sample
from etl.template import form_of, template
from tests.etl.filled import ROWS, YEAR, fill
from tests.workbooks import rules, run

every_form = pytest.mark.parametrize("form", forms(), ids=lambda form: form.form)


def taken(path: Path) -> Gathered:
    return gather([read_workbook(path)])


def written(values: dict[str, Any]) -> dict[str, Any]:
    """What must be read of a row: fields by name, those of a year or an indicator aside."""
    plain = {k: v for k, v in values.items() if "|" not in k and k[0].islower()}
    spoken = {"hamlet_code": "Ấp {}".format, "hamlet_codes": lambda v: [f"Ấp {n}" for n in v]}
    return {k: spoken[k](v) if k in spoken else v for k, v in plain.items()}


@every_form
def test_what_is_written_into_a_template_is_read_back(form: Form, tmp_path: Path) -> None:
    fill(form, tmp_path / "biểu.xlsx")
    found = taken(tmp_path / "biểu.xlsx")
    (sheet,) = found.sheets
    assert sheet.form is form_named(form.form)
    assert [f.rule for f in (*found.findings, *sheet.findings)] == []
    wanted = [written(v) for v in ROWS[form.form] if v.get("group") != "Tổng số"]
    rows = {r.row: {} for r in sheet.records}
    for record in sheet.records:
        rows[record.row] |= record.values
    for row, values in zip(rows.values(), wanted, strict=True):
        for name in ("movement", "identity", "place_name") if form.form != "posting" else ():
            values.pop(
                name, None
            )  # a movement is read as several values, the number for linking only
        assert {k: row[k] for k in values} == values


def test_a_commune_that_fills_every_template_has_every_cell_read(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for form in forms():
        fill(form, inbox / f"{form.form}.xlsx")
    outcome = run(inbox, tmp_path)
    read = {f.rule.partition(".")[0] for f in outcome.findings}
    assert read <= {"loan", "participant", "project", "period"}  # what one row a form cannot tell
    loaded = {f["file"].removesuffix(".xlsx"): f["rows_loaded"] for f in outcome.report["files"]}
    wanted = {n: len([r for r in rows if r.get("group") != "Tổng số"]) for n, rows in ROWS.items()}
    assert loaded == wanted


@every_form
def test_an_empty_template_is_its_form_without_rows_and_makes_nothing_up(
    form: Form, tmp_path: Path
) -> None:
    template(form, tmp_path / "a.xlsx", YEAR)
    found = taken(tmp_path / "a.xlsx")
    assert found.illustrative in ({}, {"a.xlsx": False})
    refused = [f.rule for f in found.findings]
    assert refused == (["sheet.no_review"] if form.info == "review" else [])
    for tidied in found.sheets:
        assert (tidied.form.form, tidied.choice.unknown) == (form.form, {})
        assert (tidied.records, tidied.quarantined, tidied.findings) == ([], set(), [])


def test_empty_templates_in_the_inbox_change_no_figure(tmp_path: Path) -> None:
    """Those of a review are refused by name, for they say no date; the others hold 0 rows."""
    mine = tmp_path / "inbox"
    real = {p.name for p in write_sample(mine, from_year=2025, to_year=2025)}
    for form in forms():
        template(form, mine / f"{form.form}.xlsx", YEAR)
    outcome = run(mine, tmp_path)
    status = {f["file"]: f["status"] for f in outcome.report["files"] if f["file"] not in real}
    assert status == {
        f"{f.form}.xlsx": "refused" if f.info == "review" else "loaded" for f in forms()
    }
    assert (outcome.report["exit"], rules(outcome)) == (20, {"sheet.no_review"})
    assert not any(f["rows_loaded"] for f in outcome.report["files"] if f["file"] not in real)


def test_the_sheet_of_lists_is_no_doubt_for_look(tmp_path: Path) -> None:
    template(form_named("list_poor"), tmp_path / "a.xlsx", YEAR)
    report, code = look(tmp_path / "a.xlsx")
    assert ([s["form"] for s in report["sheets"]], code) == (["list_poor"], 0)


@every_form
def test_a_list_offers_only_what_the_reader_understands(form: Form, tmp_path: Path) -> None:
    template(form, tmp_path / "a.xlsx", YEAR)
    book = load_workbook(tmp_path / "a.xlsx")
    offered = set()
    for found in book.worksheets[0].data_validations.dataValidation:
        assert found.prompt
        assert len(found.prompt) <= 255
        if found.type == "list":
            assert len(found.formula1) <= 257
            offered |= set(_texts(book, found.formula1))
    written = [column for column in form.columns if not column.extra]
    assert offered == {text for column in written for text in choices(form, column)}
    assert all(sheet.sheet_state == "visible" for sheet in book.worksheets)


def _texts(book: Any, formula: str) -> list[str]:
    if formula.startswith('"'):
        return formula.strip('"').split(",")
    name, _, cells = formula.rpartition("!")
    return [cell.value for (cell,) in book[name.strip("'")][cells.replace("$", "")]]


def test_the_list_of_the_poor_offers_no_other_status() -> None:
    form = form_named("list_poor")
    status = next(c for c in form.columns if c.field == "status")
    assert choices(form, status) == ("Hộ nghèo",)


def test_a_form_is_asked_for_by_its_name_or_that_of_its_sheet() -> None:
    assert form_of("list_poor") is form_of("ds hộ nghèo")
    assert form_of("không có") is None


def test_the_command_writes_a_template_and_names_the_forms_when_it_knows_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["template", "DS hộ nghèo", str(tmp_path / "a.xlsx")]) == 0
    assert load_workbook(tmp_path / "a.xlsx").sheetnames[0] == "DS hộ nghèo"
    assert main(["template", "gì đó", str(tmp_path / "b.xlsx")]) == 40
    assert "review_summary" in capsys.readouterr().err
    assert main(["template", "loan", str(tmp_path / "b.ods")]) == 40
    assert [p.name for p in tmp_path.iterdir()] == ["a.xlsx"]


def test_an_empty_form_is_never_written_over_a_workbook_that_is_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filled = tmp_path / "Rà soát 2025.xlsx"
    filled.write_bytes(b"what the office wrote")
    assert main(["template", "list_poor", str(filled)]) == 40
    assert "không ghi đè" in capsys.readouterr().err
    assert filled.read_bytes() == b"what the office wrote"
