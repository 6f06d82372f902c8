"""Sheets + places -> records that carry codes; what names no known place is set aside."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from catalog.standards import standard_on
from etl.read.cells import address
from etl.relate.home import check_home
from etl.relate.lines import take_lines
from etl.relate.places import Places
from etl.said import WHOLE
from etl.tidy import Record, TidySheet
from etl.tidy.info import cell_of_year

#: The yearly review begins on 1 September (Circular 07/2021): what is reviewed from then on is of this year.
YEARLY_FROM = (9, 1)


def resolve(sheet: TidySheet, places: Places) -> None:
    """Put codes where names stood; rows whose hamlet is unknown are quarantined."""
    sheet.info = replace(sheet.info, commune_code=_commune(sheet, places))
    take_lines(sheet, places)
    if sheet.form.info == "review":
        _resolve_review(sheet, places)
    for record in sheet.set_aside:  # told already, and still one of its hamlet's rows
        _put_hamlet(sheet, record, places)
        _resolve_printed(sheet, record, places)
    sheet.quarantine(*[r for r in sheet.records if not _resolve_record(sheet, r, places)])
    if sheet.form.info == "review":
        check_home(sheet, places)
    for record in sheet.printed:
        _resolve_printed(sheet, record, places)


def _commune(sheet: TidySheet, places: Places) -> str:
    info = sheet.info
    if info.commune_code:
        return info.commune_code
    code = places.commune_named(info.commune_name, info.date) if info.commune_name else None
    communes = [r for r in places.rows if r["level"] == "commune"]
    current = [str(r["place_code"]) for r in communes if not r["valid_to"]]
    ends = {
        places.root(str(r["place_code"])) for r in communes
    }  # its row of today may be set aside
    return code or (current[0] if len(current) == 1 else ends.pop() if len(ends) == 1 else "")


def _resolve_review(sheet: TidySheet, places: Places) -> None:
    info = sheet.info
    if info.date and info.year and not _is_year_of(info.year, info.date):
        sheet.report(
            "warning", "review.year", 0, cell=cell_of_year(sheet.sheet, sheet.choice),
            found=str(info.year), expected=str(info.date.year),
        )  # fmt: skip
    standard = info.standard or (standard_on(info.date) if info.date else None)
    if info.standard is None:
        sheet.report("warning", "review.no_standard", 0, expected=standard or "–")
    area = info.area or places.area(info.commune_code, info.date)
    sheet.info = replace(info, standard=standard, area=area)


def _is_year_of(year: int, day: date) -> bool:
    """Whether a review of a year may be of a day: of that year, or late but before the next one begins."""
    late = year == day.year - 1 and (day.month, day.day) < YEARLY_FROM
    return year == day.year or late


def _resolve_record(sheet: TidySheet, record: Record, places: Places) -> bool:
    """Codes for the hamlets of a record; False when it names one that nobody knows."""
    values, info = record.values, sheet.info
    day = info.date
    _put_hamlet(sheet, record, places)
    if sheet.form.section == "group" and "group" not in values:
        from catalog.codes import meaning

        values["group"] = meaning("status", record.section)
        if values["group"] is None:
            _report_no_group(sheet, record)
            return False
    if "hamlet_codes" in values:
        return _resolve_many(sheet, record, places)
    return "hamlet_code" not in values or _resolve_one(sheet, record, places, day)


def _report_no_group(sheet: TidySheet, record: Record) -> None:
    """A section that is neither of the poor nor of the near-poor, once for all its rows."""
    row = record.section_row if record.section_row >= 0 else record.row
    cell = address(row, sheet.sheet.filled(row)[-1])
    if not any(f.rule == "row.no_group" and f.cell == cell for f in sheet.findings):
        sheet.report("error", "row.no_group", row, "group", cell=cell, found=record.section)


def _put_hamlet(sheet: TidySheet, record: Record, places: Places) -> None:
    """The hamlet of a row: its own cell, its section, the line above the table, the sheet's name."""
    values, info = record.values, sheet.info
    column = sheet.column_of("hamlet_code") is not None
    sections = sheet.form.section == "hamlet"
    if values.get("hamlet_code") or (column and not sections):
        return
    hamlet = record.section or info.hamlet
    if not hamlet and places.hamlet(sheet.sheet.name, info.commune_code, info.date):
        hamlet = sheet.sheet.name
    if sections or (hamlet and any(c.field == "hamlet_code" for c in sheet.form.columns)):
        values["hamlet_code"] = hamlet
    elif sheet.form.table == "household_list":
        values["hamlet_code"] = None  # an export may say nothing of hamlets


def _resolve_one(sheet: TidySheet, record: Record, places: Places, day: date | None) -> bool:
    values = record.values
    text = values["hamlet_code"]
    if text is None or str(text).casefold() in WHOLE:
        values["hamlet_code"] = None
        return text is not None or sheet.form.section != "hamlet"
    code = places.named(str(text), sheet.info.commune_code, day)
    doubtful = record.section_row < 0 or record.section_row in sheet.lines
    unsectioned = sheet.form.section == "hamlet" and doubtful
    if code is None and unsectioned and values.get("address"):
        code = places.in_text(str(values["address"]), sheet.info.commune_code, day)
    if code is None:
        _report_unknown(sheet, record, str(text), places)
        return False
    values["hamlet_code"] = code
    return True


def _report_unknown(sheet: TidySheet, record: Record, text: str, places: Places) -> None:
    """An unknown hamlet, once: at its cell, or at the section row over all its rows."""
    cell = sheet.cell(record.row, "hamlet_code")
    if sheet.form.section == "hamlet" and record.section_row >= 0:
        row = record.section_row
        cell = address(row, sheet.sheet.filled(row)[-1])
    if ("row.unknown_hamlet", cell) in sheet.told:
        return
    sheet.report(
        "error", "row.unknown_hamlet", record.row, "hamlet_code", cell=cell,
        found="…" if record.section_row in sheet.lines else text[:60],
        expected=places.nearest(text) or "–",
    )  # fmt: skip


def _resolve_many(sheet: TidySheet, record: Record, places: Places) -> bool:
    codes, info, unknown = [], sheet.info, False
    for text in record.values["hamlet_codes"] or []:
        if str(text).casefold() in WHOLE:
            codes += sorted(
                r["place_code"]
                for r in places.rows
                if r["level"] == "hamlet"
                and places.commune_of(r["place_code"], info.date)
                and places.unit(r["place_code"], info.date) is r
                and places.root(str(r["parent_code"]), info.date)
                == places.root(info.commune_code, info.date)
            )
            continue
        code = places.hamlet(str(text), info.commune_code, info.date)
        if code is None:
            unknown = True  # of a list with a part that nobody knows, the rest is not the place
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
    record.values["hamlet_codes"] = None if unknown else list(dict.fromkeys(codes)) or None
    return True


def _resolve_printed(sheet: TidySheet, record: Record, places: Places) -> None:
    text = record.values.get("hamlet_code")
    if text:
        record.values["hamlet_code"] = places.hamlet(
            str(text), sheet.info.commune_code, sheet.info.date
        )
