"""Commune + year -> the eight sheets of a review workbook, all counted from its households."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from catalog.forms import form_named
from catalog.standards import standard_on, standards
from catalog.tables import CAUSES, INDICATORS
from etl.layout import Line, Row, Sheet, data
from etl.sample.world import (
    AT_RISK,
    IN_COMMUNE,
    Commune,
    Entry,
    Hamlet,
    Unit,
    Year,
    names,
    review_day,
)

COLUMN_OF = {
    "Hộ nghèo trở thành hộ cận nghèo": "from_other_group",
    "Hộ cận nghèo trở thành hộ nghèo": "from_other_group",
    "Tái nghèo": "relapsed",
    "Tái cận nghèo": "relapsed",
    "Phát sinh mới": "new",
    "Chuyển đến": "other_in",
    "Tách hộ": "other_in",
    IN_COMMUNE: "other_in",
    "Thoát nghèo, trở thành hộ cận nghèo": "to_other_group",
    "Thoát nghèo, vượt chuẩn cận nghèo": "escaped",
    "Thoát cận nghèo": "escaped",
}
OUT = ("to_other_group", "escaped", "other_out")
IN = ("from_other_group", "relapsed", "new", "other_in")
ROMAN = (
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
)
Hamlets = list[tuple[int, Hamlet]]


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
        "review_summary": _summary(commune, now, mine),
        "movement_poor": _movements(commune, now, mine, "poor"),
        "movement_near_poor": _movements(commune, now, mine, "near_poor"),
        "list_poor": _list(now.poor, mine),
        "list_near_poor": _list(now.near_poor, mine),
        "list_left": _left(now, mine),
        "deprivation": _deprivations(now, mine),
        "cause": _causes(now, mine),
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


def _in(entries: Iterable[Entry], hamlet: int) -> list[Entry]:
    return [entry for entry in entries if entry.hamlet == hamlet]


def _added(rows: Iterable[Row], **label: Any) -> Row:
    """The sum of the number fields of rows."""
    whole: Row = {}
    for row in rows:
        for name, value in row.items():
            if isinstance(value, int):
                whole[name] = whole.get(name, 0) + value
    return whole | label


def _summary(commune: Commune, now: Year, mine: Hamlets) -> list[Line]:
    rows = {i: _hamlet_summary(now, i, hamlet) for i, hamlet in mine}
    lines, formers = [], dict.fromkeys(hamlet.former for _, hamlet in mine)
    for number, former in enumerate(formers):
        here = [i for i, hamlet in mine if hamlet.former == former]
        if len(formers) > 1:
            text = f"XÃ {commune.former[former].name.upper()}"
            whole = _added(rows[i] for i in here)
            lines.append(Line("subtotal", (whole,), text, ROMAN[number]))
        lines += [data(n, rows[i]) for n, i in enumerate(here, start=1)]
    return [*lines, Line("total", (_added(rows.values()),), "TỔNG CỘNG")]


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
    for status in AT_RISK:
        here = _in(now.listed(status), index)
        row[f"{status}_households"] = len(here)
        row[f"{status}_persons"] = sum(entry.members for entry in here)
    return row


def _movements(commune: Commune, now: Year, mine: Hamlets, group: str) -> list[Line]:
    before = commune.state(now.year - 1)
    pairs = {i: _movement(before, now, i, hamlet, group) for i, hamlet in mine}
    units = ("households", "persons")
    whole = tuple(
        _added((pair[n] for pair in pairs.values()), unit=unit) for n, unit in enumerate(units)
    )
    lines = [data(n, *pairs[i]) for n, (i, _) in enumerate(mine, start=1)]
    return [Line("total", whole, "TỔNG CỘNG"), *lines]


def _movement(before: Year, now: Year, index: int, hamlet: Hamlet, group: str) -> tuple[Row, Row]:
    """Both rows of a hamlet: households, and persons with births and deaths of those who stay."""
    households = dict.fromkeys((*OUT, *IN), 0)
    persons = dict.fromkeys((*OUT, *IN), 0)
    opening, closing = _in(before.listed(group), index), _in(now.listed(group), index)
    for entry, column in _counted(now, index, group):
        households[column] += 1
        persons[column] += entry.members
    for entry in closing:
        persons["other_in" if entry.grown > 0 else "other_out"] += abs(entry.grown)
    both = []
    for unit, columns, size in (
        ("households", households, lambda _: 1), ("persons", persons, lambda e: e.members)
    ):  # fmt: skip
        row = {"hamlet_code": hamlet.name, "unit": unit, **columns}
        both.append(row | {"opening": sum(map(size, opening)), "closing": sum(map(size, closing))})
    return both[0], both[1]


def _counted(now: Year, index: int, group: str) -> Iterable[tuple[Entry, str]]:
    """Every household that a column of the hamlet's movement form counts, with that column."""
    for entry in now.listed(group):
        column = COLUMN_OF.get(entry.movement)
        if column and entry.hamlet == index:
            yield entry, column
        if entry.origin == index:
            yield entry, "other_out"
    for entry in now.left:
        if entry.hamlet == index and entry.before == group:
            yield entry, COLUMN_OF.get(entry.movement, "other_out")
    if group == "near_poor":
        for entry in now.poor:
            if entry.hamlet == index and entry.before == "near_poor":
                yield entry, "to_other_group"


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


