"""A deck -> PowerPoint that can still be edited: claims as titles, native charts, notes to speak from."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR as ANCHOR
from pptx.enum.text import PP_ALIGN as ALIGN
from pptx.util import Emu, Inches, Pt

from dashboard import theme
from dashboard.deck import said
from dashboard.deck.slide import Card, Deck, Slide
from dashboard.export.pptx_charts import FONT, add_chart, fill, of_theme
from dashboard.export.still import still

WIDE, HIGH, EDGE = 13.333, 7.5, 0.55
FOOT, MARK = 6.92, 6.58  # inches from the top
TITLE_ONLY = 5
LINE = 0.42  # inches, of a line below a chart
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what the format cannot hold


def pptx(deck: Deck) -> bytes:
    """The slides, as a file; the same bytes for the same deck."""
    made = Presentation()
    made.slide_width, made.slide_height = Inches(WIDE), Inches(HIGH)
    made.core_properties.title, made.core_properties.author = _clean(deck.event.title), ""
    made.core_properties.language = deck.view.language
    for number, slide in enumerate(deck.slides, 1):
        _slide(deck, slide, made.slides.add_slide(made.slide_layouts[TITLE_ONLY]), number)
    content = io.BytesIO()
    made.save(content)
    return still(content.getvalue())


def _slide(deck: Deck, slide: Slide, page: Any, number: int) -> None:
    if slide.name == "cover":
        _cover(deck, slide, page)
    else:
        top = _claim(page, said.title(deck, slide))
        _body(deck, slide, page, top)
    _foot(deck, slide, page, number)
    page.notes_slide.notes_text_frame.text = _clean("\n".join(said.notes(deck, slide)))


def _cover(deck: Deck, slide: Slide, page: Any) -> None:
    title = page.shapes.title
    _place(title, EDGE + 0.35, 1.9, WIDE - 2 * EDGE - 0.35, 2.2)
    text = said.title(deck, slide)
    size = _size(text, {60: 40, 110: 32}, 26)
    _write(title.text_frame, [text], size, bold=True, anchor=ANCHOR.BOTTOM)
    bar = page.shapes.add_shape(1, *_box(EDGE, 1.9, 0.12, 3.4))
    fill(bar, "accent")
    bar.line.fill.background()
    _text(
        page, said.lines(deck, slide), (EDGE + 0.35, 4.25, WIDE - 2 * EDGE - 0.35, 1.1), 22, "soft"
    )


def _claim(page: Any, text: str) -> float:
    """The claim as the title; the inches from the top where it ends."""
    size, high = _size(text, {110: 28, 165: 24}, 20), 1.35
    _place(page.shapes.title, EDGE, 0.3, WIDE - 2 * EDGE, high)
    _write(page.shapes.title.text_frame, [text], size, bold=True, anchor=ANCHOR.TOP)
    return 0.3 + high


def _size(text: str, steps: dict[int, int], least: int) -> int:
    """The points of a title: fewer where it has more letters."""
    return next((size for most, size in steps.items() if len(text) <= most), least)


def _body(deck: Deck, slide: Slide, page: Any, top: float) -> None:
    """Cards, a chart, and lines below; lines alone where there is nothing to draw."""
    texts, wide = said.lines(deck, slide), WIDE - 2 * EDGE
    rows = sum(-(-len(text) // LETTERS) for text in texts)
    end = MARK - 0.05 - rows * LINE if slide.chart or slide.cards else top
    if slide.cards:
        _cards(deck, slide.cards, page, top + 0.1, end - top - 0.3)
    if slide.chart:
        add_chart(deck, slide.chart, page.shapes, _box(EDGE, top, wide, end - top - 0.05))
    if texts:
        _text(page, texts, (EDGE, end, wide, max(rows, len(texts)) * LINE), 18, "ink")


LOW = 4.0  # inches: a lower card has smaller lines
LETTERS = 84  # of a line of 18 points across the page, in the widest of the fonts


def _cards(deck: Deck, cards: Sequence[Card], page: Any, top: float, high: float) -> None:
    gap = 0.25
    wide = (WIDE - 2 * EDGE - gap * (len(cards) - 1)) / len(cards)
    for number, card in enumerate(cards):
        left = EDGE + number * (wide + gap)
        panel = page.shapes.add_shape(1, *_box(left, top, wide, high))
        fill(panel, "panel")
        panel.line.fill.background()
        _text(
            page, [card.title], (left + 0.15, top + 0.15, wide - 0.3, 0.72), 20, "soft", bold=True
        )
        large = [said.large(deck, card)]
        _text(page, large, (left + 0.15, top + 0.9, wide - 0.3, 1.0), 54, "ink", bold=True)
        lines = [said.plain(deck, line) for line in card.lines]
        size = 20 if high > LOW else 18
        _text(page, lines, (left + 0.15, top + 1.95, wide - 0.3, high - 2.1), size, "ink")


def _foot(deck: Deck, slide: Slide, page: Any, number: int) -> None:
    wide = WIDE - 2 * EDGE
    if said.mark(deck):
        _text(page, [said.mark(deck)], (EDGE, MARK, wide, 0.33), 13, "warning", bold=True)
    _text(page, [said.foot(deck, slide)], (EDGE, FOOT, wide - 0.9, 0.45), 10.5, "soft")
    place = (WIDE - EDGE - 0.8, FOOT, 0.8, 0.3)
    _text(page, [f"{number}/{len(deck.slides)}"], place, 13, "soft", align=ALIGN.RIGHT)


def _text(
    page: Any, texts: Sequence[str], box: tuple[float, float, float, float], size: float, tone: str,
    *, bold: bool = False, align: ALIGN = ALIGN.LEFT,
) -> None:  # fmt: skip
    frame = page.shapes.add_textbox(*_box(*box)).text_frame
    _write(frame, texts, size, tone, bold=bold, align=align)


def _write(
    frame: Any, texts: Sequence[str], size: float, tone: str = "ink",
    *, bold: bool = False, align: ALIGN = ALIGN.LEFT, anchor: ANCHOR = ANCHOR.TOP,
) -> None:  # fmt: skip
    """Texts as they are, a paragraph each, in a box without margins."""
    frame.word_wrap, frame.vertical_anchor = True, anchor
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Emu(0)
    for number, text in enumerate(texts):
        paragraph = frame.add_paragraph() if number else frame.paragraphs[0]
        paragraph.alignment = align
        run = paragraph.add_run()
        run.text = _clean(text)
        run.font.name, run.font.size, run.font.bold = FONT, Pt(size), bold
        run.font.color.rgb = of_theme(str(getattr(theme.palette(False), tone)))


def _place(shape: Any, left: float, top: float, wide: float, high: float) -> None:
    shape.left, shape.top, shape.width, shape.height = _box(left, top, wide, high)


def _box(*inches: float) -> tuple[Any, ...]:
    return tuple(Inches(value) for value in inches)


def _clean(text: str) -> str:
    return _CONTROL.sub("", text)
