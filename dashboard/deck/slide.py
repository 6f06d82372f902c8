"""What a slide is: a claim, what proves it, lines to read, where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dashboard.explain import Sentence
from dashboard.measure.figure import Figure, Unit
from dashboard.view import View
from dashboard.words import scale_of


class Form(StrEnum):
    """How a chart is drawn."""

    COLUMNS = "columns"
    WATERFALL = "waterfall"
    BARS = "bars"
    DUMBBELL = "dumbbell"
    SQUARES = "squares"


@dataclass(frozen=True)
class Mark:
    """One mark of a chart. In a waterfall it stands on `base` and adds with `sign`; a total has none."""

    figure: Figure | None
    tone: str = ""  # a colour of the palette by its name; the series' where it says nothing
    sign: int = 0
    base: float = 0

    @property
    def known(self) -> bool:
        """Whether there is something to draw."""
        return self.figure is not None and self.figure.known

    @property
    def size(self) -> float | int | None:
        """How long it is: the value without its sign; None where there is no value, never 0."""
        if self.figure is None or self.figure.value is None:
            return None
        return abs(self.figure.value)


@dataclass(frozen=True)
class Series:
    """Marks of one kind, one for each category. `step`: a short line over the category, a target."""

    name: str
    marks: tuple[Mark, ...]
    tone: str
    step: bool = False


@dataclass(frozen=True)
class Chart:
    """What is drawn: categories and series of marks, all in one unit."""

    form: Form
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: Unit
    alt: str

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Every mark that has a value."""
        return tuple(mark for one in self.series for mark in one.marks if mark.known)

    @property
    def scale(self) -> tuple[str, int]:
        """The unit word of money on this chart, and what one of it is in đồng."""
        return scale_of(max((int(mark.size or 0) for mark in self.marks), default=0))


@dataclass(frozen=True)
class Card:
    """A figure that stands large, under its name, with what belongs to it."""

    title: str
    figure: Figure
    lines: tuple[Sentence, ...] = ()


@dataclass(frozen=True, eq=False)
class Slide:
    """One message. `title` is the claim; `texts` are lines that are no template: names of files."""

    name: str
    title: Sentence
    cards: tuple[Card, ...] = ()
    chart: Chart | None = None
    lines: tuple[Sentence, ...] = ()
    texts: tuple[str, ...] = ()

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure that it shows, each once, in the order in which it is read."""
        return tuple({found.key: found for found in self._shown() if found.key}.values())

    def _shown(self) -> Iterator[Figure]:
        said = (self.title, *(line for card in self.cards for line in card.lines), *self.lines)
        yield from (value for one in said for value in one.values.values() if _is(value))
        yield from (card.figure for card in self.cards)
        marks = [mark for one in self.chart.series for mark in one.marks] if self.chart else []
        yield from (mark.figure for mark in marks if mark.figure is not None)


Made = tuple[Slide, ...] | str  #: slides, or the reason in words why there are none


def _is(value: object) -> bool:
    return isinstance(value, Figure)


@dataclass(frozen=True)
class Event:
    """The conference as its user set it: what, where, when; which slides, in which order."""

    title: str
    place: str
    day: date | None
    slides: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Deck:
    """The slides of a conference. `missing`: slides that were wished for, each with the reason."""

    view: View
    event: Event
    slides: tuple[Slide, ...]
    missing: tuple[tuple[str, str], ...] = ()
