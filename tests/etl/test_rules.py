"""Every rule fires at its cell, once for one cause, and is silent about clean workbooks."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from etl.check.totals import Page, sheet_relations
from etl.parts import parts
from etl.read.cells import Sheet
from etl.tidy import tidy
from tests.editions import HEAD
from tests.inmemory import Cell, Inbox, spots


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Inbox:
    """Two years of the made-up commune, across its merger."""
    from etl.sample import write_sample

    path = tmp_path_factory.mktemp("rules")
    write_sample(path, from_year=2024)
    return Inbox(path)


def only(folder: Inbox, cell: Cell, to: Any, rule: str, at: Cell | None = None) -> None:
    """Changing the cell gives exactly one finding: this rule, at this cell (or at another)."""
    there = at or cell
    assert spots(folder.say((cell, to))) == [(rule, there.sheet, there.name)]


def test_clean_workbooks_break_no_rule(folder: Inbox) -> None:
    assert folder.say() == []


# --- one household -------------------------------------------------------------------------


def test_v01_b2_is_ten_points_for_each_mark(folder: Inbox) -> None:
    cell = folder.cell("list_poor", "b2_score", where=lambda v: v["b2_score"] == 40)
    only(folder, cell, 50, "household.b2_marks")


def test_v02_b2_goes_in_steps_of_ten(folder: Inbox) -> None:
    only(folder, folder.cell("list_poor", "b2_score"), 35, "household.b2_step")


def test_v03_a_poor_household_has_b1_at_most_140(folder: Inbox) -> None:
    only(folder, folder.cell("list_poor", "b1_score", where=_stayed), 141, "household.b1_rule")


def test_v04_a_near_poor_household_has_b1_at_most_140(folder: Inbox) -> None:
    cell = folder.cell("list_near_poor", "b1_score", where=_stayed)
    only(folder, cell, 141, "household.b1_rule")


def test_v19_a_class_that_its_deprivations_contradict_is_an_error(folder: Inbox) -> None:
    cell = folder.cell("list_poor", "status")
    assert ("household.near_poor_rule", cell.sheet, cell.name) in spots(
        folder.say((cell, "Hộ cận nghèo"))
    )


def test_a_household_that_left_has_b1_over_140(folder: Inbox) -> None:
    cell = folder.cell("list_left", "b1_score", where=lambda v: v["movement"] == "escaped")
    only(folder, cell, 140, "household.b1_left")


def test_poor_to_near_poor_says_the_same_in_both_lists(folder: Inbox) -> None:
    cell = folder.cell("list_left", "b1_score", where=lambda v: v["movement"] == "to_near_poor")
    other = 100 if cell.value != 100 else 99
    only(folder, cell, other, "household.two_lists")


def test_v13_a_code_counts_once_in_a_review(folder: Inbox) -> None:
    first = folder.cell("list_poor", "household", where=_stayed)
    second = folder.cell("list_poor", "household", where=_stayed, nth=1)
    found = folder.say((second, first.value))
    assert ("household.twice", second.sheet, second.name) in spots(found)
    assert [f.severity for f in found if f.rule == "household.twice"] == ["error"]


def test_v18_a_household_stands_in_one_class(folder: Inbox) -> None:
    poor = folder.cell("list_poor", "household", where=_stayed)
    near = folder.cell("list_near_poor", "household", where=_stayed)
    found = spots(folder.say((near, poor.value)))
    assert ("household.two_classes", near.sheet, near.name) in found


@pytest.mark.parametrize(
    ("number", "rule"),
    [("00012345678", "identity.lost_zero"), ("123456789", "identity.digits")],
)
def test_v17_an_id_number_has_twelve_digits_and_is_never_shown(
    number: str, rule: str, folder: Inbox
) -> None:
    cell = folder.cell("list_poor", "household", where=lambda v: v["movement"] == "new", year=2025)
    sheet = folder.sheet("list_poor")
    index = next(f.index for f in sheet.choice.fields if f.column.kind == "identity")
    spot = Cell(cell.file, cell.sheet, cell.row, index, None)
    found = folder.say((spot, number))
    assert spots(found) == [(rule, spot.sheet, spot.name)]
    assert number not in "".join(f.text("vi") + f.found + f.expected for f in found)


@pytest.mark.parametrize("members", [0, 21])
def test_v21_members_are_one_to_twenty(members: int, folder: Inbox) -> None:
    cell = folder.cell("list_poor", "members", where=_stayed)
    assert ("household.members", cell.sheet, cell.name) in spots(folder.say((cell, members)))


def test_an_address_names_the_hamlet_of_its_section(folder: Inbox) -> None:
    cell = folder.cell("list_poor", "address")
    name = folder.cell("review_summary", "hamlet_code", nth=5).value
    only(folder, cell, f"Tổ 1, {str(name).casefold()}", "household.address")


def _stayed(values: dict[str, Any]) -> bool:
    return bool(values["movement"] == "stayed" and not values.get("column"))


# --- one code, one family ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "to", "rule"),
    [
        ("head_name", "Lê Văn Mẫu 9999", "household.other_head"),
        ("identity", "000999999999", "household.other_identity"),
    ],
)
def test_one_code_is_one_family_in_all_years(field: str, to: str, rule: str, folder: Inbox) -> None:
    sheet = folder.sheet("list_poor")
    record = next(r for r in sheet.records if _stayed(r.values))
    index = next(f.index for f in sheet.choice.fields if f.column.field == field)
    cell = Cell(sheet.file, sheet.sheet.name, record.row, index, None)
    found = folder.say((cell, to))
    assert (rule, cell.sheet, cell.name) in spots(found)
    assert to not in "".join(f.found + f.expected for f in found)


def test_a_birth_year_that_changes_is_doubted_in_its_own_column(folder: Inbox) -> None:
    sheet = folder.sheet("list_poor")
    record = next(r for r in sheet.records if _stayed(r.values))
    years = [f.index for f in sheet.choice.fields if f.column.kind == "birth_year"]
    index = next(i for i in years if sheet.sheet.at(record.row, i))
    cell = Cell(sheet.file, sheet.sheet.name, record.row, index, None)
    only(folder, cell, 1911, "household.other_birth")


def test_a_household_that_vanishes_is_named_where_its_row_belongs(folder: Inbox) -> None:
    before = folder.cell("list_poor", "household", year=2024)
    found = [f for f in folder.say((before, "29209-99999")) if f.rule != "household.before"]
    assert {f.rule for f in found} <= {
        "household.other_code",
        "list.vanished",
        "household.unlisted",
    }
    assert found
    assert all(f.found in ("…", "–") or "29209-99999" not in f.found for f in found)


def test_a_mistyped_code_is_one_doubt_at_its_cell(folder: Inbox) -> None:
    named = {
        r.values["household"]
        for s in folder.sheets
        if s.form.form
        in ("loan", "participant_project", "participant_group", "support_event", "visit")
        for r in s.records
    }
    cell = folder.cell(
        "list_poor", "household", where=lambda v: _stayed(v) and v["household"] not in named
    )
    only(folder, cell, "29221-99999", "household.other_code")


# --- forms against each other --------------------------------------------------------------


@pytest.mark.parametrize(
    "field", ["households", "persons", "poor_households", "near_poor_persons", "average_households"]
)
def test_v05_a_wrong_figure_of_a_hamlet_is_told_once_at_its_cell(field: str, folder: Inbox) -> None:
    cell = folder.cell("review_summary", field, nth=2)
    found = folder.say((cell, int(str(cell.value)) + 1))
    assert [(f.sheet, f.cell) for f in found] == [(cell.sheet, cell.name)]
    assert found[0].found == str(int(str(cell.value)) + 1)


def test_v05_a_wrong_total_is_told_once_at_the_total(folder: Inbox) -> None:
    sheet = folder.sheet("review_summary")
    total = next(p for p in sheet.printed if p.values["_kind"] == "total")
    cell = folder.at(sheet, total, "households")
    only(folder, cell, int(str(cell.value)) + 7, "total.differs")


@pytest.mark.parametrize("form", ["list_poor", "list_near_poor"])
def test_v05_the_sum_of_a_divided_list_may_be_called_cong(form: str, folder: Inbox) -> None:
    sheet = folder.sheet(form)
    total = next(p for p in sheet.printed if p.values["_kind"] == "total")
    members = folder.at(sheet, total, "members")
    column = sheet.sheet.filled(total.row)[0]
    words = Cell(sheet.file, sheet.sheet.name, total.row, column, None)
    assert folder.say((words, "Cộng")) == []
    wrong = int(str(members.value)) + 7
    found = folder.say((words, "Cộng"), (members, wrong))
    assert [(f.rule, f.cell, f.expected) for f in found] == [
        ("total.differs", members.name, str(members.value))
    ]


@pytest.mark.parametrize("form", ["movement_poor", "movement_near_poor"])
@pytest.mark.parametrize("field", ["opening", "other_out", "from_other_group", "new", "closing"])
def test_v06_v07_v08_a_wrong_movement_is_told_once_at_its_cell(
    form: str, field: str, folder: Inbox
) -> None:
    cell = folder.cell(form, field, nth=4)
    found = folder.say((cell, int(str(cell.value)) + 1))
    assert [(f.sheet, f.cell) for f in found] == [(cell.sheet, cell.name)]


def test_v08_a_year_opens_with_the_last_closing_across_the_merger(folder: Inbox) -> None:
    sheet = folder.sheet("movement_poor")
    record = sheet.records[0]
    opening, closing = folder.at(sheet, record, "opening"), folder.at(sheet, record, "closing")
    summary = folder.cell("review_summary", "poor_households")
    up = [(cell, int(str(cell.value)) + 1) for cell in (opening, closing, summary)]
    rules = {f.rule for f in folder.say(*up)}
    assert "movement.opening" in rules


def test_v09_a_summary_that_its_list_contradicts(folder: Inbox) -> None:
    sheet = folder.sheet("list_poor")
    record = next(r for r in sheet.records if _stayed(r.values))
    cell = folder.at(sheet, record, "members")
    found = folder.say((cell, int(str(cell.value)) + 1))
    assert [f.rule for f in found] == ["list.summary"]
    assert found[0].sheet == folder.sheet("review_summary").sheet.name


def test_v10_a_printed_rate_is_recomputed(folder: Inbox) -> None:
    sheet = folder.sheet("review_summary")
    rate = next(f.index for f in sheet.choice.fields if f.column.kind == "rate")
    row = sheet.records[1].row
    cell = Cell(sheet.file, sheet.sheet.name, row, rate, None)
    only(folder, cell, "9,99%", "rate.differs")


RATES = [
    ("4,06%", True), ("4,1%", True), ("4,1", True), ("4%", True), ("4,2%", False), ("4,0%", False),
    ("4,10%", False), ("0,04%", False), (4.1, True), (4.06, True), (0.0406, True), (0.041, True),
    (4.2, False), (0, False), (0.4, False),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "agrees"), RATES)
def test_v10_a_rate_printed_to_fewer_places_agrees_when_it_is_rounded_so(
    printed: Any, agrees: bool
) -> None:
    assert [r.holds for r in _rates([printed])] == [agrees]  # 60 of 1477 are 4,0623 %


def test_v10_a_number_beside_others_of_two_places_has_two_places_itself() -> None:
    assert [r.holds for r in _rates([4.1, 4.06])] == [False, True]
    assert [r.holds for r in _rates([4.1, 4, 4.1])] == [True, False, True]


def _rates(printed: list[Any]) -> list[Any]:
    heading = [
        "TT",
        "Ấp",
        "Tổng số hộ",
        "Tổng số nhân khẩu",
        "Số hộ nghèo",
        "Tỷ lệ hộ nghèo",
        "Số hộ cận nghèo",
    ]
    rows = [[n, f"Ấp Mẫu {n}", 1477, 5000, 60, rate, 5] for n, rate in enumerate(printed, 1)]
    sheet = Sheet("Biểu", [["TỔNG HỢP KẾT QUẢ RÀ SOÁT NĂM 2025"], [HEAD], [], heading, *rows])
    ((part, choice),) = parts(sheet)
    assert choice is not None
    page = Page(tidy("a.xlsx", part, choice))
    return [relation for relation in sheet_relations(page) if relation.rule == "rate.differs"]


@pytest.mark.parametrize(("households", "rule"), [(0, "total_too_small"), (None, "no_total")])
def test_v11_v12_no_rate_without_a_whole(households: int | None, rule: str, folder: Inbox) -> None:
    cell = folder.cell("review_summary", "households", nth=1)
    found = folder.say((cell, households))
    gates = [(f.cell, f.rule) for f in found if f.rule.startswith("gate.")]
    assert gates == [(cell.name, f"gate.{rule}")]


def test_v16_an_unknown_hamlet_is_told_once_with_all_that_are_near(folder: Inbox) -> None:
    names = [
        r.values["name"] for r in folder.sheet("place").records if r.values["level"] == "hamlet"
    ]
    pair = next(n[:-1] for n in names if n.endswith(" A") and n[:-1] + "B" in names)
    sheet = folder.sheet("list_near_poor")
    row = sheet.records[0].section_row
    column = sheet.sheet.filled(row)[-1]
    cell = Cell(sheet.file, sheet.sheet.name, row, column, None)
    found = [f for f in folder.say((cell, f"ẤP {pair.upper()}C")) if f.rule == "row.unknown_hamlet"]
    assert [(f.cell, f.severity) for f in found] == [(cell.name, "error")]
    assert {f"{pair}A", f"{pair}B"} <= set(found[0].expected.split(", "))


def test_v20_a_title_that_its_rows_contradict(folder: Inbox) -> None:
    sheet = folder.sheet("list_poor")
    row, column = next(
        (r, c)
        for r in range(sheet.choice.header.top)
        for c in sheet.sheet.filled(r)
        if str(sheet.sheet.at(r, c)).startswith("DANH SÁCH HỘ NGHÈO")
    )
    cell = Cell(sheet.file, sheet.sheet.name, row, column, None)
    only(folder, cell, "DANH SÁCH HỘ CẬN NGHÈO SAU KHI RÀ SOÁT NĂM 2025", "sheet.title_differs")


@pytest.mark.parametrize("form", ["deprivation", "cause"])
def test_the_households_of_a_form_are_the_summary_s(form: str, folder: Inbox) -> None:
    cell = folder.cell(form, "group_households", nth=3)
    found = folder.say((cell, int(str(cell.value)) + 1))
    assert [(f.sheet, f.cell) for f in found] == [(cell.sheet, cell.name)]


def test_a_mark_that_the_lists_do_not_give(folder: Inbox) -> None:
    cell = folder.cell("deprivation", "households", nth=2, indicator="d04_insurance")
    found = folder.say((cell, int(str(cell.value)) + 1))
    assert [(f.sheet, f.cell) for f in found] == [(cell.sheet, cell.name)]
    assert found[0].found == "…", "a small count is not shown"


def test_v22_fewer_causes_than_households_is_a_note() -> None:
    from etl.check.order import check_order
    from etl.relate.places import Places
    from etl.relate.tables import Tables

    address = {"source_file": "a.xlsx", "source_sheet": "Biểu", "source_row": 9}
    row = {"households": 1, "group_households": 2, "group": "poor"} | address
    for total, found in ((2, ["cause.fewer"]), (1, [])):
        tables = Tables(Places([]), rows={"cause_summary": [row | {"group_households": total}]})
        assert [f.rule for f in check_order(tables) if f.severity == "note"] == found


# --- programmes ----------------------------------------------------------------------------


def test_v14_disbursed_over_plan(folder: Inbox) -> None:
    sheet = folder.sheet("infrastructure_funding")
    record = next(r for r in sheet.records if r.values.get("disbursed_vnd"))
    year = str(record.values["year"])
    cell = folder.at(sheet, record, "disbursed_vnd", year=year)
    found = folder.say((cell, float(str(cell.value)) * 3))
    assert [(f.sheet, f.cell) for f in found] == [(cell.sheet, cell.name)]


@pytest.mark.parametrize(
    ("form", "field", "to", "rule"),
    [
        ("infrastructure_project", "finish_date", date(2001, 1, 1), "date.order"),
        ("infrastructure_project", "poor_beneficiary_households", 99999, "count.over_whole"),
        ("infrastructure_project", "progress_pct", 120, "project.progress"),
        ("loan", "due_date", date(2001, 1, 1), "date.order"),
        ("loan", "household", "29221-88888", "household.unlisted"),
        ("loan", "head_name", "Lê Văn Mẫu 8888", "household.other_name"),
        ("participant_project", "entry_year", 2019, "participant.entry_year"),
        ("livelihood_project", "printed_households", 999, "participant.count"),
        ("posting", "from_date", date(2019, 1, 1), "period.outside"),
        ("supervision", "misclassified", 9999, "total.differs"),
        ("target", "place_name", "Xã Khác", "target.name"),
        ("visit", "next_date", date(2001, 1, 1), "date.order"),
    ],
)
def test_v15_and_what_programmes_must_keep(
    form: str, field: str, to: Any, rule: str, folder: Inbox
) -> None:
    cell = folder.cell(form, field)
    found = folder.say((cell, to))
    assert rule in {f.rule for f in found}
    assert {f.severity for f in found} == {"warning"}
    assert all(not f.found.startswith(("Lê", "29221-")) for f in found)


def test_a_loan_is_closed_exactly_when_it_is_repaid(folder: Inbox) -> None:
    closed = folder.cell("loan", "closed_date", where=lambda v: v["closed_date"] is not None)
    assert "loan.closed" in {f.rule for f in folder.say((closed, None))}
    early = date(2024, 1, 1) if closed.value != date(2024, 1, 1) else date(2024, 1, 2)
    assert "loan.last_payment" in {f.rule for f in folder.say((closed, early))}


def test_repaid_is_the_sum_of_the_repayments(folder: Inbox) -> None:
    cell = folder.cell("loan", "repaid_vnd", where=lambda v: (v["repaid_vnd"] or 0) > 0)
    found = folder.say((cell, float(str(cell.value)) + 1))
    assert [(f.sheet, f.cell) for f in found] == [(cell.sheet, cell.name)]
    assert found[0].found == "…", "what a household owes is not shown"


def test_the_households_to_reach_are_the_poor_and_near_poor(folder: Inbox) -> None:
    cell = folder.cell("information_access", "target_households", year=2025)
    sheet = folder.sheet("information_access")
    cell = folder.at(sheet, sheet.records[0], "target_households", year="2025")
    found = folder.say((cell, int(str(cell.value)) + 30))
    assert [(f.sheet, f.cell) for f in found] == [(cell.sheet, cell.name)]


def test_a_row_with_a_key_that_is_taken_is_set_aside(folder: Inbox) -> None:
    first = folder.cell("infrastructure_project", "project_code")
    second = folder.cell("infrastructure_project", "project_code", nth=1)
    found = folder.say((second, first.value))
    assert ("row.twice", "error") in {(f.rule, f.severity) for f in found}


def test_a_hamlet_that_is_lost_over_several_rows_is_told_once_at_its_cell(folder: Inbox) -> None:
    cell = folder.cell("cause", "hamlet_code", where=lambda v: v["hamlet_code"] == "TD02")
    sheet = folder.sheet("cause", 2025).sheet
    there = sheet.anchor(cell.row, cell.column)
    first = Cell(cell.file, cell.sheet, *there, sheet.at(*there))
    only(folder, first, "-", "row.no_key")
