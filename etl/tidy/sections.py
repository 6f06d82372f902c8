"""The cells of a row -> whether they name a section, and its name; a spoilt name is one that nobody knows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from catalog.codes import meaning
from catalog.spelling import clean
from etl.odd import is_lost_value
from etl.read.cells import Fault, Sheet, Value

ROMAN = re.compile(r"^[IVXLC]{1,6}[.)]?$")
ROMAN_TEXT = re.compile(r"^[IVXLC]{1,6}[.)]\s*(\S.*)$")
_ANY_ROMAN = re.compile(r"^[IVXLCivxlc]{1,6}[.)]\s*")
_PLACE = re.compile(r"^(ấp|thôn|khóm|xóm|bản|buôn)(\s*[:.]\s*|\s+)\w", re.I)
_HAMLET = re.compile(r"^(ấp|thôn|khóm|xóm)(\s*[:.]\s*|\s+)\w", re.I)
_SPOKEN = re.compile(r"\b(ấp|thôn|khóm|xóm)\b", re.I)
_ANY_NUMERAL = r"(?:[IVXLC]{1,6}|[A-ZĐ]|\d{1,2})"
_NUMERAL = re.compile(rf"^\(?{_ANY_NUMERAL}\s*[.):/–-]*$", re.I)
_LEAD = re.compile(
    rf"^(?:[*+•–-]\s*|\(?{_ANY_NUMERAL}(?:\s*[.):/–-]+\s*|\s+))(?=(?:ấp|thôn|khóm|xóm)\b)",
    re.I,
)
_ANY_LEAD = re.compile(rf"^(?:[*+•–-]\s*|\(?{_ANY_NUMERAL}\s*[.):/–-]+\s*)", re.I)
_PEOPLE = r"(?:tổng(?: số)?|cộng|gồm|có)?\s*:?\s*\d[\d.]*\s*(?:hộ|nhân khẩu|khẩu|người)"
_COUNT = re.compile(rf"\s*(?:\({_PEOPLE}[^()]*\)|\(\d+\)|[-–:,;]\s*{_PEOPLE}\b.*)$", re.I)
_SHORT, _LONGEST = 8, 60  # letters of a numeral however it is written, and of the name of a section
_FEW = 4  # filled cells of a section: its numeral, its name, its households and their members


def section_name(values: Sequence[Value]) -> str:
    """What a section row says, without its numeral and without how many households it has."""
    said = [_shown(value) for value in values if value is not None]
    names = [text for text in map(_without, said) if _PLACE.match(text)]
    return names[-1] if names else _ANY_ROMAN.sub("", said[-1]) or said[-1]


def _without(text: str) -> str:
    """A text without the numeral before the name of a place and the number of households after it."""
    return _COUNT.sub("", _LEAD.sub("", _ANY_ROMAN.sub("", text)))


def bare_name(values: Sequence[Value]) -> str:
    """The text of a row that may be the name of a hamlet alone: without numeral and number of households."""
    text = section_name(values)
    return text if _PLACE.match(text) else _COUNT.sub("", _ANY_LEAD.sub("", text))


def is_place(value: Value) -> bool:
    """Whether a text begins with the name of a hamlet, after a numeral of any kind."""
    return isinstance(value, str) and bool(_HAMLET.match(_LEAD.sub("", clean(value))))


def placed(sheet: Sheet, first: int) -> set[int]:
    """The rows with few cells that begin with the name of a hamlet, in column `first` or the next one."""
    found: set[int] = set()
    for column in (sheet.column(first), sheet.column(first + 1)):
        places = {value for value in set(column) if is_place(value)}
        found |= {row for row, value in enumerate(column) if value in places} if places else set()
    return {row for row in found if len(sheet.filled(row)) <= _FEW}


def names_hamlet(values: Sequence[Value]) -> bool:
    """Whether the filled cells of a row are a hamlet with any numeral and its numbers: `2 | ẤP …`."""
    place = next((n for n, value in enumerate(values[:2]) if is_place(value)), -1)
    if place < 0 or len(_shown(values[place])) > _LONGEST:
        return False
    counted = all(value.__class__ in (int, float) for value in values[place + 1 :])
    return counted and (place == 0 or bool(_NUMERAL.match(_shown(values[0]))))


def speaks_of_hamlet(values: Sequence[Value]) -> bool:
    """Whether a row that nobody knows may begin a section: a line that has the word for a hamlet."""
    return stands_alone(values) and bool(_SPOKEN.search(_shown(values[-1])))


def stands_alone(values: Sequence[Value]) -> bool:
    """Whether the filled cells of a row are a short text, after a numeral of any kind or alone."""
    said = [_shown(value) for value in values]
    alone = len(said) == 1 or (len(said) == 2 and len(said[0]) <= _SHORT)
    return alone and len(said[-1]) <= _LONGEST


def is_section(values: Sequence[Value], *, divided: bool) -> bool:
    """Whether the filled cells of a row name a section: `I | ẤP …`, `I. …`, `Ấp …`.

    In a form that is `divided` into sections, one with a spoilt cell is a section still: the rows
    below it must not go to the section above.
    """
    texts = [_shown(value) for value in values]
    if not all(isinstance(value, str) for value in values) and not divided:
        return False
    if len(texts) == 2:
        return bool(ROMAN.match(texts[0])) or (
            divided and _is_name(texts[1]) and _is_lost(values[0])
        )
    if len(texts) != 1:
        return False
    named = ROMAN_TEXT.match(texts[0]) or _PLACE.match(texts[0])
    return bool(named) or (divided and (_is_name(texts[0]) or _is_lost(values[0])))


def _shown(value: Value) -> str:
    if isinstance(value, Fault):
        return value.text
    return value.strftime("%d/%m/%Y") if isinstance(value, date) else clean(str(value))


def _is_name(text: str) -> bool:
    """Whether a text names a hamlet or a class, as sections do."""
    plain = _ANY_ROMAN.sub("", text)
    return bool(_PLACE.match(plain)) or meaning("status", plain) is not None


def _is_lost(value: Value) -> bool:
    """Whether a cell is what was a numeral or a name, or a numeral in small letters."""
    return is_lost_value(value) or bool(ROMAN.match(str(value).strip().upper()))
