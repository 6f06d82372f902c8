"""Key -> text in the reader's language; numbers, dates and money through Babel. The only text."""

from __future__ import annotations

import html
import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from dashboard.counted import counted
from dashboard.measure.figure import Figure, How, Unit

LANGUAGES = {"vi": "vi_VN", "en": "en_GB", "id": "id_ID"}
DEFAULT = "vi"
MISSING = "—"
NAMED = 6  # hamlets that are named in one line
HERE = Path(__file__).parent / "text"


@cache
def texts(language: str) -> dict[str, str]:
    """Every text of a language, by its dotted key."""
    table = tomllib.loads((HERE / f"{language}.toml").read_text(encoding="utf-8"))
    return {
        f"{group}.{name}": text for group, names in table.items() for name, text in names.items()
    }


def language_of(asked: str | None, browser: str | None) -> str:
    """The language asked for in the address, else the browser's, else Vietnamese."""
    for wish in (asked, (browser or "")[:2].casefold()):
        if wish in LANGUAGES:
            return wish
    return DEFAULT


def say(language: str, key: str, **values: Any) -> str:
    """The text of a key with its values written as people write them; KeyError for an unknown key."""
    return texts(language)[key].format(**{n: named(language, n, v) for n, v in values.items()})


def named(language: str, name: str, value: Any) -> str:
    """A named value as text: a year has no thousands mark, a target is called by its name."""
    if name == "goal":
        return say(language, f"goal.{value}")
    text = str(value) if name in ("year", "before") else show(language, value)
    return counted(language, text, value)


def show(language: str, value: Any) -> str:
    """Any value as text: figures, dates, numbers, names in the language's way; text as it is."""
    if isinstance(value, Figure):
        return figure(language, value)
    if isinstance(value, date):
        return day(language, value)
    if isinstance(value, tuple):
        return hamlets(language, value)
    if isinstance(value, bool) or value is None:
        return MISSING
    return number(language, value) if isinstance(value, int | float) else str(value)


def hamlets(language: str, names: tuple[str, ...]) -> str:
    """Names of hamlets in a row; of many the first, and how many more there are."""
    first, more = ", ".join(names[:NAMED]), len(names) - NAMED
    return say(language, "common.more_hamlets", names=first, number=more) if more > 0 else first


def figure(language: str, found: Figure) -> str:
    """A figure's value with its unit; a dash when it is missing."""
    if found.value is None:
        return MISSING
    text = _WRITERS[found.unit](language, found)
    return say(language, f"bound.{found.bound}", value=text) if found.bound in _BOUNDS else text


def printed(language: str, found: Figure) -> str:
    """A published rate with the digits that it was printed with: `hơn 4%`, not `hơn 4,00%`."""
    if found.value is None or found.unit is not Unit.RATE:
        return figure(language, found)
    exact = Decimal(repr(found.value)).normalize() * 100
    digits = max(0, -int(exact.normalize().as_tuple().exponent))
    text = percent(language, found.value, digits)
    return say(language, f"bound.{found.bound}", value=text) if found.bound in _BOUNDS else text


_BOUNDS = ("at_least", "more_than", "approx")


def _points(language: str, found: Figure) -> str:
    return say(language, "unit.points", value=number(language, abs(found.value or 0) * 100, 2))


def _people(language: str, found: Figure) -> str:
    """A change is told by its size, for its sentence says which way; a count below 0 keeps its sign."""
    value = found.value or 0
    minus = "−" if value < 0 and found.how is not How.DIFFERENCE else ""
    shown = counted(language, minus + number(language, abs(value), int(value % 1 > 0)), value)
    return texts(language)[f"unit.{found.unit}"].format(value=shown)


def _count(language: str, found: Figure) -> str:
    return number(language, found.value or 0, 1 if isinstance(found.value, float) else 0)


@lru_cache(maxsize=20_000)
def number(language: str, value: float, digits: int = 0) -> str:
    """1234.5 -> `1.234,5` in Vietnamese; at most, or exactly, `digits` after the comma."""
    pattern = "#,##0." + "0" * digits if digits else "#,##0"
    return format_decimal(rounded(value, digits), format=pattern, locale=LANGUAGES[language])


def rounded(value: float | Decimal, digits: int) -> Decimal:
    """Half away from zero, as Excel and people round: 0.125 -> 0.13."""
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    return exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


@lru_cache(maxsize=20_000)
def percent(language: str, value: float, digits: int = 2) -> str:
    """0.0106 -> `1,06%`."""
    pattern = "#,##0." + "0" * digits + "%" if digits else "#,##0%"
    exact = rounded(value, digits + 2)
    return format_percent(exact, format=pattern, locale=LANGUAGES[language])


@lru_cache(maxsize=20_000)
def money(language: str, vnd: int) -> str:
    """20710000000 -> `20,71 tỷ đồng`."""
    word, scale = scale_of(vnd)
    return say(language, f"unit.{word}", value=shortest(language, Decimal(vnd) / scale))


def scale_of(vnd: int) -> tuple[str, int]:
    """The unit word in which an amount is written, and what one of it is in đồng."""
    scales = {"billion": 10**9, "million": 10**6, "dong": 1}
    return next((w, s) for w, s in scales.items() if abs(vnd) >= s or s == 1)


def shortest(language: str, value: Decimal) -> str:
    """At most two digits after the comma, none that says nothing."""
    return format_decimal(rounded(value, 2), format="#,##0.##", locale=LANGUAGES[language])


@lru_cache(maxsize=5_000)
def day(language: str, value: date) -> str:
    """A date as the office writes it."""
    pattern = {"vi": "dd/MM/yyyy", "en": "d MMM yyyy", "id": "d MMM yyyy"}[language]
    return format_date(value, format=pattern, locale=LANGUAGES[language])


_WRITERS: dict[Unit, Callable[[str, Figure], str]] = {
    Unit.RATE: lambda language, found: percent(language, float(found.value or 0)),
    Unit.POINTS: _points,
    Unit.VND: lambda language, found: money(language, int(found.value or 0)),
    **dict.fromkeys((Unit.HOUSEHOLDS, Unit.PERSONS, Unit.DAYS), _people),
    Unit.COUNT: _count,
    Unit.PERCENT: lambda language, found: percent(language, float(found.value or 0) / 100, 0),
    Unit.DATE: lambda language, found: day(language, found.as_of) if found.as_of else MISSING,
}


def signed(language: str, found: Figure) -> str:
    """A change with its sign in front; a dash when it is missing."""
    if found.value is None:
        return MISSING
    return sign(found) + figure(language, replace(found, value=abs(found.value)))


def sign(found: Figure) -> str:
    """The sign of a change; nothing of one that is 0 or missing."""
    value = found.value or 0
    return "−" if value < 0 else "+" if value > 0 else ""


def part_of_whole(language: str, found: Figure) -> str:
    """`52/4.906`, the numbers behind a rate."""
    write = money if found.parts is Unit.VND else number
    part, whole = (MISSING if n is None else write(language, n) for n in (found.part, found.whole))
    return f"{part} / {whole}" if found.parts is Unit.VND else f"{part}/{whole}"


def separators(language: str) -> str:
    """Decimal and thousands mark, as Plotly wants them."""
    return ".," if language == "en" else ",."


def safe(text: Any) -> str:
    """Text from a cell, or of ours, for HTML and for Plotly: shown as it is, never as markup."""
    return html.escape(str(text), quote=True)
