"""The households of a place: who is listed, who left, what each still needs, since when it waits."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dashboard.data import Data
from dashboard.measure.households import LEFT, Line, lines
from dashboard.measure.needs import need_of
from dashboard.measure.oldest import in_lists, waited
from dashboard.measure.trace import recomputed
from dashboard.measure.wishes import EVERYBODY, HELP, Wish, chosen
from tests.small import COMMUNE, data, rows, territory

SUMMARY = """
commune_code hamlet_code review_year households poor_households near_poor_households
29221        H1          2024        50         4               2
29221        H2          2024        50         1               1
29221        H1          2025        50         3               1
29221        H2          2025        50         1               1
"""
# A asks for a loan in both years; B got it in between and asks again; C is new; D left; E moved from H1;
# F says that it needs nothing; G asks for what no support answers; H is in no list of 2025
REVIEWED = """
household_id hamlet_code review_year status    needs   b1_score d01_employment d04_insurance
A            H1          2024        poor      loan    90       1              0
B            H1          2024        poor      loan    80       1              1
D            H1          2024        near_poor job     120      0              1
E            H1          2024        poor      housing 70       1              1
H            H1          2024        near_poor loan    125      0              0
A            H1          2025        poor      loan    95       1              1
B            H1          2025        poor      loan    85       0              1
C            H1          2025        near_poor housing 110      0              1
D            H1          2025        not_poor  -       150      -              -
E            H2          2025        poor      housing 70       1              1
F            H1          2025        poor      none    60       1              1
G            H2          2025        near_poor land    100      0              1
"""
SUPPORT = """
household_id event_date kind    value_vnd funder
B            2025-03-01 credit  5         -
C            2025-12-20 housing 5         -
A            2025-12-30 gift    -         -
"""
HOMES = """
household_id hamlet_code
A            H1
B            H1
C            H1
D            H1
E            H2
F            H1
G            H2
H            H1
"""
TODAY = date(2025, 12, 31)
PLACE = {"source_file": "f", "source_sheet": "s", "commune_code": COMMUNE}


def small(support: str = SUPPORT) -> Data:
    """A build of two reviews, every row with its own cell."""
    made = data(review_summary=SUMMARY, household=HOMES)
    listed = [
        {**row, **PLACE, "source_row": n, "review_round": "annual",
         "review_date": date(row["review_year"], 12, 10),
         "needs": row["needs"].split("+") if row["needs"] else None}
        for n, row in enumerate(rows(REVIEWED), start=1)
    ]  # fmt: skip
    heads = [{**row, "head_name": f"Lê Văn Mẫu {row['household_id']}"} for row in listed]
    given = [{**row, **PLACE, "source_row": n} for n, row in enumerate(rows(support), start=50)]
    made.tables.update(
        household_review=tuple(listed), support_event=tuple(given), household_head=tuple(heads)
    )
    return made


def found(hamlet: str = "", year: int = 2025, made: Data | None = None) -> dict[str, Line]:
    made = made or small()
    return {line.id: line for line in lines(made, territory(made), year, TODAY, hamlet)}


def test_who_is_in_the_list_of_the_year_has_its_status_and_who_was_in_one_before_has_left() -> None:
    shown = {name: line.status for name, line in found("H1").items()}
    assert shown == {
        "A": "poor", "B": "poor", "F": "poor", "C": "near_poor", "D": LEFT, "H": LEFT,
    }  # fmt: skip


def test_a_household_that_moved_is_where_it_lives_and_has_not_left() -> None:
    assert "E" not in found("H1")
    assert found("H2")["E"].status == "poor"
    assert found("H1", 2024)["E"].status == "poor"


def test_the_office_has_its_order_by_hamlet_and_then_as_in_the_lists_and_who_left_comes_last() -> (
    None
):
    assert list(found()) == ["A", "B", "F", "C", "H", "D", "E", "G"]


def test_a_hamlet_without_a_list_of_the_year_says_of_nobody_that_they_left() -> None:
    made = small()
    kept = tuple(
        r
        for r in made.rows("household_review")
        if (r["hamlet_code"], r["review_year"]) != ("H1", 2025)
    )
    made.tables["household_review"] = kept
    assert found("H1", made=made) == {}


def test_a_need_waits_since_the_first_of_the_reviews_at_which_it_was_named_year_after_year() -> (
    None
):
    shown = found()
    assert shown["A"].days == (TODAY - date(2024, 12, 10)).days  # named twice, never answered
    assert shown["B"].days == 21  # answered in between, named again
    assert shown["C"].days is None  # answered since
    assert shown["E"].days == (TODAY - date(2024, 12, 10)).days  # also where it lived before
    assert shown["F"].days is shown["G"].days is None


def test_a_year_without_the_household_ends_the_wait() -> None:
    made = small()
    for row in made.tables["household_review"]:
        if row["review_year"] == 2024:
            row |= {"review_year": 2023, "review_date": date(2023, 12, 10)}
    assert found(made=made)["A"].days == 21


@pytest.mark.parametrize(
    ("wish", "shown"),
    [
        (Wish(), "ABFCEG"),
        (Wish(status=LEFT), "HD"),
        (Wish(status=EVERYBODY), "ABFCHDEG"),
        (Wish(help="waiting"), "ABE"),
        (Wish(help="nothing"), "ABE"),
        (Wish(help="given"), "C"),
        (Wish(help="asked"), "ABCEG"),
        (Wish(help="unmatched"), "G"),
        (Wish(help="unsaid"), ""),
        (Wish(need="housing"), "CE"),
        (Wish(need="housing", help="waiting"), "E"),
        (Wish(lack="d01_employment"), "AFE"),
        (Wish(status="near_poor", lack="d04_insurance"), "CG"),
    ],
)
def test_what_somebody_wants_to_see_is_what_is_listed(wish: Wish, shown: str) -> None:
    assert "".join(line.id for line in chosen(found().values(), wish, "office")) == shown


def test_the_households_behind_a_total_are_as_many_as_it_says() -> None:
    made = small()
    place = territory(made)
    shown = lines(made, place, 2025, TODAY)
    for code in ("", "loan", "housing"):
        total = need_of(made, place, 2025, TODAY, code)
        for name, figure in (
            ("asked", total.asked),
            ("given", total.given),
            ("nothing", total.open),
        ):
            wish = Wish(need=code, help=name)
            assert len(chosen(shown, wish, "office")) == figure.value, (code, name)


def test_the_longest_wait_is_first_and_other_orders_are_offered() -> None:
    shown = found().values()
    assert [line.id for line in chosen(shown, Wish(), "longest")][:3] == ["A", "E", "B"]
    assert [line.id for line in chosen(shown, Wish(), "b1")][:2] == ["C", "G"]
    assert next(iter(chosen(shown, Wish(), "lacking"))).id == "A"


def test_without_a_list_of_support_nobody_is_said_to_wait() -> None:
    shown = found(made=small("household_id event_date kind value_vnd funder"))
    assert {line.unknown for line in shown.values() if line.asked} == {"no_support_list"}
    for help_ in set(HELP) - {"asked", "unmatched", "unsaid"}:
        assert not chosen(shown.values(), Wish(help=help_), "office")


def test_how_many_are_listed_and_how_long_the_oldest_waits_come_from_their_cells() -> None:
    made = small()
    place = territory(made)
    listed, oldest = in_lists(made, place, 2025), waited(made, place, 2025, TODAY)
    assert (listed.value, len(listed.terms)) == (6, 6)
    assert (oldest.value, len(oldest.terms)) == (386, 2)
    assert recomputed(listed) == listed.value
    assert recomputed(oldest) == oldest.value
    assert in_lists(made, place, 2023).reason == "no_review"
    late = waited(made, place, 2025, date(2025, 12, 1))
    assert (late.value, late.reason) == (None, "before_review")


def test_when_everything_is_answered_nothing_waits() -> None:
    everything = """
household_id event_date kind    value_vnd funder
A            2025-12-20 credit  5         -
B            2025-12-20 credit  5         -
C            2025-12-20 housing 5         -
E            2025-12-20 housing 5         -
"""
    made: Any = small(everything)
    oldest = waited(made, territory(made), 2025, TODAY)
    assert (oldest.value, oldest.reason) == (None, "none_open")
