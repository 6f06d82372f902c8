"""Households by their code through all years -> who is not who they were, or lives elsewhere."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from catalog.spelling import key
from etl.check.listed import LISTS
from etl.findings import Finding, finding
from etl.read.cells import address
from etl.relate import Tables
from etl.relate.lists import FRAGMENT
from etl.tidy import Record, TidySheet
from etl.tidy.identity import Identities, Identity

#: What must stay the same under one code: the rule, and the field that is compared.
SAME = {"head_name": "head", "head_birth_year": "birth", "head_sex": "sex", "identity": "identity"}


class Stand(NamedTuple):
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
    for rows in found.values():
        if len(rows) > 1:
            rows.sort(key=lambda stand: stand.at)
    return found


def check_people(tables: Tables, known: dict[str, list[Stand]]) -> Iterable[Finding]:
    """One code is one family: same head, birth year and ID number; address and section agree."""
    for rows in (rows for rows in known.values() if len(rows) > 1):
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
        yield from _recoded(rows, tables.recoded)
    yield from _shared_identities(known)
    for sheet in tables.sheets.values():
        if sheet.form.form in LISTS and sheet.form.section == "hamlet":
            yield from _addresses(tables, sheet)


def _recoded(rows: list[Stand], recoded: set[str]) -> Iterable[Finding]:
    """The first row of a household under a code that is not the one it had."""
    for stand in rows:
        if stand.record.values.get(FRAGMENT) in recoded:
            yield stand.doubt("household.other_code", "household")
            return


def _shared_identities(known: dict[str, list[Stand]]) -> Iterable[Finding]:
    """Two households of one review with one ID number: somebody is listed twice, or a number is wrong."""
    holders: dict[tuple[object, ...], list[tuple[str, Stand, Identity]]] = {}
    numbers = _Numbers()
    every = [
        (household, stand, found)
        for household, rows in known.items()
        for stand in rows
        if (found := numbers.of(stand)) is not None and found.digits
    ]
    often = Counter(found.digits for _, _, found in every)
    for household, stand, found in every:
        if often[found.digits] > 1:
            info = stand.sheet.info
            at = (info.commune_code, info.year, info.round, info.date, found.digits)
            holders.setdefault(at, []).append((household, stand, found))
    for rows_of_one in (rows for rows in holders.values() if len(rows) > 1):
        yield from _other_holders(rows_of_one)


class _Numbers:
    """The ID numbers of all sheets while they are compared."""

    def __init__(self) -> None:
        self._sheets: dict[int, Identities] = {}

    def of(self, stand: Stand) -> Identity | None:
        """That of a household in a list."""
        known = self._sheets.get(id(stand.sheet))
        if known is None:
            known = self._sheets[id(stand.sheet)] = Identities(stand.sheet)
        return known.of(stand.record)


def _other_holders(rows: list[tuple[str, Stand, Identity]]) -> Iterable[Finding]:
    """Those who have the ID number of the household that stands first."""
    rows = sorted(rows, key=lambda row: (row[1].at, row[1].record.row))
    household, first, number = rows[0]
    where = f"{first.sheet.file} · {first.sheet.sheet.name} · {number.cell}"
    for other, stand, again in rows[1:]:
        if other != household:
            yield stand.doubt("identity.twice", "identity", where, again.cell)


def _value(stand: Stand, name: str) -> Any:
    """What is compared. The ID number is read from the sheet and kept nowhere."""
    if name == "identity":
        found = Identities(stand.sheet).of(stand.record)
        return found.digits if found else None
    value = stand.record.values.get(name)
    return key(str(value)) if value and name == "head_name" else value


def _cell(stand: Stand, name: str) -> str:
    """Where it stands; the birth year is in the column of the men or of the women, and says the sex."""
    sheet, row = stand.sheet, stand.record.row
    if name == "head_name":
        return sheet.cell(row, name)
    columns = sheet.columns("identity" if name == "identity" else "birth_year")
    filled = [c for c in columns if name == "identity" or sheet.sheet.at(row, c) is not None]
    return address(row, filled[0]) if filled else ""


def _changed(rows: list[Stand], name: str, short: str) -> Iterable[tuple[Stand, str, str, str]]:
    """The rows that differ from what most say; of several in a row, the first."""
    known = [(stand, value) for stand in rows if (value := _value(stand, name)) is not None]
    counts = Counter(value for _, value in known)
    if len(counts) < 2:
        return
    usual = max(counts, key=lambda value: counts[value])  # of equals, the earliest
    before = usual
    for stand, value in known:
        if value != usual and value != before:
            yield stand, f"household.other_{short}", name, _cell(stand, name)
        before = value


def _addresses(tables: Tables, sheet: TidySheet) -> Iterable[Finding]:
    """The address of a household names the hamlet of its section."""
    commune, day, place = sheet.info.commune_code, sheet.info.date, tables.places.in_text
    for record in sheet.records:
        text = record.values.get("address")
        code = place(str(text), commune, day) if text else None
        if code is not None and code != record.values.get("hamlet_code"):
            yield Stand(sheet, record).doubt("household.address", "address")
