"""A deck -> its slides as HTML, for the page and the offline file; an outline with every figure."""

from __future__ import annotations

from functools import lru_cache

from dashboard.blocks.base import Cell, element, sentence, table, with_parts
from dashboard.blocks.spoken import titled
from dashboard.deck import said
from dashboard.deck.slide import Card, Deck, Slide
from dashboard.draw.board import HIGH
from dashboard.draw.slides import draw
from dashboard.explain import Sentence
from dashboard.words import safe

LONG = 110  # letters of a claim that is set smaller
LINE = 26  # of a drawing's height, which a line below takes


@lru_cache(maxsize=64)
def show(deck: Deck, dark: bool) -> str:
    """The stage with all slides, its buttons below."""
    view, whole = deck.view, len(deck.slides)
    slides = "".join(_slide(deck, s, n, dark) for n, s in enumerate(deck.slides, 1))
    buttons = "".join(
        f'<button type="button" data-go="{go}">{safe(view.say(f"conference.{name}"))}</button>'
        for go, name in (("-1", "back"), ("1", "next"), ("full", "full"))
    )
    keys = safe(view.say("conference.keys"))
    return (
        f'<div class="th th-show"><div class="th-stage" tabindex="0">{slides}</div>'
        f'<div class="th-bar"><span class="count">1/{whole}</span>{buttons}<span>{keys}</span></div></div>'
    )


def _slide(deck: Deck, slide: Slide, number: int, dark: bool) -> str:
    kind = f"th-slide {slide.name}" + (" on" if number == 1 else "")
    place = f"{number}/{len(deck.slides)}"
    claim = safe(deck.event.title) if slide.name == "cover" else _said(deck, slide.title)
    size = ' class="long"' if len(said.title(deck, slide)) > LONG else ""
    body = f"<h2{size}>{claim}</h2>{_cards(deck, slide)}{_chart(deck, slide, dark)}{_lines(deck, slide)}"
    body = f'<div class="in">{body}</div>' if slide.name == "cover" else body
    mark = f"<b>{safe(said.mark(deck))}</b>" if said.mark(deck) else ""
    foot = f"<div>{mark}{safe(said.foot(deck, slide))}</div><span>{place}</span>"
    return f'<section class="{kind}" aria-label="{place}">{body}<footer>{foot}</footer></section>'


def _said(deck: Deck, line: Sentence) -> str:
    return sentence(deck.view, line.key, **line.values)


def _cards(deck: Deck, slide: Slide) -> str:
    shown = "".join(_card(deck, card) for card in slide.cards)
    return f'<div class="cards">{shown}</div>' if shown else ""


def _card(deck: Deck, card: Card) -> str:
    lines = "".join(f"<p>{_said(deck, line)}</p>" for line in card.lines)
    return f"<div><h3>{safe(card.title)}</h3><b>{element(deck.view, card.figure)}</b>{lines}</div>"


def _chart(deck: Deck, slide: Slide, dark: bool) -> str:
    if slide.chart is None:
        return ""
    high = HIGH - LINE * len(said.lines(deck, slide)) + LINE
    return f'<div class="chart">{draw(deck, slide.chart, dark, high)}</div>'


def _lines(deck: Deck, slide: Slide) -> str:
    if slide.name == "cover":
        lines = [safe(text) for text in said.lines(deck, slide)]
    else:
        lines = [*map(safe, slide.texts), *(_said(deck, line) for line in slide.lines)]
    shown = "".join(f"<p>{line}</p>" for line in lines)
    return f'<div class="said">{shown}</div>' if shown else ""


@lru_cache(maxsize=64)
def outline(deck: Deck) -> str:
    """Every slide in words, with all its figures: for whoever cannot see it, and for paper."""
    view = deck.view
    heads = [view.say(f"conference.{name}") for name in ("col_number", "col_claim", "col_figures")]
    rows: list[list[Cell]] = []
    for number, slide in enumerate(deck.slides, 1):
        told = "<br>".join(
            f"{safe(titled(view, found))}: {with_parts(view, found)}" for found in slide.figures
        )
        rows.append(
            [str(number), safe(said.title(deck, slide)), f"<div>{told}</div>" if told else "—"]
        )
    return table(view, view.say("conference.outline"), heads, rows)
