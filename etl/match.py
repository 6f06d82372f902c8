"""A heading -> the column of a form that it means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from catalog.forms import Column, Form
from catalog.spelling import key
from etl.headings import Header, unnumbered

_BRACKETS = re.compile(r"(?<=\S)\s*\([^()]*\)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DATE = re.compile(r"\b\d{1,2} \d{1,2} \d{4}\b")


@cache
def path_key(levels: tuple[str, ...]) -> str:
    """The match key of a heading path."""
    return " / ".join(key(level) for level in levels)


def _bare(levels: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_BRACKETS.sub("", level) for level in levels)


def writings(levels: tuple[str, ...]) -> tuple[str, ...]:
    """A heading path as its levels, without what stands in brackets, and as one line: `Năm sinh nam`."""
    paths = (path_key(levels), path_key(_bare(levels)))
    return tuple(dict.fromkeys((*paths, *(path.replace(" / ", " ") for path in paths))))


@dataclass(frozen=True)
class Spellings:
    """The headings of a form: those that match word by word, those with a year or a date in them."""

    exact: dict[str, Column]
    open: dict[str, Column]


@cache
def spellings_of(form: Form) -> Spellings:
    """Every way in which the headings of a form may be written, by match key."""
    found = Spellings({}, {})
    for column in form.columns:
        for heading in column.headings:
            named = "{year}" in heading or "{date}" in heading
            for text in writings(tuple(heading.split(" / "))):
                (found.open if named else found.exact).setdefault(text, column)
    return found


Match = tuple[Column, tuple[tuple[str, str], ...]]


@lru_cache(maxsize=50_000)
def match(form: Form, levels: tuple[str, ...]) -> Match | None:
    """The column of the form that a heading path means, with the year or date in it; None when none."""
    spellings = spellings_of(form)
    for text in writings(levels):
        if text in spellings.exact:
            return spellings.exact[text], ()
        if spellings.open and (hit := _DATE.search(text) or _YEAR.search(text)):
            name = "date" if " " in hit.group() else "year"
            column = spellings.open.get(text.replace(hit.group(), name))
            if column is not None:
                return column, ((name, hit.group()),)
    return None


def match_numbered(form: Form, levels: tuple[str, ...]) -> Match | None:
    """The same of a path with a number before its words: `1. Không có đất sản xuất`."""
    plain = tuple(map(unnumbered, levels))
    return match(form, plain) if plain != levels else None


@cache
def _by_last_level(form: Form) -> dict[str, tuple[Column, ...]]:
    found: dict[str, tuple[Column, ...]] = {}
    for column in form.columns:
        for last in {path_key((heading.split(" / ")[-1],)) for heading in column.headings}:
            found[last] = (*found.get(last, ()), column)
    return found


def by_last_level(form: Form, header: Header, index: int, taken: set[Column]) -> Column | None:
    """A heading known by its last level alone, when just one open column and one heading have it."""
    last = key(unnumbered(header.paths[index][-1]))
    columns = [column for column in _by_last_level(form).get(last, ()) if column not in taken]
    if len(columns) != 1:
        return None
    return columns[0] if header.last_levels[last] == 1 else None
