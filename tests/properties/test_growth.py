"""No workbook makes a build slow: five times as much takes about five times as long."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from catalog.forms import Column
from etl.examine import all_findings
from etl.gather import gather
from etl.parts import MOST, parts
from etl.read import list_inbox, read_all
from etl.read.cells import Fault, Sheet, Value, Workbook
from etl.read.evidence import scan
from etl.read.text import without_towers
from etl.relate.places import Places
from etl.sample import write_sample
from etl.tidy.numbers import decimal_mark
from etl.tidy.values import NUMBERS, read_cell

FEW, MANY = 800, 4000
SLOWER = 9  # five times as much; what grows with the square takes twenty-five times as long
TRIES = 4
FLOOR = 0.03  # seconds: what is quicker is not measured against
Rows = list[list[Value]]


def seconds(work: Callable[[], Any]) -> float:
    """The processor time of a piece of work, the better of two."""
    times = []
    for _ in range(2):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def grows(make: Callable[[int], Any], use: Callable[[Any], Any], few: int, many: int) -> float:
    """How many times longer the larger one takes; on a busy machine the least of several tries."""
    small, large = make(few), make(many)
    found = float("inf")
    for _ in range(TRIES):
        found = min(found, seconds(lambda: use(large)) / max(seconds(lambda: use(small)), FLOOR))
        if found < SLOWER:
            break
    return found


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Workbook]]:
    """The list of the poor of one review, its summary and the list of places, read once."""
    folder = tmp_path_factory.mktemp("clean")
    write_sample(folder, from_year=2025)
    kept = [p for p in list_inbox(Path(folder)) if p.name.startswith(("Danh mục", "Rà soát"))]
    wanted = ("DS hộ nghèo", "Biểu 1 Tổng hợp", "Địa bàn")
    yield [
        replace(book, sheets=tuple(s for s in book.sheets if s.name in wanted))
        for book in read_all(folder, kept, 2)
    ]


def household(number: int, **changed: Value) -> list[Value]:
    """A row of the list of the poor; `changed` by column letter."""
    row: list[Value] = [
        number + 1, f"Lê Văn Mẫu {number:05d}", 1960, None, "Kinh", f"000{number:09d}",
        f"29209-{number:05d}", "Tổ 2, ấp Bãi Vọng", 5, 95, 40, *[None] * 4, "x", "x", None, None, "x", "x",
        None, None, "Hộ nghèo", "Không có đất sản xuất", "Vay vốn ưu đãi", None, None, None, "Hộ nghèo cũ",
    ]  # fmt: skip
    for letter, value in changed.items():
        row[ord(letter) - 65] = value
    return row


LISTS: dict[str, Callable[[int], Rows]] = {
    "every row breaks one rule": lambda n: [household(i, K=0) for i in range(n)],
    "every row is the same household": lambda n: [household(1) for _ in range(n)],
    "one code for all": lambda n: [household(i, G="29209-00001") for i in range(n)],
    "every cell an error": lambda n: [[Fault("#REF!")] * 30 for _ in range(n)],
    "every text says nothing": lambda n: [household(i, B="N/A", H="<b>x</b>") for i in range(n)],
    "every row is unclear": lambda n: [[None, f"lạ {i}", "x"] for i in range(n)],
    "every hamlet is unknown": lambda n: [
        row for i in range(n) for row in (["I", f"ẤP LẠ {i}"], household(i))
    ],
    "the header again and again": lambda n: [
        row for i in range(n // 2) for row in ([*HEADER], household(i))
    ],
}
HEADER: list[Value] = ["STT", "Họ và tên chủ hộ", "Năm sinh", None, "Dân tộc", "Số CCCD", "Mã hộ"]


def with_list(books: list[Workbook], rows: Rows) -> list[Workbook]:
    """The inbox with other rows in its list of the poor."""
    return [replace(b, sheets=tuple(_filled(s, rows) for s in b.sheets)) for b in books]


def _filled(sheet: Sheet, rows: Rows) -> Sheet:
    return replace(sheet, rows=[*sheet.rows[:10], *rows]) if sheet.name == "DS hộ nghèo" else sheet


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_one_trouble_takes_time_by_its_rows(name: str, books: list[Workbook]) -> None:
    def build(inbox: list[Workbook]) -> None:
        all_findings(gather(inbox))

    assert grows(lambda n: with_list(books, LISTS[name](n)), build, FEW, MANY) < SLOWER


TEXTS: dict[str, Callable[[int], str]] = {
    "digits": lambda n: "1" * n,
    "ones apart": lambda n: "1 " * n,
    "marks of numbers": lambda n: "1" + ".," * n + "x",
    "a number and a line": lambda n: "1" + "a" * n + "\nb",
    "open tags": lambda n: "<a " * n,
    "brackets": lambda n: "(" * n,
    "semicolons": lambda n: ";" * n,
    "references": lambda n: "=A" * n,
    "towers of marks": lambda n: "a" + "\u0301\u0323" * n,
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_long_text_takes_time_by_its_letters(name: str) -> None:
    kinds = [Column("x", kind, field="f") for kind in ("text", "name", "date", "hamlets", *NUMBERS)]
    places = Places()

    def read(text: str) -> None:
        text = without_towers(text)
        parts(Sheet("S", [[text], [text + "b"]]))
        decimal_mark([text])
        places.commune_named(text, None)
        places.nearest(text)
        for column in kinds:
            read_cell(text, column)

    assert grows(TEXTS[name], read, 3000, 15_000) < SLOWER


SHEET = b'<worksheet xmlns="x"><sheetData>'
XML: dict[str, Callable[[int], bytes]] = {
    "cells never closed": lambda n: b'<c r="A1" t="e">' * n,
    "tags never closed": lambda n: b'<c r="A1" t="e" ' * n + b">",
    "one cell of many errors": lambda n: b'<c r="A1" ' + b't="e" ' * n + b"/></c>",
    "one cell far away many times": lambda n: b'<c r="A1" ' + b'r="XFD1" ' * n + b"/></c>",
    "formulas never closed": lambda n: b'<c r="A1"><f>' * n + b"</c>",
    "values never closed": lambda n: b'<c r="A1" t="e">' + b"<v " * n + b"</c>",
    "hidden rows never closed": lambda n: b'<row hidden="1" ' * n + b">",
    "styles never closed": lambda n: b'<c r="A1" s="1" ' * n + b">",
}


@pytest.mark.parametrize("name", XML)
def test_xml_that_is_not_closed_takes_time_by_its_length(name: str) -> None:
    from etl.read.evidence import Refused

    def look(content: bytes) -> None:
        try:
            scan(content, {1: "scaled"})
        except Refused:
            return

    assert grows(lambda n: SHEET + XML[name](n), look, 20_000, 100_000) < SLOWER


def test_headings_formats_and_merges_take_time_by_their_number(books: list[Workbook]) -> None:
    def wide(n: int) -> Sheet:
        return Sheet("S", [["STT", *(f"Cột lạ {i}" for i in range(n))], *[["x"] * n] * 5])

    def crowded(n: int) -> Sheet:
        return Sheet("S", [r for i in range(n) for r in ([*HEADER], [1, "a"], [2, f"b{i}"])])

    def formatted(n: int) -> list[Workbook]:
        places = {(row, column): "scaled" for row in range(10, n) for column in range(30)}
        rows = [household(i) for i in range(n)]
        merges = tuple((row, 27, row, 28) for row in range(10, n))
        return [
            replace(b, sheets=tuple(replace(_filled(s, rows), tags=places, merges=merges) for s in b.sheets))
            for b in books if any(s.name == "DS hộ nghèo" for s in b.sheets)
        ]  # fmt: skip

    assert grows(wide, parts, 60, 300) < SLOWER
    assert grows(crowded, parts, FEW, MANY) < SLOWER
    assert grows(formatted, gather, FEW, MANY) < SLOWER


def test_a_sheet_of_more_tables_than_anybody_makes_is_named_and_not_read(
    books: list[Workbook],
) -> None:
    book = next(b for b in books if any(s.name == "DS hộ nghèo" for s in b.sheets))
    table = next(s for s in book.sheets if s.name == "DS hộ nghèo").rows[:10]
    rows: Rows = [
        row for i in range(MOST + 1) for row in ([f"BẢNG CỦA TỔ SỐ {i}"], *table, household(i))
    ]
    many = Workbook("Lạ.xlsx", "h", (Sheet("Nhiều bảng", rows), *book.sheets))
    found = [f for f in gather([many]).findings if f.sheet == "Nhiều bảng"]
    assert [f.rule for f in found] == ["sheet.crowded"]
