"""The lines of the official forms: which hamlets and former communes they tell of, and what they add up."""

from __future__ import annotations

from datetime import date
from typing import Any

from etl.official.lacking import lacking, note_of
from etl.official.lines import COLUMNS, COUNTS, cause_lines, movement_lines, summary_lines
from etl.official.places import Place, hamlets_of
from tests import small


def causes(*rows: str) -> dict[str, list[dict[str, Any]]]:
    """Tables of rows such as `11 poor land 3`, each with as many households in the summary."""
    parts = [row.split() for row in rows]
    counts = {(code, f"{group}_households"): int(n) for code, group, _, n in parts}
    return {
        "cause_summary": [
            {"hamlet_code": code, "group": group, "cause": cause, "households": int(n)}
            for code, group, cause, n in parts
        ],
        "review_summary": [
            {"hamlet_code": code} | {
                name: counts.get((code, name)) for name in ("poor_households", "near_poor_households")
            }
            for code in sorted({code for code, *_ in parts})
        ],
    }  # fmt: skip


def told(tables: dict[str, list[dict[str, Any]]], *codes: str) -> list[tuple[str, ...]]:
    """Each row of the form of causes: hamlet, group, size, households that lack land."""
    lines = cause_lines(tables, [Place(code, "Ấp Chung", "") for code in codes])
    names = ("hamlet_code", "group", "group_households", "households|land")
    return [tuple(str(row.get(n, "–")) for n in names) for line in lines for row in line.rows]


def test_two_hamlets_of_one_name_have_each_its_own_causes() -> None:
    tables = causes(
        "11 poor land 3", "11 near_poor land 1", "22 poor land 5", "22 near_poor land 2"
    )
    assert told(tables, "11", "22") == [
        ("Ấp Chung", "Tổng số", "4", "4"), ("Ấp Chung", "poor", "3", "3"),
        ("Ấp Chung", "near_poor", "1", "1"),
        ("Ấp Chung", "Tổng số", "7", "7"), ("Ấp Chung", "poor", "5", "5"),
        ("Ấp Chung", "near_poor", "2", "2"),
        ("–", "Tổng số", "11", "11"), ("–", "poor", "8", "8"), ("–", "near_poor", "3", "3"),
    ]  # fmt: skip


def test_without_the_causes_of_one_group_nothing_is_said_of_both() -> None:
    tables = causes("11 poor land 3", "11 near_poor land 1", "22 poor land 5")
    assert told(tables, "11", "22") == [
        ("Ấp Chung", "Tổng số", "4", "4"), ("Ấp Chung", "poor", "3", "3"),
        ("Ấp Chung", "near_poor", "1", "1"),
        ("Ấp Chung", "Tổng số", "–", "–"), ("Ấp Chung", "poor", "5", "5"),
        ("–", "Tổng số", "–", "–"), ("–", "poor", "8", "8"), ("–", "near_poor", "–", "–"),
    ]  # fmt: skip


#: Hamlet 11 was commune A's; 29 and 30 were M's before it grew; 12 came from 11 by two new names.
RENAMED = """
place_code name  level   parent_code valid_from valid_to   successor_code
A          An    commune 1           2021-01-01 2025-06-30 M
M          Cũ    commune 1           2021-01-01 2025-06-30 M
M          Mới   commune 1           2025-07-01 -          -
H10        Một   hamlet  A           2021-01-01 2025-06-30 H11
H11        Một   hamlet  M           2025-07-01 2026-03-31 H12
H12        Hai   hamlet  M           2026-04-01 2026-06-30 H12
H12        Ba    hamlet  M           2026-07-01 -          -
H29        Tám   hamlet  M           2021-01-01 2025-06-30 H29
H29        Tám   hamlet  M           2025-07-01 -          -
H30        Chín  hamlet  M           2026-01-01 -          -
"""


def test_a_hamlet_that_is_renamed_was_in_the_commune_from_which_it_came() -> None:
    found = hamlets_of(small.rows(RENAMED), ("H12", "H29", "H30"), date(2026, 12, 10))
    assert [(h.name, h.former) for h in found] == [("Ba", "An"), ("Tám", "Cũ"), ("Chín", "")]
    renamed = small.rows("\n".join(line for line in RENAMED.splitlines() if "H10" not in line))
    assert [h.former for h in hamlets_of(renamed, ("H12",), date(2026, 12, 10))] == [""]


COUNTED = dict.fromkeys(COUNTS, 1)


def listed(formers: list[str]) -> list[tuple[Any, str]]:
    """The numbers and names of form 1 for hamlets that were in these communes."""
    hamlets = [Place(str(n), f"Ấp {n}", former) for n, former in enumerate(formers, 1)]
    lines = summary_lines(
        {"review_summary": [COUNTED | {"hamlet_code": h.code} for h in hamlets]}, hamlets
    )
    return [(line.number, line.text or str(line.rows[0]["hamlet_code"])) for line in lines]


def test_the_office_s_order_stays_where_some_hamlets_were_in_no_other_commune() -> None:
    assert listed(["An", "", "An"]) == [
        (1, "Ấp 1"), (2, "Ấp 2"), (3, "Ấp 3"), (None, "TỔNG CỘNG"),
    ]  # fmt: skip


def test_more_than_ten_former_communes_are_numbered() -> None:
    numbers = [number for number, text in listed([f"Cũ {n}" for n in range(14)]) if "CŨ" in text]
    assert numbers[8:] == ["IX", "X", "XI", "XII", "XIII", "XIV"]


def test_a_hamlet_without_a_household_of_a_group_lacks_nothing_of_it() -> None:
    places = [Place(code, name, "") for code, name in (("11", "Một"), ("22", "Hai"))]
    tables = causes("11 poor land 3", "11 near_poor land 1", "22 poor land 5")
    assert [h.name for h in lacking(tables, places, "cause", "near_poor")] == ["Hai"]
    assert note_of(tables, places, "cause").startswith("Ghi chú: chưa có đủ số liệu của Ấp Hai;")
    tables["review_summary"][1]["near_poor_households"] = 0
    assert note_of(tables, places, "cause") == ""


def test_a_movement_form_that_lacks_the_persons_of_a_hamlet_has_a_total_of_households_alone() -> (
    None
):
    places = [Place(code, name, "") for code, name in (("11", "Một"), ("22", "Hai"))]
    moved = [
        {"hamlet_code": code, "group": "poor", "unit": unit} | dict.fromkeys(COLUMNS, 2)
        for code, unit in (("11", "households"), ("11", "persons"), ("22", "households"))
    ]
    summary = [{"hamlet_code": code, "poor_households": 2} for code in ("11", "22")]
    tables = {"review_movement": moved, "review_summary": summary}
    total = movement_lines(tables, places, "poor")[0]
    assert [row.get("opening") for row in total.rows] == [4, None]
    assert "Ấp Hai" in note_of(tables, places, "movement_poor")
    summary[1]["poor_households"] = 0
    assert note_of(tables, places, "movement_poor") == ""
