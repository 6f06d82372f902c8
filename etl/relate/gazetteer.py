"""Sheets -> every place known to a build, from the list of places or from the forms themselves."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from catalog.spelling import key
from etl.findings import Finding, finding
from etl.relate.places import Places, catalog_units, hamlet_key
from etl.relate.programmes import unreported
from etl.tidy import Record, TidySheet


def load_places(sheets: list[TidySheet]) -> tuple[Places, list[Finding]]:
    """The places that the workbooks list; those that the catalog and the forms imply otherwise."""
    rows: list[dict[str, Any]] = []
    findings: list[Finding] = []
    seen: dict[tuple[str, date], str] = {}  # each unit, and the cell with its successor
    for sheet in sheets:
        if sheet.form.table == "place":
            sheet.quarantine(*[r for r in sheet.records if r.values.get("valid_from") is None])
            _one_spelling(sheet)
            for record in sheet.records:
                unit = record.values
                if (unit["place_code"], unit["valid_from"]) not in seen:
                    cell = sheet.cell(record.row, "successor_code")
                    seen[unit["place_code"], unit["valid_from"]] = cell
                    rows.append(unreported("place") | unit | _source(sheet, record))
    _put_successors(rows)
    findings += _disagreements(rows, seen)
    derived = not any(row["level"] == "hamlet" for row in rows)
    known = {row["place_code"] for row in rows}
    asked = {sheet.info.commune_code for sheet in sheets}
    rows += [
        unit
        for unit in catalog_units()
        if unit["place_code"] not in known and (derived or unit["place_code"] in asked)
    ]
    places = Places(rows, derived)
    if derived:
        findings += _derive(places, sheets)
    return places, findings


def _one_spelling(sheet: TidySheet) -> None:
    """`td01` among rows of `TD01` is that place: of two spellings in one list the usual one counts."""
    names = ("place_code", "parent_code", "successor_code")
    used = Counter(str(c) for r in sheet.records for n in names if (c := r.values.get(n)))
    usual: dict[str, str] = {}
    for code, _ in sorted(used.items(), key=lambda item: (-item[1], item[0])):
        usual.setdefault(code.casefold(), code)
    for record in sheet.records:
        for name in names:
            written = record.values.get(name)
            if written and (known := usual[str(written).casefold()]) != written:
                record.values[name] = known
                sheet.report(
                    "note", "place.spelling", record.row, name, found=written, expected=known
                )


def _source(sheet: TidySheet, record: Record) -> dict[str, Any]:
    return {
        "source_file": sheet.file,
        "source_sheet": sheet.sheet.name,
        "source_row": record.row + 1,
    }


def _put_successors(rows: list[dict[str, Any]]) -> None:
    """Where the list does not say what a unit that ended became, the catalog may."""
    known = {
        unit["place_code"]: unit["successor_code"] for unit in catalog_units() if unit["valid_to"]
    }
    for row in rows:
        if row["valid_to"] and not row["successor_code"]:
            row["successor_code"] = known.get(row["place_code"])


def _disagreements(rows: list[dict[str, Any]], cells: dict[tuple[str, date], str]) -> list[Finding]:
    """The commune's own list wins; where the catalog's succession differs, it is said."""
    ours = {(unit["place_code"], unit["valid_from"]): unit for unit in catalog_units()}
    found = []
    for row in rows:
        unit = ours.get((row["place_code"], row["valid_from"]))
        if unit and unit["successor_code"] != row["successor_code"]:
            found.append(
                finding(
                    "warning",
                    "place.succession",
                    row["source_file"],
                    sheet=row["source_sheet"],
                    cell=cells[row["place_code"], row["valid_from"]],
                    field="successor_code",
                    found=str(row["successor_code"] or "–"),
                    expected=str(unit["successor_code"] or "–"),
                )
            )
    return found


def _derive(places: Places, sheets: list[TidySheet]) -> list[Finding]:
    """Without a list of places, the hamlets of the summary form are the hamlets of the commune."""
    codes: dict[tuple[str, str], str] = {}
    found: list[Finding] = []
    for sheet in sheets:
        if sheet.form.table != "review_summary" or not sheet.records:
            continue
        commune = sheet.info.commune_code or sheet.info.commune_name
        root = places.root(commune, sheet.info.date)
        _add_commune(places, sheet, commune)
        found.append(finding("warning", "place.no_list", sheet.file, sheet=sheet.sheet.name))
        for record in sheet.records:
            name = str(record.values["hamlet_code"])
            known = codes.setdefault((root, hamlet_key(name)), f"{root}-{len(codes) + 1:02d}")
            _add_hamlet(places, sheet, record, commune, known)
    places.index()
    return found


def _add_commune(places: Places, sheet: TidySheet, commune: str) -> None:
    if places.unit(commune, sheet.info.date) is None and commune:
        name = sheet.info.commune_name.title() or commune
        places.rows.append(_unit_row(commune, name, "commune", None, date(2021, 1, 1)))
        places.index()


def _add_hamlet(places: Places, sheet: TidySheet, record: Record, commune: str, code: str) -> None:
    unit = places.unit(commune, sheet.info.date)
    start = unit["valid_from"] if unit else date(2021, 1, 1)
    end = unit["valid_to"] if unit else None
    if any(r["place_code"] == code and r["valid_from"] == start for r in places.rows):
        return
    name = str(record.values["hamlet_code"])
    name = name.split(" ", 1)[1] if hamlet_key(name) != key(name) else name
    row = _unit_row(code, name, "hamlet", commune, start) | _source(sheet, record)
    places.rows.append(row | {"valid_to": end, "successor_code": code if end else None})


def _unit_row(code: str, name: str, level: str, parent: str | None, start: date) -> dict[str, Any]:
    return {
        "place_code": code,
        "name": name,
        "level": level,
        "parent_code": parent,
        "valid_from": start,
        "valid_to": None,
        "successor_code": None,
    }
