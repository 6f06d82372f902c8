"""The minutes as Word and as PDF: the same texts and numbers, which are those of the figures."""

from __future__ import annotations

import io
import re
import sys
from datetime import date

import pytest
from docx import Document
from pypdf import PdfReader

from dashboard import minutes
from dashboard.blocks.spoken import spoken
from dashboard.docket import docket
from dashboard.export.docx import docx
from dashboard.export.pdf import pdf
from dashboard.export.sheet import Sheet, sheet
from dashboard.measure.everything import every_figure
from dashboard.reopened import live
from dashboard.since import main
from dashboard.words import say
from tests.pages.committee import HELD, NASTY, OFFICE, RATE, WHO, freeze, papers, reopened, view
from tests.pages.reader import TONGUES

pytestmark = pytest.mark.usefixtures("committee")


def spread(text: str) -> str:
    """A text without the breaks that a writer puts into it, and without its capitals."""
    return re.sub(r"\s+", "", text).casefold()


def texts_of(made: Sheet) -> list[str]:
    """Everything that the paper says."""
    cells = [cell for part in made.tables for row in part.rows for cell in row]
    heads = [head for part in made.tables for head in (part.title, *part.heads)]
    about = [*made.office, *made.nation, *made.notices, made.number, made.place_and_day]
    ends = [*made.signatures, made.signed, made.foot]
    return [*cells, *heads, *about, made.title, made.subject, *made.lines, *ends]


def in_word(made: Sheet) -> str:
    """The texts of the Word document, read back."""
    paper = Document(io.BytesIO(docx(made)))
    found = [p.text for p in [*paper.paragraphs, *paper.sections[0].footer.paragraphs]]
    found += [c.text for grid in paper.tables for row in grid.rows for c in row.cells]
    return spread("".join(found))


def in_pdf(made: Sheet) -> str:
    """The texts of the PDF, read back; the foot of each page, which may stand inside a cell, only once."""
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf(made))).pages]
    foot = re.compile(rf"{re.escape(spread(made.foot))}\d+/\d+")
    return foot.sub("", spread("".join(pages))) + spread(made.foot)


@pytest.mark.parametrize("tongue", TONGUES)
def test_both_papers_say_every_text_and_number_of_the_minutes(tongue: str) -> None:
    made, _ = papers(tongue)
    said = [spread(text) for text in texts_of(made)]
    for read_back in (in_word(made), in_pdf(made)):
        assert [text for text in said if text not in read_back] == []
    assert spread(NASTY) in said
    assert (
        made.tables[0].rows[0][2]
        == {
            "vi": "1,06% (51/4.812)",
            "en": "1.06% (51/4,812)",
            "id": "1,06% (51/4.812)",
        }[tongue]
    )
    assert "DỮ LIỆU MINH HỌA" in made.notices[0]
    assert made.nation == ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập – Tự do – Hạnh phúc")
    assert made.place_and_day == "Thạnh Hải, ngày 10 tháng 4 năm 2026"


def test_every_number_of_the_paper_is_that_of_the_figure() -> None:
    made, now = papers("vi")
    of = view()
    known = every_figure(of.data, of.territory, of.year)
    assert len(made.tables[0].rows) == len(main(now))
    for row, figure in zip(made.tables[0].rows, main(now), strict=True):
        assert figure is not None
        assert row[1] == row[2] == spoken(of, known[figure.key])
        assert row[3] in ("không đổi", "—")
    (decided,) = made.tables[4].rows
    assert decided[4].count(spoken(of, known[RATE])) == 2


def events_on(made: Sheet) -> list[str]:
    return [text for (text,) in made.tables[-1].rows]


@pytest.mark.parametrize("tongue", TONGUES)
def test_the_events_between_two_meetings_stand_on_both_papers(tongue: str) -> None:
    minutes.record(OFFICE, date(2025, 12, 1), "disaster", "Triều cường trước cuộc họp", WHO)
    minutes.record(OFFICE, HELD, "decision", "Đúng ngày họp trước", WHO)
    minutes.record(OFFICE, date(2026, 4, 10), "policy", f"Mức hỗ trợ mới {NASTY}", WHO)
    minutes.record(OFFICE, date(2026, 2, 3), "other", "Hội chợ việc làm", WHO)
    minutes.record(OFFICE, date(2026, 4, 11), "other", "Ngày hôm sau", WHO)
    made, _ = papers(tongue)
    days = {
        "vi": ("03/02/2026", "10/04/2026"),
        "en": ("3 Feb 2026", "10 Apr 2026"),
        "id": ("3 Feb 2026", "10 Apr 2026"),
    }[tongue]
    kinds = [say(tongue, f"event.{kind}") for kind in ("other", "policy")]
    texts = ("Hội chợ việc làm", f"Mức hỗ trợ mới {NASTY}")
    lines = [f"{d} · {k}: {t}" for d, k, t in zip(days, kinds, texts, strict=True)]
    assert events_on(made) == lines
    for read_back in (in_word(made), in_pdf(made)):
        for text in (made.tables[-1].title, *lines):
            assert spread(text) in read_back
        assert spread("Ngày hôm sau") not in read_back


def test_the_first_minutes_have_the_events_since_the_review_year_began() -> None:
    minutes.record(OFFICE, date(2024, 12, 31), "disaster", "Năm trước", WHO)
    minutes.record(OFFICE, date(2025, 1, 1), "policy", "Ngày đầu năm", WHO)
    made = sheet(view(), live(view(), HELD), None, docket(OFFICE))
    merger = "An Điền (cũ) + Thạnh Hải (cũ) sáp nhập thành Thạnh Hải"
    assert [line.partition(": ")[2] for line in events_on(made)] == ["Ngày đầu năm", merger]


def test_the_minutes_of_a_frozen_meeting_keep_their_events(monkeypatch: pytest.MonkeyPatch) -> None:
    def at(minute: int) -> None:
        day = f"2026-01-10T09:{minute:02d}:00+07:00"
        for name in ("events", "meetings"):
            monkeypatch.setattr(sys.modules[f"dashboard.minutes.{name}"], "moment", lambda: day)

    def frozen() -> list[str]:
        found = minutes.frozen(number)
        assert found is not None
        made = sheet(view(), reopened(number), None, docket(OFFICE, found.meeting))
        return [line.partition(": ")[2] for line in events_on(made)[1:]]

    at(1)
    wrong = minutes.record(OFFICE, date(2025, 9, 1), "disaster", "Ghi trước khi chốt", WHO)
    at(2)
    number = freeze()
    at(3)
    minutes.record(OFFICE, date(2025, 9, 2), "disaster", "Ghi sau khi chốt", WHO)
    minutes.withdraw(wrong, WHO)
    assert frozen() == ["Ghi trước khi chốt"]
    assert [e.text for e in minutes.events(OFFICE)] == ["Ghi sau khi chốt"]


def test_a_sheet_before_the_freeze_is_a_draft() -> None:
    made = sheet(view(), live(view(), HELD), None, docket(OFFICE))
    assert "BẢN NHÁP" in made.notices[1]
    assert made.number == "Số: chưa chốt"
    assert "bảnnháp" in in_pdf(made)
    assert "bảnnháp" in in_word(made)
