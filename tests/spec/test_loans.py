"""What came back of what was due, early money apart; sums that went on (DOMAIN 8.11)."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.blocks.credit import (
    age_table,
    balance_table,
    due_table,
    headline,
    summary,
)
from dashboard.blocks.untold import unclear, unplaced_note
from dashboard.data import Data
from dashboard.measure.lending import ages, chains
from dashboard.measure.loans import loans
from dashboard.measure.recovery import recovery
from dashboard.measure.story import story
from dashboard.measure.territory import territories
from dashboard.measure.trace import recomputed
from dashboard.measure.unclear import gaps, told_until
from dashboard.view import View, view_of
from dashboard.words import percent
from tests.small import PLACES, data, territory

TODAY = date(2025, 12, 31)
DUE, LATER = "2025-06-30", "2027-06-30"
LEDGER = (
    "loan_code household_id lender programme purpose principal_vnd disbursed_date due_date"
    " refunded_from_loan_code source_file source_sheet source_row"
)
PAID = "loan_code paid_date principal_vnd source_file source_sheet source_row"


def ledger(lent: list[tuple[str, str, int, str, str]], paid: list[tuple[str, str, int]]) -> Data:
    """Loans (code, household, đồng, due, passed on from) and repayments (code, day, đồng)."""
    given = [
        f"{code} {home} revolving_fund - - {vnd} 2022-03-01 {due} {before} f s {row}"
        for row, (code, home, vnd, due, before) in enumerate(lent, start=9)
    ]
    back = [f"{code} {day} {vnd} f t {row}" for row, (code, day, vnd) in enumerate(paid, start=8)]
    homes = ["household_id hamlet_code", *dict.fromkeys(f"{home} H1" for _, home, *_ in lent)]
    return data(
        loan="\n".join([LEDGER, *given]),
        loan_repayment="\n".join([PAID, *back]),
        household="\n".join(homes),
    )


def ten(times: int = 1) -> Data:
    """Ten loans of 7.5 million, six of them due; 40.5 million came back of those, 7.5 early."""
    lent = [
        (f"V{n}", f"B{n}", 7_500_000, DUE if n % 10 < 6 else LATER, "-") for n in range(10 * times)
    ]
    paid = [
        (f"V{n}", "2025-05-05", 7_500_000 if n % 10 != 5 else 3_000_000)
        for n in range(10 * times)
        if n % 10 < 7
    ]
    return ledger(lent, paid)


def test_early_money_is_no_part_of_what_came_back_of_the_due() -> None:
    found = ten()
    book = recovery(found, territory(found), TODAY)
    assert (book.due_back.value, book.due.value) == (40_500_000, 45_000_000)
    assert book.early.value == 7_500_000
    assert (book.repaid.value, book.advanced.value) == (48_000_000, 75_000_000)
    assert (book.outstanding.value, book.overdue.value) == (27_000_000, 4_500_000)


def test_of_forty_loans_90_percent_of_the_due_and_64_percent_of_all_came_back() -> None:
    found = ten(times=4)
    book = recovery(found, territory(found), TODAY)
    assert percent("vi", float(book.due_rate.value or 0), 0) == "90%"
    assert percent("vi", float(book.total_rate.value or 0), 0) == "64%"


@pytest.mark.parametrize(
    ("times", "due", "every"), [(1, "few_loans", "few_loans"), (2, "few_loans", ""), (4, "", "")]
)
def test_a_rate_over_fewer_than_twenty_loans_is_not_given(times: int, due: str, every: str) -> None:
    found = ten(times)  # six of ten are due
    book = recovery(found, territory(found), TODAY)
    assert (book.due_rate.reason, book.total_rate.reason) == (due, every)
    shown = headline(view_of(found, "vi", False, {"asof": "2025-12-31"}))  # type: ignore[arg-type]
    assert "Đã đến hạn" in shown
    assert ("90,00%" in shown) == (due == "")


def test_ten_households_whose_money_went_on_to_five_others_turn_it_one_and_a_half_times() -> None:
    first = [(f"V{n}", f"B{n}", 5, DUE, "-") for n in range(10)]
    onward = [(f"W{n}", f"C{n}", 5, LATER, f"V{n}") for n in range(5)]
    found = ledger([*first, *onward], [])
    assert recovery(found, territory(found), TODAY).turnover.value == 1.5


def test_what_happens_after_the_day_does_not_count() -> None:
    found = ledger([("V1", "B1", 9, DUE, "-")], [("V1", "2026-01-05", 9)])
    (loan,) = loans(found, territory(found), TODAY)
    assert (loan.owed, loan.state) == (9, "overdue")
    (loan,) = loans(found, territory(found), date(2026, 1, 5))
    assert (loan.owed, loan.state) == (0, "repaid")


def test_a_loan_paid_back_before_its_day_is_early() -> None:
    found = ledger([("V1", "B1", 9, LATER, "-")], [("V1", "2025-01-05", 9)])
    (loan,) = loans(found, territory(found), TODAY)
    assert loan.state == "early"


def test_overdue_loans_stand_in_the_age_that_they_have() -> None:
    days = ["2025-12-30", "2025-12-01", "2025-11-30", "2025-10-02", "2025-10-01"]
    found = ledger([(f"V{d}", f"B{d}", 9, d, "-") for d in [*days, "2025-12-31"]], [])
    counts = {name: number.value for name, number, _ in ages(found, territory(found), TODAY)}
    assert counts == {"1-30": 2, "31-60": 1, "61-90": 1, "over-90": 1}


def test_one_sum_that_went_through_three_households_is_one_chain() -> None:
    lent = [("V1", "B1", 9, DUE, "-"), ("V2", "B2", 9, DUE, "V1"), ("V3", "B3", 9, LATER, "V2"),
            ("V4", "B4", 9, LATER, "-"), ("V5", "B5", 9, LATER, "V9")]  # fmt: skip
    found = ledger(lent, [])
    (way,) = chains(loans(found, territory(found), TODAY))
    assert [loan.row["loan_code"] for loan in way] == ["V1", "V2", "V3"]


def test_a_ledger_that_goes_in_a_circle_ends() -> None:
    lent = [("V1", "B1", 9, DUE, "V3"), ("V2", "B2", 9, DUE, "V1"), ("V3", "B3", 9, LATER, "V2")]
    found = ledger(lent, [])
    assert len(chains(loans(found, territory(found), TODAY))) <= 1


def at_home(hamlet: str | None, places: str = PLACES) -> Data:
    """One loan of 9 đồng, of a household that lives there."""
    found = ledger([("V1", "B1", 9, DUE, "-")], [])
    home = {"household_id": "B1", "hamlet_code": hamlet}
    return Data("x", dict(found.tables, household=(home,), place=data(places=places).rows("place")))


OTHER = "X Thí-Dụ commune 86 2021-01-01 - -\nZ Ba hamlet X 2021-01-01 - -"


def test_a_loan_of_another_commune_is_not_of_this_one() -> None:
    elsewhere = at_home("Z", f"{PLACES.strip()}\n{OTHER}")
    assert loans(elsewhere, territory(elsewhere), TODAY) == ()


@pytest.mark.parametrize("hamlet", [None, "H9"])
def test_a_loan_of_no_known_hamlet_is_of_the_only_commune_and_of_none_of_several(
    hamlet: str | None,
) -> None:
    alone = at_home(hamlet)
    assert recovery(alone, territory(alone), TODAY).outstanding.value == 9
    (view,) = (view_of(alone, "en", False, {"asof": "2025-12-31"}),)
    assert view is not None
    assert (unplaced_note(view), ">V1<br>" in due_table(view)) == ("", True)
    shared = at_home(hamlet, f"{PLACES.strip()}\n{OTHER}")
    for place in territories(shared):
        assert loans(shared, place, TODAY) == ()
        other = view_of(shared, "en", False, {"asof": "2025-12-31", "commune": place.code})
        assert other is not None
        assert "hamlet is not known and counts in no commune: V1" in unplaced_note(other)


def test_where_the_ledger_ends_before_the_day_its_own_day_stands_beside_every_balance() -> None:
    found = ledger([("V1", "B1", 9, DUE, "-")], [("V1", "2025-09-30", 4)])
    view = view_of(found, "vi", False, {"asof": "2025-12-12"})
    assert view is not None
    assert "Sổ chỉ ghi đến ngày 30/09/2025" in headline(view)
    assert summary(view).count("theo sổ đến ngày 30/09/2025") == 3
    for shown in (due_table(view), age_table(view), balance_table(view)):
        assert "theo sổ đến ngày 30/09/2025" in shown
    same = view_of(found, "vi", False, {"asof": "2025-09-30"})
    assert same is not None
    assert "theo sổ đến" not in summary(same) and "Sổ chỉ ghi" not in headline(same)


@pytest.mark.parametrize(
    ("sheet", "said", "day"),
    [
        ("2025-11-30", [], date(2025, 11, 30)),
        ("2026-02-28", [], TODAY),
        (None, ["V1 2025-11-30 9 0 0"], date(2025, 9, 30)),
        (None, ["V1 2025-11-30 9 0 0", "V2 2025-10-31 9 0 0"], date(2025, 10, 31)),
    ],
)
def test_the_ledger_goes_as_far_as_its_sheet_or_as_the_bank_has_said_of_every_loan(
    sheet: str | None, said: list[str], day: date
) -> None:
    lent = [("V1", "B1", 9, DUE, "-"), ("V2", "B2", 9, DUE, "-")]
    found = ledger(lent, [("V1", "2025-09-30", 4)])
    for row in found.tables["loan"]:
        row["as_of_date"] = date.fromisoformat(sheet) if sheet else None
    found = stated(found, *said) if said else found
    assert told_until(found, territory(found), TODAY) == day
    assert told_until(found, territory(found), date(2022, 2, 1)) is None


STATED = (
    "loan_code as_of_date in_term_vnd overdue_vnd frozen_vnd source_file source_sheet source_row"
)


def stated(found: Data, *lines: str) -> Data:
    """The same ledger with lines of a bank's statement: code, day, in term, overdue, frozen."""
    said = [f"{line} f bank {row}" for row, line in enumerate(lines, start=5)]
    made = data(loan_statement="\n".join([STATED, *said]))
    return Data("stated", found.tables | {"loan_statement": made.rows("loan_statement")})


