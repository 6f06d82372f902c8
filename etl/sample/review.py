"""Commune + year -> the sheets of a review workbook, all counted from its households."""

from __future__ import annotations

from collections.abc import Iterable

from catalog.forms import form_named
from catalog.standards import standard_on, standards
from catalog.tables import GROUPS
from etl.layout.sheet import Line, Row, Sheet, data
from etl.sample.lists import (
    added,
    cause_lines,
    deprivation_lines,
    entries_of,
    left_lines,
    list_lines,
)
from etl.sample.movements import movement_lines
from etl.sample.world import ROMAN, Commune, Hamlet, Hamlets, Unit, Year, review_day


def workbooks(commune: Commune, now: Year) -> Iterable[tuple[str, list[Sheet]]]:
    """File name and sheets of each review workbook of a year: one per unit that reviews."""
    units = dict.fromkeys(commune.unit_in(now.year, hamlet) for hamlet in commune.hamlets)
    for unit in units:
        mine = [
            (i, h) for i, h in enumerate(commune.hamlets) if commune.unit_in(now.year, h) == unit
        ]
        name = unit.name.replace(" (cũ)", "")
        yield f"Rà soát {now.year} - Xã {name}.xlsx", _sheets(commune, now, unit, mine)


def _sheets(commune: Commune, now: Year, unit: Unit, mine: Hamlets) -> list[Sheet]:
    lines = {
        "review_summary": _summary_lines(commune, now, mine),
        "movement_poor": movement_lines(commune, now, mine, "poor"),
        "movement_near_poor": movement_lines(commune, now, mine, "near_poor"),
        "list_poor": list_lines(now.poor, mine),
        "list_near_poor": list_lines(now.near_poor, mine),
        "list_left": left_lines(now, mine),
        "deprivation": deprivation_lines(now, mine),
        "cause": cause_lines(now, mine),
    }
    day = review_day(now.year)
    standard = standards()[standard_on(day) or "ND07_2021"]["written"]
    info = f"Mã xã: {unit.code}; Thời điểm rà soát: {day:%d/%m/%Y}; Chuẩn nghèo: {standard}"
    place = unit.name.replace(" (cũ)", "")
    return [
        Sheet(
            form_named(name), f"XÃ {place.upper()}", place, day, tuple(found),
            {"year": str(now.year)}, info, start=1 + index % 3,
        )
        for index, (name, found) in enumerate(lines.items())
    ]  # fmt: skip


def _summary_lines(commune: Commune, now: Year, mine: Hamlets) -> list[Line]:
    rows = {i: _hamlet_summary(now, i, hamlet) for i, hamlet in mine}
    lines, formers = [], dict.fromkeys(hamlet.former for _, hamlet in mine)
    for number, former in enumerate(formers):
        here = [i for i, hamlet in mine if hamlet.former == former]
        if len(formers) > 1:
            text = f"XÃ {commune.former[former].name.upper()}"
            whole = added(rows[i] for i in here)
            lines.append(Line("subtotal", (whole,), text, ROMAN[number]))
        lines += [data(n, rows[i]) for n, i in enumerate(here, start=1)]
    return [*lines, Line("total", (added(rows.values()),), "TỔNG CỘNG")]


def _hamlet_summary(now: Year, index: int, hamlet: Hamlet) -> Row:
    households = hamlet.households_in(now.year)
    average = households * (9 + (index + now.year) % 3) // 100
    row: Row = {
        "hamlet_code": hamlet.name,
        "households": households,
        "persons": households * 365 // 100 + index,
        "average_households": average,
        "average_persons": average * 37 // 10,
    }
    for status in GROUPS:
        here = entries_of(now.listed(status), index)
        row[f"{status}_households"] = len(here)
        row[f"{status}_persons"] = sum(entry.members for entry in here)
    return row
