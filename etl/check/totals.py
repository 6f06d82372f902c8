"""A sheet's own arithmetic: printed totals, subtotals, row sums and rates -> relations between cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from catalog.tables import TABLES, Zone
from etl.check.rates import rates_of
from etl.check.relations import Relation, Spot, Sum, Term
from etl.read.cells import address
from etl.tidy import Record, TidySheet

_COUNTED = re.compile(r"(\d[\d.]*)\s*(?:hộ|lượt|công trình|dự án|món)\b", re.I)
_SAME = ("unit", "group", "project_code", "fund_source")
Key = tuple[Any, ...]
SPREAD = ("year", "indicator", "cause")
PERSONAL_TABLES = {"household_list"} | {
    t.name for t in TABLES.values() if t.zone is Zone.RESTRICTED
}


class Page:
    """The numbers of one sheet by record and field, each as a term with its spot."""

    def __init__(self, tidied: TidySheet) -> None:
        self.tidied = tidied
        table = tidied.form.table
        self.personal = table in PERSONAL_TABLES
        self.finer = table in TABLES and TABLES[table].finer
        self.columns: dict[tuple[str, str], int] = {}
        self.summed: dict[str, bool] = {}
        every = (*tidied.records, *tidied.set_aside)
        self.rows: dict[bool, Sequence[Record]] = {
            False: list({r.row: r for r in reversed(every)}.values())[::-1],
            True: every,
        }
        self.errors = {f.cell for f in tidied.findings if f.severity == "error"}
        self._like: dict[Key, list[Record]] = {}
        for f in tidied.choice.fields:
            added = [v for k, v in (*f.column.adds, *f.captured) if k != "date"]
            self.columns.setdefault((f.column.field, "|".join(added)), f.index)
            if f.column.kind in ("count", "money") and f.column.field:
                self.summed[f.column.field] = bool(f.column.adds or f.captured)

    def spot(self, record: Record, name: str) -> Spot:
        """Where a field of a record stands."""
        spread = [str(record.values[k]) for k in SPREAD if k in record.values]
        plain = self.columns.get((name, ""))
        column = self.columns.get((name, "|".join(spread)), plain if plain is not None else 0)
        return Spot(self.tidied.file, self.tidied.sheet.name, address(record.row, column))

    def term(self, record: Record, name: str, sign: int = 1) -> Term | None:
        """A number of a record; None when the cell has none."""
        value = record.values.get(name)
        if not isinstance(value, int):
            return None
        row = "_kind" not in record.values
        return Term(
            self.spot(record, name), value, name, sign, row and (self.personal or self.finer)
        )

    def is_broken(self, records: Iterable[Record], name: str) -> bool:
        """Whether a number of some record has no value because its cell is in error."""
        return bool(self.errors) and any(
            r.values.get(name) is None and self.spot(r, name).cell in self.errors for r in records
        )

    def like(self, wanted: Key, *, spread: bool) -> list[Record]:
        """The records whose fields hold the wanted values; one of each row unless columns spread."""
        at = (spread, *wanted)
        if at not in self._like:
            self._like[at] = [
                r for r in self.rows[spread] if all(r.values.get(n) == v for n, v in wanted)
            ]
        return self._like[at]

    def sum(self, rule: str, printed: Term | None, parts: Iterable[Term | None]) -> Iterable[Sum]:
        """The relation between a printed number and its parts, where both are there."""
        known = tuple(part for part in parts if part is not None)
        if printed is not None and known:
            yield Sum(rule, printed, known)


def said_count(printed: Record) -> int | None:
    """The number in `Tổng cộng: 52 hộ`; None when a total row says none."""
    hit = _COUNTED.search(printed.values["_text"])
    return (
        int(hit.group(1).replace(".", "")) if hit and printed.values["_kind"] == "total" else None
    )


def check_text(tidied: TidySheet) -> None:
    """`Tổng cộng: 260 lượt` must be the number of rows; a row set aside may count or not."""
    rows = len({r.row for r in tidied.records})
    every = rows + len(tidied.quarantined)
    for printed in {p.row: p for p in tidied.printed}.values():
        said = said_count(printed)
        if said is not None and not rows <= said <= every:
            column = tidied.sheet.filled(printed.row)[0]
            tidied.report(
                "warning", "total.rows", printed.row, cell=address(printed.row, column),
                found=str(said), expected=str(every),
            )  # fmt: skip


def sheet_relations(page: Page) -> Iterable[Relation]:
    """Everything that the numbers of one sheet say of each other."""
    tidied = page.tidied
    seen: set[int] = set()
    for printed in tidied.printed:
        first = printed.row not in seen
        seen.add(printed.row)
        for name, spread in page.summed.items():
            if spread or first:
                yield from _column(page, printed, name, spread)
    yield from rates_of(tidied, page.term)
    yield from _rows(page)


def _like(page: Page, printed: Record, *, spread: bool) -> list[Record]:
    """The records that a printed row may add up: same unit, group, project (year, indicator)."""
    wanted = {n: printed.values.get(n) for n in (_SAME + SPREAD if spread else _SAME)}
    if printed.values["_kind"] == "total":
        wanted["project_code"] = None
    return page.like(tuple((n, v) for n, v in wanted.items() if v is not None), spread=spread)


def _scopes(page: Page, printed: Record, *, spread: bool) -> list[list[Record]]:
    """The rows that a printed row may add up: all of them; or the block above, or the block below.

    `Cộng` under the last row of a sheet may be of the last block or of the whole.
    """
    tidied, like = page.tidied, _like(page, printed, spread=spread)
    hamlet = printed.values.get("hamlet_code")
    if hamlet:
        return [[r for r in like if r.values.get("hamlet_code") == hamlet]]
    if printed.values["_kind"] == "total":
        return [like]
    borders = {p.row for p in tidied.printed} | {r.section_row for r in tidied.records}
    above = max((b for b in borders if b < printed.row), default=-1)
    below = min((b for b in borders if b > printed.row), default=10**9)
    last = all(one.row <= printed.row for one in (*tidied.records, *tidied.printed))
    return [
        [r for r in like if printed.row < r.row < below],
        [r for r in like if above < r.row < printed.row],
        *([like] if last else ()),
    ]


def _column(page: Page, printed: Record, name: str, spread: bool) -> Iterable[Sum]:
    """A printed number over the rows of its block; of two possible blocks, the nearer one."""
    term = page.term(printed, name)
    if term is None:
        return
    found = [
        relation
        for scope in _scopes(page, printed, spread=spread)
        if not page.is_broken(scope, name)
        for relation in page.sum("total.differs", term, [page.term(r, name) for r in scope])
    ]
    if found:
        yield min(found, key=lambda relation: abs(relation.total - term.value))


def _rows(page: Page) -> Iterable[Sum]:
    """A column that is the sum of others in its row (all deprivations, plans of all years)."""
    tidied = page.tidied
    sums = [f.column for f in tidied.choice.fields if f.column.kind in ("count", "money")]
    sums = [column for column in sums if column.of]
    rows: dict[int, list[Record]] = {}
    for record in (*tidied.records, *tidied.set_aside, *tidied.printed) if sums else ():
        rows.setdefault(record.row, []).append(record)
    for row in rows.values():
        for column in sums:
            parts = [page.term(r, column.of[0]) for r in row]
            if not page.is_broken(row, column.of[0]):
                yield from page.sum("total.differs", page.term(row[0], column.field), parts)
