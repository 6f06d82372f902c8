"""Tidied sheets -> rows of the tables of `catalog/tables.py`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from etl.findings import Finding
from etl.relate import counts, lists, programmes
from etl.relate.gazetteer import load_places
from etl.relate.people import Households
from etl.relate.places import Places
from etl.relate.resolve import resolve
from etl.tidy import TidySheet

Row = dict[str, Any]


@dataclass
class Tables:
    """What a build holds before it is written."""

    places: Places
    rows: dict[str, list[Row]] = field(default_factory=dict)
    lineage: list[Row] = field(default_factory=list)
    sheets: dict[tuple[str, str], list[TidySheet]] = field(default_factory=dict)

    def cell_of(self, row: Row, name: str, **adds: Any) -> str:
        """The address of a field of a published row; its row number where no sheet has it."""
        parts = self.sheets.get((row.get("source_file", ""), row.get("source_sheet", "")), [])
        number = row.get("source_row")
        here = [s for s in parts if s.choice.first_row < (number or 0)]  # a later form begins later
        sheet = here[-1] if here else None
        if sheet is None or number is None or sheet.column_of(name, **adds) is None:
            return str(number or "")
        return sheet.cell(number - 1, name, **adds)


def resolve_all(sheets: list[TidySheet]) -> tuple[Places, list[Finding]]:
    """The places of a build; in every sheet codes stand where names stood."""
    places, findings = load_places(sheets)
    for sheet in sheets:
        resolve(sheet, places)
    return places, findings


def relate(sheets: list[TidySheet], places: Places, secret: bytes) -> Tables:
    """All tables of a build from its resolved sheets."""
    tables = Tables(places)
    for sheet in sheets:
        tables.sheets.setdefault((sheet.file, sheet.sheet.name), []).append(sheet)
    tables.rows["place"] = places.rows
    programmes.add(tables.rows, sheets)
    households = Households(secret)
    lists.add(tables.rows, tables.lineage, sheets, places, households)
    counts.add(tables.rows, places)
    return tables
