"""N1 to N11: what a number may look like."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.diseased.ill import AIMED, BUILT, Ill, Then, in_file, patched, several, work, written
from tests.findings.case import Fault, put
from tests.findings.desk import OPENNESS, PLACES, REVIEW, SUPPORT, TARGETS, WORKS, Desk, Spot
from tests.findings.sheets import TARGET, WORK, without_unit
from tests.findings.stops import other_unit
from tests.inmemory import Cell

GIVEN, OPEN, REVIEWED = (PLACES, SUPPORT), (PLACES, OPENNESS), (PLACES, REVIEW)
NOTED = ("note.number_as_text",)
COUNT, MONEY = "beneficiary_households", "approved_vnd"


def grouped(mark: str) -> Callable[[Any], str]:
    """The number with its thousands apart."""
    return lambda value: f"{value:,}".replace(",", mark)


def gift(name: str, change: Callable[[Any], Any]) -> Ill:
    """A donation in đồng, written as a text with one meaning."""
    fault = put("donation", "amount_vnd", change, where=lambda v: bool(v["amount_vnd"]))
    return Ill("N1", name, fault, NOTED, books=GIVEN)


def cost(code: str, text: Any, *said: str, then: Then = Then.SAME, exit: int = 0) -> Ill:
    """What the first work costs, 5.240 million đồng, written otherwise."""
    return Ill(
        code, str(text), put("infrastructure_project", MONEY, text), said or NOTED, then, exit=exit
    )


def count(code: str, value: Any, *said: str, then: Then = Then.NULL, exit: int = 10) -> Ill:
    """How many households the first work serves, written otherwise."""
    fault = put("infrastructure_project", COUNT, value)
    return Ill(code, repr(value), fault, said, then, exit=exit)


def unit_in_heading(unit: str, factor: float) -> Fault:
    """No unit line; the heading names the unit, and every amount is in it."""

    def fault(desk: Desk) -> Spot:
        spot = without_unit(desk)
        heading = desk.text(WORKS, WORK, "Tổng mức đầu tư")
        desk.put(heading, f"Tổng mức đầu tư ({unit})")
        sheet = desk.office.inbox.sheet("infrastructure_project")
        for record in (*sheet.records, *sheet.printed):
            cell = Cell(sheet.file, WORK, record.row, heading.column, None)
            desk.put(cell, float(str(sheet.sheet.at(record.row, heading.column))) * factor)
        return Spot(spot.file, WORK)

    return fault


def rates(change: Callable[[str], Any], tag: str = "") -> Fault:
    """The printed rates of a hamlet, written otherwise."""

    def fault(desk: Desk) -> Spot:
        sheet = desk.office.inbox.sheet("review_summary")
        row = sheet.records[1].row
        columns = [f.index for f in sheet.choice.fields if f.column.kind == "rate"]
        for column in columns:
            text = str(sheet.sheet.at(row, column))
            desk.put(Cell(sheet.file, sheet.sheet.name, row, column, None), change(text), tag)
        return Spot(sheet.file, sheet.sheet.name)

    return fault


def fraction(text: str) -> float:
    """1,69% as 0.0169."""
    return float(text.rstrip("%").replace(",", ".")) / 100


def with_unit(unit: str, *more: str) -> Fault:
    """What works cost, each a group of three with a unit behind; `more` may show the decimal mark."""
    return several("infrastructure_project", MONEY, [f"5.240 {unit}", *more])


def households(text: str) -> Fault:
    """How many households the works serve, each written with its unit."""
    return several("infrastructure_project", COUNT, [text] * 3)


def with_proof(desk: Desk) -> Spot:
    """One group of three beside a text that shows which sign parts the decimals."""
    return several("infrastructure_project", MONEY, ["5.240", "2480,0"])(desk)


ILLS = [
    gift("dots", grouped(".")),
    gift("commas", grouped(",")),
    gift("narrow spaces", grouped("\u202f")),
    cost("N1", "5.240", "cell.two_numbers", then=Then.NULL, exit=10),
    Ill("N1", "one group with proof in its column", with_proof, NOTED),
    cost("N2", "5240,0"),
    cost("N2", "5.240,0"),
    cost("N3", "5,24 tỷ"),
    cost("N3", "5240 triệu đồng"),
    cost("N3", "5.240.000.000 đ"),
    cost("N3", "5240000 nghìn"),
    cost("N3", "5tr2", "cell.not_a_number", then=Then.NULL, exit=10),
    Ill("N3", "one group and a unit", with_unit("triệu"), ("cell.two_numbers",), Then.NULL, exit=10),
    Ill("N3", "one group and a unit, with proof", with_unit("triệu", "2,48 tỷ"), NOTED),
    Ill("N3", "a group of households", households("1.408 hộ"), NOTED, Then.KEPT, value=1408),
    Ill("N4", "no unit", without_unit, ("sheet.no_unit",), exit=10),
    Ill("N4", "the unit in the heading", unit_in_heading("triệu đồng", 1)),
    Ill("N4", "another unit in the heading", unit_in_heading("ĐVT: tỷ đồng", 0.001)),
    Ill("N4", "another unit than in the other sheet", other_unit,
        ("gate.money", "money.over_approved"), Then.STOPPED, exit=30),
    Ill("N5", "shown divided", work(..., "K12", MONEY, "#,##0,,"), ("cell.shown_otherwise",), exit=10),
    Ill("N5", "shown as other words", work(..., "O12", COUNT, '"1,06%"'), ("cell.shown_otherwise",), exit=10),
    Ill("N5", "a count shown per cent", work(..., "O12", COUNT, "0%"), ("cell.shown_otherwise",), exit=10),
    Ill("N6", "rates as fractions", rates(fraction), books=REVIEWED),
    Ill("N6", "rates as plain numbers", rates(lambda text: round(fraction(text) * 100, 2)), books=REVIEWED),
    Ill("N6", "a fraction shown per cent", in_file(TARGETS, TARGET, "G8", written(0.046, "0.00%"), "value"),
        books=AIMED),
    Ill("N6", "a column of fractions", several("infrastructure_project", "progress_pct", [0.5] * 8),
        ("cell.two_percents",), Then.NULL, exit=10),
    Ill("N7", "noise", put("infrastructure_project", MONEY, 5240.000000000001)),
    Ill("N7", "more than noise", put("infrastructure_project", MONEY, 5240.0000003),
        ("cell.rounded",), exit=10),
    count("N8", 123456789012345678, "cell.too_long"),
    Ill("N8", "a code", put("infrastructure_project", "project_code", 1.234567890123457e17),
        ("cell.too_long", "project.unknown"), Then.ASIDE, exit=10),
    Ill("N8", "a number of a decision", put("infrastructure_project", "decision_number", 1.2e17),
        ("cell.too_long",), Then.NULL, exit=10),
    count("N9", -3, "cell.not_a_count"),
    count("N9", 1e-300, "cell.not_a_number"),
    Ill("N9", "minus zero", put("posting", "complaints", -0.0, where=lambda v: v["complaints"] == 0),
        books=OPEN),
    count("N10", True, "cell.not_a_number"),
    count("N11", 498.0, then=Then.SAME, exit=0),
    Ill("N11", "written with a fraction", patched(WORKS, b"<v>498</v>", b"<v>498.0</v>"), books=BUILT),
]  # fmt: skip
