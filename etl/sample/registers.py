"""Communes -> targets, and the list of places with their periods and successors."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from catalog.tables import GROUPS
from etl.layout.sheet import Row, Sheet
from etl.sample.activities import numbered
from etl.sample.office import Office
from etl.sample.world import names


def targets(office: Office) -> list[Sheet]:
    """Rates for each unit and year; the merged commune has households as well."""
    rows: list[Row] = []
    for now in office.commune.years:
        units = dict.fromkeys(office.commune.unit_in(now.year, h) for h in office.commune.hamlets)
        for unit in units:
            mine = [i for i, h in enumerate(office.commune.hamlets)
                    if office.commune.unit_in(now.year, h) == unit]  # fmt: skip
            whole = sum(office.commune.hamlets[i].households_in(now.year) for i in mine)
            poor, near = (sum(e.hamlet in mine for e in now.listed(s)) for s in GROUPS)
            aims: dict[str, Any] = {"poverty_rate": poor}
            if len(units) == 1:
                aims |= {"near_poverty_rate": near, "multidimensional_rate": poor + near}
            number = names()["texts"]["resolution"].format(number=8000 + now.year % 100)
            rows += [
                {
                    "indicator": name, "Địa bàn": f"Xã {unit.name}", "place_code": unit.code,
                    "year": now.year, "unit": "%", "decision_number": number,
                    "value": -(-count * 1000 // whole) / 10 + 0.3,
                }
                for name, count in aims.items()
            ]  # fmt: skip
    return [office.sheet("target", numbered([r | {"value": round(r["value"], 1)} for r in rows]))]


def places(offices: list[Office]) -> list[Sheet]:
    """Provinces, communes and hamlets with their periods and successors."""
    entry, province = names()["commune"], names()["province"]
    merged = entry["merged_on"]
    start = min(entry["valid_from"], date(offices[0].commune.first, 1, 1))
    ended = merged - timedelta(days=1)
    old, new = province["before"], province["after"]
    rows = [
        _unit_row(old[0], old[1], "province", None, start, ended, new[0]),
        _unit_row(new[0], new[1], "province", None, merged, None, None),
    ]
    for office in offices:
        commune = office.commune
        rows += [
            _unit_row(u.code, u.name, "commune", old[0], start, ended, commune.unit.code)
            for u in commune.former
        ]
        rows.append(
            _unit_row(commune.unit.code, commune.unit.name, "commune", new[0], merged, None, None)
        )
        for hamlet in commune.hamlets:
            former = commune.former[hamlet.former].code
            rows += [
                _unit_row(hamlet.code, hamlet.name, "hamlet", former, start, ended, hamlet.code),
                _unit_row(
                    hamlet.code, hamlet.name, "hamlet", commune.unit.code, merged, None, None
                ),
            ]
    return [offices[0].sheet("place", numbered(rows))]


def _unit_row(
    code: str,
    name: str,
    level: str,
    parent: str | None,
    start: date,
    end: date | None,
    heir: str | None,
) -> Row:
    return {
        "place_code": code, "name": name, "level": level, "parent_code": parent,
        "valid_from": start, "valid_to": end, "successor_code": heir,
    }  # fmt: skip
