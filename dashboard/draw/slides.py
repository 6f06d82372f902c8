"""A chart of a slide -> a drawing of our own: the same in the browser, the offline file, the PDF, the PNG."""

from __future__ import annotations

from collections.abc import Callable

from dashboard import theme
from dashboard.deck import said
from dashboard.deck.slide import Chart, Deck, Form, Series
from dashboard.draw import slides_lying, slides_upright, svg
from dashboard.draw.board import HIGH, WIDE, Sheet

FORMS: dict[Form, Callable[[Sheet], str]] = {
    Form.COLUMNS: slides_upright.columns,
    Form.WATERFALL: slides_upright.waterfall,
    Form.BARS: slides_lying.bars,
    Form.DUMBBELL: slides_lying.dumbbell,
    Form.SQUARES: slides_lying.squares,
}


def draw(deck: Deck, chart: Chart, dark: bool = False, high: float = HIGH) -> str:
    """The chart as SVG, with the legend above it where it has more than one series."""
    sheet = Sheet(deck, chart, theme.palette(dark), high)
    legend = _legend(sheet) if len(chart.series) > 1 else ""
    return svg.drawing(WIDE, high, legend + FORMS[chart.form](sheet), chart.alt)


def _legend(sheet: Sheet) -> str:
    """A mark and a name for each series."""
    marks, x = [], 0.0
    for one in sheet.chart.series:
        name = _named(sheet, one)
        colour = sheet.colour(one.tone)
        swatch = (
            svg.line(x, 14, x + 22, 14, colour, 5) if one.step else svg.rect(x, 4, 22, 20, colour)
        )
        marks.append(swatch + svg.text(x + 32, 21, name, sheet.palette.ink, svg.TEXT))
        x += 32 + len(name) * svg.TEXT * svg.GLYPH + 34
    return "".join(marks)


def _named(sheet: Sheet, one: Series) -> str:
    """The name of a series; with its count where it is one."""
    name = said.series(sheet.deck, sheet.chart, one)
    return f"{name}: {sheet.label(one.marks[0])}" if sheet.chart.form is Form.SQUARES else name
