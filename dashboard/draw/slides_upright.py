"""Columns and waterfalls of slides: values on the marks, names under them."""

from __future__ import annotations

from dashboard.deck.slide import Mark, Series
from dashboard.draw import svg
from dashboard.draw.board import LEGEND, WIDE, Sheet

COLUMN = 150
NAMES, HEAD = 84, 34  # under the axis, above the highest mark
LABEL = 40  # a target this close above a column pushes its value up


def columns(sheet: Sheet) -> str:
    """A column for each category; a target as a short line over it, its value under the name."""
    chart = sheet.chart
    slot = WIDE / max(len(chart.categories), 1)
    upright = [one for one in chart.series if not one.step]
    wide = min(slot * 0.6, COLUMN)
    marks = [svg.line(0, _ground(sheet), WIDE, _ground(sheet), sheet.palette.line)]
    for number, name in enumerate(chart.categories):
        middle = slot * (number + 0.5)
        for one in upright:
            goals = [step.marks[number] for step in chart.series if step.step]
            marks.append(_column(sheet, one, one.marks[number], goals, middle, wide))
        marks.append(svg.text(middle, _ground(sheet) + 28, name, sheet.palette.ink, 22, "middle"))
        for one in chart.series:
            if one.step and one.marks[number].known:
                marks.append(_step(sheet, one, one.marks[number], middle, slot))
    return "".join(marks)


def _ground(sheet: Sheet) -> float:
    return sheet.high - NAMES


def _height(sheet: Sheet, value: float) -> float:
    return value / sheet.top * (_ground(sheet) - LEGEND - HEAD)


def _column(
    sheet: Sheet, one: Series, mark: Mark, goals: list[Mark], middle: float, wide: float
) -> str:
    """The value stands over the column; over its target where that is where the value would be."""
    high = _height(sheet, float(mark.size or 0))
    y = _ground(sheet) - high
    ends = [_height(sheet, float(goal.size or 0)) for goal in goals if goal.known]
    over = max([high, *(end for end in ends if 0 <= end - high < LABEL)])
    shown = svg.rect(middle - wide / 2, y, wide, high, sheet.colour(mark.tone or one.tone))
    said = svg.text(
        middle, _ground(sheet) - over - 11, sheet.label(mark), sheet.palette.ink, svg.BIG, "middle",
        bold=True,
    )  # fmt: skip
    return sheet.mark(mark, shown + said)


def _step(sheet: Sheet, one: Series, mark: Mark, middle: float, slot: float) -> str:
    """A target: a line that is wider than the column."""
    y, colour = _ground(sheet) - _height(sheet, float(mark.size or 0)), sheet.colour(one.tone)
    half = min(slot * 0.46, COLUMN * 0.72)
    name = f"{one.name}: {sheet.label(mark)}"
    said = svg.text(middle, _ground(sheet) + 56, name, sheet.palette.soft, svg.TEXT, "middle")
    return sheet.mark(mark, svg.line(middle - half, y, middle + half, y, colour, 6) + said)


def waterfall(sheet: Sheet) -> str:
    """Each step stands where the one before it ended; a thin line leads on."""
    (one,) = sheet.chart.series
    names = sheet.chart.categories
    slot = WIDE / len(names)
    size = svg.size_for(names, slot - 6, svg.TEXT)
    wide, marks = slot * 0.66, []
    for number, (name, mark) in enumerate(zip(names, one.marks, strict=True)):
        middle = slot * (number + 0.5)
        marks.append(_bar(sheet, mark, middle, wide))
        lines = svg.wrapped(name, svg.fits(slot - 6, size))
        marks.append(svg.block(middle, _floor(sheet) + 24, lines, sheet.palette.ink, size))
        if number + 1 < len(names):
            y = _level(sheet, _end(mark))
            marks.append(
                svg.line(middle + wide / 2, y, middle + slot - wide / 2, y, sheet.palette.soft, 1)
            )
    marks.append(svg.line(0, _floor(sheet), WIDE, _floor(sheet), sheet.palette.line))
    return "".join(marks)


def _floor(sheet: Sheet) -> float:
    return sheet.high - 100


def _level(sheet: Sheet, value: float) -> float:
    return _floor(sheet) - value / sheet.top * (_floor(sheet) - HEAD)


def _end(mark: Mark) -> float:
    """Where a step leads to."""
    return mark.base + (0 if mark.sign < 0 else float(mark.size or 0))


def _bar(sheet: Sheet, mark: Mark, middle: float, wide: float) -> str:
    high = float(mark.size or 0)
    top, bottom = _level(sheet, mark.base + high), _level(sheet, mark.base)
    shown = svg.rect(middle - wide / 2, top, wide, max(bottom - top, 2), sheet.colour(mark.tone))
    said = svg.text(
        middle, top - 9, sheet.label(mark), sheet.palette.ink, svg.BIG, "middle", bold=True
    )
    return sheet.mark(mark, shown + said)
