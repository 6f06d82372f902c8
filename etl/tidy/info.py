"""The rows above the header -> commune, date, standard, year, unit."""

from __future__ import annotations

import re
from datetime import date

from catalog.spelling import clean
from catalog.standards import standard_named
from etl.choose import Choice
from etl.read import Sheet
from etl.read.cells import address
from etl.said import hamlet_said
from etl.tidy.moment import day_signed, day_until, said_day, said_in_words
from etl.tidy.records import Info
from etl.tidy.unit import unit_above

_COMMUNE = re.compile(r"mã (?:xã|phường|thị trấn|đơn vị)\s*:\s*([0-9]{5})", re.I)
_STANDARD = re.compile(r"chuẩn nghèo\s*:\s*([^;)]+)", re.I)
_YEAR = re.compile(r"năm\s+((?:19|20)[0-9][0-9])", re.I)
_NAME = re.compile(
    r"^(?:(?:ubnd|[uủ][ỷy] ban nhân dân)\s+(?=.{3,60}$))?(?:(xã)|phường|thị trấn)\s+(?!hội\b)(\w.*)$",
    re.I,
)  # the "XÃ …" of an empty template names none


def texts_above(sheet: Sheet, choice: Choice) -> list[str]:
    """The texts above the header, top to bottom."""
    return list(_places_above(sheet, choice).values())


def _places_above(sheet: Sheet, choice: Choice) -> dict[tuple[int, int], str]:
    return {
        (row, column): clean(value)
        for row, cells in enumerate(sheet.rows[: choice.header.top])
        for column, value in enumerate(cells)
        if isinstance(value, str)
    }


def cell_of_year(sheet: Sheet, choice: Choice) -> str:
    """The address of the title that says the year; blank where the form above says it."""
    texts = _places_above(sheet, choice)
    year = _year(list(texts.values()))
    return next((address(*at) for at, text in texts.items() if year and text == year.string), "")


def _year(texts: list[str]) -> re.Match[str] | None:
    """The first year of a title, else of any text."""
    titles = [t for t in texts if t.isupper() and len(t) > 12]
    return _first(_YEAR, titles) or _first(_YEAR, texts)


def _first(pattern: re.Pattern[str], texts: list[str]) -> re.Match[str] | None:
    return next((hit for text in texts if (hit := pattern.search(text))), None)


def _date_in_heading(choice: Choice) -> date | None:
    captured = dict(pair for f in choice.fields for pair in f.captured)
    parts = captured.get("date", "").split()
    return date(int(parts[2]), int(parts[1]), int(parts[0])) if len(parts) == 3 else None


def _moment(choice: Choice, texts: list[str]) -> date | None:
    """The day that the lines say; where none does, that of a heading, of the bank or of the letter."""
    day, unread = said_day(texts)
    moment = day if day or unread else _date_in_heading(choice)
    if moment is None and not unread:
        other = {"as_of": day_until, "review": day_signed}.get(choice.form.info)
        moment = other(texts) if other else None
    return moment


def cell_of_day(sheet: Sheet, choice: Choice) -> tuple[str, str]:
    """The address and the text of the line whose day cannot be read; blanks where there is none."""
    places = _places_above(sheet, choice)
    unread = said_day(places.values())[1] if choice.form.info else ""
    return next(((address(*at), text) for at, text in places.items() if text == unread), ("", ""))


def cell_of_words(sheet: Sheet, choice: Choice) -> tuple[str, str]:
    """The address and the text of the line that says the time of the table in words; blanks for none."""
    places = _places_above(sheet, choice)
    worded = said_in_words(places.values()) if choice.form.info else ""
    return next(((address(*at), text) for at, text in places.items() if text == worded), ("", ""))


def read_info(sheet: Sheet, choice: Choice) -> Info:
    """What stands above the header; a part that is not there is empty."""
    texts = texts_above(sheet, choice)
    commune, standard = _first(_COMMUNE, texts), _first(_STANDARD, texts)
    name, year, moment = _first(_NAME, texts), _year(texts), _moment(choice, texts)
    regular = any("thường xuyên" in text.casefold() for text in texts)
    return Info(
        commune_code=commune.group(1) if commune else "",
        commune_name=name.group(2) if name else "",
        date=moment,
        year=int(year.group(1)) if year else (moment.year if moment else None),
        standard=standard_named(standard.group(1)) if standard else None,
        round="regular" if regular else "annual",
        unit=unit_above(texts),
        hamlet=hamlet_said(sheet, choice.header.top),
        area=("rural" if name.group(1) else "urban") if name else "",
    )
