"""Faults between printed numbers: totals, rates, movements, lists, forms of a review."""

from __future__ import annotations

from typing import Any

from tests.findings.case import Case, Fault, Pick, Then, both, put
from tests.findings.desk import OPENNESS, PLACES, REVIEW, REVIEWS, SUPPORT, Desk, Spot
from tests.findings.households import stayed
from tests.findings.sheets import heading
from tests.inmemory import Cell
from tests.spec.test_derived_movements import silent

ONE, YEARS = (PLACES, REVIEW), (PLACES, REVIEWS)
AN_DIEN = "Rà soát 2024 - Xã An Điền"
BEFORE = (PLACES, AN_DIEN)
TOLD = (PLACES, REVIEW, OPENNESS)
LISTS = ("DS hộ nghèo", "DS hộ cận nghèo", "DS thoát nghèo")
INSURANCE = (("indicator", "d04_insurance"),)
CAPITAL, LAST = (("cause", "capital"),), (("year", "2025"),)
SUMMARY, POOR = "Biểu 1 Tổng hợp", "Biểu 2 Diễn biến hộ nghèo"
OTHERS = (SUMMARY, POOR, "Biểu 3 Diễn biến hộ cận nghèo", *LISTS)


def wrong_code(desk: Desk) -> Spot:
    """The code of the other commune over the hamlets of this one, before the two were merged."""
    cell = desk.text(AN_DIEN, SUMMARY, "Mã xã")
    desk.put(cell, str(cell.value).replace("29209", "29221"))
    return Spot(cell.file, SUMMARY, cell.name)


def more(amount: int) -> Any:
    """That much on top of what stands there."""
    return lambda value: int(value) + amount


def doubt(rule: str, fault: Fault, books: Any = ONE, then: Then = Then.KEPT, **how: Any) -> Case:
    """Two numbers that do not agree: the printed one is used."""
    return Case(rule, "warning", 10, books, fault, then, **how)


def alone(fault: Fault, *sheets: str) -> Fault:
    """The fault in a workbook that lacks these sheets."""

    def told(desk: Desk) -> Spot:
        desk.without(REVIEW, *sheets)
        return fault(desk)

    return told


def sound(*sheets: str) -> Any:
    """The workbook that lacks these sheets, as it is."""
    return lambda desk: desk.without(REVIEW, *sheets)


def moved(**flows: int) -> Fault:
    """Other flows of a hamlet, and the totals over them as they should be; told at the first."""
    steps = [
        put("movement_poor", name, more(amount), printed=printed)
        for name, amount in flows.items()
        for printed in (False, True)
    ]
    return both(*steps)


def unsaid(desk: Desk) -> None:
    """Lists that write no movements, and no list of those who left."""
    desk.edit(REVIEW, silent)


def derived(desk: Desk) -> Spot:
    """One more that came and one more that went, which the lists of two years do not know."""
    unsaid(desk)
    return moved(new=1, escaped=1)(desk)


def rate(desk: Desk) -> Spot:
    """A printed rate of a hamlet."""
    sheet = desk.office.inbox.sheet("review_summary")
    column = next(f.index for f in sheet.choice.fields if f.column.kind == "rate")
    cell = Cell(sheet.file, sheet.sheet.name, sheet.records[1].row, column, None)
    desk.put(cell, "9,99%")
    return Spot(cell.file, cell.sheet, cell.name)


def counted(desk: Desk) -> Spot:
    """The words under a list that say how many rows it has."""
    sheet = "Hỗ trợ hộ"
    cell = desk.text(SUPPORT, sheet, "Tổng cộng")
    desk.put(cell, "Tổng cộng: 999 lượt")
    return Spot(cell.file, sheet, cell.name)


def lost_row(desk: Desk) -> Spot:
    """A row of the poor that somebody deleted: told at the section that it stood in."""
    sheet = desk.office.inbox.sheet("list_poor")
    record = next(r for r in sheet.records if stayed(r.values))
    desk.clear(Cell(sheet.file, sheet.sheet.name, record.row, 0, None))
    column = sheet.sheet.filled(record.section_row)[0]
    cell = Cell(sheet.file, sheet.sheet.name, record.section_row, column, None)
    return Spot(cell.file, cell.sheet, cell.name, "household")


