"""No text leaves its box, in any language, with the longest names: measured with the letters themselves."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as Tree
from collections.abc import Iterable
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import font_source_sans_pro
import pytest
from PIL import ImageFont
from pptx import Presentation
from pptx.util import Emu
from pypdf import PdfReader

from dashboard.deck import said
from dashboard.deck.slide import Chart, Deck
from dashboard.draw.board import HIGH, WIDE
from dashboard.draw.slides import draw
from dashboard.export.pptx import pptx
from dashboard.export.slides import slides_pdf
from tests.deck.made import LONG, of_sample, with_forms_apart, with_long_names
from tests.pages.reader import TONGUES

FONTS = Path(font_source_sans_pro.font_directory)
ARIAL = 1.13  # how much wider Arial is than the font that is measured
SVG = "{http://www.w3.org/2000/svg}"
OFFICE = shutil.which("soffice")
#: Left out where there is no LibreOffice; a failure where CI has none, for `.ci/run` installs it.
NEEDS_OFFICE = pytest.mark.skipif(
    OFFICE is None and "CI" not in os.environ, reason="LibreOffice is not installed"
)
Box = tuple[float, float, float, float]
DECKS = pytest.mark.parametrize(
    "make", [of_sample, with_long_names, with_forms_apart], ids=["sample", "long", "apart"]
)


@cache
def letters(bold: bool) -> Any:
    """The font in a size of a hundred."""
    return ImageFont.truetype(
        str(FONTS / f"SourceSansPro-{'Bold' if bold else 'Regular'}.ttf"), 100
    )


def wide(text: str, size: float, bold: bool = False) -> float:
    """How wide a text is."""
    return float(letters(bold).getlength(text)) * size / 100


def box_of(text: Tree.Element) -> Box:
    """Where a text of a drawing stands."""
    x, y, size = (float(text.attrib[name]) for name in ("x", "y", "font-size"))
    long = wide(text.text or "", size, "font-weight" in text.attrib)
    left = x - {"start": 0, "middle": long / 2, "end": long}[text.attrib["text-anchor"]]
    return left, y - 0.68 * size, left + long, y + 0.2 * size


def touching(boxes: Iterable[tuple[str, Box]]) -> list[tuple[str, str]]:
    """Pairs that lie over each other."""
    return [
        (one, two)
        for (one, a), (two, b) in combinations(boxes, 2)
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]


@DECKS
@pytest.mark.parametrize("tongue", TONGUES)
def test_the_texts_of_a_drawing_lie_inside_it_and_not_over_each_other(
    tongue: str, make: Any, sample: Path
) -> None:
    deck: Deck = make(sample, tongue)
    for slide in deck.slides:
        if slide.chart is None:
            continue
        texts = Tree.fromstring(draw(deck, slide.chart)).iter(f"{SVG}text")
        boxes = [(text.text or "", box_of(text)) for text in texts]
        assert [text for text, _ in boxes if "…" in text] == [], "no name is cut"
        assert [t for t, b in boxes if b[0] < 0 or b[2] > WIDE or b[1] < 0 or b[3] > HIGH] == []
        assert touching(boxes) == [], slide.name


def lines(text: str, size: float, room: float, bold: bool) -> int:
    """How many lines a text takes in a box of so many points."""
    used, at = 1, 0.0
    for word in re.findall(r"\S+\s*", text):
        long = wide(word.rstrip(), size, bold) * ARIAL
        if at and at + long > room:
            used, at = used + 1, 0.0
        at += wide(word, size, bold) * ARIAL
    return used


@DECKS
@pytest.mark.parametrize("tongue", TONGUES)
def test_the_texts_of_the_powerpoint_file_lie_inside_their_boxes(
    tongue: str, make: Any, sample: Path
) -> None:
    made = Presentation(io.BytesIO(pptx(make(sample, tongue))))
    for page in made.slides:
        boxes = []
        for shape in page.shapes:
            right, bottom = shape.left + shape.width, shape.top + shape.height
            assert shape.left >= 0
            assert right <= (made.slide_width or 0)
            assert bottom <= (made.slide_height or 0)
            if not shape.has_text_frame or not shape.text_frame.text:
                continue
            high = 0.0
            for paragraph in shape.text_frame.paragraphs:
                (run,) = paragraph.runs
                size = run.font.size.pt  # type: ignore[union-attr]
                room = Emu(shape.width).pt
                high += lines(run.text, size, room, bool(run.font.bold)) * size * 1.2
            assert high <= Emu(shape.height).pt + 1, shape.text_frame.text
            boxes.append((shape.text_frame.text, (shape.left, shape.top, right, bottom)))
        boxes += [
            ("chart", (s.left, s.top, s.left + s.width, s.top + s.height))
            for s in page.shapes
            if s.has_chart
        ]
        assert touching(boxes) == []


@DECKS
@pytest.mark.parametrize("tongue", TONGUES)
def test_every_slide_is_one_page_of_the_pdf(tongue: str, make: Any, sample: Path) -> None:
    deck = make(sample, tongue)
    assert len(PdfReader(io.BytesIO(slides_pdf(deck))).pages) == len(deck.slides)


@NEEDS_OFFICE
@pytest.mark.parametrize("tongue", TONGUES)
def test_libreoffice_opens_the_deck_and_shows_every_text_on_its_page(
    tongue: str, sample: Path, tmp_path: Path
) -> None:
    deck = with_long_names(sample, tongue)
    (tmp_path / "deck.pptx").write_bytes(pptx(deck))
    pages = converted(tmp_path / "deck.pptx", "pdf")
    found = PdfReader(pages).pages
    assert len(found) == len(deck.slides)
    for slide, page in zip(deck.slides, found, strict=True):
        text = re.sub(r"\s+", "", page.extract_text())
        told = [said.title(deck, slide), *said.lines(deck, slide), said.mark(deck)]
        told += [said.label(deck, slide.chart, m) for m in slide.chart.marks] if slide.chart else []
        assert [t for t in told if re.sub(r"\s+", "", t) not in text] == []
    number = next(n for n, slide in enumerate(deck.slides) if slide.name == "hamlets")
    chart, text = deck.slides[number].chart, "".join(found[number].extract_text().split())
    assert chart is not None
    assert [name for name in chart.categories if "".join(name.split()) not in text] == []
    assert all(name.startswith(LONG) for name in chart.categories)


@NEEDS_OFFICE
@pytest.mark.parametrize("tongue", TONGUES)
def test_the_formulas_of_the_labels_write_what_is_shown(
    tongue: str, sample: Path, tmp_path: Path
) -> None:
    from openpyxl import load_workbook

    deck = of_sample(sample, tongue)
    made = Presentation(io.BytesIO(pptx(deck)))
    for number, (slide, page) in enumerate(zip(deck.slides, made.slides, strict=True)):
        for shape in page.shapes:
            if shape.has_chart:
                part = shape.chart.part.chart_workbook.xlsx_part  # type: ignore[attr-defined]
                file = tmp_path / f"{number}.xlsx"
                load_workbook(io.BytesIO(part.blob)).save(file)  # formulas without their values
                numbers = len(list(shape.chart.plots[0].series))  # type: ignore[attr-defined]
                assert labels_in(converted(file, "csv"), numbers) == labels_of(deck, slide.chart)


def labels_in(sheet: Path, numbers: int) -> list[str]:
    """The labels that the formulas wrote: row by row, behind the name and the numbers of each series."""
    _, *rows = csv.reader(sheet.read_text("utf-8").splitlines())
    return [cell for row in rows for cell in row[1 + numbers :] if cell]


def labels_of(deck: Deck, chart: Chart | None) -> list[str]:
    """The labels that the slide shows, place by place."""
    assert chart is not None
    places = zip(*(series.marks for series in chart.series), strict=True)
    return [said.label(deck, chart, mark) for place in places for mark in place if mark.known]


def converted(file: Path, kind: str) -> Path:
    """A file as LibreOffice writes it in another format."""
    home = f"-env:UserInstallation=file://{file.parent}/office"
    option = "csv:Text - txt - csv (StarCalc):44,34,76" if kind == "csv" else kind
    command = [
        OFFICE or "",
        home,
        "--headless",
        "--convert-to",
        option,
        "--outdir",
        str(file.parent),
        str(file),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return file.with_suffix(f".{kind}")
