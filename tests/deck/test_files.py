"""Every file of a deck, opened by the library of its format: its numbers are those of the measures."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PIL import Image
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE as SHAPE
from pypdf import PdfReader

from dashboard.deck import said
from dashboard.deck.slide import Deck, Form
from dashboard.drawn import raw
from dashboard.export.offline import offline
from dashboard.export.pack import SUMS, pack
from dashboard.export.pptx import pptx
from dashboard.export.slides import brief_pdf, chart_png, slides_pdf
from dashboard.export.workbook import HEADS, workbook
from dashboard.measure.figure import Figure
from dashboard.measure.flows import movement
from dashboard.measure.hamlets import hamlets
from dashboard.measure.livelihoods import group
from dashboard.measure.money import projects
from dashboard.measure.reviews import rate_of, review
from dashboard.words import say
from tests.deck.made import TITLE, again, of_sample
from tests.door.real import personal
from tests.pages.reader import TONGUES

WRITERS: dict[str, Callable[[Deck], bytes]] = {
    "pptx": pptx, "pdf": slides_pdf, "brief": brief_pdf, "html": offline, "xlsx": workbook, "pack": pack,
}  # fmt: skip


def spread(text: str) -> str:
    """A text without the breaks that a writer puts into it."""
    return re.sub(r"\s+", "", text)


def charts(deck: Deck) -> dict[str, object]:
    """The native charts of the PowerPoint file, by the name of their slide."""
    made = Presentation(io.BytesIO(pptx(deck)))
    found: dict[str, object] = {}
    for slide, page in zip(deck.slides, made.slides, strict=True):
        native = [shape.chart for shape in page.shapes if shape.has_chart]
        told = page.element.xpath(".//p:graphicFrame//p:cNvPr/@descr")
        assert told == ([slide.chart.alt] if slide.chart else [])
        assert len(native) == (1 if slide.chart else 0)
        if native:
            found[slide.name] = native[0]
    return found


def columns(chart: object) -> dict[str, list[float | None]]:
    """The series of a native chart, by their names."""
    return {series.name: list(series.values) for series in chart.plots[0].series}  # type: ignore[attr-defined]


def test_the_numbers_of_the_native_charts_are_those_of_the_measures(sample: Path) -> None:
    deck = of_sample(sample)
    at = (deck.view.data, deck.view.territory)
    found = charts(deck)
    assert list(found) == ["trend", "moved", "works", "livelihoods", "hamlets", "story"]

    rates = [rate_of(at[0], review(*at, year), "poverty_rate").value for year in deck.view.years]
    assert columns(found["trend"])["Tỷ lệ hộ nghèo"] == rates
    assert columns(found["trend"])["Chỉ tiêu"] == [None, None, None, pytest.approx(0.014)]

    form = movement(*at, 2025, "poor").figures
    moved = columns(found["moved"])
    assert moved["Hộ nghèo"] == [form["opening"].value, *[None] * 7, form["closing"].value]
    out = [form[name].value for name in ("to_other_group", "escaped", "other_out")]
    into = [form[name].value for name in ("from_other_group", "relapsed", "new", "other_in")]
    assert moved["Giảm"] == [None, *out, *[None] * 5]
    assert moved["Tăng"] == [*[None] * 4, *into, None]

    works = sorted(projects(*at, "infrastructure"), key=lambda work: -work.gap)
    assert columns(found["works"]) == {
        "Kế hoạch (tỷ đồng)": [work.planned.value for work in works],
        "Giải ngân (tỷ đồng)": [work.disbursed.value for work in works],
    }
    outcomes = group(*at)
    squares = columns(found["livelihoods"])
    assert squares.pop("Đã thoát nghèo, cận nghèo") == [outcomes.exits.value]
    assert sum(v or 0 for (v,) in squares.values()) == 34 - 30
    now = [hamlet.poor.value for hamlet in hamlets(*at, 2025)]
    before = [hamlet.poor.value for hamlet in hamlets(*at, 2024)]
    assert columns(found["hamlets"]) == {"2024": before, "2025": now}


def test_a_waterfall_stands_where_the_step_before_it_ended(sample: Path) -> None:
    moved = columns(charts(of_sample(sample))["moved"])
    base, less, more = moved["Nền"], moved["Giảm"], moved["Tăng"]
    level = moved["Hộ nghèo"][0] or 0
    for at in range(1, 8):
        assert (base[at] or 0) + (less[at] or 0) == level or base[at] == level
        level += (more[at] or 0) - (less[at] or 0)
    assert level == moved["Hộ nghèo"][-1]


@pytest.mark.parametrize("tongue", TONGUES)
def test_the_workbook_in_each_chart_holds_its_numbers_and_labels(tongue: str, sample: Path) -> None:
    deck = of_sample(sample, tongue)
    for name, chart in charts(deck).items():
        sheet = load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob), data_only=True)[
            "Sheet1"
        ]  # type: ignore[attr-defined]
        rows = list(sheet.iter_rows(values_only=True))
        shown = next(slide.chart for slide in deck.slides if slide.name == name)
        assert shown is not None
        for number, series in enumerate(chart.plots[0].series, 1):  # type: ignore[attr-defined]
            assert rows[0][number] == series.name
            kept = [row[number] for row in rows[1:]]
            assert [v and f"{v:.15g}" for v in kept] == [v and f"{v:.15g}" for v in series.values]
        labels = {cell for row in rows[1:] for cell in row if isinstance(cell, str)}
        assert {said.label(deck, shown, mark) for mark in shown.marks} <= labels
        written = set(re.findall(r"<a:t>([^<]*)</a:t>", chart.part.blob.decode()))  # type: ignore[attr-defined]
        assert {said.label(deck, shown, mark) for mark in shown.marks} == written


@pytest.mark.parametrize("tongue", TONGUES)
def test_the_sheets_of_the_workbook_say_units_in_words(tongue: str, sample: Path) -> None:
    deck = of_sample(sample, tongue)
    book = load_workbook(io.BytesIO(workbook(deck)))
    column = HEADS.index("unit")
    for slide, sheet in zip(deck.slides, book.worksheets, strict=True):
        rows = list(sheet.iter_rows(values_only=True))
        kept = [row[column] for row in rows[len(rows) - len(slide.figures) :]]
        assert kept == [say(tongue, f"conference.unit_{f.unit}") for f in slide.figures]
        assert not set(kept) & {"rate", "vnd", "count"}


def test_the_deck_has_claims_as_titles_notes_to_speak_from_and_no_picture(sample: Path) -> None:
    deck = of_sample(sample)
    made = Presentation(io.BytesIO(pptx(deck)))
    assert made.core_properties.title == TITLE
    for slide, page in zip(deck.slides, made.slides, strict=True):
        assert page.shapes.title is not None
        assert page.shapes.title.text == said.title(deck, slide)
        assert not [s for s in page.shapes if s.shape_type in (SHAPE.PICTURE, SHAPE.LINKED_PICTURE)]
        texts = [s.text_frame.text for s in page.shapes if s.has_text_frame]
        assert said.foot(deck, slide) in texts
        assert deck.view.data.build in said.foot(deck, slide)
        assert any("DỮ LIỆU MINH HỌA" in text for text in texts)
        notes = page.notes_slide.notes_text_frame
        assert notes is not None
        for found in slide.figures:
            assert said.named(deck, found) in notes.text
    media = [n for n in zipfile.ZipFile(io.BytesIO(pptx(deck))).namelist() if "media" in n]
    assert media == []


@pytest.mark.parametrize("tongue", TONGUES)
def test_the_pages_of_the_pdf_say_every_claim_line_and_label(tongue: str, sample: Path) -> None:
    deck = of_sample(sample, tongue)
    pages = [spread(p.extract_text()) for p in PdfReader(io.BytesIO(slides_pdf(deck))).pages]
    assert len(pages) == len(deck.slides)
    for slide, page in zip(deck.slides, pages, strict=True):
        told = [
            said.title(deck, slide),
            *said.lines(deck, slide),
            said.foot(deck, slide),
            said.mark(deck),
        ]
        told += [said.large(deck, card) for card in slide.cards]
        told += [said.label(deck, slide.chart, m) for m in slide.chart.marks] if slide.chart else []
        squares = slide.chart is not None and slide.chart.form is Form.SQUARES
        assert [text for text in told if spread(text) not in page and not squares] == []


def test_the_briefing_has_two_pages_with_scope_day_and_version_on_each(sample: Path) -> None:
    deck = of_sample(sample)
    pages = [spread(p.extract_text()) for p in PdfReader(io.BytesIO(brief_pdf(deck))).pages]
    assert len(pages) == 2
    for page in pages:
        for text in (
            "Phạm vi: Thạnh Hải, rà soát năm 2025",
            deck.view.data.build,
            "DỮ LIỆU MINH HỌA",
        ):
            assert spread(text) in page
        assert spread("Số liệu đến ngày 31/12/2025") in page
    claims = [spread(said.title(deck, s)) for s in deck.slides if s.chart and s.name != "story"]
    assert all(any(claim in page for page in pages) for claim in claims)


def figures(deck: Deck) -> dict[str, Figure]:
    """Every figure of a deck by its key."""
    return {found.key: found for slide in deck.slides for found in slide.figures}


def test_the_offline_file_has_every_figure_and_asks_for_nothing(sample: Path) -> None:
    deck = of_sample(sample)
    page = offline(deck).decode()
    shown = dict(re.findall(r'data-figure="([^"]*)" data-value="([^"]*)"', page))
    assert shown == {key: raw(found) for key, found in figures(deck).items()}
    addresses = set(re.findall(r"[a-z]+://[^\s\"'<)]*", page))
    assert addresses == {"http://www.w3.org/2000/svg"}
    assert not re.findall(r"<(?:link|img|iframe|script src)", page)
    assert "default-src 'none'" in page
    assert "<b>Hội nghị</b>" not in page


def test_the_workbook_has_numbers_as_numbers_and_no_formula(sample: Path) -> None:
    deck = of_sample(sample)
    book = load_workbook(io.BytesIO(workbook(deck)))
    known = figures(deck)
    seen = set()
    for sheet in book:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
            key = row[7].value
            if key in known:
                found = known[key]
                assert row[1].value == (None if found.value is None else pytest.approx(found.value))
                assert (row[3].value, row[4].value) == (found.part, found.whole)
                seen.add(key)
    assert seen == known.keys()
    assert book.worksheets[0].cell(2, 1).value == TITLE


def test_the_pack_holds_every_file_with_its_checksum_and_pictures_of_a_projector(
    sample: Path,
) -> None:
    deck = of_sample(sample)
    archive = zipfile.ZipFile(io.BytesIO(pack(deck)))
    sums = dict(line.split("  ", 1)[::-1] for line in archive.read(SUMS).decode().splitlines())
    for name, digest in sums.items():
        assert hashlib.sha256(archive.read(name)).hexdigest() == digest
    (page,) = [n for n in archive.namelist() if n.endswith(".txt")]
    assert all(digest in archive.read(page).decode() for digest in sums.values())
    assert set(archive.namelist()) == {*sums, SUMS, page}
    pictures = [name for name in sums if name.endswith(".png")]
    assert len(pictures) == sum(1 for slide in deck.slides if slide.chart)
    for name in pictures:
        assert Image.open(io.BytesIO(archive.read(name))).size == (1920, 1080)
    others = sorted(name.rpartition(".")[2] for name in sums if name not in pictures)
    assert others == ["html", "pdf", "pdf", "pptx", "xlsx"]


@pytest.mark.parametrize("kind", WRITERS)
def test_the_same_build_gives_the_same_bytes(kind: str, sample: Path) -> None:
    one, two = of_sample(sample), again(sample)
    assert one is not two
    assert WRITERS[kind](one) == WRITERS[kind](two)


def test_nothing_of_a_single_household_is_in_any_file(sample: Path) -> None:
    deck = of_sample(sample)
    names = {name.encode() for name in personal(sample)}
    texts = [offline(deck)]
    for kind in ("pptx", "xlsx"):
        archive = zipfile.ZipFile(io.BytesIO(WRITERS[kind](deck)))
        texts += [archive.read(name) for name in archive.namelist()]
    texts += [p.extract_text().encode() for p in PdfReader(io.BytesIO(slides_pdf(deck))).pages]
    assert len(names) > 300
    assert [name for name in names if any(name in text for text in texts)] == []


def test_a_picture_is_that_of_its_slide(sample: Path) -> None:
    deck = of_sample(sample)
    numbers = [number for number, slide in enumerate(deck.slides) if slide.chart]
    assert len({chart_png(deck, number) for number in numbers}) == len(numbers)