def test_what_the_bank_says_is_owed_counts_and_repayments_after_it() -> None:
    one = ledger([("N1", "A", 30_000_000, LATER, "-")],
                 [("N1", "2024-01-01", 1_000_000), ("N1", "2025-11-01", 2_000_000)])  # fmt: skip
    found = stated(one, "N1 2025-09-30 20000000 3000000 0")
    book = recovery(found, territory(found), TODAY)
    assert book.outstanding.value == 21_000_000
    assert book.repaid.value == 9_000_000
    assert recomputed(book.outstanding) == 21_000_000
    assert (book.overdue.value, book.frozen.value) == (3_000_000, 0)
    before = recovery(found, territory(found), date(2025, 9, 29))
    assert (before.outstanding.value, before.frozen.reason) == (29_000_000, "no_statement")


def test_frozen_debt_is_owed_and_not_overdue() -> None:
    one = ledger([("N1", "A", 30_000_000, DUE, "-"), ("N2", "B", 5_000_000, DUE, "-")], [])
    found = stated(one, "N1 2025-12-31 0 4000000 10000000", "N2 2025-12-31 0 0 5000000")
    book = recovery(found, territory(found), TODAY)
    assert (book.outstanding.value, book.overdue.value) == (19_000_000, 4_000_000)
    assert (book.frozen.value, recomputed(book.frozen)) == (15_000_000, 15_000_000)
    assert recomputed(book.overdue) == 4_000_000
    states = {loan.row["loan_code"]: loan.state for loan in loans(found, territory(found), TODAY)}
    assert states == {"N1": "overdue", "N2": "frozen"}


