"""Faults of households: one row against its class, the lists of a review, the years before."""

from __future__ import annotations

from typing import Any

from etl.read.cells import address
from tests.editions import HEAD, book_of
from tests.findings.case import Case, Fault, Pick, Then, both, put
from tests.findings.desk import CREDIT, PLACES, REVIEW, REVIEWS, Desk, Spot
from tests.inmemory import Cell, Test

ONE, YEARS = (PLACES, REVIEW), (PLACES, REVIEWS)
LENT = (PLACES, REVIEWS, CREDIT)
HEADINGS = ["STT", "Họ và tên chủ hộ", "Thành viên", "Quan hệ với chủ hộ", "Mã hộ",
            "Số nhân khẩu", "Phân loại hộ"]  # fmt: skip
Values = dict[str, Any]


def stayed(values: Values) -> bool:
    """A household that stays in its list and in its hamlet."""
    return values["movement"] == "stayed" and not values.get("column")


def male(values: Values) -> bool:
    """The same, with a man at its head."""
    return stayed(values) and values["head_sex"] == "male"


def moved(name: str) -> Test:
    """A household to which that happened."""
    return lambda values: bool(values["movement"] == name)


def unpaid(values: Values) -> bool:
    """A loan of which nothing was repaid: its borrower stands in no other sheet."""
    return not values["repaid_vnd"]


def same_code(form: str, nth: int) -> Fault:
    """A household that bears the code of the first of the poor."""

    def fault(desk: Desk) -> Spot:
        first = Pick("list_poor", "household", where=stayed).cell(desk)
        return put(form, "household", first.value, where=stayed, nth=nth)(desk)

    return fault


def same_identity(desk: Desk) -> Spot:
    """Two households of a list with one ID number, which no other year contradicts."""
    first = Pick("list_poor", "identity", where=stayed).cell(desk)
    return put("list_poor", "identity", first.value, where=stayed, nth=1)(desk)


def two_deprivations(desk: Desk) -> Spot:
    """A poor household with 30 points, one of whose marks is taken away, and its points too."""
    at = desk.office.inbox.sheet("list_poor")
    record = next(r for r in at.records if r.values["b2_score"] == 30)
    marks = [n for n, v in record.values.items() if n.startswith("d") and v is True]
    for name, to in ((marks[0], None), ("b2_score", 20)):
        desk.put(desk.office.inbox.at(at, record, name), to)
    cell = desk.office.inbox.at(at, record, "status")
    return Spot(cell.file, cell.sheet, cell.name, "status")


def other_sex(desk: Desk) -> Spot:
    """A birth year in the column of the women that always stood in that of the men."""
    cell = Pick("list_poor", "head_birth_year", where=male).cell(desk)
    desk.put(cell, None)
    there = Cell(cell.file, cell.sheet, cell.row, cell.column + 1, None)
    desk.put(there, cell.value)
    return Spot(cell.file, cell.sheet, there.name, "head_sex")


def mistyped(desk: Desk) -> Spot:
    """A code that is another than the year before; nothing else names this household."""
    return put("list_poor", "household", "29221-99999", where=stayed)(desk)


def listed(*rows: list[Any], headings: list[str] = HEADINGS) -> Fault:
    """A workbook with a list of all classes, members below their heads; told at its fourth row."""

    def fault(desk: Desk) -> Spot:
        path = desk.folder / "made.xlsx"
        desk.folder.mkdir(parents=True, exist_ok=True)
        title = "DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO SAU KHI RÀ SOÁT NĂM 2025"
        book_of(path, Ấp_Bãi_Vọng=[[title], [HEAD], headings, *rows])
        del desk.books[desk.named(REVIEW)]
        spot = desk.write("Danh sách.xlsx", path.read_bytes())
        return Spot(spot.file, "Ấp Bãi Vọng")

    return fault


def at(fault: Fault, cell: str, field: str) -> Fault:
    """The same fault, told at a cell."""

    def told(desk: Desk) -> Spot:
        spot = fault(desk)
        return Spot(spot.file, spot.sheet, cell, field)

    return told


def family(number: int, members: int, status: str = "Hộ nghèo") -> list[Any]:
    """The row of a head."""
    return [number, f"Lê Văn Mẫu {number:04}", None, "Chủ hộ", f"M-{number:04}", members, status]


MEMBER = [None, None, "Lê Thị Mẫu 0091", "Vợ", None, None, None]
#: Two households: one with a row for its second member.
WHOLE = [family(1, 2), MEMBER, family(2, 1, "Hộ cận nghèo")]


