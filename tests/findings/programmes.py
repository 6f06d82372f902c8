"""Faults of works, projects, loans, targets, places and of what the office told us beside its workbooks."""

from __future__ import annotations

from datetime import date
from typing import Any

from etl.confirmed import Confirmed, Pair
from etl.corrections import Correction, Corrections
from tests.findings.case import Case, Fault, Pick, Then, both, put
from tests.findings.desk import (
    CREDIT,
    LIVELIHOODS,
    OPENNESS,
    PLACES,
    REVIEW,
    REVIEWS,
    TARGETS,
    WORKS,
    Desk,
    Spot,
)  # fmt: skip
from tests.findings.sheets import TARGET
from tests.inmemory import Cell

BUILT, AIMED, LENT = (PLACES, WORKS), (PLACES, TARGETS), (PLACES, CREDIT)
HELPED, OPEN = (PLACES, LIVELIHOODS), (PLACES, OPENNESS)
HELPED_YEARS = (PLACES, REVIEWS, LIVELIHOODS)


def doubt(rule: str, fault: Fault, books: Any, then: Then = Then.KEPT, **how: Any) -> Case:
    """Something doubtful: it is used as it stands."""
    return Case(rule, "warning", 10, books, fault, then, **how)


def times(factor: float) -> Any:
    """That many times what stands there."""
    return lambda value: float(value) * factor


def all_entries(year: int) -> Fault:
    """All households of the first project enter in a year; told at the project's own years."""

    def fault(desk: Desk) -> Spot:
        sheet = desk.office.inbox.sheet("participant_project")
        project = desk.office.inbox.sheet("livelihood_project").records[0]
        for record in sheet.records:
            if record.values["project_code"] == project.values["project_code"]:
                desk.put(desk.office.inbox.at(sheet, record, "entry_year"), year)
        return Pick("livelihood_project", "start_year").spot(desk)

    return fault


def overspent(desk: Desk) -> Spot:
    """More disbursed than planned in a year of a project, in a sheet without totals."""
    sheet = desk.office.inbox.sheet("infrastructure_funding")
    for row in {r.row for r in sheet.printed}:
        desk.clear(Cell(sheet.file, sheet.sheet.name, row, 0, None))
    spending = Pick("infrastructure_funding", "disbursed_vnd", adds=(("year", "2022"),))
    cell = spending.cell(desk)
    last = max(f.index for f in sheet.choice.fields)
    for column in range(last - 2, last + 1):
        desk.put(Cell(cell.file, cell.sheet, cell.row, column, None), None)
    desk.put(cell, float(str(cell.value)) + 1)
    return spending.spot(desk)


def repaid(values: dict[str, Any]) -> bool:
    """A loan with repayments that is not closed."""
    return bool(values["repaid_vnd"]) and not values["closed_date"]


def too_little_lent(desk: Desk) -> Spot:
    """A loan of which more was repaid than lent, in a sheet that adds up."""
    pick = Pick("loan", "principal_vnd", where=repaid)
    gap = float(str(pick.cell(desk).value)) - 0.1
    total = put("loan", "principal_vnd", lambda v: float(v) - gap, printed=True)
    rest = put("loan", "outstanding_vnd", None, where=repaid)
    totals = put("loan", "outstanding_vnd", None, printed=True)
    return both(put("loan", "principal_vnd", 0.1, where=repaid), total, rest, totals)(desk)


def closed(values: dict[str, Any]) -> bool:
    """A loan that was closed."""
    return values["closed_date"] is not None


def refunded(values: dict[str, Any]) -> bool:
    """A loan made of money that came back."""
    return bool(values.get("refunded_from_loan_code"))


def corrected(was: Any) -> Fault:
    """A correction of the office for the first target."""

    def fault(desk: Desk) -> Spot:
        name = desk.named(TARGETS)
        said = Correction(name, TARGET, "G8", was, 4.5)
        desk.corrections = Corrections((said,))
        return Spot(name, TARGET, "G8")

    return fault


