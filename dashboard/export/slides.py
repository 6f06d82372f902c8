"""A deck -> PDF of its slides, a briefing of two A4 pages, a picture of each chart; set by typst."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Literal

import font_source_sans_pro
import typst

from dashboard import theme
from dashboard.deck import said
from dashboard.deck.slide import Deck, Slide
from dashboard.draw.slides import draw

HERE = Path(__file__).parent
FONTS = Path(font_source_sans_pro.font_directory)
PIXELS = 1920  # of a projector, across
PAGE_INCHES = 13.333
HIGHEST, ROOM, ABOUT = (
    6.5,
    25.0,
    1.9,
)  # cm: of a chart of the briefing, of its page, of the words at a chart
#: The slides of the briefing, page by page; a hall needs no cover on paper.
FIRST, SECOND = ("headline", "trend", "moved"), ("works", "livelihoods", "hamlets")


def slides_pdf(deck: Deck) -> bytes:
    """The slides as pages of a screen's shape."""
    words = _frame(deck) | {"slides": [_slide(deck, slide) for slide in deck.slides]}
    return _set("slides.typ", words, "pdf")


def brief_pdf(deck: Deck) -> bytes:
    """The briefing: the slides that were chosen on two pages, scope, day and data version on each."""
    pages = [[s for s in deck.slides if s.name in names] for names in (FIRST, SECOND)]
    most = max((sum(1 for s in page if s.chart) for page in pages), default=0)
    view = deck.view
    words = _frame(deck) | {
        "pages": [_page(deck, page) for page in pages if page],
        "kind": view.say("conference.brief_title"),
        "where": " · ".join(said.where(deck)),
        "filter": " ".join((said.scope(deck), said.dated(deck))),
        "room": min(HIGHEST, ROOM / max(most, 1) - ABOUT),
    }
    return _set("brief.typ", words, "pdf")


def _page(deck: Deck, page: Sequence[Slide]) -> list[dict[str, Any]]:
    """The slides of a page; one that goes on with the one before does not say its claim again."""
    claims = [said.title(deck, slide) for slide in page]
    again = [number > 0 and claims[number - 1] == claim for number, claim in enumerate(claims)]
    return [
        _slide(deck, slide) | ({"title": ""} if repeated else {})
        for slide, repeated in zip(page, again, strict=True)
    ]


def chart_png(deck: Deck, number: int) -> bytes:
    """The slide with a number, from 0, as a picture of a projector's size."""
    words = _frame(deck) | {"slides": [_slide(deck, deck.slides[number])]}
    return _set("slides.typ", words, "png")


def _frame(deck: Deck) -> dict[str, Any]:
    """What belongs to every page."""
    return {
        "title": deck.event.title, "language": deck.view.language, "mark": said.mark(deck),
        "colours": asdict(theme.palette(False)),
    }  # fmt: skip


def _slide(deck: Deck, slide: Slide) -> dict[str, Any]:
    """A slide as plain texts and one drawing."""
    number = deck.slides.index(slide) + 1
    return {
        "name": slide.name, "title": said.title(deck, slide), "lines": said.lines(deck, slide),
        "cards": [
            {"title": card.title, "large": said.large(deck, card),
             "lines": [said.plain(deck, line) for line in card.lines]}
            for card in slide.cards
        ],
        "chart": draw(deck, slide.chart) if slide.chart else None,
        "alt": slide.chart.alt if slide.chart else "",
        "foot": said.foot(deck, slide), "mark": said.mark(deck),
        "number": f"{number}/{len(deck.slides)}",
    }  # fmt: skip


def _set(layout: str, words: Mapping[str, Any], kind: Literal["pdf", "png"]) -> bytes:
    """Texts go in as data, so that nothing that people wrote is read as markup. No font of the machine."""
    made = typst.compile(
        HERE / layout, format=kind, ppi=PIXELS / PAGE_INCHES,
        ignore_system_fonts=True, font_paths=[FONTS],
        sys_inputs={"deck": json.dumps(words, ensure_ascii=False)},
    )  # fmt: skip
    assert isinstance(made, bytes)
    return made
