"""Faults that stop a build: the old one stays."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import Any

import pytest

from dashboard import minutes, state
from tests.findings.case import Case, Fault, Then, put
from tests.findings.desk import PLACES, REVIEW, TARGETS, WORKS, Desk, Spot
from tests.inmemory import Cell
from tests.workbooks import run

ONE, BUILT = (PLACES, REVIEW), (PLACES, WORKS)
WORK = "Danh mục công trình"


def live(desk: Desk) -> None:
    """The workbooks of the desk are published as they are."""
    inbox = desk.folder / "published"
    inbox.mkdir(parents=True)
    for name in desk.books:
        shutil.copy(desk.office.folder / name, inbox)
    run(inbox, desk.folder)
    desk.warehouse = desk.folder / "warehouse"


def approved(desk: Desk, sha256: str) -> str:
    """The review of 2025 is approved, with a workbook of that content; the workbook's name."""
    name = desk.named(REVIEW)
    review = minutes.Review("29221", 2025, "annual", "", True, "made up", ((name, sha256),))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(state.STATE, str(desk.folder / "state"))
        assert minutes.approve(review, "Lê Văn Mẫu")
    return name


def nothing(desk: Desk) -> Spot:
    """No workbook that can be read."""
    desk.books.clear()
    desk.write("Thư.xlsx", b"%PDF-1.4 a letter")
    return Spot()


def second(desk: Desk) -> Spot:
    """A second workbook of the review, and nobody who says which counts."""
    book = replace(desk.books[desk.named(REVIEW)], file="Rà soát sửa.xlsx", sha256="of the second")
    desk.books[book.file] = book
    return Spot(book.file)


def fewer(desk: Desk) -> Spot:
    """Three of eight works are gone from their list."""
    live(desk)
    sheet = desk.office.inbox.sheet("infrastructure_project")
    for record in sheet.records[:3]:
        desk.clear(Cell(sheet.file, sheet.sheet.name, record.row, 0, None))
    return Spot(field="infrastructure_project")


def gone(desk: Desk) -> Spot:
    """A workbook that the live build was made of is gone."""
    live(desk)
    name = desk.named(WORKS)
    del desk.books[name]
    return Spot(name, field="infrastructure_project")


def other_unit(desk: Desk) -> Spot:
    """Plans in another unit than before, and than what was approved."""
    sheet = "Kế hoạch và giải ngân"
    cell = desk.text(WORKS, sheet, "Đơn vị tính")
    desk.put(cell, "Đơn vị tính: tỷ đồng")
    return Spot(cell.file, sheet, field="infrastructure_funding")


def changed(desk: Desk) -> Spot:
    """A workbook that is not the one that was approved."""
    return Spot(approved(desk, "of another content"))


def missing(desk: Desk) -> Spot:
    """The workbook that was approved is not there."""
    name = approved(desk, "of the approved content")
    del desk.books[name]
    return Spot(name)


def stop(rule: str, fault: Fault, books: Any = ONE, **how: Any) -> Case:
    """Nothing is published."""
    return Case(rule, "error", 30, books, fault, Then.STOPPED, **how)


CASES = [
    stop("gate.no_file", nothing, (PLACES, TARGETS)),
    stop("gate.no_total", put("review_summary", "households", None)),
    stop("gate.total_too_small", put("review_summary", "households", 1)),
    stop("gate.two_workbooks", second),
    stop("gate.fall", fewer, BUILT),
    stop("gate.fall_gone", gone, BUILT, told_as="gate.fall", number=2),
    stop("gate.money", other_unit, BUILT),
    stop("gate.locked", changed),
    stop("gate.locked_missing", missing, told_as="gate.locked"),
]