def _list(entries: list[Entry], mine: Hamlets) -> list[Line]:
    lines, number = [], 0
    for index, hamlet in mine:
        here = _in(entries, index)
        if not here:
            continue
        lines.append(Line("section", text=f"ẤP {hamlet.name.upper()}", number=ROMAN[number]))
        number += 1
        lines += [data(n, _listed(entry, hamlet)) for n, entry in enumerate(here, start=1)]
    found = [entry for index, _ in mine for entry in _in(entries, index)]
    whole = {"members": sum(entry.members for entry in found)}
    return [*lines, Line("total", (whole,), f"Tổng cộng: {len(found)} hộ")]


def _listed(entry: Entry, hamlet: Hamlet) -> Row:
    row = _person(entry, hamlet) | dict.fromkeys((*entry.marks, *entry.household.flags), True)
    return row | {"status": entry.status, "causes": entry.causes, "needs": entry.needs}


def _left(now: Year, mine: Hamlets) -> list[Line]:
    lines, number = [], 0
    for index, hamlet in mine:
        here = _in(now.left, index)
        if not here:
            continue
        text = f"{ROMAN[number]}. ẤP {hamlet.name.upper()}"
        lines.append(Line("section", text=text))
        number += 1
        rows = [_gone(now, entry, hamlet) for entry in here]
        lines += [data(n, row) for n, row in enumerate(rows, start=1)]
    found = sum(len(_in(now.left, index)) for index, _ in mine)
    return [*lines, Line("total", ({},), f"Tổng cộng: {found} hộ")]


def _gone(now: Year, entry: Entry, hamlet: Hamlet) -> Row:
    row = _person(entry, hamlet) | {"from_status": entry.before, "status": entry.status}
    if entry.status is None:
        row |= {"b1_score": None, "b2_score": None}
    decision = names()["texts"]["decision"].format(number=4000 + now.year % 100)
    return row | {"Số quyết định": decision, "Ngày quyết định": review_day(now.year)}


def _deprivations(now: Year, mine: Hamlets) -> list[Line]:
    lines: list[Line] = []
    titles = {"poor": "HỘ NGHÈO", "near_poor": "HỘ CẬN NGHÈO"}
    for number, status in enumerate(AT_RISK):
        lines.append(Line("section", text=titles[status], number=ROMAN[number]))
        rows = [_lacks(_in(now.listed(status), i), hamlet) for i, hamlet in mine]
        lines += [data(n, row) for n, row in enumerate(rows, start=1)]
        lines.append(Line("subtotal", (_added(rows),), f"Cộng {titles[status].lower()}"))
    return lines


def _lacks(here: list[Entry], hamlet: Hamlet) -> Row:
    counts = {
        f"households|{name}": sum(name in entry.marks for entry in here) for name in INDICATORS
    }
    row = {"hamlet_code": hamlet.name, "group_households": len(here)}
    return row | counts | {"deprivations": sum(counts.values())}


def _causes(now: Year, mine: Hamlets) -> list[Line]:
    units = [_cause_rows(now, index, hamlet) for index, hamlet in mine]
    lines = [data(n, *unit) for n, unit in enumerate(units, start=1)]
    whole = tuple(
        _added((unit[n] for unit in units), **{"group": units[0][n]["group"]}) for n in range(3)
    )
    return [*lines, Line("total", whole, "TỔNG CỘNG")]


def _cause_rows(now: Year, index: int, hamlet: Hamlet) -> list[Row]:
    rows = [_named(_in(now.listed(status), index), status) for status in AT_RISK]
    return [_added(rows, group="Tổng số", hamlet_code=hamlet.name), *rows]


def _named(here: list[Entry], status: str) -> Row:
    counts = {f"households|{name}": sum(name in entry.causes for entry in here) for name in CAUSES}
    return {"group": status, "group_households": len(here)} | counts
