"""Cell -> date or year: what a spreadsheet makes of them, undone where it has one meaning."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from etl.read.cells import Value

EPOCH = date(1899, 12, 30)
FIRST, LAST = 1901, 2100
_DAY = re.compile(r"^(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})$")
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?$")
_WORDS = re.compile(r"^(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})$", re.I)


def date_of(value: Value) -> tuple[date | None, str]:
    """The date of a cell and how it was mended ("" when it is a date cell); None when it is none.

    A number is a day's serial (the format was lost). A year typed into a cell shown as a date gives
    a day of 1905: no date.
    """
    if isinstance(value, date):
        known = FIRST <= value.year <= LAST and not is_year_as_date(value)
        return (value, "") if known else (None, "")
    if isinstance(value, int) and not isinstance(value, bool):
        day = EPOCH + timedelta(days=value) if 366 < value <= 60_000 else None
        known = day is not None and not is_year_as_date(day)
        return (day, "note.serial_date") if known else (None, "")
    return (_written(value), "note.date_as_text") if isinstance(value, str) else (None, "")


def _written(text: str) -> date | None:
    match = _DAY.match(text) or _WORDS.match(text)
    parts = [int(part) for part in match.groups()] if match else []
    iso = None if match else _ISO.match(text)
    if iso:
        parts = [int(part) for part in reversed(iso.groups())]
    try:
        found = date(parts[2], parts[1], parts[0]) if parts else None
    except ValueError:
        return None
    return found if found and FIRST <= found.year <= LAST else None


def is_year_as_date(value: date) -> bool:
    """Whether a date is what a spreadsheet shows when a year (1900 to 2100) is typed in a date cell."""
    return 1900 <= (value - EPOCH).days <= 2100


def swapped(values: Sequence[Value]) -> tuple[type, ...]:
    """The kinds of cells (date, text) of a column in which day and month may have been exchanged.

    A program with American dates makes date cells of days up to 12 and leaves the others as text;
    and it writes 08/22/2025 into a .csv, beside a 06/05/2025 that looks sound.
    """
    cells = [v for v in values if isinstance(v, date)]
    parts = [(int(m.group(1)), int(m.group(2))) for v in values if (m := _text_day(v))]
    if any(b > 12 >= a for a, b in parts) and not any(a > 12 for a, _ in parts):
        return (str,)
    late = bool(parts) and all(a > 12 for a, _ in parts)
    return (date,) if late and len(cells) > 1 and all(day.day <= 12 for day in cells) else ()


def _text_day(value: Value) -> re.Match[str] | None:
    return _DAY.match(value.strip()) if isinstance(value, str) else None
