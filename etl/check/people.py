"""Households by their code through all years -> who is not who they were, or lives elsewhere."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from catalog.spelling import key
from etl.check.listed import LISTS
from etl.findings import Finding, finding
from etl.read.cells import address
from etl.relate import Tables
from etl.tidy import Record, TidySheet

#: What must stay the same under one code: the rule, and the field that is compared.
SAME = {"head_name": "head", "head_birth_year": "birth", "head_sex": "sex", "identity": "identity"}


@dataclass(frozen=True)
class Stand:
    """A household in one list of one review."""

    sheet: TidySheet
    record: Record

    @property
    def at(self) -> tuple[str, bool, str]:
        """Its place in time; of one review, the lists come before those who left."""
        info = self.sheet.info
        return str(info.date), self.sheet.form.form == "list_left", self.sheet.file

    @property
    def left(self) -> bool:
        """Whether it stands among those who left."""
        return self.sheet.form.form == "list_left"

    def doubt(self, rule: str, name: str, expected: str = "…", cell: str = "") -> Finding:
        """A warning at a cell of the row; nothing of the household is shown."""
        return finding(
            "warning", rule, self.sheet.file, sheet=self.sheet.sheet.name,
            cell=cell or self.sheet.cell(self.record.row, name), field=name,
            found="…", expected=expected,
        )  # fmt: skip


def stands(tables: Tables) -> dict[str, list[Stand]]:
    """Every household of the lists, in time."""
    found: dict[str, list[Stand]] = defaultdict(list)
    for sheet in tables.sheets.values():
        if sheet.form.form in LISTS:
            for record in (*sheet.records, *sheet.set_aside):
                if record.values.get("household_id"):
                    found[record.values["household_id"]].append(Stand(sheet, record))
    return {name: sorted(rows, key=lambda s: s.at) for name, rows in found.items()}


def check_people(tables: Tables, known: dict[str, list[Stand]]) -> Iterable[Finding]:
    """One code is one family: same head, birth year and ID number; address and section agree."""
    for rows in known.values():
        changed = [change for name, short in SAME.items() for change in _changed(rows, name, short)]
        by_stand: dict[int, list[tuple[Stand, str, str, str]]] = defaultdict(list)
        for change in changed:
            by_stand[id(change[0])].append(change)
        for mine in by_stand.values():
            stand = mine[0][0]
            if len(mine) == 1:
                _, rule, name, cell = mine[0]
                yield stand.doubt(rule, name, cell=cell)
            elif stand.record.row not in stand.sheet.quarantined:
                yield stand.doubt("household.other_family", "household")
    for sheet in tables.sheets.values():
        if sheet.form.form in LISTS and sheet.form.section == "hamlet":
            for record in sheet.records:
                yield from _address(tables, Stand(sheet, record))


def _value(stand: Stand, name: str) -> tuple[Any, str]:
    """What is compared, and its cell. The ID number is read from the sheet and kept nowhere."""
    sheet, row = stand.sheet, stand.record.row
    if name != "identity":
        value = stand.record.values.get(name)
        if name in ("head_birth_year", "head_sex"):
            return value, _birth_cell(stand)
        return (key(str(value)) if value else None), sheet.cell(row, name)
    for f in sheet.choice.fields:
        if f.column.kind == "identity":
            value = sheet.sheet.at(row, f.index)
            return (str(value).strip() if value is not None else None), address(row, f.index)
    return None, ""


def _birth_cell(stand: Stand) -> str:
    """The birth year stands in the column of the men or of the women."""
    filled = [
        f.index
        for f in stand.sheet.choice.fields
        if f.column.kind == "birth_year"
        and stand.sheet.sheet.at(stand.record.row, f.index) is not None
    ]
    return address(stand.record.row, filled[0]) if filled else ""


def _changed(rows: list[Stand], name: str, short: str) -> Iterable[tuple[Stand, str, str, str]]:
    """The rows that differ from what most say; of several in a row, the first."""
    values = [(stand, *_value(stand, name)) for stand in rows]
    known = [(stand, value, cell) for stand, value, cell in values if value is not None]
    counts = Counter(value for _, value, _ in known)
    if len(counts) < 2:
        return
    usual = max(counts, key=lambda value: counts[value])  # of equals, the earliest
    before = usual
    for stand, value, cell in known:
        if value != usual and value != before:
            yield stand, f"household.other_{short}", name, cell
        before = value


def _address(tables: Tables, stand: Stand) -> Iterable[Finding]:
    """The address of a household names the hamlet of its section."""
    values, info = stand.record.values, stand.sheet.info
    text = values.get("address")
    code = tables.places.in_text(str(text), info.commune_code, info.date) if text else None
    if code is not None and code != values.get("hamlet_code"):
        yield stand.doubt("household.address", "address")
