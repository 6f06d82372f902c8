"""Commune + year -> the lists of households, and the forms counted from their marks and causes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from catalog.tables import CAUSES, GROUPS, INDICATORS
from etl.layout.sheet import Line, Row, data
from etl.sample.world import ROMAN, Entry, Hamlet, Hamlets, Year, names, review_day


def entries_of(entries: Iterable[Entry], hamlet: int) -> list[Entry]:
    """The entries of one hamlet."""
    return [entry for entry in entries if entry.hamlet == hamlet]


def added(rows: Iterable[Row], **label: Any) -> Row:
    """The sum of the number fields of rows."""
    whole: Row = {}
    for row in rows:
        for name, value in row.items():
            if isinstance(value, int):
                whole[name] = whole.get(name, 0) + value
    return whole | label


def _person(entry: Entry, hamlet: Hamlet) -> Row:
    household = entry.household
    group = 1 + int(household.code[-2:]) % 12
    return {
        "head_name": household.name,
        f"head_birth_year|{household.sex}": household.birth_year,
        "ethnicity": household.ethnicity,
        "identity": household.identity,
        "household": household.code,
        "address": f"Tổ {group}, ấp {hamlet.name}",
        "members": entry.members,
        "b1_score": entry.b1,
        "b2_score": entry.b2,
        "movement": entry.movement,
    }


def list_lines(entries: list[Entry], mine: Hamlets) -> list[Line]:
    """The list of poor or of near-poor households, in sections by hamlet."""
    lines, number = [], 0
    for index, hamlet in mine:
        here = entries_of(entries, index)
        if not here:
            continue
        lines.append(Line("section", text=f"ẤP {hamlet.name.upper()}", number=ROMAN[number]))
        number += 1
        lines += [data(n, _listed(entry, hamlet)) for n, entry in enumerate(here, start=1)]
    found = [entry for index, _ in mine for entry in entries_of(entries, index)]
    whole = {"members": sum(entry.members for entry in found)}
    return [*lines, Line("total", (whole,), f"Tổng cộng: {len(found)} hộ")]


def _listed(entry: Entry, hamlet: Hamlet) -> Row:
    row = _person(entry, hamlet) | dict.fromkeys((*entry.marks, *entry.household.flags), True)
    return row | {"status": entry.status, "causes": entry.causes, "needs": entry.needs}


def left_lines(now: Year, mine: Hamlets) -> list[Line]:
    """Everybody who left a list in the year, in sections by hamlet."""
    lines, number = [], 0
    for index, hamlet in mine:
        here = entries_of(now.left, index)
        if not here:
            continue
        text = f"{ROMAN[number]}. ẤP {hamlet.name.upper()}"
        lines.append(Line("section", text=text))
        number += 1
        rows = [_gone(now, entry, hamlet) for entry in here]
        lines += [data(n, row) for n, row in enumerate(rows, start=1)]
    found = sum(len(entries_of(now.left, index)) for index, _ in mine)
    return [*lines, Line("total", ({},), f"Tổng cộng: {found} hộ")]


def _gone(now: Year, entry: Entry, hamlet: Hamlet) -> Row:
    row = _person(entry, hamlet) | {"from_status": entry.before, "status": entry.status}
    if entry.status is None:
        row |= {"b1_score": None, "b2_score": None}
    decision = names()["texts"]["decision"].format(number=4000 + now.year % 100)
    return row | {"Số quyết định": decision, "Ngày quyết định": review_day(now.year)}


def deprivation_lines(now: Year, mine: Hamlets) -> list[Line]:
    """Households of each group that lack each of the twelve indicators."""
    lines: list[Line] = []
    titles = {"poor": "HỘ NGHÈO", "near_poor": "HỘ CẬN NGHÈO"}
    for number, status in enumerate(GROUPS):
        lines.append(Line("section", text=titles[status], number=ROMAN[number]))
        rows = [_lacks(entries_of(now.listed(status), i), hamlet) for i, hamlet in mine]
        lines += [data(n, row) for n, row in enumerate(rows, start=1)]
        lines.append(Line("subtotal", (added(rows),), f"Cộng {titles[status].lower()}"))
    return lines


def _lacks(here: list[Entry], hamlet: Hamlet) -> Row:
    counts = {
        f"households|{name}": sum(name in entry.marks for entry in here) for name in INDICATORS
    }
    row = {"hamlet_code": hamlet.name, "group_households": len(here)}
    return row | counts | {"deprivations": sum(counts.values())}


def cause_lines(now: Year, mine: Hamlets) -> list[Line]:
    """Households by cause: all, poor, near-poor of each hamlet."""
    units = [_cause_rows(now, index, hamlet) for index, hamlet in mine]
    lines = [data(n, *unit) for n, unit in enumerate(units, start=1)]
    whole = tuple(
        added((unit[n] for unit in units), **{"group": units[0][n]["group"]}) for n in range(3)
    )
    return [*lines, Line("total", whole, "TỔNG CỘNG")]


def _cause_rows(now: Year, index: int, hamlet: Hamlet) -> list[Row]:
    rows = [_named(entries_of(now.listed(status), index), status) for status in GROUPS]
    return [added(rows, group="Tổng số", hamlet_code=hamlet.name), *rows]


def _named(here: list[Entry], status: str) -> Row:
    counts = {f"households|{name}": sum(name in entry.causes for entry in here) for name in CAUSES}
    return {"group": status, "group_households": len(here)} | counts
