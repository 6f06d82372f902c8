"""Commune -> the register of works and their money by source and year."""

from __future__ import annotations

from datetime import date
from typing import Any

from etl.layout.sheet import Line, Row, Sheet, data
from etl.sample.office import MILLION, Office, funding_rows, summed
from etl.sample.world import ROMAN, names


def works(office: Office) -> list[Sheet]:
    """The register of works and their money."""
    table = names()["work"]
    codes = [office.code(f"CT-{n:02d}") for n in range(1, len(table) + 1)]
    money = [
        line
        for number, (code, work) in enumerate(zip(codes, table, strict=True))
        for line in _with_subtotal(office, number, code, _title(office, work), work["funding"])
    ]
    rows = [row for line in money if line.kind == "data" for row in line.rows]
    total = Line("total", (summed(rows),), "TỔNG CỘNG")
    register = [data(n, _work(office, n, codes[n - 1], w)) for n, w in enumerate(table, start=1)]
    approved = {"approved_vnd": sum(work["approved"] for work in table) * MILLION}
    whole = Line("total", (approved,), f"TỔNG CỘNG ({len(table)} công trình)")
    return [
        office.sheet("infrastructure_project", [*register, whole], 2),
        office.sheet("infrastructure_funding", [*money, total], 3, years=office.years),
    ]


def _title(office: Office, work: dict[str, Any]) -> str:
    return str(work["name"].format(*office.hamlets(work["hamlets"])))


def _work(office: Office, number: int, code: str, work: dict[str, Any]) -> Row:
    last, texts = office.commune.last, names()["texts"]
    start, finish = (date(last + y, m, d) for y, m, d in (work["start"], work["finish"]))
    return {
        "project_code": code,
        "name": _title(office, work),
        "category": work["category"],
        "hamlet_codes": office.hamlets(work["hamlets"]),
        "start_date": start,
        "finish_date": finish,
        "decision_number": texts["decision"].format(number=7000 + number),
        "approved_vnd": work["approved"] * MILLION,
        "contractor": texts["contractor"].format(number=number),
        "status": work["status"],
        "progress_pct": work["progress"],
        "beneficiary_households": work["beneficiaries"][0],
        "poor_beneficiary_households": work["beneficiaries"][1],
        "new_rural_criterion": work["criterion"],
    }


def _with_subtotal(
    office: Office, number: int, code: str, title: str, funding: list[Any]
) -> list[Line]:
    rows = funding_rows(office, code, title, "Tên công trình", funding)
    whole = summed(rows) | {"project_code": code, "Tên công trình": title, "fund_source": "Cộng"}
    lines = [data(n, row) for n, row in enumerate(rows, start=1)]
    return [Line("subtotal", (whole,), number=ROMAN[number]), *lines]