def test_what_only_the_bank_calls_overdue_has_no_days() -> None:
    one = ledger([("N1", "A", 30_000_000, LATER, "-"), ("N2", "B", 5_000_000, DUE, "-")], [])
    found = stated(one, "N1 2025-12-31 20000000 3000000 0")
    groups = {name: (n.value, vnd.value) for name, n, vnd in ages(found, territory(found), TODAY)}
    assert groups["unknown"] == (1, 3_000_000)
    assert groups["over-90"] == (1, 5_000_000)
    assert sum(vnd for _, vnd in groups.values() if vnd) == 8_000_000
    assert recovery(found, territory(found), TODAY).overdue.value == 8_000_000


def test_the_latest_statement_of_the_day_counts() -> None:
    one = ledger([("N1", "A", 30_000_000, LATER, "-")], [])
    found = stated(one, "N1 2025-12-31 5000000 0 0", "N1 2025-06-30 20000000 0 0")
    for day, owed in ((TODAY, 5_000_000), (date(2025, 7, 1), 20_000_000)):
        assert recovery(found, territory(found), day).outstanding.value == owed


def test_a_statement_that_does_not_say_what_is_owed_counts_for_nothing() -> None:
    one = ledger([("N1", "A", 30_000_000, LATER, "-")], [("N1", "2024-01-01", 1_000_000)])
    for line in ("N1 2025-12-31 - - -", "N1 2025-12-31 5000000 - -", "N1 2025-12-31 - 0 -"):
        found = stated(one, line)
        (loan,) = loans(found, territory(found), TODAY)
        assert (loan.owed, loan.state, loan.stated) == (29_000_000, "open", None), line
        assert recovery(found, territory(found), TODAY).frozen.reason == "no_statement"
    earlier = stated(one, "N1 2025-12-31 - - -", "N1 2025-06-30 20000000 0 -")
    (loan,) = loans(earlier, territory(earlier), TODAY)
    assert loan.owed == 20_000_000


