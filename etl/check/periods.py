"""Dates and years of a sheet against the period in its title and the day up to which it tells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from etl.check.forms import doubt
from etl.findings import Finding
from etl.relate import Tables
from etl.tidy import TidySheet

_PERIOD = re.compile(r"\b((?:19|20)\d\d)\s*[-–]\s*((?:19|20)\d\d)\b")
#: The fields that tell of something done; what is planned or promised may lie later.
_DONE = {
    "livelihood_project": ("end_year",),
    "support_event": ("event_date",),
    "donation": ("donation_date",),
    "visit": ("visit_date",),
    "communication_event": ("event_date",),
    "posting": ("review_year", "from_date"),
    "supervision": ("check_date",),
    "target": ("year",),
    "loan": ("disbursed_date", "closed_date"),
}


def check_periods(tables: Tables) -> Iterable[Finding]:
    """What lies outside the period of the title or after the day of the figures, and late postings."""
    spans = {at: _span(sheet) for at, sheet in tables.sheets.items()}
    for name, fields in _DONE.items():
        for row in tables.rows.get(name, []):
            first, last, end = spans[tables.at(row)]
            for field in fields:
                last = end if field == "end_year" else last  # a project may end later
                year = _year(row.get(field))
                if year is not None and not first <= year <= last:
                    said = f"{first or '…'}–{last if last < 9999 else '…'}"
                    yield doubt(tables, "period.outside", row, field, year, said)
                    break
    for row in tables.rows.get("posting", []):
        posted, year = row.get("from_date"), row.get("review_year")
        early = posted and year and (posted.year, posted.month) > (year + 1, 3)
        if posted and year and (early or posted.year < year):
            yield doubt(tables, "posting.year", row, "review_year", year, posted.year)


def _year(value: Any) -> int | None:
    return value.year if isinstance(value, date) else value


def _span(sheet: TidySheet) -> tuple[int, int, int]:
    """The years that a sheet may tell of: from, to its last day, and to the end of its title's period."""
    first, last = 0, 9999
    for row in sheet.sheet.rows[: sheet.choice.header.top]:
        for text in row:
            hit = _PERIOD.search(text) if isinstance(text, str) and text.isupper() else None
            if hit:
                first, last = int(hit.group(1)), int(hit.group(2))
    told = sheet.info.date.year if sheet.form.info == "as_of" and sheet.info.date else last
    return first, min(last, told), last
