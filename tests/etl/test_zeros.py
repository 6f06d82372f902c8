"""A row of 0 is said of the hamlets that a list is about, and of no other."""

from __future__ import annotations

from datetime import date
from typing import Any

from etl.relate.counts import add
from etl.relate.places import Places
from tests.small import rows

#: 11 and 12 were commune A, 21 and 22 were commune B; all are M since July.
PLACES = """
place_code name  level   parent_code valid_from valid_to   successor_code
11         Một   hamlet  A           2021-01-01 2025-06-30 11
12         Hai   hamlet  A           2021-01-01 2025-06-30 12
20         Ba    hamlet  B           2021-01-01 2025-06-30 21
22         Bốn   hamlet  B           2021-01-01 2025-06-30 22
11         Một   hamlet  M           2025-07-01 -          -
12         Hai   hamlet  M           2025-07-01 -          -
21         Ba    hamlet  M           2025-07-01 -          -
22         Bốn   hamlet  M           2025-07-01 -          -
A          A     commune 1           2021-01-01 2025-06-30 M
B          B     commune 1           2021-01-01 2025-06-30 M
M          M     commune 1           2025-07-01 -          -
"""
REVIEWED = """
hamlet_code poor_households near_poor_households
11          3               0
12          0               0
21          -               2
22          0               0
"""
AT = {"commune_code": "M", "review_year": 2025, "review_round": "annual",
      "review_date": date(2025, 12, 10)}  # fmt: skip


def texts(drawing: str) -> list[dict[str, Any]]:
    """Rows of a drawing in which hamlets are codes."""
    coded = ("place_code", "hamlet_code", "successor_code", "household_id", "parent_code")
    return [
        {n: str(v) if n in coded and v is not None else v for n, v in row.items()}
        for row in rows(drawing)
    ]


def counted(**tables: str) -> dict[str, list[dict[str, Any]]]:
    """The tables that are made of these, and of the review."""
    made = {name: texts(text) for name, text in tables.items()}
    made["review_summary"] = [AT | row for row in texts(REVIEWED)]
    for row in made.get("household_movement", []):
        row |= AT
    add(made, Places(texts(PLACES)))
    return made


EVENTS = """
household_id hamlet_code kind    event_date value_vnd source_file source_sheet source_row
x            11          gift    2025-03-01 100       a.xlsx      1            2
y            11          job     2025-03-02 -         a.xlsx      1            3
"""


def supported(events: str) -> set[tuple[Any, ...]]:
    return {
        (row["hamlet_code"], row["kind"], row["households"], row["value_vnd"])
        for row in counted(support_event=events)["support_summary"]
    }


def test_a_list_of_one_former_commune_says_nothing_of_the_other() -> None:
    """And where a kind of support has no value, none was not given for 0 đồng."""
    assert supported(EVENTS) == {
        ("11", "gift", 1, 100), ("12", "gift", 0, 0), ("11", "job", 1, None), ("12", "job", 0, None),
    }  # fmt: skip


def test_a_list_that_names_both_says_0_of_the_hamlets_of_both() -> None:
    more = "z            21          job     2025-03-02 -         a.xlsx      1            4\n"
    found = supported(EVENTS + more)
    assert {hamlet for hamlet, *_ in found} == {"11", "12", "21", "22"}
    assert ("22", "gift", 0, 0) in found
    assert ("21", "job", 1, None) in found


def test_another_list_of_another_year_covers_nothing_of_this_one() -> None:
    more = "z            21          job     2024-03-02 -         b.xlsx      1            2\n"
    assert {hamlet for hamlet, *_ in supported(EVENTS + more)} == {"11", "12", "21"}


MOVES = """
household_id hamlet_code from_status to_status source_file source_sheet source_row
x            11          poor        poor      a.xlsx      1            2
"""


def test_a_hamlet_of_whose_poor_no_list_tells_has_no_0() -> None:
    moved = counted(household_movement=MOVES)["transition_summary"]
    assert {(row["hamlet_code"], row["households"]) for row in moved} == {
        ("11", 1), ("12", 0), ("22", 0),
    }  # fmt: skip
