"""One cell -> one typed value, or why it has none: two meanings are no meaning."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from typing import Any

from catalog.codes import meaning
from catalog.forms import Column
from catalog.spelling import clean, key
from etl.read.cells import Fault, Value

_BLANK = {"", "-", "–", "—"}
_YES = {"x", "✓", "√", "v", "1", "có", "co"}
_NO = {"0", "không", "khong"}
_GROUPED = re.compile(r"^-?\d{1,3}(?:[.  ]\d{3}){2,}$|^-?\d{1,3}(?:,\d{3}){2,}$")
_ONE_GROUP = re.compile(r"^-?\d{1,3}[., \u00a0\u202f]\d{3}$")
_DECIMAL = re.compile(r"^-?\d+[.,]\d+$")
_DAY = re.compile(r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$")
_EPOCH = date(1899, 12, 30)


@dataclass(frozen=True)
class Read:
    """A value; or the rule that says why there is none. `mended` names what was put right."""

    value: Any = None
    rule: str = ""
    mended: str = ""


Reader = Callable[[Value, Column, int], Read]


def read_cell(value: Value, column: Column, unit: int = 1) -> Read:
    """The value of a cell for a column; a blank is None, except that a blank mark is no."""
    if isinstance(value, Fault):
        return Read(rule="cell.formula" if value.text == "=" else "cell.error")
    if isinstance(value, str):
        value = clean(value)
        value = None if value in _BLANK else value
    if value is None:
        return Read(False) if column.kind == "mark" else Read()
    return _READERS[column.kind](value, column, unit)


def _text(value: Value, _column: Column, _unit: int) -> Read:
    if isinstance(value, date):
        return Read(value.strftime("%d/%m/%Y"))
    return Read(str(value))


def number(value: Value) -> Decimal | str:
    """A number as written; a text with one meaning is read, else the rule that it breaks."""
    if isinstance(value, bool | date):
        return "cell.not_a_number"
    if isinstance(value, int | float):
        return Decimal(repr(value))
    text = str(value).replace("\u00a0", " ").replace("\u202f", " ")
    if not text.isascii():
        return "cell.not_a_number"
    if _GROUPED.match(text):
        return Decimal(re.sub(r"[., ]", "", text))
    if _ONE_GROUP.match(text):
        return "cell.two_numbers"
    if _DECIMAL.match(text):
        return Decimal(text.replace(",", "."))
    try:
        return Decimal(int(text))
    except (ValueError, InvalidOperation):
        return "cell.not_a_number"


def _count(value: Value, _column: Column, _unit: int) -> Read:
    found = number(value)
    mended = "note.number_as_text" if isinstance(value, str) else ""
    if found == "cell.two_numbers":  # a count has no fraction: 1.234 can only be 1234
        found = Decimal(re.sub(r"[., \u00a0\u202f]", "", str(value)))
    if isinstance(found, str):
        return Read(rule=found)
    if found != found.to_integral_value() or found < 0:
        return Read(rule="cell.not_a_count")
    return Read(int(found), mended=mended)


def _number(value: Value, _column: Column, _unit: int) -> Read:
    found = number(value)
    if isinstance(found, str):
        return Read(rule=found)
    mended = "note.number_as_text" if isinstance(value, str) else ""
    return Read(int(found) if found == found.to_integral_value() else float(found), mended=mended)


def _money(value: Value, _column: Column, unit: int) -> Read:
    found = number(value)
    if isinstance(found, str):
        return Read(rule=found)
    amount = found * unit
    whole = amount.quantize(Decimal(1), ROUND_HALF_EVEN)
    if found < 0 or abs(amount - whole) > Decimal("0.01"):
        return Read(rule="cell.not_money")
    return Read(int(whole), mended="note.number_as_text" if isinstance(value, str) else "")


def _date(value: Value, _column: Column, _unit: int) -> Read:
    if isinstance(value, date):
        return Read(value) if value.year > 1900 else Read(rule="cell.not_a_date")
    match = _DAY.match(value) if isinstance(value, str) else None
    if match is None:
        return Read(rule="cell.not_a_date")
    day, month, year = (int(part) for part in match.groups())
    try:
        return Read(date(year, month, day), mended="note.date_as_text")
    except ValueError:
        return Read(rule="cell.not_a_date")


def _year(value: Value, _column: Column, _unit: int) -> Read:
    if isinstance(value, date):  # a year typed into a cell that is shown as a date
        serial = (value - _EPOCH) // timedelta(days=1)
        return Read(serial, mended="note.year") if 1900 <= serial <= 2100 else Read(value.year)
    found = number(value)
    if isinstance(found, str) or found != found.to_integral_value() or not 1900 <= found <= 2100:
        return Read(rule="cell.not_a_year")
    return Read(int(found), mended="note.number_as_text" if isinstance(value, str) else "")


def _birth_year(value: Value, column: Column, unit: int) -> Read:
    as_date = _date(value, column, unit) if isinstance(value, str) else Read()
    return Read(as_date.value.year) if as_date.value else _year(value, column, unit)


def _rate(value: Value, _column: Column, _unit: int) -> Read:
    text = value.rstrip("% ") if isinstance(value, str) else value
    found = number(text)
    return Read(rule="cell.not_a_number") if isinstance(found, str) else Read(found)


def _code(value: Value, column: Column, _unit: int) -> Read:
    if key(str(value)) in {key(text) for text in column.subtotal}:
        return Read()
    found = meaning(column.list, str(value))
    return Read(found) if found is not None else Read(rule="cell.not_in_list")


def _codes(value: Value, column: Column, _unit: int) -> Read:
    texts = [text for text in re.split(r"[;\n]", str(value)) if text.strip()]
    whole = meaning(column.list, str(value))
    found = [whole] if whole else [meaning(column.list, text) for text in texts]
    if None in found:
        return Read(rule="cell.not_in_list")
    return Read(list(dict.fromkeys(found)))


def _mark(value: Value, _column: Column, _unit: int) -> Read:
    word = key(str(value)) or str(value).casefold()
    if word in _YES or value in ("✓", "√"):
        return Read(True)
    return Read(False) if word in _NO else Read(rule="cell.not_a_mark")


def _texts(value: Value, _column: Column, _unit: int) -> Read:
    return Read([clean(text) for text in re.split(r"[;\n]", str(value)) if text.strip()])


_READERS: dict[str, Reader] = {
    "order": _text,
    "text": _text,
    "name": _text,
    "ignore": _text,
    "identity": _text,
    "household": _text,
    "hamlet": _text,
    "hamlet_in_text": _text,
    "hamlets": _texts,
    "count": _count,
    "number": _number,
    "money": _money,
    "date": _date,
    "year": _year,
    "birth_year": _birth_year,
    "rate": _rate,
    "code": _code,
    "codes": _codes,
    "mark": _mark,
}
