"""A text -> the rule that it breaks as a text: it says nothing, or a program would run it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from catalog.spelling import clean
from catalog.toml import load
from etl.read.cells import Fault, Value
from etl.read.text import BROKEN

_NO_TEXT = frozenset({"=", "True", "False"})  # how a formula or a truth value is written down
DASHES = frozenset({"-", "–", "—", "−", "_"})
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_HASHES = re.compile(r"^#{2,}$")  # a column too narrow for its number, saved as text
_FORMULA = re.compile(
    r"^[=＝@＠]\S|^[+＋−-]\s*(?:\$?[A-Z]{1,3}\$?\d|[A-Z][A-Z0-9.]*[(!])|[\w.]\|'", re.A
)
_MARKUP = re.compile(r"<(?:[/!?]?[a-z][a-z0-9]*(?:\s*/?>|\s[^<>]*[=>])|!--|!\[|!doctype)", re.I)


_SUSPECT_SIGNS = frozenset("=＝@＠<|#")  # a text with none of these, which begins with none of
_SUSPECT_FIRST = frozenset("'+＋−-")  # these, is no code
_SUSPECT = re.compile(f"[{''.join(sorted(_SUSPECT_SIGNS))}]|^['+＋−-]")


@cache
def _nothing() -> frozenset[str]:
    told = load("placeholders.toml")
    return frozenset(text.casefold() for text in (*told["text"], *told["error"]))


def says_nothing(text: str) -> bool:
    """Whether a cleaned text stands where nothing is known: `N/A`, `?`, `chưa rõ`. `Na` is a name."""
    if text == "Na":
        return False
    return text.casefold() in _nothing() or (text[:1] == "#" and bool(_HASHES.match(text)))


def is_code(text: str) -> bool:
    """Whether a browser or a spreadsheet might run a text: markup, or a formula kept as text."""
    return bool(_FORMULA.search(text.lstrip("'")) or _MARKUP.search(text))


def is_lost(heading: str) -> bool:
    """Whether a heading is what was one: `-`, `N/A`, an error; nobody knows what its column holds."""
    return heading in DASHES or heading in _NO_TEXT or bool(oddity(heading))


def none_is_odd(texts: Iterable[str]) -> bool:
    """Whether no text of a column breaks such a rule; asked of all at once. False: ask of each."""
    lines = "\n".join(texts)
    signs = set(lines) - {"\n"}
    if signs & _SUSPECT_SIGNS or any(not c.isprintable() or _is_foreign_digit(c) for c in signs):
        return False
    if "  " in lines or "_x" in lines or not unicodedata.is_normalized("NFC", lines):
        return False
    if any(f"\n{sign}" in f"\n{lines}" for sign in signs & _SUSPECT_FIRST):
        return False
    return _nothing().isdisjoint(line.strip() for line in lines.casefold().split("\n"))


def is_lost_value(value: Value) -> bool:
    """Whether a cell holds what was a number, a numeral or a name; nobody knows which."""
    if isinstance(value, str):
        return is_lost(clean(value)) or bool(oddity(value))
    return isinstance(value, bool | Fault)


def oddity(text: str) -> str:
    """The rule that a text breaks wherever it stands; "" when it is a text like any other."""
    if not text.isprintable() and _CONTROL.search(text):
        return "cell.control"
    if BROKEN in text:
        return "text.unknown"
    text = clean(text)
    if says_nothing(text):
        return "cell.says_nothing"
    if _SUSPECT.search(text) and is_code(text):
        return "cell.code"
    return "cell.digits" if not text.isascii() and any(map(_is_foreign_digit, text)) else ""


def _is_foreign_digit(sign: str) -> bool:
    """Arabic, full-width: Python reads them, nobody here writes them."""
    return not sign.isascii() and sign.isdecimal()
