"""Bars, dumbbells and squares of slides: a row for each name."""

from __future__ import annotations

from math import ceil, sqrt

from dashboard.deck.slide import Mark
from dashboard.draw import svg
from dashboard.draw.board import LEGEND, WIDE, Sheet

WIDEST, ROOM = 620, 150  # for the names on the left, for the values on the right
GAP = 14  # between a name and its marks
LARGEST = 110


def bars(sheet: Sheet) -> str:
    """For each name a bar of every series, its value behind it."""
    names, marks = sheet.chart.categories, []
    row = (sheet.high - LEGEND) / max(len(names), 1)
    thick = min(row * 0.8 / len(sheet.chart.series), 34)
    size = min(svg.SMALL, thick + 1)
    left = svg.room_for(names, svg.SMALL, 2, WIDEST)
    for number, name in enumerate(names):
        y = LEGEND + row * number
        lines = svg.wrapped(name, svg.fits(left, svg.SMALL), 2)
        first = y + row / 2 + 6 - (len(lines) - 1) * 10
        marks.append(svg.block(left, first, lines, sheet.palette.ink, svg.SMALL, "end"))
        for at, one in enumerate(sheet.chart.series):
            top = y + (row - thick * len(sheet.chart.series)) / 2 + at * thick
            marks.append(_bar(sheet, one.marks[number], one.tone, left + GAP, (top, thick, size)))
    return "".join(marks)


def _bar(
    sheet: Sheet, mark: Mark, tone: str, left: float, sizes: tuple[float, float, float]
) -> str:
    y, thick, size = sizes
    wide = float(mark.size or 0) / sheet.top * (WIDE - left - ROOM)
    shown = svg.rect(left, y + 1, wide, thick - 2, sheet.colour(tone))
    at = y + thick / 2 + size * 0.35
    said = svg.text(left + wide + 10, at, sheet.label(mark), sheet.palette.ink, size, bold=True)
    return sheet.mark(mark, shown + said)


def dumbbell(sheet: Sheet) -> str:
    """For each name two dots on a line, from the first date to the second, with both counts."""
    before, after = sheet.chart.series
    names = sheet.chart.categories
    row = (sheet.high - LEGEND) / max(len(names), 1)
    left, marks = svg.room_for(names, svg.TEXT, 1, WIDEST), []
    for number, name in enumerate(names):
        y = LEGEND + row * (number + 0.5)
        (line,) = svg.wrapped(name, svg.fits(left, svg.TEXT), 1)
        marks.append(svg.text(left, y + 7, line, sheet.palette.ink, svg.TEXT, "end"))
        pair = before.marks[number], after.marks[number]
        marks.append(_pair(sheet, pair, left + 2 * GAP, y))
    return "".join(marks)


def _pair(sheet: Sheet, pair: tuple[Mark, Mark], left: float, y: float) -> str:
    """Fewer is good, more is not: the line between has the colour of its meaning."""
    before, after = pair
    room = WIDE - left - ROOM
    ends = {m: left + float(m.size or 0) / sheet.top * room for m in pair if m.known}
    worse = (after.size or 0) > (before.size or 0) and len(ends) > 1
    colour = sheet.palette.warning if worse else sheet.palette.accent
    spots = ends.values()
    shown = svg.line(min(spots), y, max(spots), y, colour, 5) if len(ends) > 1 else ""
    if before in ends:
        shown += sheet.mark(before, svg.dot(ends[before], y, 9, sheet.palette.soft))
    if after in ends:
        shown += sheet.mark(after, svg.dot(ends[after], y, 11, colour))
    said = f"{sheet.label(before)} → {sheet.label(after)}"
    right = max(spots, default=left) + 24
    return shown + svg.text(right, y + 8, said, sheet.palette.ink, svg.TEXT + 2, bold=True)


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
