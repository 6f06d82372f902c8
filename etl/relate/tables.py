"""Tidied sheets -> rows of the tables of `catalog/tables.py`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from etl.confirmed import NOTHING, Confirmed, Pair
from etl.corrections import NONE, Corrections
from etl.findings import Finding
from etl.relate import counts, lists, programmes, statements
from etl.relate.fragments import Codes
from etl.relate.gazetteer import load_places
from etl.relate.people import Households
from etl.relate.places import Places
from etl.relate.resolve import resolve
from etl.tidy import TidySheet

Row = dict[str, Any]
At = tuple[str, str, int]


@dataclass
class Tables:
    """What a build holds before it is written."""

    places: Places
    rows: dict[str, list[Row]] = field(default_factory=dict)
    lineage: list[Row] = field(default_factory=list)
    sheets: dict[At, TidySheet] = field(default_factory=dict)
    unused: list[Pair] = field(default_factory=list)  # links that join nothing
    recoded: set[str] = field(default_factory=set)  # households known by their ID number only
    starts: dict[tuple[str, str], list[int]] = field(default_factory=dict)

    def add_sheet(self, sheet: TidySheet) -> None:
        """Know a form by its file, its sheet and its first row: one sheet may hold several forms."""
        name, first = (sheet.file, sheet.sheet.name), sheet.choice.first_row
        self.starts.setdefault(name, []).append(first)
        self.sheets[*name, first] = sheet

    def at(self, row: Row) -> At:
        """The form that a published row stands in: the last one that begins above it."""
        name, number = (
            (row.get("source_file", ""), row.get("source_sheet", "")),
            row.get("source_row"),
        )
        starts = self.starts.get(name, [-1])
        return *name, max((s for s in starts if s < (number or 0)), default=starts[0])

    def cell_of(self, row: Row, name: str, **adds: Any) -> str:
        """The address of a field of a published row; its row number where no sheet has it."""
        sheet, number = self.sheets.get(self.at(row)), row.get("source_row")
        if sheet is None or number is None or sheet.column_of(name, **adds) is None:
            return str(number or "")
        return sheet.cell(number - 1, name, **adds)


def resolve_all(
    sheets: list[TidySheet], corrections: Corrections = NONE
) -> tuple[Places, list[Finding]]:
    """The places of a build; in every sheet codes stand where names stood."""
    places, findings = load_places(sheets)
    refused = places.add_aliases(corrections.aliases)
    findings += [corrections.refuse_alias(alias) for alias in refused]
    for sheet in sheets:
        resolve(sheet, places)
    return places, findings


def relate(
    sheets: list[TidySheet], places: Places, secret: bytes, confirmed: Confirmed = NOTHING
) -> Tables:
    """All tables of a build from its resolved sheets."""
    tables = Tables(places)
    for sheet in sheets:
        tables.add_sheet(sheet)
    tables.rows |= {"place": places.rows, "press_fact": programmes.press_rows()}
    programmes.add(tables.rows, sheets)
    codes = Codes(sheets, places, Households(secret))
    links = lists.add(tables.rows, tables.lineage, sheets, codes, confirmed)
    tables.unused, tables.recoded = links.unused, links.recoded
    statements.join(tables.rows, sheets)
    tables.lineage += counts.add(tables.rows, places)
    return tables
