"""A household in two lists of one review, of which one has codes: it is one, or a person is asked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from etl.confirmed import NOTHING, Confirmed, Pair
from etl.corrections import Corrections
from tests.editions import HEAD, book_of
from tests.findings.desk import PLACES, Office, Told
from tests.spec.linkbed import HEADINGS, Row

TITLE = "DANH SÁCH HỘ {} SAU KHI RÀ SOÁT NĂM 2025"
MAIN, LEFT = TITLE.format("NGHÈO, HỘ CẬN NGHÈO"), TITLE.format("THOÁT NGHÈO")
ONE = Row(1, "Lê Văn Mẫu 0001", 1975, "Bãi Vọng", "M-00001")
OTHERS = [Row(n, f"Trần Văn Mẫu {n:04}", 1970 + n, "Bãi Vọng", f"M-{n:05}") for n in range(2, 5)]
Listed = tuple[Row, str]  # a household, and the class that a list says


def told(
    office: Office, folder: Path, coded: list[Listed], plain: list[Listed], *,
    title: str = MAIN, links: Confirmed = NOTHING,
) -> Told:  # fmt: skip
    """What is said of a list with codes and of one without."""
    desk = office.desk((PLACES,), folder / "inbox")
    desk.corrections = Corrections(links=links)
    pages = (("Có mã", MAIN, coded), ("Không mã", title, plain))
    folder.mkdir(exist_ok=True)
    book_of(folder / "made.xlsx", **{name: _sheet(*page) for name, *page in pages})
    desk.write("Danh sách.xlsx", (folder / "made.xlsx").read_bytes())
    return desk.understood()


def _sheet(title: str, rows: list[Listed]) -> list[list[Any]]:
    headings = [*HEADINGS, "Mã hộ"] if any(row.code for row, _ in rows) else HEADINGS
    lines = []
    for number, (row, status) in enumerate(rows, 1):
        cells = row.cells(number)
        scores = {"Hộ nghèo": (110, 30), "Hộ cận nghèo": (110, 10)}.get(status, (160, 10))
        lines.append([*cells[:8], *scores, status, *cells[11:]])
    return [[title], [HEAD], [], headings, *lines]


def households(found: Told) -> int:
    """How many a build counts."""
    return len(found.tables.rows["household"])


def plain(row: Row, **other: Any) -> Row:
    """The same household in a list without codes."""
    return replace(row, code="", **other)


def poor(*rows: Row) -> list[Listed]:
    """A list of the poor."""
    return [(row, "Hộ nghèo") for row in rows]


NO_CODE = {"column.no_code", "review.no_summary"}  # what is said of every inbox here


def rules(found: Told) -> dict[str, str]:
    """What is said besides, and at which cell."""
    return {f.rule: f.cell for f in found.findings if f.rule not in NO_CODE}


@pytest.mark.parametrize(
    "other", [{}, {"digits": "000000000001", "hamlet": "Giồng Mẫu", "members": 7}]
)
def test_who_moved_up_and_stands_among_those_who_left_without_a_code_counts_once(
    other: dict[str, Any], office: Office, tmp_path: Path
) -> None:
    one = replace(ONE, digits=other.get("digits", ""))
    listed = [(one, "Hộ cận nghèo"), *poor(*OTHERS)]
    found = told(office, tmp_path, listed, [(plain(one, **other), "Hộ cận nghèo")], title=LEFT)
    assert (households(found), rules(found)) == (4, {})
    moved = [(r["movement"], r["from_status"]) for r in found.tables.rows["household_movement"]]
    assert moved == [("to_near_poor", "poor")]


@pytest.mark.parametrize(
    ("status", "title", "rule"),
    [
        ("Hộ nghèo", MAIN, "household.twice"),
        ("Hộ cận nghèo", MAIN, "household.two_classes"),
        ("Hộ không nghèo", LEFT, "household.two_classes"),
    ],
)
def test_whoever_stands_in_two_lists_that_exclude_each_other_is_told_and_counts_once(
    status: str, title: str, rule: str, office: Office, tmp_path: Path
) -> None:
    found = told(office, tmp_path, poor(ONE, *OTHERS), [(plain(ONE), status)], title=title)
    assert (households(found), list(rules(found))) == (4, [rule])
    sheets = {s["sheet"]: s for s in found.report["files"][-1]["sheets"]}
    assert sheets["Không mã"]["rows_quarantined"] == 1
    for sheet in sheets.values():
        parts = (sheet[f"rows_{part}"] for part in ("loaded", "quarantined", "other"))
        assert sheet["rows_in"] == sum(parts)


@pytest.mark.parametrize(
    ("mine", "other", "reason"),
    [
        ({"digits": "000000000001"}, {"digits": "000000000002"}, "same_person"),
        ({}, {"members": 6}, "same_person"),
        ({}, {"born": None}, "birth"),
        ({"digits": "000000000001"}, {"digits": "000000000001", "name": "Ngô Văn Mẫu 0009"}, "number"),
    ],
)  # fmt: skip
def test_where_something_speaks_against_it_both_count_and_a_person_is_asked(
    mine: dict[str, Any], other: dict[str, Any], reason: str, office: Office, tmp_path: Path
) -> None:
    one = replace(ONE, **mine)
    lists = poor(one, *OTHERS), [(plain(one, **other), "Hộ cận nghèo")]
    found = told(office, tmp_path / "a", *lists)
    asked = found.tables.rows["household_suggestion"]
    assert (households(found), [row["reason"] for row in asked]) == (5, [reason])
    assert [(row["earlier_year"], row["review_year"]) for row in asked] == [(2025, 2025)]
    pair = (asked[0]["earlier_household_id"], asked[0]["household_id"])
    for same, number, offered in ((True, 4, 0), (False, 5, 0)):
        links = Confirmed((Pair(*pair, same=same),))
        said = told(office, tmp_path / str(same), *lists, links=links)
        assert (households(said), len(said.tables.rows["household_suggestion"])) == (
            number,
            offered,
        )


def test_namesakes_are_neither_joined_nor_asked_about(office: Office, tmp_path: Path) -> None:
    other = plain(ONE, born=1990)
    found = told(office, tmp_path, poor(ONE, *OTHERS), [(other, "Hộ cận nghèo")])
    assert (households(found), found.tables.rows["household_suggestion"]) == (5, [])


def test_of_two_namesakes_with_codes_nobody_guesses_which_is_meant(
    office: Office, tmp_path: Path
) -> None:
    twin = replace(ONE, code="M-00009")
    found = told(office, tmp_path, poor(ONE, twin), [(plain(ONE), "Hộ cận nghèo")])
    asked = {row["earlier_household_id"] for row in found.tables.rows["household_suggestion"]}
    assert (households(found), len(asked)) == (3, 2)
