"""A chart of a slide -> the series of a native chart, and the workbook that stands behind them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell as at

from dashboard.deck import said
from dashboard.deck.slide import Chart, Deck, Form, Mark, Series
from dashboard.export.pptx_labels import formula

PLAIN = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
SHEET = "Sheet1"
BASE, TOTAL, LESS, MORE, TOP = range(1, 6)  # the columns of a waterfall


@dataclass(frozen=True)
class Bars:
    """One series of the native chart: its name, numbers, colours, labels; whether it is seen."""

    name: str
    values: tuple[float | int | None, ...]
    tones: tuple[str, ...]
    labels: tuple[str, ...] = ()
    seen: bool = True


def bars_of(deck: Deck, chart: Chart) -> list[Bars]:
    """The series of a chart, in the order of their columns."""
    if chart.form is Form.WATERFALL:
        return _waterfall(deck, chart)
    return [_bars(deck, chart, one) for one in chart.series]


def _bars(deck: Deck, chart: Chart, one: Series) -> Bars:
    labels = tuple(_said(deck, chart, mark) for mark in one.marks)
    values, tones = tuple(m.size for m in one.marks), tuple(one.tone for _ in one.marks)
    return Bars(said.series(deck, chart, one), values, tones, labels)


def _said(deck: Deck, chart: Chart, mark: Mark) -> str:
    return said.label(deck, chart, mark) if mark.known else ""


def _waterfall(deck: Deck, chart: Chart) -> list[Bars]:
    """A base that is not seen; totals, what takes away, what adds, none of them where it is not; on
    top of all a series without height, which bears the labels."""
    (whole,) = chart.series
    tones, say = tuple(mark.tone for mark in whole.marks), deck.view.say

    def of(sign: int) -> tuple[float | int | None, ...]:
        return tuple(mark.size if mark.sign == sign else None for mark in whole.marks)

    base = tuple(mark.base if mark.sign else None for mark in whole.marks)
    labels = tuple(_said(deck, chart, mark) for mark in whole.marks)
    return [
        Bars(say("slide.base"), base, tones, seen=False),
        Bars(whole.name, of(0), tones),
        Bars(say("slide.decrease"), of(-1), tones),
        Bars(say("slide.increase"), of(1), tones),
        Bars(say("slide.labels"), tuple(0 for _ in tones), tones, labels, seen=False),
    ]


def cells_of(chart: Chart, series: Sequence[Bars], number: int) -> str:
    """Where the labels of a series stand: behind all the numbers, a column for each."""
    column = _label_column(series, number)
    first, last = (at(row, column, True, True) for row in (1, len(chart.categories)))
    return f"{SHEET}!{first}:{last}"


def _label_column(series: Sequence[Bars], number: int) -> int:
    return 1 + len(series) + sum(1 for one in series[:number] if one.labels)


def sheet_of(deck: Deck, chart: Chart, series: Sequence[Bars]) -> bytes:
    """The workbook: names, numbers, and the labels as formulas of the numbers."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, PLAIN)
    sheet = book.add_worksheet(SHEET)
    sheet.write_column(1, 0, chart.categories)
    for number, one in enumerate(series):
        sheet.write_string(0, number + 1, one.name)
        for row, value in enumerate(one.values, 1):
            if value is not None:
                sheet.write_number(row, number + 1, value)
        for row, text in enumerate(one.labels, 1):
            cell = f"={_formula(deck, chart, row, number + 1)}"
            sheet.write_formula(row, _label_column(series, number), cell, None, text)
    if chart.form is Form.WATERFALL:
        _bases(chart, series, sheet)
    book.close()
    return made.getvalue()


def _formula(deck: Deck, chart: Chart, row: int, column: int) -> str:
    """Of a waterfall the label is that of whichever number the row has."""
    language = deck.view.language
    if chart.form is not Form.WATERFALL:
        return formula(language, chart, at(row, column))
    signs = {TOTAL: "", LESS: "−", MORE: "+"}
    return "&".join(formula(language, chart, at(row, c), sign) for c, sign in signs.items())


def _bases(chart: Chart, series: Sequence[Bars], sheet: xlsxwriter.worksheet.Worksheet) -> None:
    """Each base follows from the row above, so that a number that is changed moves what comes after."""
    for row in range(2, len(chart.categories) + 1):
        value = series[BASE - 1].values[row - 1]
        if value is not None:
            above = "+".join(f"N({at(row - 1, column)})" for column in (BASE, TOTAL, MORE))
            cell = f"={above}-N({at(row, LESS)})"
            sheet.write_formula(row, BASE, cell, None, value)
