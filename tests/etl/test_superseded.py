"""A workbook that replaces another one takes the place of its own review, and of nothing else."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

from etl.corrections import Corrections
from etl.read import Workbook
from etl.read.cells import Sheet, Value
from tests.findings.desk import PLACES, REVIEWS, Desk, Office, Told

SUMMARY = "Biểu 1 Tổng hợp"
TOGETHER, MENDED = "Rà soát các năm.xlsx", "Rà soát bản sửa.xlsx"


def of_year(desk: Desk, year: int) -> Workbook:
    return desk.books[desk.named(f"Rà soát {year} - Xã Thạnh Hải")]


def renamed(book: Workbook, year: int) -> tuple[Sheet, ...]:
    return tuple(replace(sheet, name=f"{year} {sheet.name}") for sheet in book.sheets)


def reviews(told: Told) -> Counter[tuple[int, str]]:
    rows = told.tables.rows["review_summary"]
    return Counter((row["review_year"], row["source_file"]) for row in rows)


def test_the_other_years_of_a_replaced_workbook_stay(office: Office, tmp_path: Path) -> None:
    desk = office.desk((PLACES, REVIEWS), tmp_path)
    old, new = of_year(desk, 2024), of_year(desk, 2025)
    before = reviews(office.sound((PLACES, REVIEWS)))
    sheets = renamed(old, 2024) + renamed(new, 2025)
    del desk.books[old.file], desk.books[new.file]
    desk.books[TOGETHER] = replace(old, file=TOGETHER, sha256="of both", sheets=sheets)
    desk.books[MENDED] = replace(new, file=MENDED, sha256="mended")
    desk.order["supersede"] = MENDED
    told = desk.understood()
    assert told.exit in (0, 10)
    after = reviews(told)
    assert (after[2024, TOGETHER], after[2025, TOGETHER]) == (before[2024, old.file], 0)
    assert after[2025, MENDED] == before[2025, new.file]
    gone = {f.sheet for f in told.findings if f.rule == "file.superseded"}
    assert gone == {sheet.name for sheet in renamed(new, 2025)}
    assert told.gathered.status[TOGETHER] == ("loaded", "")


def only(sheet: Sheet, wanted: set[int]) -> Sheet:
    """The sheet with those of its hamlets alone, by their numbers, and without the total of all."""
    kept = [row for row in sheet.rows if number_of(row) in (None, *wanted)]
    return replace(sheet, rows=[row for row in kept if "TỔNG CỘNG" not in row])


def number_of(row: list[Value]) -> int | None:
    """The number of a hamlet's line; None for what is no such line."""
    first, name = [*row, None, None][:2]
    return int(str(first)) if str(first).isdecimal() and isinstance(name, str) else None


def test_the_workbooks_of_other_hamlets_stay(office: Office, tmp_path: Path) -> None:
    desk = office.desk((PLACES, "Rà soát 2024"), tmp_path)
    book = of_year(desk, 2024)
    summary = next(sheet for sheet in book.sheets if sheet.name == SUMMARY)
    hamlets = set(filter(None, map(number_of, summary.rows)))
    one, others = only(summary, {1}), only(summary, hamlets - {1})
    del desk.books[book.file]
    for name, sheet in {"Ấp một.xlsx": one, "Ấp khác.xlsx": others, MENDED: one}.items():
        desk.books[name] = replace(book, file=name, sha256=name, sheets=(sheet,))
    desk.order["supersede"] = MENDED
    after = reviews(desk.understood())
    assert (after[2024, MENDED], after[2024, "Ấp một.xlsx"]) == (1, 0)
    assert after[2024, "Ấp khác.xlsx"] == len(hamlets) - 1 > 0


def test_what_the_office_wrote_of_two_workbooks_speaks_of_these_two_alone(
    office: Office, tmp_path: Path
) -> None:
    desk = office.desk((PLACES, REVIEWS), tmp_path)
    old = of_year(desk, 2025)
    desk.books[MENDED] = replace(old, file=MENDED, sha256="mended")
    asked = desk.understood()
    assert asked.exit == 30
    desk.corrections = Corrections(successors=((MENDED, old.file),))
    told = desk.understood()
    assert told.exit in (0, 10)
    assert told.gathered.status[old.file] == ("skipped", "file.superseded")
    later = "Rà soát bản sau.xlsx"
    desk.books[later] = replace(old, file=later, sha256="later")
    assert desk.understood().exit == 30, "of a third nothing was said"
    desk.corrections = Corrections(successors=((MENDED, old.file), (later, MENDED)))
    assert reviews(desk.understood())[2025, later] > 0
