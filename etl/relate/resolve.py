"""What a sheet says of places -> codes: its commune, its date, the hamlet of each record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from catalog.spelling import key
from catalog.standards import standard_on
from etl.findings import Finding, finding
from etl.relate.places import WHOLE, Places, catalog_units, hamlet_key
from etl.tidy import Record, TidySheet


def load_places(sheets: list[TidySheet]) -> tuple[Places, list[Finding]]:
    """The places that the workbooks list; those that the catalog and the forms imply otherwise."""
    rows: list[dict[str, Any]] = []
    findings: list[Finding] = []
    seen: set[tuple[str, date]] = set()
    for sheet in sheets:
        if sheet.form.table == "place":
            for record in list(sheet.records):
                unit = record.values
                if unit.get("valid_from") is None:
                    sheet.quarantine(record)
                    continue
                if (unit["place_code"], unit["valid_from"]) not in seen:
                    seen.add((unit["place_code"], unit["valid_from"]))
                    rows.append({**unit, **_source(sheet, record)})
    findings += _disagreements(rows)
    derived = not any(row["level"] == "hamlet" for row in rows)
    known = {row["place_code"] for row in rows}
    rows += [unit for unit in catalog_units() if unit["place_code"] not in known and derived]
    places = Places(rows, derived)
    if derived:
        findings += _derive(places, sheets)
    return places, findings


def _source(sheet: TidySheet, record: Record) -> dict[str, Any]:
    return {
        "source_file": sheet.file,
        "source_sheet": sheet.sheet.name,
        "source_row": record.row + 1,
    }


def _disagreements(rows: list[dict[str, Any]]) -> list[Finding]:
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
                    cell=f"A{row['source_row']}",
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
        places.rows.append(_unit(commune, name, "commune", None, date(2021, 1, 1)))
        places.index()


def _add_hamlet(places: Places, sheet: TidySheet, record: Record, commune: str, code: str) -> None:
    unit = places.unit(commune, sheet.info.date)
    start = unit["valid_from"] if unit else date(2021, 1, 1)
    end = unit["valid_to"] if unit else None
    if any(r["place_code"] == code and r["valid_from"] == start for r in places.rows):
        return
    name = str(record.values["hamlet_code"])
    name = name.split(" ", 1)[1] if hamlet_key(name) != key(name) else name
    row = _unit(code, name, "hamlet", commune, start) | _source(sheet, record)
    places.rows.append(row | {"valid_to": end, "successor_code": code if end else None})


def _unit(code: str, name: str, level: str, parent: str | None, start: date) -> dict[str, Any]:
    return {
        "place_code": code,
        "name": name,
        "level": level,
        "parent_code": parent,
        "valid_from": start,
        "valid_to": None,
        "successor_code": None,
    }


def resolve(sheet: TidySheet, places: Places) -> None:
    """Put codes where names stood; rows whose hamlet is unknown are quarantined."""
    sheet.info = replace(sheet.info, commune_code=_commune(sheet, places))
    if sheet.form.info == "review":
        _resolve_review(sheet)
    for record in list(sheet.records):
        if not _resolve_record(sheet, record, places):
            sheet.quarantine(record)
    for record in sheet.printed:
        _resolve_printed(sheet, record, places)


def _commune(sheet: TidySheet, places: Places) -> str:
    info = sheet.info
    if info.commune_code:
        return info.commune_code
    code = places.commune_named(info.commune_name, info.date) if info.commune_name else None
    current = [r for r in places.rows if r["level"] == "commune" and not r["valid_to"]]
    return code or (str(current[0]["place_code"]) if len(current) == 1 else "")


def _resolve_review(sheet: TidySheet) -> None:
    info = sheet.info
    if info.date and info.year and info.year not in (info.date.year, info.date.year - 1):
        sheet.report(
            "warning", "review.year", 0, found=str(info.year), expected=str(info.date.year)
        )
    standard = info.standard or (standard_on(info.date) if info.date else None)
    if info.standard is None:
        sheet.report("warning", "review.no_standard", 0, expected=standard or "–")
    sheet.info = replace(info, standard=standard)


def _resolve_record(sheet: TidySheet, record: Record, places: Places) -> bool:
    """Codes for the hamlets of a record; False when it names one that nobody knows."""
    values, info = record.values, sheet.info
    day = info.date
    if sheet.form.section == "hamlet":
        values["hamlet_code"] = record.section
    if sheet.form.section == "group" and "group" not in values:
        from catalog.codes import meaning

        values["group"] = meaning("status", record.section)
        if values["group"] is None:
            sheet.report("error", "row.no_group", record.row, found=record.section)
            return False
    if "hamlet_codes" in values:
        return _resolve_many(sheet, record, places)
    return "hamlet_code" not in values or _resolve_one(sheet, record, places, day)


def _resolve_one(sheet: TidySheet, record: Record, places: Places, day: date | None) -> bool:
    values = record.values
    text = values["hamlet_code"]
    if text is None or str(text).casefold() in WHOLE:
        values["hamlet_code"] = None
        return text is not None or sheet.form.section != "hamlet"
    code = places.hamlet(str(text), sheet.info.commune_code, day)
    if code is None and values.get("address"):  # a list without sections: the address says it
        code = places.in_text(str(values["address"]), sheet.info.commune_code, day)
    if code is None:
        row = record.section_row if sheet.form.section == "hamlet" else record.row
        sheet.report(
            "error",
            "row.unknown_hamlet",
            record.row,
            "hamlet_code",
            cell="" if row == record.row else sheet.cell(record.row),
            found=str(text)[:60],
            expected=places.nearest(str(text)) or "–",
        )
        return False
    values["hamlet_code"] = code
    return True


def _resolve_many(sheet: TidySheet, record: Record, places: Places) -> bool:
    codes, info = [], sheet.info
    for text in record.values["hamlet_codes"] or []:
        if str(text).casefold() in WHOLE:
            codes += [
                r["place_code"]
                for r in places.rows
                if r["level"] == "hamlet"
                and places.commune_of(r["place_code"], info.date)
                and places.unit(r["place_code"], info.date) is r
                and places.root(str(r["parent_code"]), info.date)
                == places.root(info.commune_code, info.date)
            ]
            continue
        code = places.hamlet(str(text), info.commune_code, info.date)
        if code is None:
            sheet.report(
                "error",
                "cell.unknown_hamlet",
                record.row,
                "hamlet_codes",
                found=str(text)[:60],
                expected=places.nearest(str(text)) or "–",
            )
        else:
            codes.append(code)
    record.values["hamlet_codes"] = list(dict.fromkeys(codes)) or None
    return True


def _resolve_printed(sheet: TidySheet, record: Record, places: Places) -> None:
    text = record.values.get("hamlet_code")
    if text:
        record.values["hamlet_code"] = places.hamlet(
            str(text), sheet.info.commune_code, sheet.info.date
        )