def linked(desk: Desk) -> Spot:
    """A confirmed link of two households that are in no list."""
    pair = Pair("K-00001", "K-00002", same=True, place="[[same]] thứ 1")
    desk.corrections = Corrections(links=Confirmed((pair,)))
    return Spot("links.toml")


def odd_alias(desk: Desk) -> Spot:
    """A name of a hamlet for a code that there is not."""
    desk.corrections = Corrections(aliases=(("Ấp Lạ", "XX99"),))
    return Spot("corrections.toml")


def no_places(desk: Desk) -> Spot:
    """A review without the list of places: the hamlets are those of its summary."""
    del desk.books[desk.named(PLACES)]
    return Spot(desk.named(REVIEW), "Biểu 1 Tổng hợp")


CASES = [
    doubt("money.over_plan", overspent, BUILT, value=2_101_000_000),
    doubt("money.over_approved", put("infrastructure_project", "approved_vnd", times(0.5)), BUILT),
    doubt("project.unknown", put("livelihood_funding", "project_code", "SK-99"), HELPED),
    doubt("project.years", all_entries(2021), HELPED),
    doubt("project.progress", put("infrastructure_project", "progress_pct", 120), BUILT, value=120),
    doubt("date.order", put("infrastructure_project", "finish_date", date(2001, 1, 1)), BUILT,
          value=date(2001, 1, 1)),
    doubt("count.over_whole",
          put("infrastructure_project", "poor_beneficiary_households", 99999), BUILT, value=99999),
    doubt("target.place", put("target", "place_code", "99999"), AIMED, value="99999"),
    doubt("target.name", put("target", "place_name", "Xã Khác", told=Pick("target", "place_code")), AIMED),
    doubt("target.value", put("target", "value", 400), AIMED, value=400),
    doubt("target.unit", put("target", "unit", "hộ"), AIMED, value="hộ"),
    doubt("period.outside", put("target", "year", 2019), AIMED, value=2019),
    doubt("posting.year", put("posting", "review_year", 2024, nth=15), OPEN, value=2024),
    doubt("participant.count", put("livelihood_project", "printed_households", 999), HELPED, value=999),
    doubt("participant.entry_year", put("participant_project", "entry_year", 2019), HELPED, value=2019),
    doubt("participant.status", put("participant_project", "status_at_entry", "Hộ không nghèo"),
          HELPED_YEARS),
    doubt("participant.outcome",
          put("participant_project", "outcome", "Còn nghèo",
              where=lambda v: v["outcome"] == "escaped_poverty" and v["outcome_year"] == 2025),
          HELPED_YEARS),
    doubt("participant.outcome_year",
          put("participant_project", "outcome_year", 2030), HELPED),
    doubt("loan.outstanding", put("loan", "outstanding_vnd", lambda v: float(v) + 1), LENT),
    doubt("loan.repaid", put("loan", "repaid_vnd", lambda v: float(v) + 1, where=repaid), LENT),
    doubt("loan.over_principal", too_little_lent, LENT),
    doubt("loan.closed", put("loan", "closed_date", None, where=closed), LENT, value=None),
    doubt("loan.last_payment", put("loan", "closed_date", date(2024, 1, 1), where=closed), LENT),
    doubt("loan.unknown", put("loan_repayment", "loan_code", "QV-999"), LENT),
    doubt("loan.not_back", put("loan", "refunded_from_loan_code", "QV-001"), LENT),
    doubt("place.succession",
          put("place", "successor_code", "86", where=lambda v: v["place_code"] == "29209"), (PLACES,)),
    Case(
        "place.spelling", "note", 0, (PLACES,),
        put("place", "place_code", str.lower, where=lambda v: v["level"] == "hamlet"), Then.SAME,
    ),
    doubt("place.no_list", no_places, (PLACES, REVIEW), Then.LOADED),
    doubt("place.alias", odd_alias, (PLACES,), Then.SAME),
    Case("link.unused", "warning", 10, (PLACES, REVIEW), linked, Then.SAME),
    Case("correction.applied", "note", 0, AIMED, corrected(4.6), Then.LOADED),
    Case("correction.stale", "warning", 10, AIMED, corrected(4.2), Then.SAME),
]  # fmt: skip
