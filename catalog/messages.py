"""Message key -> sentence: problem and remedy, in three languages (messages/*.toml)."""

from __future__ import annotations

from collections.abc import Mapping

from catalog.toml import load

LANGUAGES = ("vi", "en", "id")


def message(key: str, language: str, values: Mapping[str, str]) -> str:
    """The sentence of a key with its values filled in; KeyError for a key that does not exist."""
    table = load(f"messages/{language if language in LANGUAGES else 'vi'}.toml")
    group, _, name = key.partition(".")
    text: str = table[group][name]
    return text.format_map(values)
