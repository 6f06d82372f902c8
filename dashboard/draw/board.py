"""What a chart of a slide is drawn on."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard import theme
from dashboard.deck import said
from dashboard.deck.slide import Chart, Deck, Mark
from dashboard.draw import svg
from dashboard.drawn import raw, remember

WIDE, HIGH = 1230, 470
LEGEND = 42


@dataclass(frozen=True)
class Sheet:
    """What is drawn on: whose deck, which chart, its colours, how high it is."""

    deck: Deck
    chart: Chart
    palette: theme.Palette
    high: float

    def colour(self, tone: str) -> str:
        """A colour by its name."""
        return str(getattr(self.palette, tone))

    def label(self, mark: Mark) -> str:
        """What is written at a mark."""
        return said.label(self.deck, self.chart, mark)

    def mark(self, mark: Mark, marks: str) -> str:
        """The marks of a figure, which tell what it is."""
        if mark.figure is None:
            return marks
        remember(self.deck.view.data, mark.figure)
        told = said.named(self.deck, mark.figure)
        return svg.mark(marks, mark.figure.key, raw(mark.figure), told)

    @property
    def top(self) -> float:
        """The end of the longest mark; never 0."""
        ends = [mark.base + (mark.size or 0) for mark in self.chart.marks]
        return max(ends, default=0) or 1
