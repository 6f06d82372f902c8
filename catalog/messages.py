"""Message key -> sentence: problem and remedy, in three languages (messages/*.toml)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import TypeVar

from catalog.toml import load

T = TypeVar("T")
LANGUAGES = ("vi", "en", "id")


def message(key: str, language: str, values: Mapping[str, str]) -> str:
    """The sentence of a key with its values filled in; KeyError for a key that does not exist."""
    table = load(f"messages/{language if language in LANGUAGES else 'vi'}.toml")
    group, _, name = key.partition(".")
    text: str = table[group][name]
    return text.format_map(values)


def by_kind(found: Iterable[T], kind: Callable[[T], Hashable], most: int) -> list[tuple[T, int]]:
    """The first `most` of each kind, in order; with the last of a kind goes how many more there are."""
    every = list(found)
    whole, seen = Counter(kind(one) for one in every), Counter[Hashable]()
    kept = []
    for one in every:
        name = kind(one)
        seen[name] += 1
        if seen[name] <= most:
            kept.append((one, whole[name] - most if seen[name] == most else 0))
    return kept
