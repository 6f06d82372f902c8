"""Legal poverty standards (standards.toml): which one a sheet names, which one a date has."""

from __future__ import annotations

from datetime import date
from typing import Any

from catalog.spelling import key
from catalog.toml import load


def standards() -> dict[str, dict[str, Any]]:
    """Every standard by its code."""
    return load("standards.toml")


def standard_named(text: str) -> str | None:
    """The code of the standard that a text names, e.g. `Nghị định số 07/2021/NĐ-CP`."""
    wanted = key(text)
    for code, entry in standards().items():
        spellings = (code, entry["written"], *entry.get("also", []))
        if any(key(spelling) == wanted for spelling in spellings):
            return code
    return None


def standard_on(day: date) -> str | None:
    """The code of the standard in force on a day; None outside the periods known here."""
    for code, entry in standards().items():
        if entry["valid_from"] <= day <= entry.get("valid_to", date.max):
            return code
    return None