def row(rule: str, fault: Fault) -> Case:
    """A row that breaks the rule of its class: it is set aside."""
    return Case(rule, "error", 10, ONE, fault, Then.ASIDE)


def doubt(rule: str, fault: Fault, books: Any = ONE, **more: Any) -> Case:
    """A doubtful row: it is used as it stands."""
    return Case(rule, "warning", 10, books, fault, Then.KEPT, **more)


def without_row(form: str, where: Test, then: Any) -> Fault:
    """A row of a list that somebody deleted."""

    def fault(desk: Desk) -> Spot:
        cell = Pick(form, "household", where=where).cell(desk)
        desk.clear(cell)
        spot: Spot = then(desk, cell)
        return spot

    return fault


def at_section(desk: Desk, cell: Cell) -> Spot:
    """The section of the list of those who left, in which the row stood."""
    sheet = desk.office.inbox.sheet("list_left")
    record = next(r for r in sheet.records if r.row == cell.row)
    row = record.section_row
    return Spot(cell.file, cell.sheet, address(row, sheet.sheet.filled(row)[0]), "household")


def at_twin(desk: Desk, cell: Cell) -> Spot:
    """The row of the same household in the list of the near-poor."""
    return Pick("list_near_poor", "household", lambda v: v["household"] == cell.value).spot(desk)


CASES = [
    row("household.twice", same_code("list_poor", 1)),
    row("household.two_classes", same_code("list_near_poor", 0)),
    row("household.b2_step", put("list_poor", "b2_score", 35)),
    row("household.b2_marks", put("list_poor", "b2_score", 50, where=lambda v: v["b2_score"] == 40)),
    row("household.poor_rule", two_deprivations),
    row("household.near_poor_rule", put("list_poor", "status", "Hộ cận nghèo")),
    row("household.b1_rule", put("list_poor", "b1_score", 141)),
    row("household.b1_left", put("list_left", "b1_score", 140, where=moved("escaped"))),
    doubt("household.members", put("list_poor", "members", 21), value=21),
    doubt("household.movement", put("list_left", "movement", "Thoát nghèo, trở thành hộ cận nghèo",
                                    where=moved("escaped"))),
    doubt("household.address", put("list_poor", "address", "Tổ 1, ấp Xóm Thử")),
    doubt("household.two_lists", put("list_left", "b1_score", 99, where=moved("to_near_poor"))),
    doubt("household.members_rows", at(listed(*WHOLE, family(3, 4), MEMBER), "F7", "members"),
          sound=listed(*WHOLE), value=4),
    Case("household.repeated", "warning", 10, ONE,
         at(listed(*WHOLE, family(2, 1, "Hộ cận nghèo")), "E7", "household"), Then.OTHER,
         sound=listed(*WHOLE)),
    doubt("household.before", put("list_poor", "movement", "Phát sinh mới", where=stayed), YEARS),
    doubt("household.other_head", put("list_poor", "head_name", "Lê Văn Mẫu 9999", where=stayed), YEARS),
    doubt("household.other_birth", put("list_poor", "head_birth_year", 1911, where=male), YEARS, value=1911),
    doubt("household.other_sex", other_sex, YEARS, value="female"),
    doubt("household.other_identity", put("list_poor", "identity", "000999999999", where=stayed), YEARS),
    doubt("household.other_family",
          both(put("list_poor", "head_name", "Lê Văn Mẫu 9999", where=stayed,
                   told=Pick("list_poor", "household", where=stayed)),
               put("list_poor", "identity", "000999999999", where=stayed)), YEARS),
    doubt("household.other_code", mistyped, YEARS),
    doubt("household.other_name", put("loan", "head_name", "Lê Văn Mẫu 8888", where=unpaid), LENT),
    doubt("household.other_hamlet", put("loan", "hamlet_code", "Ấp Xóm Thử"), LENT),
    doubt("household.unlisted", put("loan", "household", "29221-88888"), LENT),
    doubt("identity.digits", put("list_poor", "identity", "123456789")),
    doubt("identity.lost_zero", put("list_poor", "identity", "00012345678")),
    doubt("identity.twice", same_identity),
    Case("list.vanished", "warning", 10, YEARS,
         without_row("list_left", moved("other_out"), at_section), Then.LOADED),
    doubt("list.half_moved", without_row("list_left", moved("to_near_poor"), at_twin)),
]  # fmt: skip
