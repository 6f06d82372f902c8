"""The notice on the board: the counts of the pages; names for stewards only, and nothing else."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from catalog import notices
from dashboard import board
from dashboard.data import Data
from dashboard.door import log
from dashboard.export.docx import docx
from dashboard.export.notice import Differs, Hanging, differing, lengths, named_list, summary
from dashboard.export.pdf import pdf
from dashboard.export.sheet import Sheet
from dashboard.export.still import EPOCH
from dashboard.load import read_warehouse
from dashboard.measure.result_list import expected
from dashboard.view import View, view_of
from dashboard.words import number
from tests.pages.reader import TONGUES, open_page, read

HANGING = Hanging("07/TB-UBND", date(2025, 11, 24), date(2025, 11, 24), date(2025, 11, 28),
                  "nhà văn hóa ấp <b>&", "trưởng ấp")  # fmt: skip
RESULTS = ("poor", "near_poor", "left_poor", "left_near_poor")
COUNTED = ("households", "poor_households", "near_poor_households")
NAMES = {"notice_result_list_docx", "notice_result_list_pdf"}


def seen(data: Data, tongue: str = "vi", year: str = "2025") -> View:
    found = view_of(data, tongue, False, {"year": year})
    assert found is not None
    return found


def in_word(made: Sheet) -> str:
    paper = Document(io.BytesIO(docx(made)))
    texts = [p.text for p in [*paper.paragraphs, *paper.sections[0].footer.paragraphs]]
    texts += [c.text for grid in paper.tables for row in grid.rows for c in row.cells]
    return "\n".join(texts)


def in_pdf(made: Sheet) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf(made))).pages)


@pytest.mark.parametrize("tongue", TONGUES)
def test_the_counts_of_both_papers_are_those_of_the_pages(tongue: str, sample: Path) -> None:
    view = seen(read_warehouse(sample), tongue)
    paper = summary(view, HANGING)
    shown = read(open_page("hamlets", sample, lang=tongue, year="2025")).values
    for hamlet, row in zip(view.territory.hamlets, paper.tables[0].rows, strict=False):
        keys = [f"{name}/{hamlet.code}/2025" for name in COUNTED]
        assert row[:4] == (hamlet.name, *(number(tongue, int(shown[key])) for key in keys))
    word, printed = in_word(paper), in_pdf(paper)
    for cell in (cell for row in paper.tables[0].rows for cell in row):
        assert cell in word
        assert cell in printed
    assert "nhà văn hóa ấp <b>&" in word
    assert "07/TB-UBND" in word


@pytest.mark.parametrize("year", ["2022", "2023", "2024", "2025"])
def test_every_list_has_as_many_households_as_the_forms_count(year: str, sample: Path) -> None:
    view = seen(read_warehouse(sample), year=year)
    assert differing(view) == ()
    for hamlet in view.territory.hamlets:
        assert differing(view, hamlet.code) == ()
    paper = named_list(view, HANGING, None)
    counts = [expected(view.data, view.territory, int(year), name).value for name in RESULTS]
    assert [len(part.rows) for part in paper.tables[:4]] == counts
    assert sum(map(int, filter(None, counts))) > 100


def test_a_list_names_heads_and_their_hamlet_and_nothing_else_of_a_household(
    sample: Path, inbox: Path
) -> None:
    view = seen(read_warehouse(sample))
    said = in_word(named_list(view, HANGING, view.territory.hamlets[0]))
    book = load_workbook(inbox / "Rà soát 2025 - Xã Thạnh Hải.xlsx", data_only=True)
    page = book["DS hộ nghèo"]
    heads = {str(c.value): c.column for row in page.iter_rows(max_row=14) for c in row if c.value}
    rows = [r for r in range(1, page.max_row + 1) if isinstance(page.cell(r, 1).value, int)]
    first = f"Ấp {view.territory.hamlets[0].name}"
    column = heads["Địa chỉ (ấp, tổ)"]
    mine = [r for r in rows if str(page.cell(r, column).value).endswith(first.lower()[3:])
            or first[3:] in str(page.cell(r, column).value)]  # fmt: skip
    assert mine
    for row in mine:
        assert str(page.cell(row, heads["Họ và tên chủ hộ"]).value) in said
    for name in ("Số CCCD", "Mã hộ", "Địa chỉ (ấp, tổ)", "Dân tộc", "Nguyên nhân nghèo",
                 "Nhu cầu hỗ trợ"):  # fmt: skip
        for row in rows:
            value = page.cell(row, heads[name]).value
            assert value is None or str(value) not in said, name


def test_a_profile_that_asks_for_more_of_a_household_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wider = {"result_list": {"role": "public", "columns": ["number", "head_name", "ethnicity"]}}
    monkeypatch.setattr(notices, "load", lambda _: wider)
    notices.profile.cache_clear()
    with pytest.raises(ValueError, match="ethnicity"):
        notices.profile("result_list")
    monkeypatch.undo()
    notices.profile.cache_clear()


def test_a_list_that_lacks_a_household_is_not_made(sample: Path) -> None:
    data = read_warehouse(sample)
    rows = data.rows("household_review")
    gone = next(r for r in rows if (r["review_year"], r["status"]) == (2025, "poor"))
    kept = tuple(r for r in rows if r is not gone)
    view = seen(replace(data, tables=data.tables | {"household_review": kept}))
    ((result, counted, listed),) = differing(view)
    assert (result, listed) == ("poor", (counted.value or 0) - 1)
    with pytest.raises(Differs):
        named_list(view, HANGING, None)


def buttons(warehouse: Path, **address: str) -> set[str]:
    page = open_page("communication", warehouse, lang="vi", **address)
    read(page)
    return {str(b.proto.id).rpartition("-")[2] for b in page.get("download_button")}


@pytest.mark.parametrize("role", ["public", "hamlet_officer", "committee"])
def test_who_is_no_steward_gets_the_summary_and_no_names(role: str, sample: Path) -> None:
    found = buttons(sample, role=role)
    assert {"notice_summary_docx", "notice_summary_pdf"} <= found
    assert not found & NAMES


def test_a_steward_gets_the_names(sample: Path) -> None:
    assert buttons(sample, role="steward") >= NAMES


def test_a_posting_that_is_too_short_gets_no_paper(committee: Path) -> None:
    app = open_page("communication", committee, lang="vi", role="steward")
    app.date_input(key="notice_until_2025").set_value(date(2025, 11, 25)).run()
    assert "ít nhất 3 ngày làm việc" in read(app).shown
    assert not app.get("download_button")


@pytest.mark.parametrize("code", ["TD02", ""])
def test_a_list_that_is_taken_out_is_noted_before_it_goes(code: str, committee: Path) -> None:
    view = seen(read_warehouse(committee))
    made = board.written(
        view, HANGING, lambda v, h: named_list(v, h, v.territory.hamlet(code)), docx,
        board.noted(view, code),
    )  # fmt: skip
    assert made[:2] == b"PK"
    (entry, *_) = log.entries(True)
    assert (entry.action, entry.about, entry.hamlet_code) == ("export", "/communication 2025", code)
    assert entry.rows == sum(n for _, n in lengths(view, code))


def test_a_list_that_cannot_be_noted_does_not_go(committee: Path) -> None:
    def refuse() -> None:
        raise OSError

    view = seen(read_warehouse(committee))
    with pytest.raises(OSError):
        board.written(view, HANGING, lambda v, h: named_list(v, h, None), docx, refuse)


def test_the_same_notice_has_the_same_bytes(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    view = seen(read_warehouse(sample))
    first = docx(summary(view, HANGING)), pdf(summary(view, HANGING))
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert (docx(summary(view, HANGING)), pdf(summary(view, HANGING))) == first
    with zipfile.ZipFile(io.BytesIO(first[0])) as paper:
        assert {part.date_time for part in paper.infolist()} == {EPOCH}, "as every Office file"


@pytest.mark.parametrize("tongue", TONGUES)
def test_a_paper_that_lacks_a_hamlet_has_no_total_and_names_it(tongue: str, sample: Path) -> None:
    whole = read_warehouse(sample)
    view = seen(whole, tongue)
    gone = view.territory.hamlets[1]
    kept = tuple(
        row
        for row in whole.rows("review_summary")
        if row["review_year"] != 2025 or row["hamlet_code"] not in gone.codes
    )
    short = seen(replace(whole, tables=whole.tables | {"review_summary": kept}), tongue)
    paper = summary(short, HANGING)
    (*_, total) = paper.tables[0].rows
    assert set(total[1:]) == {"—"}
    assert {row[1] for row in paper.tables[0].rows if row[0] == gone.name} == {"—"}
    (said,) = [line for line in paper.lines if gone.name in line]
    assert said in in_word(paper) and "{" not in said
    assert not [line for line in summary(view, HANGING).lines if gone.name in line]
    assert "—" not in summary(view, HANGING).tables[0].rows[-1]
