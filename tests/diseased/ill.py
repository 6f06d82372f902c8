"""A class of disease -> an inbox that has it, what is said of it and what the tables hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from tests.findings.case import ANY, Fault, Pick, Then
from tests.findings.desk import PLACES, TARGETS, WORKS, Desk, Spot
from tests.findings.sheets import WORK, edited

BUILT, AIMED = (PLACES, WORKS), (PLACES, TARGETS)


@dataclass(frozen=True)
class Ill:
    """`said` are all kinds of findings of the build, which ends with `exit`."""

    code: str
    name: str
    fault: Fault
    said: tuple[str, ...] = ()
    then: Then = Then.SAME
    books: tuple[str, ...] = BUILT
    exit: int = 0
    value: Any = ANY

    @property
    def title(self) -> str:
        """What the test is called."""
        return f"{self.code} {self.name}"


def in_file(
    start: str, sheet: str, cell: str, change: Callable[[Any], None], field: str = ""
) -> Fault:
    """A cell changed in the file, told there."""
    return edited(start, sheet, lambda page: change(page[cell]), cell, field)


def written(value: Any, format_: str = "") -> Callable[[Any], None]:
    """What a cell says instead (`...`: what it said), and its format."""

    def change(cell: Any) -> None:
        cell.value = cell.value if value is ... else value
        cell.number_format = format_ or cell.number_format

    return change


def work(value: Any, cell: str = "C12", field: str = "name", format_: str = "") -> Fault:
    """The fault of a cell of the list of works."""
    return in_file(WORKS, WORK, cell, written(value, format_), field)


def page(start: str, sheet: str, change: Callable[[Worksheet], None], cell: str = "") -> Fault:
    """A sheet changed in the file."""
    return edited(start, sheet, change, cell)


def patched(
    start: str, old: bytes, new: bytes, member: str = "xl/worksheets/sheet1.xml", times: int = 1
) -> Fault:
    """A part of a workbook changed byte by byte."""

    def fault(desk: Desk) -> Spot:
        def change(name: str, content: bytes) -> tuple[str, bytes]:
            if name != member:
                return name, content
            assert old in content, old
            return name, content.replace(old, new, times)

        name = desk.named(start)
        return desk.write(name, desk.patch(start, change))

    return fault


def several(form: str, field: str, values: list[Any], **where: Any) -> Fault:
    """The first cells of a column, told at the first."""

    def fault(desk: Desk) -> Spot:
        picks = [Pick(form, field, nth=n, **where) for n in range(len(values))]
        for pick, value in zip(picks, values, strict=True):
            cell = pick.cell(desk)
            desk.put(cell, cell.value if value is ... else value)
        return picks[0].spot(desk)

    return fault
