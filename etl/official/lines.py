"""Rows of the tables -> the lines of the official forms, with their totals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from etl.layout.sheet import Line, data
from etl.official.lacking import GROUPS as BOTH
from etl.official.lacking import UNITS, lacking
from etl.official.places import Place

Row = dict[str, Any]
Tables = dict[str, list[Row]]
ROMAN = {40: "XL", 10: "X", 9: "IX", 5: "V", 4: "IV", 1: "I"}
TOTAL, ALL = "TỔNG CỘNG", "Tổng số"
GROUPS = {"poor": "HỘ NGHÈO", "near_poor": "HỘ CẬN NGHÈO"}
COUNTS = ("households", "persons", "poor_households", "poor_persons", "near_poor_households",
          "near_poor_persons", "average_households", "average_persons")  # fmt: skip
COLUMNS = ("opening", "to_other_group", "escaped", "other_out", "from_other_group", "relapsed",
           "new", "other_in", "closing")  # fmt: skip


def summary_lines(tables: Tables, hamlets: Sequence[Place]) -> list[Line]:
    """Form 1: a line for each hamlet, the former communes of a merged one with their subtotals, the total.

    Of a part or a whole that lacks a hamlet no sum is written, here and in the other forms.
    """
    rows = {row["hamlet_code"]: row for row in tables["review_summary"]}
    known = {h.code: _counts(rows[h.code], h, COUNTS) for h in hamlets if h.code in rows}
    here = [h for h in hamlets if h.code in known]
    if not here:
        return []
    lines: list[Line] = []
    for number, (former, every) in enumerate(_parts(list(hamlets)).items(), 1):
        part = [h for h in every if h.code in known]
        if former and part:
            text = f"XÃ {former.upper()} (CŨ)"
            whole = summed(known[h.code] for h in part) if part == every else {}
            lines.append(Line("subtotal", (whole,), text, roman(number)))
        lines += [data(here.index(h) + 1, known[h.code]) for h in part]
    whole = summed(known.values()) if len(here) == len(hamlets) else {}
    return [*lines, Line("total", (whole,), TOTAL)]


def _parts(hamlets: list[Place]) -> dict[str, list[Place]]:
    """The hamlets of each former commune; all as one part unless each was in one of several."""
    formers = dict.fromkeys(h.former for h in hamlets)
    if len(formers) < 2 or not all(formers):
        return {"": hamlets}
    return {former: [h for h in hamlets if h.former == former] for former in formers}


def roman(number: int) -> str:
    """1 -> `I`, 12 -> `XII`: as the office numbers its sections, below fifty."""
    written = ""
    for value, letters in ROMAN.items():
        written += letters * (number // value)
        number %= value
    return written


def _counts(row: Row, hamlet: Place, names: Iterable[str]) -> Row:
    return {"hamlet_code": hamlet.name} | {name: row[name] for name in names}


def summed(rows: Iterable[Row]) -> Row:
    """The sum of each number field; none of a field that some row does not say."""
    found = list(rows)
    names = {name for row in found for name, value in row.items() if isinstance(value, int)}
    return {
        name: sum(row[name] for row in found)
        for name in sorted(names)
        if all(row.get(name) is not None for row in found)
    }


def movement_lines(tables: Tables, hamlets: Sequence[Place], group: str) -> list[Line]:
    """Forms 2 and 3: the total first, then households and persons of each hamlet."""
    rows = {
        (row["hamlet_code"], row["unit"]): row
        for row in tables["review_movement"]
        if row["group"] == group
    }
    pairs = [
        tuple(
            _counts(rows[h.code, unit], h, COLUMNS) | {"unit": unit}
            for unit in UNITS
            if (h.code, unit) in rows
        )
        for h in hamlets
    ]
    pairs = [pair for pair in pairs if pair]
    if not pairs:
        return []
    short = {u for u in UNITS if lacking(tables, hamlets, f"movement_{group}", u)}
    whole = tuple(
        summed(r for pair in pairs for r in pair if r["unit"] == unit and unit not in short)
        | {"unit": unit}
        for unit in UNITS
    )
    return [Line("total", whole, TOTAL), *(data(n, *pair) for n, pair in enumerate(pairs, 1))]


def deprivation_lines(tables: Tables, hamlets: Sequence[Place]) -> list[Line]:
    """Each group in its section: the households of each hamlet that lack each indicator."""
    lines: list[Line] = []
    for number, (group, title) in enumerate(GROUPS.items(), 1):
        found = _details(tables, "deprivation_summary", "indicator", hamlets, group)
        rows = [row | {"deprivations": _lacks(row)} for row in found.values()]
        if rows:
            lines.append(Line("section", text=title, number=roman(number)))
            lines += [data(n, row) for n, row in enumerate(rows, start=1)]
            short = lacking(tables, hamlets, "deprivation", group)
            whole = {} if short else summed(rows)
            lines.append(Line("subtotal", (whole,), f"Cộng {title.lower()}"))
    return lines


def _lacks(row: Row) -> int | None:
    counts = [value for name, value in row.items() if name.startswith("households|")]
    return None if None in counts else sum(counts)


def _details(
    tables: Tables, table: str, detail: str, hamlets: Sequence[Place], group: str
) -> dict[str, Row]:
    """By code, a row for each hamlet that the table has for a group: its size, its households of each
    detail. Two hamlets may have one name."""
    sizes = {r["hamlet_code"]: r[f"{group}_households"] for r in tables["review_summary"]}
    found: dict[str, Row] = {}
    for row in tables[table]:
        if row["group"] == group:
            line = found.setdefault(row["hamlet_code"], {})
            line[f"households|{row[detail]}"] = row["households"]
    return {
        h.code: {"hamlet_code": h.name, "group_households": sizes.get(h.code)} | found[h.code]
        for h in hamlets
        if h.code in found
    }


def cause_lines(tables: Tables, hamlets: Sequence[Place]) -> list[Line]:
    """Households by cause: both groups together, poor, near-poor; of each hamlet, then of all."""
    by_group = {g: _details(tables, "cause_summary", "cause", hamlets, g) for g in GROUPS}
    units = [
        _unit({group: rows.get(h.code, {}) for group, rows in by_group.items()}, h.name)
        for h in hamlets
        if any(h.code in rows for rows in by_group.values())
    ]
    if not units:
        return []
    short = {g for g in BOTH if lacking(tables, hamlets, "cause", g)}
    short |= {ALL} if short else set()
    whole = [
        ({} if group in short else summed(unit[group] for unit in units)) | {"group": group}
        for group in units[0]
    ]
    told = [[row for row in unit.values() if len(row) > 1] for unit in units]
    lines = [data(n, *rows) for n, rows in enumerate(told, start=1)]
    return [*lines, Line("total", tuple(whole), TOTAL)]


def _unit(rows: dict[str, Row], name: str) -> dict[str, Row]:
    """The rows of a hamlet, both groups first; of a group that nobody reports nothing but its name."""
    both = {ALL: summed(rows.values()) | {"hamlet_code": name}} | rows
    return {group: row | {"group": group} for group, row in both.items()}