def grown(form: str, amount: int) -> Fault:
    """More households in a row of a form, and in every total over it; told at the row."""

    def fault(desk: Desk) -> Spot:
        sheet = desk.office.inbox.sheet(form)
        first = sheet.records[0]
        cells = [desk.office.inbox.at(sheet, first, "group_households")]
        for printed in {r.row: r for r in sheet.printed}.values():
            group = printed.values.get("group")
            hamlet = printed.values.get("hamlet_code")
            mine = group in (None, first.values["group"])
            if mine and hamlet in (None, first.values["hamlet_code"]) and _above(printed, first):
                cells.append(desk.office.inbox.at(sheet, printed, "group_households"))
        for cell in cells:
            desk.put(cell, int(str(cell.value)) + amount)
        return Spot(cells[0].file, cells[0].sheet, cells[0].name, "group_households")

    return fault


def _above(printed: Any, first: Any) -> bool:
    """Whether a subtotal is of the section of a row."""
    return bool(printed.values["_kind"] == "total" or printed.section_row == first.section_row)


def no_standard(desk: Desk) -> Spot:
    """The line of the review without its standard; told at the top of the sheet."""
    sheet = desk.office.inbox.sheet("review_summary")
    for row in range(sheet.choice.header.top):
        for column in sheet.sheet.filled(row):
            text = str(sheet.sheet.at(row, column))
            if "Chuẩn nghèo" in text:
                cell = Cell(sheet.file, SUMMARY, row, column, None)
                desk.put(cell, text.replace("Chuẩn nghèo", "Theo"))
    return Spot(sheet.file, SUMMARY, "A1")


def no_summary(desk: Desk) -> Spot:
    """Lists without the form that says how many households there are."""
    desk.without(REVIEW, SUMMARY)
    sheet = desk.office.inbox.sheet("list_poor")
    return Spot(sheet.file, sheet.sheet.name, f"A{sheet.choice.header.top + 1}")


CASES = [
    doubt("total.rows", counted, (PLACES, SUPPORT), Then.OTHER),
    doubt("total.differs", put("review_summary", "households", more(7), printed=True), then=Then.OTHER),
    doubt("rate.differs", rate),
    doubt("cell.disagrees", put("movement_poor", "opening", more(1)),
          told_as="movement.balance"),
    doubt("movement.balance", put("movement_poor", "closing", more(1))),
    doubt("movement.summary", alone(moved(closing=1, opening=1), *LISTS), sound=sound(*LISTS)),
    doubt("movement.between", alone(moved(to_other_group=1, escaped=-1), *LISTS), sound=sound(*LISTS)),
    doubt("movement.opening", alone(moved(opening=1, other_out=1), *LISTS), YEARS, sound=sound(*LISTS)),
    doubt("movement.derived", derived, YEARS, number=2, sound=unsaid),
    doubt("list.summary",
          put("list_poor", "members", more(1), where=stayed,
              told=Pick("review_summary", "poor_persons"))),
    doubt("list.movement", put("movement_poor", "new", more(1))),
    doubt("list.indicator", put("deprivation", "households", more(1), adds=INSURANCE)),
    doubt("list.cause", put("cause", "households", more(1), adds=CAPITAL)),
    doubt("list.counted", lost_row, then=Then.OTHER, told_as="list.summary"),
    doubt("group.summary", put("deprivation", "group_households", more(1))),
    doubt("access.target", put("information_access", "target_households", more(30), adds=LAST), TOLD),
    Case("cause.fewer", "note", 0, ONE, alone(grown("cause", 50), *OTHERS), Then.KEPT,
         sound=sound(*OTHERS)),
    doubt("deprivation.limit", alone(grown("deprivation", 50), *OTHERS), sound=sound(*OTHERS)),
    doubt("review.year",
          heading(REVIEW, SUMMARY, "TỔNG HỢP", "TỔNG HỢP KẾT QUẢ RÀ SOÁT HỘ NGHÈO NĂM 2020"),
          then=Then.LOADED),
    doubt("review.year",
          heading(REVIEW, SUMMARY, "TỔNG HỢP", "TỔNG HỢP KẾT QUẢ RÀ SOÁT HỘ NGHÈO NĂM 2024"),
          then=Then.LOADED, name="left from the year before"),
    Case("review.commune", "error", 10, BEFORE, wrong_code, Then.LOADED, name="against its name too"),
    doubt("review.commune", both(wrong_code, heading(AN_DIEN, SUMMARY, "XÃ AN ĐIỀN", None)), BEFORE,
          then=Then.LOADED),
    doubt("review.no_standard", no_standard, then=Then.SAME),
    doubt("review.no_summary", no_summary, then=Then.LOADED),
]  # fmt: skip
