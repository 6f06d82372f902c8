"""Records -> rows of the tables that a sheet feeds directly, each with its address."""

from __future__ import annotations

from typing import Any

from catalog.tables import TABLES, Table
from catalog.toml import load
from etl.relate.fragments import Codes
from etl.relate.linking import Links
from etl.tidy import Record, TidySheet

Row = dict[str, Any]


def source(sheet: TidySheet, record: Record) -> Row:
    """The address columns of a row."""
    return {
        "source_file": sheet.file,
        "source_sheet": sheet.sheet.name,
        "source_row": record.row + 1,
    }


def review(sheet: TidySheet) -> Row:
    """The columns that say which review a sheet belongs to."""
    info = sheet.info
    return {
        "commune_code": info.commune_code or None,
        "review_year": info.year,
        "review_round": info.round,
        "review_date": info.date,
        "standard": info.standard,
    }


def row_of(sheet: TidySheet, record: Record) -> Row:
    """Everything that a record and its sheet say, before it is cut to a table's columns."""
    base: Row = {}
    if sheet.form.info == "as_of":
        base = {"as_of_date": sheet.info.date, "commune_code": sheet.info.commune_code or None}
    if sheet.form.info == "review":
        base = review(sheet)
    return unreported(sheet.form.table) | base | record.values | source(sheet, record)


def unreported(table: str) -> Row:
    """The columns of a table, none of them reported: a sheet may lack some."""
    return dict.fromkeys(TABLES[table].columns) if table in TABLES else {}


def add(rows: dict[str, list[Row]], sheets: list[TidySheet]) -> None:
    """Fill the tables that need no household: reviews, works, funding, communication, targets."""
    for sheet in sheets:
        table = TABLES.get(sheet.form.table)
        if table is None or _is_named(table) or table.name == "place":
            continue
        target = rows.setdefault(table.name, [])
        for record in sheet.records:
            row = row_of(sheet, record)
            if table.name == "review_movement":
                row |= _balance(row)
            target.append(row | ({"suppressed": False} if table.finer else {}))


def add_named(
    rows: dict[str, list[Row]], sheets: list[TidySheet], codes: Codes, links: Links
) -> None:
    """The rows of programmes, each with the id of its household."""
    for sheet in sheets:
        table = TABLES.get(sheet.form.table)
        if table is not None and _is_named(table):
            target = rows.setdefault(table.name, [])
            for record in sheet.records:
                if record.values.get("household") or record.values.get("head_name"):
                    own = codes.code_of(sheet, record.values)[0]
                    own = own or codes.id_of_person(codes.person(sheet, record.values))
                    record.values["household_id"] = links.id_of(own)
                target.append(row_of(sheet, record))


def _is_named(table: Table) -> bool:
    """Whether its rows name a household; a statement names that of its loan."""
    return "household_id" in table.columns or table.name == "loan_statement"


def _balance(row: Row) -> Row:
    """`9=1-2-3-4+5+6+7+8`, as the form itself prints it; null where a part is not reported."""
    out: list[Any] = [row.get(c) for c in ("escaped", "to_other_group", "other_out")]
    into: list[Any] = [row.get(c) for c in ("from_other_group", "relapsed", "new", "other_in")]
    parts = [row.get("opening"), *out, *into]
    if any(part is None for part in parts):
        return {"closing_computed": None, "discrepancy": None}
    computed = row["opening"] - sum(out) + sum(into)
    closing = row.get("closing")
    return {
        "closing_computed": computed,
        "discrepancy": None if closing is None else closing - computed,
    }


def press_rows() -> list[Row]:
    """Rows of `press_fact`, from the catalog."""
    press = load("press.toml")
    return [fact | {"source": press["source"]} for fact in press["fact"]]
