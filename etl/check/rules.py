"""Rows -> findings: the rules of one row (DOMAIN, Annex B) and those between forms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from catalog.tables import TABLES
from etl.check.derived import derived_relations
from etl.check.empty import check_empty
from etl.check.forms import Forms, form_relations
from etl.check.history import Reviews, check_history, reviews
from etl.check.household import check_households
from etl.check.listed import LISTS, listed_in, said_rows
from etl.check.livelihoods import check_participants, participant_relations
from etl.check.loans import check_loans, loan_relations
from etl.check.order import check_order
from etl.check.people import check_people, stands
from etl.check.percents import check_percents
from etl.check.periods import check_periods
from etl.check.relations import Relation, Spot, Sum, explain
from etl.check.statements import check_statements
from etl.check.titles import check_title
from etl.check.totals import Page, check_text, sheet_relations
from etl.check.units import check_units
from etl.findings import Finding
from etl.relate import Tables
from etl.tidy import Record, TidySheet


def check_rows(sheets: list[TidySheet]) -> None:
    """Rules of one row and of one sheet. A row that breaks the rule of its status is quarantined."""
    seen: dict[tuple[Any, ...], str] = {}
    for sheet in sheets:
        check_title(sheet)
        check_empty(sheet)
        if sheet.form.table == "household_list":
            check_households(sheet)
        else:
            _check_twice(sheet, seen)
            check_text(sheet)
            check_units(sheet)
    check_percents(sheets)


def relations_of(tables: Tables, annual: Reviews | None = None) -> list[Relation]:
    """Every equality between printed numbers that should hold: in a sheet, between forms and, where
    the annual lists are given, between the lists of two years and the form of movements."""
    pages = {at: Page(sheet) for at, sheet in tables.sheets.items()}
    listed = listed_in(pages)
    forms = Forms(tables, pages, listed)
    relations: list[Relation] = [*form_relations(forms), *loan_relations(forms)]
    relations += [*participant_relations(forms), *derived_relations(forms, annual or {})]
    for page in pages.values():
        rows = said_rows(listed, page) if page.tidied.form.form in LISTS else []
        relations += [*rows, *_own(page, rows)]
    return relations


def check(tables: Tables) -> list[Finding]:
    """Findings between rows and forms, after all tables are made."""
    known = stands(tables)
    annual = reviews(tables, known)
    found = explain(relations_of(tables, annual), _told(tables))
    found += [*check_history(annual), *check_people(tables, known)]
    found += check_participants(tables, annual)
    found += _without(found, check_loans(tables, known))
    found += check_statements(tables)
    found += _without(found, [*check_order(tables), *check_periods(tables)])
    return sorted(found, key=lambda f: (f.file, f.sheet, f.rule, f.cell))


def _own(page: Page, rows: list[Sum]) -> list[Relation]:
    """A sheet's own relations; a list that lacks a row lacks its members too, which is told once."""
    lacking = not all(relation.holds for relation in rows)
    return [
        relation
        for relation in sheet_relations(page)
        if not (lacking and relation.printed.field == "members")
    ]


def _told(tables: Tables) -> set[Spot]:
    """The cells that have an error of their own already."""
    return {
        Spot(f.file, f.sheet, f.cell)
        for sheet in tables.sheets.values()
        for f in sheet.findings
        if f.severity == "error"
    }


def _row(found: Finding) -> tuple[str, str, str]:
    return found.file, found.sheet, found.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def _without(told: list[Finding], more: Iterable[Finding]) -> Iterable[Finding]:
    """A row whose numbers are in doubt already is not doubted again for what follows from it."""
    rows = {_row(found) for found in told}
    return [found for found in more if _row(found) not in rows]


def _check_twice(sheet: TidySheet, seen: dict[tuple[Any, ...], str]) -> None:
    """Two rows with the same key: the first stays, the second is set aside."""
    table = TABLES.get(sheet.form.table)
    names = [n for n in table.key if n != "household_id"] if table else []
    if table is None or table.name == "place" or "source_row" in names:
        return
    names += ["household"] if len(names) < len(table.key) else []
    info = sheet.info
    review = {"review_year": info.year, "review_round": info.round, "review_date": info.date}
    again: dict[int, Record] = {}
    for record in sheet.records:
        if record.row in again:
            continue
        values = review | record.values
        at = (table.name, *(str(values.get(name)) for name in names))
        where = f"{sheet.file} · {sheet.sheet.name} · {record.row + 1}"
        if seen.setdefault(at, where) != where:
            sheet.report("error", "row.twice", record.row, expected=seen[at])
            again[record.row] = record
    sheet.quarantine(*again.values())
