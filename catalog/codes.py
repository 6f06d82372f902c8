"""Closed lists: what a cell says <-> its code (codes.toml)."""

from __future__ import annotations

from functools import cache
from typing import Any

from catalog.spelling import key
from catalog.toml import load


@cache
def _by_key(name: str) -> dict[str, Any]:
    return {key(text): code for text, code in load("codes.toml")[name].items()}


def meaning(name: str, text: str) -> Any:
    """The code (or the values) that list `name` gives to `text`; None when it is not in it."""
    return _by_key(name).get(key(text))


def spelling(name: str, code: str) -> str:
    """The first spelling of a code, as the office writes it; KeyError when there is none."""
    for text, value in load("codes.toml")[name].items():
        if value == code:
            return str(text)
    raise KeyError(code)


def codes(name: str) -> tuple[str, ...]:
    """The codes of a list, each once, in order."""
    return tuple(dict.fromkeys(load("codes.toml")[name].values()))


def spellings(name: str) -> tuple[str, ...]:
    """What a cell may say, in order."""
    return tuple(load("codes.toml")[name])
