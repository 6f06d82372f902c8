"""The cells of a row -> whether they name a section, and its name; a spoilt name is one that nobody knows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from catalog.codes import meaning
from catalog.spelling import clean
from etl.odd import is_lost_value
from etl.read.cells import Fault, Value

ROMAN = re.compile(r"^[IVXLC]{1,6}[.)]?$")
ROMAN_TEXT = re.compile(r"^[IVXLC]{1,6}[.)]\s*(\S.*)$")
_ANY_ROMAN = re.compile(r"^[IVXLCivxlc]{1,6}[.)]\s*")
_PLACE = re.compile(r"^(ấp|thôn|khóm|xóm|bản|buôn)\s+\S", re.I)


def section_name(values: Sequence[Value]) -> str:
    """What a section row says, without its numeral."""
    last = _shown([value for value in values if value is not None][-1])
    return _ANY_ROMAN.sub("", last) or last


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
