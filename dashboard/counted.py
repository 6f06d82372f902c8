"""A count and the forms of its noun -> the form that the language's rules ask for (Babel, CLDR)."""

from __future__ import annotations

from functools import cache
from typing import Any

from babel import Locale

ORDER = ("zero", "one", "two", "few", "many", "other")  # in which a text gives its forms


class Counted(str):
    """A count as it is written; `{number:hamlet|hamlets}` in a text gives the noun that goes with it."""

    __slots__ = ("language", "number")
    language: str
    number: float | None

    def __format__(self, forms: str) -> str:
        """The count itself, or the one of the forms that it asks for."""
        if "|" not in forms:
            return super().__format__(forms)
        given = dict(zip(categories(self.language), forms.split("|"), strict=True))
        if self.number is None:
            return given["other"]
        return given[Locale.parse(self.language).plural_form(self.number)]


@cache
def categories(language: str) -> tuple[str, ...]:
    """The plural forms that a language has: one and other in English, only one in Vietnamese."""
    rules = Locale.parse(language).plural_form
    return tuple(name for name in ORDER if name in rules.tags or name == "other")


def counted(language: str, text: str, value: Any) -> Counted:
    """A text that knows what it counts; of a value that is missing, or no number, the plural is said."""
    found, number = Counted(text), getattr(value, "value", value)
    found.language = language
    known = isinstance(number, int | float) and not isinstance(number, bool)
    found.number = abs(number) if known else None
    return found
