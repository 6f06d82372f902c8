"""Text -> number: grouping and decimal marks, where the text has one meaning."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from etl.read.cells import Fault, Value

TOO_LONG = 10**15  # more digits than a spreadsheet keeps: the last ones are lost
FRACTION = 9  # decimals: one đồng of a billion
_SCIENTIFIC = re.compile(r"^\d(?:[.,]\d+)?E\+\d+$", re.I)
_SPACES = re.compile("[\u00a0\u2007\u2009\u202f ]")
_PLAIN = re.compile(r"^-?\d+$")
_GROUPS = re.compile(r"^-?\d{1,3}(?:\.\d{3}){2,}$|^-?\d{1,3}(?:,\d{3}){2,}$|^-?\d{1,3}(?: \d{3})+$")
_MIXED = re.compile(r"^-?\d{1,3}(?:\.\d{3})+,\d+$|^-?\d{1,3}(?:,\d{3})+\.\d+$")
_ONE_GROUP = re.compile(r"^-?[1-9]\d{0,2}[.,]\d{3}$")
_DECIMAL = re.compile(r"^-?\d+[.,]\d+$")


def has_lost_digits(value: Value, *, coded: bool) -> bool:
    """Whether a code has more digits than a spreadsheet keeps, or is what it shows of one: `8.4E+10`."""
    if isinstance(value, float):
        return abs(value) >= TOO_LONG
    return coded and isinstance(value, str) and "+" in value and bool(_SCIENTIFIC.match(value))


def number(value: Value, decimal: str = "") -> Decimal | str:
    """The number of a cell, or the rule that it breaks.

    `decimal` is the decimal mark of its column, "" when nothing there tells: then `1.500` has two
    meanings and is none.
    """
    if isinstance(value, bool | date | Fault) or value is None:
        return "cell.not_a_number"
    if isinstance(value, int | float):
        return _of_float(value)
    text = _SPACES.sub(" ", value).strip()
    found = _of_text(text, decimal) if text.isascii() else "cell.not_a_number"
    return found if isinstance(found, str) or abs(found) < TOO_LONG else "cell.too_long"


def _of_float(value: float) -> Decimal | str:
    """The number without the noise of sums in binary; what is smaller than that is no figure."""
    if not abs(value) < TOO_LONG:
        return "cell.too_long"
    found = Decimal(repr(round(value, FRACTION)))
    return found if found or not value else "cell.not_a_number"


def _of_text(text: str, decimal: str) -> Decimal | str:
    if _PLAIN.match(text):
        return Decimal(text)
    if _GROUPS.match(text):
        return Decimal(re.sub(r"[., ]", "", text))
    if _MIXED.match(text):
        return _with_mark(text, max(".,", key=text.rfind))
    if _ONE_GROUP.match(text):
        return _with_mark(text, decimal) if decimal else "cell.two_numbers"
    if _DECIMAL.match(text):
        return _with_mark(text, max(".,", key=text.rfind))
    return "cell.not_a_number"


def _with_mark(text: str, decimal: str) -> Decimal:
    grouping = "," if decimal == "." else "."
    return Decimal(text.replace(grouping, "").replace(decimal, "."))


def decimal_mark(values: Iterable[Value]) -> str:
    """The decimal mark that the texts of a column agree on: those that can be read in one way only."""
    marks = {_mark(_SPACES.sub(" ", v).strip()) for v in values if v.__class__ is str}
    known = marks - {""}
    return known.pop() if len(known) == 1 else ""


def _mark(text: str) -> str:
    if not (text[:1].isdigit() or text[:1] == "-"):
        return ""
    written, text = text, re.split(r"[^\d.,-]", text, maxsplit=1)[0]
    if _ONE_GROUP.match(text) and written[len(text) :].strip() != "%":
        return ""  # with a unit too: `5.240 triệu` tells nothing of itself; thousands per cent are none
    if _GROUPS.match(text):
        return "," if "." in text else "." if "," in text else ""
    if _MIXED.match(text) or _DECIMAL.match(text):
        return max(".,", key=text.rfind)
    return ""
