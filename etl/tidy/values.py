"""One cell -> one typed value, or why it has none: two meanings are no meaning."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

from catalog.forms import Column
from catalog.spelling import clean
from etl.odd import DASHES, oddity
from etl.read.cells import Fault, Value
from etl.tidy.dates import EPOCH, date_of, is_year_as_date
from etl.tidy.listed import code, codes, mark, texts
from etl.tidy.meaning import NOT_ENTERED, TEXTS, Context, Read
from etl.tidy.numbers import has_lost_digits, number

_COUNTED = re.compile(r"\s*(?:hộ|nhân khẩu|khẩu|người|lượt|công trình|dự án)$", re.I)
_MONEY = re.compile(
    r"^(-?\d[\d., ]*?)\s*((?:tỷ|tỉ|triệu|nghìn|ngàn)(?:\s*đồng)?|tr|đồng|đ|vnđ|vnd)$", re.I
)
_WORDS = (("tỷ", 10**9), ("tỉ", 10**9), ("tr", 10**6), ("ngh", 10**3), ("ngà", 10**3))


Reader = Callable[[Value, Column, Context], Read]
NUMBERS = ("count", "money", "number", "percent")
_DASHES = dict.fromkeys(NUMBERS, "cell.dash") | {"code": "cell.not_in_list"}

_NOTHING_KNOWN = Context()


def read_cell(value: Value, column: Column, at: Context = _NOTHING_KNOWN) -> Read:
    """The value of a cell for a column; a blank is None, except that a blank mark is no.

    A dash is a blank with a note; in a column of numbers it may be 0, so it is none.
    """
    if isinstance(value, Fault):
        return Read(rule="cell.formula" if value.text == "=" else "cell.error")
    written = value
    sound = at.sound and column.kind in TEXTS
    if isinstance(value, str):
        value = value.strip() if sound and "\n" not in value else clean(value)
        if value in DASHES:
            rule = _DASHES.get(column.kind, "")
            return Read(rule=rule) if rule else _blank(column)._replace(mended="note.dash")
    if value is None or value in ("", NOT_ENTERED):
        return _blank(column)
    found = _READERS[column.kind](value, column, at)
    if not sound and written.__class__ is str and column.kind in TEXTS:
        found = _doubted(found, str(written), column)
    return _with_format(found, column, at) if at.tag else found


def _blank(column: Column) -> Read:
    return Read(False) if column.kind == "mark" else Read()


def _doubted(found: Read, text: str, column: Column) -> Read:
    """A text that says nothing is kept, for somebody may be called so; where a code belongs it is none."""
    doubt = oddity(text)
    if doubt and (column.kind == "household" or column.field.endswith("_code")):
        return Read(rule="cell.no_code")
    return found._replace(doubt=doubt) if doubt else found


def _with_format(found: Read, column: Column, at: Context) -> Read:
    """What the screen shows differs from the value, or the value comes from another workbook."""
    if found.rule or not column.field:
        return found
    if "linked" in at.tag:
        return found._replace(doubt="cell.linked")
    multiplied = "percent" in at.tag.split(";") and column.kind != "percent"
    odd = column.kind in NUMBERS and ("scaled" in at.tag or multiplied)
    return found._replace(doubt="cell.shown_otherwise") if odd else found


def _text(value: Value, column: Column, _at: Context) -> Read:
    if isinstance(value, bool):
        return Read(rule="cell.not_text")
    if isinstance(value, date):
        return Read(value.strftime("%d/%m/%Y"))
    return (
        Read(rule="cell.too_long")
        if has_lost_digits(value, coded=column.coded)
        else Read(str(value))
    )


def _named(value: Value, column: Column, at: Context) -> Read:
    """A code or a name: a number is written out, with the zeros that its format shows."""
    if has_lost_digits(value, coded=column.coded):
        return Read(rule="cell.too_long")
    if isinstance(value, str):
        return Read(value)
    if isinstance(value, bool | date | float):
        return Read(rule="cell.not_text")
    zeros = re.search(r"zeros:(\d+)", at.tag)
    width = int(zeros.group(1)) if zeros else 0
    padded = str(value).zfill(width)
    return Read(padded, mended="note.zeros" if padded != str(value) else "")


def _name(value: Value, column: Column, at: Context) -> Read:
    """A name; one written in capitals or in small letters gets its capitals back."""
    found = _named(value, column, at)
    words = [] if str(found.value or "").istitle() else str(found.value or "").split()
    odd = any(len(w) > 1 and w.isalpha() and w in (w.upper(), w.lower()) for w in words)
    if found.rule or not odd:
        return found
    proper = " ".join(word[:1].upper() + word[1:].lower() for word in words)
    return Read(proper, mended="note.name_case")


def _as_text(value: Value, at: Context) -> str:
    return "note.number_as_text" if isinstance(value, str) and at.typed else ""


def _count(value: Value, _column: Column, at: Context) -> Read:
    plain = _COUNTED.sub("", value) if isinstance(value, str) else value
    found = number(plain, at.decimal)
    if found == "cell.two_numbers" and not str(plain).endswith("000"):
        found = number(
            plain, "," if "." in str(plain) else "."
        )  # 1.234: there is no part of a household
    if isinstance(found, str):
        return Read(rule=found)
    if found != found.to_integral_value() or found < 0:
        return Read(rule="cell.not_a_count")
    return Read(int(found), mended=_as_text(value, at))


def _number(value: Value, column: Column, at: Context) -> Read:
    plain = value.rstrip("% ") if isinstance(value, str) else value
    found = number(plain, at.decimal)
    if isinstance(found, str):
        return Read(rule=found)
    if column.kind == "percent" and "percent" in at.tag.split(";"):
        found *= 100
    whole = found == found.to_integral_value()
    return Read(int(found) if whole else float(found), mended=_as_text(value, at))


def _money(value: Value, _column: Column, at: Context) -> Read:
    written = _MONEY.match(value) if isinstance(value, str) else None
    unit = _unit_of(written.group(2)) if written else at.unit
    plain = written.group(1) if written else value
    found = number(plain, at.decimal or ("," if unit == 1 and "." in str(plain) else ""))
    if found == "cell.two_numbers" and unit == 1:
        found = number(plain, ".")  # there is no part of a đồng: the comma parts thousands
    if isinstance(found, str):
        return Read(rule=found)
    amount = found * unit
    whole = amount.quantize(Decimal(1), ROUND_HALF_EVEN)
    if found < 0:
        return Read(rule="cell.not_money")
    doubt = "cell.rounded" if abs(amount - whole) > Decimal("0.01") else ""
    return Read(int(whole), mended=_as_text(value, at), doubt=doubt)


def _unit_of(word: str) -> int:
    return next((factor for start, factor in _WORDS if word.casefold().startswith(start)), 1)


def _date(value: Value, _column: Column, at: Context) -> Read:
    found, mended = date_of(value)
    if found is None:
        return Read(rule="cell.not_a_date")
    return Read(found, mended=mended if at.typed or mended != "note.date_as_text" else "")


def _year(value: Value, _column: Column, at: Context) -> Read:
    if isinstance(value, date):  # a year typed into a cell that is shown as a date
        as_year = is_year_as_date(value)
        return Read((value - EPOCH).days if as_year else value.year, mended="note.year")
    found = number(value, at.decimal)
    if isinstance(found, str) or found != found.to_integral_value() or not 1900 <= found <= 2100:
        return Read(rule="cell.not_a_year")
    return Read(int(found), mended=_as_text(value, at))


def _birth_year(value: Value, column: Column, at: Context) -> Read:
    found = date_of(value)[0] if isinstance(value, str | date) else None
    return Read(found.year) if found else _year(value, column, at)


def _rate(value: Value, _column: Column, at: Context) -> Read:
    found = number(value.rstrip("% ") if isinstance(value, str) else value, at.decimal)
    return Read(rule="cell.not_a_number") if isinstance(found, str) else Read(found)


_READERS: dict[str, Reader] = {
    "order": _text, "text": _text, "name": _name, "ignore": _text, "identity": _text,
    "relation": _text, "member": _text,
    "household": _named, "hamlet": _named, "hamlet_in_text": _named, "hamlets": texts,
    "count": _count, "number": _number, "percent": _number, "money": _money, "date": _date, "year": _year,
    "birth_year": _birth_year, "rate": _rate, "code": code, "codes": codes, "mark": mark,
}  # fmt: skip
