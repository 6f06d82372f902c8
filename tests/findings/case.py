"""A kind of finding -> the fault that shows it, and what must follow from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tests.findings.desk import Desk, Spot, Told
from tests.inmemory import Cell, Test

Fault = Callable[[Desk], Spot]
ANY = object()


class Then(StrEnum):
    """What the tables hold where the fault stands."""

    SAME = "every table is what it was"
    KEPT = "the value is used as it stands"
    NULL = "the row is there, the value is not"
    ASIDE = "the row is set aside"
    OTHER = "the row is none of data"
    REFUSED = "nothing of the file is there"
    SKIPPED = "the file is left out, what it says is there"
    UNREAD = "the sheet is not read, the file is"
    LOADED = "the file is read"
    STOPPED = "nothing is published"


@dataclass(frozen=True)
class Case:
    """One fault. `books` are the workbooks that it needs; `sound` is the same without the fault."""

    rule: str
    severity: str
    exit: int
    books: tuple[str, ...]
    fault: Fault
    then: Then
    value: Any = ANY
    number: int = 1
    told_as: str = ""
    name: str = ""
    sound: Callable[[Desk], object] | None = None

    @property
    def title(self) -> str:
        """What the test is called."""
        return f"{self.rule} {self.name}".strip()


@dataclass(frozen=True)
class Pick:
    """A cell of a form, by its field and by what its row says."""

    form: str
    field: str
    where: Test = lambda _: True
    nth: int = 0
    year: int = 2025
    printed: bool = False
    adds: tuple[tuple[str, str], ...] = ()  # what the column adds: an indicator, a year

    def cell(self, desk: Desk) -> Cell:
        """The cell in the workbooks of the desk."""
        inbox = desk.office.inbox
        sheet = inbox.sheet(self.form, self.year)
        rows = sheet.printed if self.printed else sheet.records
        found = [r for r in rows if self.where(r.values)]
        number = sorted({r.row for r in found})[self.nth]
        record = next(r for r in found if r.row == number)
        return inbox.at(sheet, record, self.field, **dict(self.adds))

    def spot(self, desk: Desk) -> Spot:
        """Where a finding about the cell stands."""
        cell = self.cell(desk)
        return Spot(cell.file, cell.sheet, cell.name, self.field)


def put(
    form: str, field: str, to: Any, *, told: Pick | None = None, tag: str = "", **pick: Any
) -> Fault:
    """The fault of one cell, told at that cell or at another; `to` may be made from what stood there."""
    here = Pick(form, field, **pick)

    def fault(desk: Desk) -> Spot:
        cell = here.cell(desk)
        desk.put(cell, to(cell.value) if callable(to) else to, tag)
        return (told or here).spot(desk)

    return fault


def both(*faults: Fault, told: int = 0) -> Fault:
    """Several faults at once, told where one of them is."""
    return lambda desk: [fault(desk) for fault in faults][told]


def check_follows(case: Case, told: Told, spot: Spot, sound: Told) -> None:
    """The tables hold what the case says, and no row is lost."""
    _check_rows(told)
    if case.then is Then.STOPPED:
        assert told.exit == 30
        return
    status = {f["file"]: (f["status"], f["reason"]) for f in told.report["files"]}
    if case.then in (Then.REFUSED, Then.SKIPPED):
        word = "refused" if case.then is Then.REFUSED else "skipped"
        assert status[spot.file] == (word, case.told_as or case.rule)
        assert not any(s.file == spot.file for s in told.gathered.sheets)
        return
    assert status.get(spot.file, ("loaded", None)) == ("loaded", None)
    if case.then is Then.SAME:
        assert _plain(told) == _plain(sound)
    elif case.then is Then.UNREAD:
        assert not any(
            (s.file, s.sheet.name) == (spot.file, spot.sheet) for s in told.gathered.sheets
        )
    elif case.then in (Then.KEPT, Then.NULL, Then.ASIDE, Then.OTHER):
        _check_row(case, told, spot)


def _check_rows(told: Told) -> None:
    for file in told.report["files"]:
        for part in (file, *file["sheets"]):
            kept = part["rows_loaded"] + part["rows_quarantined"] + part["rows_other"]
            assert part["rows_in"] == kept, part


def _check_row(case: Case, told: Told, spot: Spot) -> None:
    loaded, aside, other = told.counts(spot)
    rows = told.rows_at(spot)
    if case.then is Then.ASIDE:
        assert spot.row in aside
        assert rows == []
    elif case.then is Then.OTHER:
        assert spot.row in other
        assert rows == []
    else:
        assert spot.row in loaded | other
        values = [row[spot.field] for row in rows if spot.field in row]
        wanted = None if case.then is Then.NULL else case.value
        if wanted is None:
            assert values
            assert None in values
        elif wanted is not ANY:
            assert wanted in values


def _plain(told: Told) -> dict[str, list[dict[str, Any]]]:
    """Every table without the addresses of its rows."""
    return {
        name: [{k: v for k, v in row.items() if not k.startswith("source_")} for row in rows]
        for name, rows in told.tables.rows.items()
        if name != "lineage"
    }