def test_a_loan_paid_back_before_its_day_is_early_when_the_bank_says_so_too() -> None:
    one = ledger([("N1", "A", 9, LATER, "-")], [("N1", "2025-01-05", 9)])
    found = stated(one, "N1 2025-12-31 0 0 0")
    (loan,) = loans(found, territory(found), TODAY)
    assert (loan.owed, loan.state) == (0, "early")


def test_the_page_of_a_household_owes_what_the_ledger_owes() -> None:
    one = ledger([("N1", "A", 30_000_000, LATER, "-")],
                 [("N1", "2024-01-01", 1_000_000), ("N1", "2025-11-01", 2_000_000)])  # fmt: skip
    found = stated(one, "N1 2025-09-30 20000000 3000000 0")
    (loan,) = loans(found, territory(found), TODAY)
    shown = story(found, territory(found), "A", TODAY)
    assert shown is not None
    assert [one.owed for one in shown.loans] == [loan.owed] == [21_000_000]
    repaid = [one.day for one in shown.happenings if one.kind == "repaid"]
    assert repaid == [date(2024, 1, 1), date(2025, 11, 1)]


def book(*lines: str) -> View:
    """The page of a ledger: loans with sum, day, due date (`-`: not written), and one repayment."""
    lent = [f"{line} - f s {row}" for row, line in enumerate(lines, start=9)]
    homes = ["household_id hamlet_code", *(f"B{n} H1" for n in range(len(lines)))]
    head = LEDGER.replace("lender programme purpose ", "lender purpose ")
    found = view_of(
        data(
            loan="\n".join([head, *lent]), household="\n".join(homes),
            loan_repayment=f"{PAID}\nV0 - 3 f t 8",
        ),
        "en", False, {"asof": str(TODAY)},
    )  # fmt: skip
    assert found is not None
    return found


def test_what_a_ledger_does_not_say_is_counted_and_named_and_never_0() -> None:
    view = book(
        f"V0 B0 vbsp - 9 2022-03-01 {DUE}", f"V1 B1 vbsp - 9 - {DUE}",
        f"V2 B2 vbsp - - 2022-03-01 {DUE}", "V3 B3 vbsp - 9 2022-03-01 -",
    )  # fmt: skip
    found = gaps(view.data, view.territory, TODAY)
    assert {name: codes for name, (_, codes) in found.items()} == {
        "no_day": ("V1",), "no_sum": ("V2",), "no_due": ("V3",), "no_repayment": ("V0",),
    }  # fmt: skip
    money = recovery(view.data, view.territory, TODAY)
    assert (money.outstanding.value, money.overdue.value) == (9, 0)  # of V3 alone
    states = [loan.state for loan in loans(view.data, view.territory, TODAY)]
    assert states == ["unclear", "unclear", "no_due"]
    shown = headline(view)
    assert "No loan is overdue" not in shown
    assert all(f": {code}." in shown for code in ("V0", "V1", "V2", "V3"))
    assert "what is owed is not known" in due_table(view)


def test_of_a_whole_ledger_no_gap_is_told() -> None:
    view = book(f"V1 B0 vbsp - 9 2022-03-01 {LATER}")
    assert unclear(view) == ""
    assert "No loan is overdue" in headline(view)
