"""I1 to I7 and D1 to D8: ID numbers, codes, dates."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from openpyxl import Workbook as Book
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.diseased.ill import Ill, Then, work
from tests.findings.case import Fault, Pick, both, put
from tests.findings.cells import swapped
from tests.findings.desk import LIVELIHOODS, OPENNESS, PLACES, REVIEW, REVIEWS, WORKS, Desk, Spot
from tests.findings.households import male, mistyped, same_code, same_identity, stayed
from tests.findings.sheets import WORK, day_above
from tests.inmemory import Cell

ONE, YEARS = (PLACES, REVIEW), (PLACES, REVIEWS)
OPEN, HELPED = (PLACES, OPENNESS), (PLACES, LIVELIHOODS)
EPOCH = date(1899, 12, 30)
START = "start_date"
TOTALS = "Biểu 1 Tổng hợp"


def as_number(desk: Desk) -> Spot:
    """An ID number typed as a number, in a cell that shows twelve digits."""
    pick = Pick("list_poor", "identity", where=stayed)
    number = int(str(pick.cell(desk).value))
    return put("list_poor", "identity", number, where=stayed, tag="zeros:12")(desk)


def eleven(*, right: bool) -> Fault:
    """Eleven digits, whose fourth to sixth fit the birth year and sex of the row, or do not."""

    def fault(desk: Desk) -> Spot:
        sheet = desk.office.inbox.sheet("list_poor")
        record = next(r for r in sheet.records if male(r.values))
        born = record.values["head_birth_year"] % 100
        text = f"000{0 if right else 1}{born:02d}123456"
        cell = desk.office.inbox.at(sheet, record, "identity")
        desk.put(cell, text[1:])
        return Spot(cell.file, cell.sheet, cell.name, "identity")

    return fault


def identity(code: str, name: str, value: Any, books: Any = ONE) -> Ill:
    """An ID number that is none: told, and not compared with other years."""
    fault = put("list_poor", "identity", value, where=stayed)
    return Ill(code, name, fault, ("identity.digits",), Then.KEPT, books, 10)


def phone(desk: Desk) -> Spot:
    """A column that no form has, with numbers that we do not want."""
    sheet = desk.office.inbox.sheet("list_poor")
    last = max(f.index for f in sheet.choice.fields) + 1
    heading = Cell(sheet.file, sheet.sheet.name, sheet.choice.header.top, last, None)
    desk.put(heading, "Điện thoại")
    for record in sheet.records:
        desk.put(Cell(sheet.file, sheet.sheet.name, record.row, last, None), 903123456)
    return Spot(sheet.file, sheet.sheet.name)


def mac(desk: Desk) -> Spot:
    """A workbook whose days are counted from 1904."""

    def change(book: Book) -> None:
        book.epoch = CALENDAR_MAC_1904

    return Spot(desk.edit(WORKS, change), WORK)


def day(code: str, name: str, value: Any, *said: str, then: Then = Then.SAME) -> Ill:
    """The day on which the first work began, 5 September 2022, written otherwise."""
    fault = put("infrastructure_project", START, value)
    return Ill(code, name, fault, said, then, exit=0 if then is Then.SAME else 10)


def shown(format_: str) -> Ill:
    """The same day in a format of its own."""
    return Ill("D8", format_, work(date(2022, 9, 5), "G12", START, format_))


ILLS = [
    Ill("I1", "a format of twelve zeros", as_number, ("note.zeros",), Then.KEPT, YEARS),
    Ill("I1", "the row proves it", eleven(right=True), ("note.zeros",), Then.KEPT, ONE),
    Ill("I1", "nothing proves it", eleven(right=False), ("identity.lost_zero",), Then.KEPT, ONE, 10),
    identity("I2", "an ID number as a power of ten", "8.4E+10", YEARS),
    Ill("I2", "a code as a power of ten", put("list_poor", "household", "2.9E+10", where=stayed),
        ("cell.too_long",), Then.ASIDE, ONE, 10),
    identity("I3", "nine digits", "000345678", YEARS),
    identity("I3", "eight digits", 12345678, YEARS),
    Ill("I4", "a column of telephone numbers", phone, ("column.unknown",), books=ONE, exit=10),
    Ill("I5", "an ordinal number as a formula", work("=A12+1", "A13", "")),
    Ill("I5", "a gap in the ordinal numbers", work(9, "A13", "")),
    Ill("I6", "one code twice", same_code("list_poor", 1), ("household.twice",), Then.ASIDE, ONE, 10),
    Ill("I6", "one ID number twice", same_identity, ("identity.twice",), Then.KEPT, ONE, 10),
    Ill("I7", "one person under two codes", mistyped, ("household.other_code",), Then.KEPT, YEARS, 10),
    Ill("D1", "day and month exchanged", swapped, ("cell.swapped_date", "note.date_as_text"),
        Then.NULL, OPEN, 10),
    Ill("D2", "no day of a review",
        day_above(REVIEW, TOTALS, "Mã xã", "Mã xã: 29221; Thời điểm rà soát: 31/11/2025"),
        ("sheet.no_review", "cell.not_a_date"), Then.REFUSED, ONE, 20),
    Ill("D2", "day before month, whatever stands first",
        both(put("supervision", "check_date", "03/05/2025"),
             put("supervision", "check_date", "15/03/2025", nth=1)),
        ("note.date_as_text",), Then.KEPT, OPEN, value=date(2025, 5, 3)),
    day("D2", "a text", "05/09/2022", "note.date_as_text"),
    day("D2", "words", "ngày 5 tháng 9 năm 2022", "note.date_as_text"),
    day("D3", "a serial number", (date(2022, 9, 5) - EPOCH).days, "note.serial_date"),
    Ill("D4", "a year in a date cell",
        put("livelihood_project", "start_year", lambda year: EPOCH + timedelta(days=year)),
        ("note.year",), books=HELPED),
    day("D4", "a year where a day belongs", EPOCH + timedelta(days=2022), "cell.not_a_date", then=Then.NULL),
    day("D5", "a year alone is no day", "2022", "cell.not_a_date", then=Then.NULL),
    Ill("D5", "a birth year as text", put("list_poor", "head_birth_year", str, where=male),
        ("note.number_as_text",), books=ONE),
    Ill("D5", "a birth day gives its year",
        put("list_poor", "head_birth_year", lambda year: f"02/09/{year}", where=male), books=ONE),
    Ill("D6", "counted from 1904", mac),
    day("D7", "before the wrong leap day", EPOCH + timedelta(days=45), "cell.not_a_date", then=Then.NULL),
    day("D7", "a serial number before 1901", 45, "cell.not_a_date", then=Then.NULL),
    day("D7", "a serial number beyond all days", 2958466, "cell.not_a_date", then=Then.NULL),
    day("D7", "a negative serial number", -5, "cell.not_a_date", then=Then.NULL),
    shown("[$-42A]dd mmmm yyyy"),
    shown('"Ngày "dd" tháng "mm" năm "yyyy'),
    shown("dd/mm/yyyy hh:mm"),
]  # fmt: skip
