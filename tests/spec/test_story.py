"""One household through the years: gaps stay gaps, deprivations come and go, heads change, money is owed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dashboard.blocks.dated import date_table
from dashboard.data import Data
from dashboard.draw.household import lifeline
from dashboard.measure.story import Story, story
from dashboard.view import view_of
from tests.small import COMMUNE, data, rows, territory

SUMMARY = """
commune_code hamlet_code review_year households
29221        H1          2022        50
29221        H1          2023        50
29221        H1          2024        50
29221        H1          2025        50
"""
REVIEWED = """
household_id hamlet_code review_year status   members d01_employment d04_insurance d09_water
A            H1          2022        poor     4       1              0             1
A            H1          2024        poor     4       1              1             0
A            H1          2025        not_poor 5       -              -             -
B            H1          2023        poor     2       1              1             1
"""
HEADS = """
household_id hamlet_code review_year head_name
A            H1          2022        Lê-Văn-Mẫu
A            H1          2024        Lê-Văn-Mẫu
A            H1          2025        Trần-Thị-Mẫu
"""
LOANS = """
loan_code household_id principal_vnd disbursed_date due_date   lender purpose
V1        A            10            2023-05-01     2025-06-01 vbsp   heo
V2        A            20            2025-12-20     2027-06-01 vbsp   bò
V3        B            30            2023-05-01     2025-06-01 vbsp   gà
"""
PAID = """
loan_code paid_date  principal_vnd
V1        2024-05-01 4
V1        2026-05-01 6
"""
TODAY = date(2025, 12, 31)
PLACE = {"source_file": "f", "source_sheet": "s"}


def small() -> Data:
    made = data(review_summary=SUMMARY)
    for name, drawing in {
        "household_review": REVIEWED, "household_head": HEADS, "loan": LOANS, "loan_repayment": PAID,
    }.items():  # fmt: skip
        found = [{**row, **PLACE, "source_row": n} for n, row in enumerate(rows(drawing), start=1)]
        for row in found:
            if "review_year" in row:
                day = date(row["review_year"], 12, 10)
                row |= {"commune_code": COMMUNE, "review_round": "annual", "review_date": day}
            for name_ in ("d01_employment", "d04_insurance", "d09_water"):
                if name_ in row and row[name_] is not None:
                    row[name_] = bool(row[name_])
        made.tables[name] = tuple(found)
    made.tables["household"] = tuple(
        {"household_id": name, "hamlet_code": "H1"} for name in ("A", "B")
    )
    made.tables["household_link"] = (
        {"household_id": "A", "review_year": 2024, "basis": "name_birth_hamlet", "score": 1.0},
    )
    for name in ("household_movement", "support_event", "visit", "livelihood_participant"):
        made.tables[name] = ()
    return made


def told(made: Data, household: str = "A", today: date = TODAY) -> Story:
    found = story(made, territory(made), household, today)
    assert found is not None
    return found


def test_a_year_in_which_no_list_tells_of_the_household_is_unknown() -> None:
    shown = [(step.year, step.status) for step in told(small()).steps]
    assert shown == [(2022, "poor"), (2023, ""), (2024, "poor"), (2025, "not_poor")]


def test_deprivations_are_compared_with_the_last_review_that_says_of_them() -> None:
    by_year = {step.year: (step.gained, step.lost) for step in told(small()).steps}
    assert by_year[2022] == (None, None)
    assert by_year[2024] == (("d04_insurance",), ("d09_water",))
    assert by_year[2025] == (None, None)  # the list of those who left does not say


def test_a_new_head_is_told_with_the_one_before_and_a_link_with_its_basis() -> None:
    steps = {step.year: step for step in told(small()).steps}
    assert [step.before for step in steps.values()] == ["", "", "", "Lê-Văn-Mẫu"]
    assert steps[2024].link is not None
    assert steps[2024].link["basis"] == "name_birth_hamlet"


def test_a_loan_stands_as_it_was_on_the_day_that_is_looked_at() -> None:
    first = next(loan for loan in told(small()).loans if loan.row["loan_code"] == "V1")
    assert (first.owed, first.state) == (6, "overdue")
    later = told(small(), today=date(2026, 6, 1))
    assert [loan.owed for loan in later.loans] == [0, 20]
    shown = [(one.kind, one.day) for one in told(small()).happenings]
    assert shown == [
        ("loan", date(2023, 5, 1)), ("repaid", date(2024, 5, 1)), ("due", date(2025, 6, 1)),
        ("loan", date(2025, 12, 20)), ("due", date(2027, 6, 1)),
    ]  # fmt: skip


def drawn_years(made: Data, household: str = "A") -> list[str]:
    """The years that the chart of a household has room for."""
    shown = view_of(made, "vi", False, {"asof": TODAY.isoformat()})
    assert shown is not None
    axis = lifeline(shown, told(made, household)).layout.xaxis
    first, last = axis.range
    assert axis.ticktext[0] == str(round(first))
    assert axis.ticktext[-1] == str(round(last) - 1)
    return list(axis.ticktext)


def test_the_chart_has_room_for_all_that_happened_but_not_for_due_dates_far_ahead() -> None:
    made = small()
    given = {"household_id": "A", "kind": "gift", "value_vnd": None, "funder": None, **PLACE}
    made.tables["support_event"] = (
        given | {"event_date": date(2020, 3, 1), "source_row": 1},
        given | {"event_date": date(2021, 3, 1), "source_row": 2},
    )
    assert drawn_years(made) == ["2020", "2021", "2022", "2023", "2024", "2025"]
    made.tables["visit"] = (
        {"household_id": "A", "visit_date": date(2025, 12, 30), "officer_name": "Cán-bộ-Mẫu"},
    )
    later = view_of(made, "vi", False, {"asof": "2026-06-01"})
    assert later is not None
    found = told(made, today=date(2026, 6, 1))
    assert lifeline(later, found).layout.xaxis.ticktext[-1] == "2027", "V2 is due a year on"


def test_a_household_of_regular_reviews_alone_has_a_chart() -> None:
    made = small()
    made.tables["review_summary"] = ()
    made.tables["household_review"] = tuple(
        row | {"review_round": "regular"} for row in made.rows("household_review")
    )
    made.tables["household_head"] = made.tables["loan"] = ()
    assert drawn_years(made, "B") == ["2023"]


def test_nothing_of_another_household_and_nothing_of_one_that_is_not_there() -> None:
    made = small()
    assert {loan.row["loan_code"] for loan in told(made, "B").loans} == {"V3"}
    assert story(made, territory(made), "Z", TODAY) is None
    elsewhere = replace(made, tables=made.tables | {
        "household": ({"household_id": "A", "hamlet_code": "X9"},)})  # fmt: skip
    assert story(elsewhere, territory(elsewhere), "A", TODAY) is None


def test_support_of_which_no_day_is_written_stands_last_on_the_page_of_its_household() -> None:
    line = {"household_id": "A", "event_date": None, "kind": "gift", "value_vnd": 7, "funder": None}
    made = small()
    made.tables["support_event"] = ({**line, **PLACE, "source_row": 9},)
    view = view_of(made, "en", False, {"asof": str(TODAY)})
    assert view is not None
    found = story(made, view.territory, "A", TODAY)
    assert found is not None and len(found.undated) == 1
    last = date_table(view, found).rpartition("<tr")[2]
    assert "—" in last and "7 đồng" in last


def test_a_loan_of_which_it_is_not_written_when_it_was_paid_out_is_named_on_its_household() -> None:
    made = small()
    made.tables["loan"] = tuple(
        row | {"disbursed_date": None} if row["loan_code"] == "V1" else row
        for row in made.rows("loan")
    )
    view = view_of(made, "vi", False, {"asof": str(TODAY)})
    assert view is not None
    last = date_table(view, told(made)).rpartition("<tr")[2]
    for part in ("—", "V1", "10 đồng", "đến hạn 01/06/2025", "chưa ghi ngày giải ngân"):
        assert part in last, part


def test_what_is_owed_is_said_up_to_the_day_that_the_ledger_tells_of() -> None:
    made, late = small(), date(2026, 12, 31)
    view = view_of(made, "vi", False, {"asof": str(late)})
    assert view is not None
    shown = date_table(view, told(made, today=late))
    assert "còn nợ 20 đồng đến 01/05/2026" in shown
    assert "31/12/2026" not in shown.partition("th-note")[0]
