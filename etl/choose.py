"""Sheet -> the form that it holds: headings first, then title and what the rows say."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from catalog.forms import Column, Form, layouts
from etl.chosen import Choice, Field
from etl.headings import Header
from etl.likeness import agreement, is_in_percent, is_said, may_be, title
from etl.match import by_last_level, match, match_numbered
from etl.odd import is_lost
from etl.read import Sheet
from etl.said import hamlet_said

__all__ = ["Choice", "Field", "choose", "understand"]

CANDIDATES = 7
TWINS = 0.7  # what title and sheet name alone can add
NAMED = 0.9  # a title or sheet name so like the form's that what is missing must be said


def understand(sheet: Sheet, form: Form, header: Header) -> Choice:
    """How the headings of a sheet read when it is that form."""
    fields, open_paths = _matched(form, header)
    twice = _twice(fields)
    fields = [f for f in fields if f not in twice]
    taken = {f.column for f in (*fields, *twice)}
    unknown = {}
    for index in open_paths:
        column = by_last_level(form, header, index, taken)
        text = " / ".join(header.paths[index])
        if column is None:
            unknown[index] = text
        else:
            taken.add(column)
            fields.append(Field(index, text, column))
    fields += _order(form, fields, unknown)
    missing = _missing(sheet, form, header, taken - {f.column for f in twice})
    missing += _behind_lost(form, unknown, taken)
    choice = Choice(form, header, tuple(fields), unknown, missing, tuple(twice))
    return replace(choice, score=_score(sheet, choice))


def _missing(sheet: Sheet, form: Form, header: Header, taken: set[Column]) -> tuple[Column, ...]:
    """Columns that must be there and are not; the hamlet may stand over the table instead."""
    missing = [c for c in form.columns if (c.required or c.present) and c not in taken]
    if any(c.kind == "hamlet" for c in missing) and hamlet_said(sheet, header.top):
        missing = [c for c in missing if c.kind != "hamlet"]
    return tuple(missing)


def _behind_lost(form: Form, unknown: dict[int, str], taken: set[Column]) -> tuple[Column, ...]:
    """The code of the household, where a lost heading may be its own: without it, households are others."""
    lost = any(is_lost(text.split(" / ")[-1]) for text in unknown.values())
    return tuple(
        c for c in form.columns if lost and c.kind == "household" and not (c.required or c in taken)
    )


def _matched(form: Form, header: Header) -> tuple[list[Field], list[int]]:
    """The headings that the form knows word by word, and the columns of the others.

    A number before the words does not count, unless another heading has the same words without one.
    """
    hits = {index: match(form, levels) for index, levels in header.paths.items()}
    taken = set(hits.values())
    for index, levels in header.paths.items():
        numbered = None if hits[index] else match_numbered(form, levels)
        hits[index] = hits[index] or (None if numbered in taken else numbered)
    paths = header.paths
    fields = [Field(index, " / ".join(paths[index]), *hit) for index, hit in hits.items() if hit]
    return fields, [index for index, hit in hits.items() if not hit]


def _twice(fields: list[Field]) -> list[Field]:
    """Fields that two columns claim: which of them is right, nobody can tell."""
    claims = Counter((f.column, f.captured) for f in fields)
    return [f for f in fields if claims[f.column, f.captured] > 1]


def _order(form: Form, fields: list[Field], unknown: dict[int, str]) -> list[Field]:
    """The column of ordinal numbers is the first one, whatever its heading says."""
    column = next((c for c in form.columns if c.kind == "order"), None)
    first = min(unknown, default=None)
    known = any(f.column is column or (first is not None and f.index < first) for f in fields)
    return (
        [Field(first, unknown[first], column)] if column and first is not None and not known else []
    )


def _score(sheet: Sheet, choice: Choice) -> float:
    """Matched headings count most; title, sheet name and the codes in the cells decide between twins."""
    form, fields = choice.form, choice.fields
    named = {f.column for f in fields if f.column.kind != "order"}
    own = [c for c in form.columns if not c.extra]
    known = sum(c in named for c in own) / max(len(own) - 1, 1)
    required = [c for c in form.columns if c.required]
    hits = sum(c in named for c in required) / len(required) if required else known
    matched = len(fields) / max(len(choice.header.paths), 1)
    return 2 * (hits + matched + known) + title(sheet, choice) + 2 * agreement(sheet, choice)


def _likely(header: Header) -> list[Form]:
    """The forms that share most headings with a header, a few of them."""

    def shared(form: Form) -> int:
        paths = header.paths.values()
        return sum(bool(match(form, p) or match_numbered(form, p)) for p in paths)

    return sorted(layouts(), key=shared, reverse=True)[:CANDIDATES]


def choose(sheet: Sheet, places: list[Header]) -> Choice | None:
    """The best reading of a sheet; None when no form is near enough to say what is missing."""
    choices = [
        understand(sheet, form, header)
        for header in places
        for form in _likely(header)
        if may_be(sheet, form, header.top)
    ]
    best = max(choices, key=lambda choice: (choice.score, choice.header.top), default=None)
    if best is None or len(best.fields) < 3 or is_in_percent(sheet, best):
        return None
    required = [c for c in best.form.columns if c.required]
    half = len(best.missing) * 2 <= len(required)
    near = half and len(best.fields) * 2 > len(best.header.paths)
    if not near and title(sheet, best) < NAMED:
        return None
    bottom = max(header.bottom for header in places if header.top <= best.header.bottom + 1)
    best = replace(best, header=replace(best.header, bottom=max(bottom, best.header.bottom)))
    return _undecided(sheet, best, choices)


def _undecided(sheet: Sheet, best: Choice, choices: list[Choice]) -> Choice:
    """Twin forms that neither cells nor title tell apart: the column that would is missing."""
    near = [c for c in choices if c.form is not best.form and c.score > best.score - TWINS]
    for name, value in best.form.constants.items():
        lost = tuple(c for c in best.form.columns if c.field == name and c.list)
        twins = [c for c in near if c.form.constants.get(name, value) != value]
        unsure = any(agreement(sheet, best) <= agreement(sheet, twin) for twin in twins)
        if lost and unsure and not is_said(sheet, best.header.top, lost[0].list, value):
            return replace(best, missing=(*best.missing, *lost))
    return best
