"""Printed totals, subtotals and rates of a sheet against what its rows give."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from etl.tidy import Record, TidySheet
from etl.tidy.values import read_cell

_COUNTED = re.compile(r"(\d[\d.]*)\s*(?:hộ|lượt|công trình|dự án|món)\b", re.I)
_SAME = ("unit", "group", "project_code", "fund_source")
_SPREAD = ("year", "indicator", "cause")
TOLERANCE = Decimal("0.0051")


def check_sheet(tidied: TidySheet) -> None:
    """Findings about the sheet's own arithmetic; printed figures are used as printed."""
    seen: set[int] = set()
    for printed in tidied.printed:
        first = printed.row not in seen
        seen.add(printed.row)
        if first:
            _check_text(tidied, printed)
        for name, spread in _summed(tidied).items():
            if spread or first:
                _check_sum(tidied, printed, name, spread)
    for record in tidied.records:
        _check_row_totals(tidied, record)
    _check_rates(tidied)


def _summed(tidied: TidySheet) -> dict[str, bool]:
    """The fields that are added up; whether a field stands in several columns of its row."""
    return {
        f.column.field: bool(f.column.adds or f.captured)
        for f in tidied.choice.fields
        if f.column.kind in ("count", "money") and f.column.field
    }


def _check_text(tidied: TidySheet, printed: Record) -> None:
    """`Tổng cộng: 52 hộ` must be the number of rows."""
    hit = _COUNTED.search(printed.values["_text"])
    rows = len({r.row for r in tidied.records}) + len(tidied.quarantined)
    if hit and printed.values["_kind"] == "total" and int(hit.group(1).replace(".", "")) != rows:
        tidied.report("warning", "total.rows", printed.row, found=hit.group(1), expected=str(rows))


def _like(tidied: TidySheet, printed: Record, *, spread: bool) -> list[Record]:
    """The records that a printed row may add up: same unit, group, project (year, indicator)."""
    wanted = {n: printed.values.get(n) for n in (_SAME + _SPREAD if spread else _SAME)}
    if printed.values["_kind"] == "total":
        wanted["project_code"] = None
    like = [
        r
        for r in (*tidied.records, *tidied.set_aside)
        if all(v is None or r.values.get(n) == v for n, v in wanted.items())
    ]
    return like if spread else list({r.row: r for r in like}.values())


def _scopes(tidied: TidySheet, printed: Record, *, spread: bool) -> list[list[Record]]:
    """The rows that a printed row may add up: all of them; or the block above, or the block below."""
    kind = printed.values["_kind"]
    like = _like(tidied, printed, spread=spread)
    if kind == "total" and printed.values.get("hamlet_code") is None:
        return [like]
    hamlet = printed.values.get("hamlet_code")
    if hamlet:
        return [[r for r in like if r.values.get("hamlet_code") == hamlet]]
    borders = {p.row for p in tidied.printed} | {r.section_row for r in tidied.records}
    above = max((b for b in borders if b < printed.row), default=-1)
    below = min((b for b in borders if b > printed.row), default=10**9)
    return [
        [r for r in like if printed.row < r.row < below],
        [r for r in like if above < r.row < printed.row],
    ]


def _check_sum(tidied: TidySheet, printed: Record, name: str, spread: bool) -> None:
    value = printed.values.get(name)
    if value is None:
        return
    sums = []
    for scope in _scopes(tidied, printed, spread=spread):
        parts: list[int] = [r.values[name] for r in scope if r.values.get(name) is not None]
        if scope:
            sums.append(sum(parts))
    if not sums or value in sums:
        return
    nearest = min(sums, key=lambda total: abs(total - value))
    adds = {k: printed.values[k] for k in _SPREAD if spread and k in printed.values}
    cell = tidied.cell(printed.row, name, **adds)
    tidied.report(
        "warning", "total.differs", printed.row, name, cell=cell,
        found=str(value), expected=str(nearest),
    )  # fmt: skip


def _check_row_totals(tidied: TidySheet, record: Record) -> None:
    """A column that is the sum of others in its row (all deprivations, plans of all years)."""
    for f in tidied.choice.fields:
        column = f.column
        if column.kind not in ("count", "money") or not column.of:
            continue
        printed = record.values.get(column.field)
        row = [r for r in tidied.records if r.row == record.row]
        if printed is None or record is not row[0]:
            continue
        parts = [r.values.get(column.of[0]) for r in row]
        total = sum(p for p in parts if p is not None)
        if total != printed:
            tidied.report(
                "warning", "total.differs", record.row, column.field,
                found=str(printed), expected=str(total),
            )  # fmt: skip


def _check_rates(tidied: TidySheet) -> None:
    rates = [f for f in tidied.choice.fields if f.column.kind == "rate"]
    for record in [*tidied.records, *tidied.printed]:
        for f in rates:
            adds = dict(f.captured)
            if adds.get("year") and str(record.values.get("year")) != adds["year"]:
                continue
            read = read_cell(tidied.sheet.at(record.row, f.index), f.column)
            part, whole = (record.values.get(name) for name in f.column.of)
            _compare(tidied, record.row, f.index, read.value, part, whole)


def _compare(tidied: TidySheet, row: int, index: int, printed: Any, part: Any, whole: Any) -> None:
    """A printed rate may be a percentage or a fraction; both are compared, neither is stored."""
    if printed is None or not whole or part is None:
        return
    rate = Decimal(part) * 100 / Decimal(whole)
    if min(abs(rate - printed), abs(rate - printed * 100)) > TOLERANCE:
        from etl.read.cells import address

        tidied.report(
            "warning", "rate.differs", row, cell=address(row, index),
            found=f"{printed}%", expected=f"{rate:.2f}%",
        )  # fmt: skip
