"""A chart of a slide -> a native chart of PowerPoint, with its workbook inside: numbers as numbers."""

from __future__ import annotations

from typing import Any

from pptx.chart.data import CategoryChartData as Numbers
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE as KIND
from pptx.enum.chart import XL_LEGEND_POSITION as LEGEND
from pptx.util import Pt

from dashboard import theme
from dashboard.deck.slide import Chart, Deck, Form
from dashboard.export.pptx_labels import label
from dashboard.export.pptx_sheet import Bars, bars_of, cells_of, sheet_of

FONT = "Arial"  # on every Windows and macOS, with all Vietnamese marks; LibreOffice has one of its widths
SIZE, NAME_SIZE = 16, 14
MANY_BARS = 6  # more of them stand too close for large labels
KINDS = {
    Form.COLUMNS: KIND.COLUMN_CLUSTERED,
    Form.WATERFALL: KIND.COLUMN_STACKED,
    Form.BARS: KIND.BAR_CLUSTERED,
    Form.DUMBBELL: KIND.COLUMN_CLUSTERED,
    Form.SQUARES: KIND.BAR_STACKED,
}
STACKED = (Form.WATERFALL, Form.SQUARES)
ON_DARK = ("accent", "warning", "soft", "ink")


def add_chart(deck: Deck, chart: Chart, shapes: Any, box: tuple[Any, ...]) -> None:
    """The chart on a slide, in a box."""
    series = bars_of(deck, chart)
    data: Any = Numbers()  # type: ignore[no-untyped-call]
    data.categories = chart.categories
    for one in series:
        data.add_series(one.name, one.values)
    frame = shapes.add_chart(KINDS[chart.form], *box, data)
    frame._element.nvGraphicFramePr.cNvPr.set(
        "descr", chart.alt
    )  # what is read to who cannot see it
    native = frame.chart
    native.part.chart_workbook.update_from_xlsx_blob(sheet_of(deck, chart, series))
    _dress(native, chart)
    for number, (one, drawn) in enumerate(zip(series, native.plots[0].series, strict=True)):
        _paint(one, drawn)
        if one.labels:
            place = "inBase" if chart.form is Form.WATERFALL else "outEnd"
            place = "ctr" if chart.form is Form.SQUARES else place
            colours = [_letters(chart, tone) for tone in one.tones]
            size = NAME_SIZE if len(chart.categories) > MANY_BARS else SIZE
            label(drawn, one.labels, cells_of(chart, series, number), colours, f"{place} {size}00")


def _letters(chart: Chart, tone: str) -> str:
    """The colour of a label: ink on paper, paper on a dark bar."""
    inside = chart.form is Form.SQUARES and tone in ON_DARK
    colours = theme.palette(False)
    return (colours.paper if inside else colours.ink).lstrip("#").upper()


def _dress(native: Any, chart: Chart) -> None:
    colours = theme.palette(False)
    native.font.name, native.font.size = FONT, Pt(NAME_SIZE)
    native.font.color.rgb = of_theme(colours.ink)
    native.has_title = False
    native.has_legend = len(chart.series) > 1
    if native.has_legend:
        native.legend.position, native.legend.include_in_layout = LEGEND.TOP, False
        native.legend.font.size = Pt(SIZE)
    values, names = native.value_axis, native.category_axis
    values.visible, values.has_major_gridlines, values.minimum_scale = False, False, 0
    names.format.line.color.rgb = of_theme(colours.line)
    names.has_major_gridlines = False
    names.visible = chart.form is not Form.SQUARES
    names.reverse_order = chart.form is Form.BARS
    crowded = chart.form is Form.WATERFALL or len(chart.categories) > MANY_BARS
    names.tick_labels.font.size = Pt(NAME_SIZE - 2 if crowded else NAME_SIZE)
    names._element.txPr.bodyPr.set("rot", "0")  # names stand upright, in lines, never aslant
    plot = native.plots[0]
    plot.gap_width = 150 if chart.form is Form.SQUARES else 40
    if chart.form in STACKED:
        plot.overlap = 100
    elif len(chart.series) > 1:
        plot.overlap = -5


def _paint(one: Bars, drawn: Any) -> None:
    """Colours of the theme; what only carries others or their labels is not seen."""
    drawn.invert_if_negative = False
    if not one.seen:
        drawn.format.fill.background()
        drawn.format.line.fill.background()
        return
    fill(drawn.format, one.tones[0])
    for number, tone in enumerate(one.tones):
        if one.values[number] is not None and tone != one.tones[0]:
            fill(drawn.points[number].format, tone)


def fill(shape: Any, tone: str) -> None:
    """Fill a shape with a colour of the theme."""
    shape.fill.solid()
    shape.fill.fore_color.rgb = of_theme(str(getattr(theme.palette(False), tone)))


def of_theme(colour: str) -> Any:
    """A colour of the theme as Office has it."""
    return RGBColor(*bytes.fromhex(colour.lstrip("#")))  # type: ignore[no-untyped-call]
