"""Bars, dumbbells and squares of slides: a row for each name."""

from __future__ import annotations

from math import ceil, sqrt

from dashboard.deck.slide import Mark
from dashboard.draw import svg
from dashboard.draw.board import LEGEND, WIDE, Sheet

NAME, ROOM = 440, 150  # for the names on the left, for the values on the right
SHORT_NAME = 320
LARGEST = 110


def bars(sheet: Sheet) -> str:
    """For each name a bar of every series, its value behind it."""
    names, marks = sheet.chart.categories, []
    row = (sheet.high - LEGEND) / max(len(names), 1)
    thick = min(row * 0.8 / len(sheet.chart.series), 34)
    size = min(svg.SMALL, thick + 1)
    for number, name in enumerate(names):
        y = LEGEND + row * number
        lines = svg.wrapped(name, svg.fits(NAME - 16, svg.SMALL), 2)
        first = y + row / 2 + 6 - (len(lines) - 1) * 10
        marks.append(svg.block(NAME - 14, first, lines, sheet.palette.ink, svg.SMALL, "end"))
        for at, one in enumerate(sheet.chart.series):
            top = y + (row - thick * len(sheet.chart.series)) / 2 + at * thick
            marks.append(_bar(sheet, one.marks[number], one.tone, top, thick, size))
    return "".join(marks)


def _bar(sheet: Sheet, mark: Mark, tone: str, y: float, thick: float, size: float) -> str:
    wide = float(mark.size or 0) / sheet.top * (WIDE - NAME - ROOM)
    shown = svg.rect(NAME, y + 1, wide, thick - 2, sheet.colour(tone))
    at = y + thick / 2 + size * 0.35
    said = svg.text(NAME + wide + 10, at, sheet.label(mark), sheet.palette.ink, size, bold=True)
    return sheet.mark(mark, shown + said)


def dumbbell(sheet: Sheet) -> str:
    """For each name two dots on a line, from the first date to the second, with both counts."""
    before, after = sheet.chart.series
    row = (sheet.high - LEGEND) / max(len(sheet.chart.categories), 1)
    marks = []
    for number, name in enumerate(sheet.chart.categories):
        y = LEGEND + row * (number + 0.5)
        lines = svg.wrapped(name, svg.fits(SHORT_NAME - 16, svg.TEXT), 1)
        marks.append(svg.text(SHORT_NAME - 16, y + 7, lines[0], sheet.palette.ink, svg.TEXT, "end"))
        marks.append(_pair(sheet, before.marks[number], after.marks[number], y))
    return "".join(marks)


def _pair(sheet: Sheet, before: Mark, after: Mark, y: float) -> str:
    """Fewer is good, more is not: the line between has the colour of its meaning."""
    ends = [_across(sheet, mark) for mark in (before, after) if mark.known]
    worse = (after.size or 0) > (before.size or 0) and len(ends) > 1
    colour = sheet.palette.warning if worse else sheet.palette.accent
    shown = svg.line(min(ends), y, max(ends), y, colour, 5) if len(ends) > 1 else ""
    if before.known:
        shown += sheet.mark(before, svg.dot(_across(sheet, before), y, 9, sheet.palette.soft))
    if after.known:
        shown += sheet.mark(after, svg.dot(_across(sheet, after), y, 11, colour))
    said = f"{sheet.label(before)} → {sheet.label(after)}"
    right = max(ends, default=SHORT_NAME) + 24
    return shown + svg.text(right, y + 8, said, sheet.palette.ink, svg.TEXT + 2, bold=True)


def _across(sheet: Sheet, mark: Mark) -> float:
    return SHORT_NAME + 12 + float(mark.size or 0) / sheet.top * (WIDE - SHORT_NAME - ROOM)


def squares(sheet: Sheet) -> str:
    """One square for each household, filled by what became of it."""
    counted = [(one, int(one.marks[0].size or 0)) for one in sheet.chart.series]
    whole = sum(count for _, count in counted)
    across = max(ceil(sqrt(whole * WIDE / (sheet.high - LEGEND))), 1)
    side = min(WIDE / across, (sheet.high - LEGEND - 14) / max(ceil(whole / across), 1), LARGEST)
    at, marks = 0, []
    for one, count in counted:
        places = [divmod(number, across) for number in range(at, at + count)]
        shown = "".join(
            svg.rect(x * side, LEGEND + 14 + y * side, side * 0.86, side * 0.86,
                     sheet.colour(one.tone), ' rx="6"')
            for y, x in places
        )  # fmt: skip
        marks.append(sheet.mark(one.marks[0], shown))
        at += count
    return "".join(marks)
