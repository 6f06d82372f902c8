"""Commune + year -> the movement forms: every household in the column that counts it."""

from __future__ import annotations

from collections.abc import Iterable

from etl.layout.sheet import Line, Row, data
from etl.sample.lists import added, entries_of
from etl.sample.maker import IN_COMMUNE
from etl.sample.world import Commune, Entry, Hamlet, Hamlets, Year

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


def movement_lines(commune: Commune, now: Year, mine: Hamlets, group: str) -> list[Line]:
    """The movement form of a group, the total first."""
    before = commune.state(now.year - 1)
    pairs = {i: _movement(before, now, i, hamlet, group) for i, hamlet in mine}
    units = ("households", "persons")
    whole = tuple(
        added((pair[n] for pair in pairs.values()), unit=unit) for n, unit in enumerate(units)
    )
    lines = [data(n, *pairs[i]) for n, (i, _) in enumerate(mine, start=1)]
    return [Line("total", whole, "TỔNG CỘNG"), *lines]


def _movement(before: Year, now: Year, index: int, hamlet: Hamlet, group: str) -> tuple[Row, Row]:
    """Both rows of a hamlet: households, and persons with births and deaths of those who stay."""
    households = dict.fromkeys((*OUT, *IN), 0)
    persons = dict.fromkeys((*OUT, *IN), 0)
    opening, closing = entries_of(before.listed(group), index), entries_of(now.listed(group), index)
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
