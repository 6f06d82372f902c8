"""A deck -> a workbook: a sheet for each slide, numbers as numbers, text never as a formula."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from dashboard.blocks.base import source_line
from dashboard.blocks.spoken import spoken, titled
from dashboard.deck import said
from dashboard.deck.slide import Deck, Slide
from dashboard.export.still import still
from dashboard.measure.figure import Figure, Unit

TEXT = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
    "strings_to_numbers": False,
}  # fmt: skip
HEADS = ("figure", "value", "shown", "part", "whole", "unit", "day", "key", "cells")
WIDTHS = (52, 18, 28, 14, 14, 14, 14, 44, 60)
CODES = {Unit.RATE: "0.00%", Unit.POINTS: "0.00%", Unit.DATE: "0"}
LONGEST_NAME = 31  # of a sheet, in Excel


def workbook(deck: Deck) -> bytes:
    """The figures behind each slide, the claim above, the sources beside; the same bytes each time."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, TEXT)
    for number, slide in enumerate(deck.slides, 1):
        name = deck.view.say(f"slide.name_{slide.name}")
        sheet = book.add_worksheet(f"{number} {name}"[:LONGEST_NAME])
        _fill(deck, slide, book, sheet)
    if not deck.slides:
        book.add_worksheet()
    book.close()
    return still(made.getvalue())


def _fill(deck: Deck, slide: Slide, book: Any, sheet: Any) -> None:
    bold = book.add_format({"bold": True})
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    row = 0
    for text in (
        said.mark(deck),
        said.title(deck, slide),
        *said.lines(deck, slide),
        said.foot(deck, slide),
    ):
        if text:
            sheet.write_string(row, 0, text, bold if row < 2 else None)
            row += 1
    row += 1
    for column, name in enumerate(HEADS):
        sheet.write_string(row, column, deck.view.say(f"conference.sheet_{name}"), bold)
    for number, found in enumerate(slide.figures, row + 1):
        code = book.add_format({"num_format": CODES.get(found.unit, "#,##0")})
        _figure(deck, found, sheet, number, code)


def _figure(deck: Deck, found: Figure, sheet: Any, row: int, code: Any) -> None:
    """A figure in a row; what is missing is an empty cell, with the reason beside it."""
    say = deck.view.say
    cells: Sequence[Any] = (
        titled(deck.view, found), found.value, spoken(deck.view, found), found.part, found.whole,
        say(f"conference.unit_{found.unit}"),
        say("common.day", day=found.as_of) if found.as_of else None, found.key,
        "\n".join(source_line(source) for source in found.sources),
    )  # fmt: skip
    for column, value in enumerate(cells):
        if isinstance(value, int | float):
            sheet.write_number(row, column, value, code if column == 1 else None)
        elif value is not None:
            sheet.write_string(row, column, value)
