"""One plausible row or two for every form: a made-up commune of two hamlets in one year."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from catalog.forms import Form
from etl.layout.cells import value_of
from etl.layout.sheet import places
from etl.template import BLANK, INFO, blocks_of, empty_sheet, template

YEAR, DAY = 2025, date(2025, 12, 10)
INFO_LINES = {
    "review": "Mã xã: 29221; Thời điểm rà soát: 10/12/2025; Chuẩn nghèo: Nghị định số 07/2021/NĐ-CP",
    "as_of": "Số liệu đến ngày 31/12/2025",
}
HOUSE = {"head_name": "Lê Văn Mẫu 0001", "household": "29221-0001"}
MARKS = {"d01_employment": True, "d04_insurance": True, "d09_water": True}
TWO = {"head_birth_year|male": 1970, "ethnicity": "Kinh", "identity": "000000000001", "members": 4}
ACTS: dict[str, Any] = {"hamlet_code": "Bãi Một"}


def _movement(unit: str, closing: int, came: int, gone: int = 0) -> dict[str, Any]:
    zero = ("to_other_group", "other_out", "from_other_group", "relapsed", "other_in")
    return dict.fromkeys(zero, 0) | {
        "hamlet_code": "Bãi Một", "unit": unit, "opening": closing + gone - came,
        "escaped": gone, "new": came, "closing": closing,
    }  # fmt: skip


def _funding(code: str, name: str) -> list[dict[str, Any]]:
    paid = {"planned_vnd|2025": 500_000_000, "disbursed_vnd|2025": 450_000_000}
    sums = {"planned_total_vnd": 500_000_000, "disbursed_total_vnd": 450_000_000}
    return [{"project_code": code, name: "Mẫu", "fund_source": "central"} | paid | sums]


def _place(code: str, name: str, level: str, parent: str | None) -> dict[str, Any]:
    return {
        "place_code": code, "name": name, "level": level, "parent_code": parent,
        "valid_from": date(2025, 7, 1),
    }  # fmt: skip


def _causes(group: str, count: int) -> dict[str, Any]:
    names = ("land", "labour", "tools", "knowledge", "skills", "illness", "other")
    counts = {f"households|{name}": 0 for name in names} | {"households|capital": count}
    return {"hamlet_code": "Bãi Một", "group": group, "group_households": count} | counts


def _lacking(count: int) -> dict[str, Any]:
    names = [
        "d01_employment", "d02_dependants", "d03_nutrition", "d04_insurance", "d05_adult_education",
        "d06_school", "d07_housing_quality", "d08_housing_area", "d09_water", "d10_latrine",
        "d11_telecom", "d12_info_device",
    ]  # fmt: skip
    counts = {f"households|{name}": count if name in MARKS else 0 for name in names}
    return ACTS | {"group_households": count, "deprivations": 3 * count} | counts


ROWS: dict[str, list[dict[str, Any]]] = {
    "place": [
        _place("86", "Vĩnh Long", "province", None),
        _place("29221", "Thạnh Hải", "commune", "86"),
        _place("M1", "Bãi Một", "hamlet", "29221"),
        _place("M2", "Bãi Hai", "hamlet", "29221"),
    ],
    "review_summary": [
        ACTS | {"households": 100, "persons": 360, "poor_households": 1, "poor_persons": 4,
                "near_poor_households": 1, "near_poor_persons": 4, "average_households": 10,
                "average_persons": 35},
        {"hamlet_code": "Bãi Hai", "households": 80, "persons": 300, "poor_households": 0,
         "poor_persons": 0, "near_poor_households": 0, "near_poor_persons": 0,
         "average_households": 8, "average_persons": 29},
    ],
    "movement_poor": [_movement("households", 1, 1, 1), _movement("persons", 4, 4, 4)],
    "movement_near_poor": [_movement("households", 1, 1), _movement("persons", 4, 4)],
    "list_poor": [
        HOUSE | TWO | MARKS | {"address": "Tổ 1, ấp Bãi Một", "b1_score": 120, "b2_score": 30,
                               "status": "poor", "causes": ["capital"], "needs": ["loan", "job"],
                               "movement": "Phát sinh mới", "merit": True},
    ],
    "list_near_poor": [
        TWO | {"head_name": "Trần Thị Mẫu 0002", "household": "29221-0002", "b1_score": 130,
               "address": "Tổ 1, ấp Bãi Một", "b2_score": 10, "d11_telecom": True,
               "identity": "000000000002", "status": "near_poor", "causes": ["capital"],
               "needs": ["health"], "movement": "Phát sinh mới"},
    ],
    "list_left": [
        TWO | {"head_name": "Võ Văn Mẫu 0003", "household": "29221-0003", "from_status": "poor",
               "address": "Tổ 1, ấp Bãi Một", "identity": "000000000003", "status": "not_poor",
               "movement": "Thoát nghèo, vượt chuẩn cận nghèo"},
    ],
    "deprivation": [_lacking(1)],
    "cause": [_causes("Tổng số", 2), _causes("poor", 1), _causes("near_poor", 1)],
    "infrastructure_project": [
        {"project_code": "CT-01", "name": "Đường mẫu", "category": "road", "status": "completed",
         "hamlet_codes": ["Bãi Một", "Bãi Hai"], "approved_vnd": 1_500_000_000,
         "start_date": date(2025, 1, 15), "finish_date": date(2025, 9, 30), "progress_pct": 100,
         "decision_number": "0012/QĐ-UBND", "contractor": "Công ty Mẫu",
         "beneficiary_households": 90, "poor_beneficiary_households": 3},
    ],
    "infrastructure_funding": _funding("CT-01", "Tên công trình"),
    "livelihood_project": [
        {"project_code": "SK-01", "name": "Bò mẫu", "kind": "cattle_breeding", "start_year": 2025,
         "end_year": 2026, "hamlet_codes": ["Bãi Một"], "approved_vnd": 600_000_000,
         "printed_households": 1},
    ],
    "livelihood_funding": _funding("SK-01", "Tên dự án"),
    "participant_project": [
        ACTS | HOUSE | {"project_code": "SK-01", "entry_year": 2025, "status_at_entry": "poor",
                        "support_vnd": 20_000_000, "outcome": "still_poor", "outcome_year": 2025},
    ],
    "participant_group": [
        ACTS | HOUSE | {"project_code": "NCD-01", "entry_year": 2025, "status_at_entry": "poor",
                        "support_vnd": 7_500_000, "own_contribution_vnd": 1_500_000},
    ],
    "loan": [
        ACTS | HOUSE | {"loan_code": "V-01", "lender": "vbsp", "programme": "Hộ nghèo",
                        "principal_vnd": 50_000_000, "disbursed_date": date(2025, 3, 1),
                        "due_date": date(2028, 3, 1), "repaid_vnd": 0, "outstanding_vnd": 50_000_000},
    ],
    "loan_repayment": [
        {"loan_code": "V-01", "paid_date": date(2025, 6, 1), "principal_vnd": 1_000_000},
    ],
    "support_event": [
        ACTS | HOUSE | {"event_date": date(2025, 2, 1), "kind": "gift", "value_vnd": 500_000},
    ],
    "visit": [
        ACTS | HOUSE | {"visit_date": date(2025, 4, 2), "officer_name": "Cán bộ Mẫu",
                        "needs": ["loan", "housing"], "next_date": date(2025, 5, 2)},
    ],
    "communication_event": [
        ACTS | {"event_date": date(2025, 4, 5), "channel": "online", "topic": "Mẫu", "attendance": 40},
    ],
    "information_access": [
        ACTS | {"target_households|2025": 2, "reached_households|2025": 1},
    ],
    "posting": [
        ACTS | {"review_year": 2025, "place_name": "Nhà văn hóa", "from_date": date(2025, 12, 1),
                "to_date": date(2025, 12, 6), "complaints": 0, "resolved": 0},
    ],
    "supervision": [
        ACTS | {"check_date": date(2025, 12, 2), "organisation": "Mặt trận", "resolved": 1,
                "households_checked": 10, "misclassified": 1},
    ],
    "donation": [
        {"donation_date": date(2025, 1, 20), "donor_kind": "enterprise", "amount_vnd": 30_000_000},
    ],
    "officer_assignment": [
        ACTS | {"officer_name": "Cán bộ Mẫu", "officer_role": "Phó ban", "from_date": date(2025, 1, 1)},
    ],
    "target": [
        {"indicator": "poverty_rate", "place_code": "29221", "year": 2025, "unit": "%", "value": 1.5},
    ],
}  # fmt: skip


def fill(form: Form, path: Path) -> None:
    """Write the template of a form and fill it as an officer would, in his spelling."""
    template(form, path, YEAR)
    sheet = empty_sheet(form, YEAR)
    book = load_workbook(path)
    page = book.worksheets[0]
    first = int(str(page.freeze_panes).lstrip("A"))
    blocks, sections = blocks_of(sheet, first)
    if form.section == "hamlet":
        page.cell(sections[0], 1).value = "I. Ấp Bãi Một"
    for offset, values in enumerate(ROWS[form.form]):
        row = blocks[0].start + offset
        for index, place in enumerate(places(sheet), start=1):
            value = value_of(sheet, place, values)
            merged = offset and place.column.repeat
            if value is not None and not merged:
                page.cell(row, index).value = value
        if not (offset and any(c.repeat for c in form.columns)):
            page.cell(row, 1).value = offset + 1
    _write_info(page, form)
    book.save(path)


def _write_info(page: Worksheet, form: Form) -> None:
    for row in page.iter_rows(1, 12):
        for cell in row:
            if cell.value and cell.value == INFO.get(form.info):
                assert BLANK in cell.value
                cell.value = INFO_LINES[form.info]
