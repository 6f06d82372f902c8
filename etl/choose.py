"""Sheet -> the form that it is, where its header stands, what each heading means."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from catalog.codes import meaning
from catalog.forms import Column, Form, forms
from catalog.spelling import clean, key
from etl.read import Sheet

SEARCHED_ROWS = 60
CANDIDATES = 4
NAMED = 0.9  # a title or sheet name so like the form's that what is missing must be said
_CODE = re.compile(r"^([A-ZĐ]|\d{1,2}|\d{1,2}\s*=.*)$")
_BRACKETS = re.compile(r"(?<=\S)\s*\([^()]*\)")
_NUMBERS = {"year": r"(?P<year>(?:19|20)\d\d)", "date": r"(?P<date>\d{1,2} \d{1,2} \d{4})"}


@dataclass(frozen=True)
class Field:
    """A column of the sheet and the column of the form that it is."""

    index: int
    heading: str
    column: Column
    captured: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Header:
    """Where the header stands (rows from 0, `bottom` included) and the path of each heading."""

    top: int
    bottom: int
    paths: dict[int, tuple[str, ...]]


@dataclass(frozen=True)
class Choice:
    """How a sheet was understood."""

    form: Form
    header: Header
    fields: tuple[Field, ...]
    unknown: dict[int, str] = field(default_factory=dict)
    missing: tuple[Column, ...] = ()
    score: float = 0.0

    @property
    def first_row(self) -> int:
        """The row below the header."""
        return self.header.bottom + 1


def is_code_row(sheet: Sheet, row: int) -> bool:
    """Whether a row holds `A | B | 1 | 2 | 4=3/1*100 …` and nothing else."""
    texts = [str(v).strip() for v in sheet.rows[row] if v is not None]
    return len(texts) > 1 and texts[0] == "A" and all(_CODE.match(text) for text in texts)


@cache
def _orders() -> frozenset[str]:
    columns = (column for form in forms() for column in form.columns if column.kind == "order")
    return frozenset(key(text) for column in columns for text in column.headings)


def headers(sheet: Sheet) -> list[Header]:
    """Every place in the first rows where a header may stand."""
    found = []
    for row in range(min(len(sheet.rows), SEARCHED_ROWS)):
        for column in sheet.filled(row)[:3]:
            value = sheet.at(row, column)
            if isinstance(value, str) and key(value) in _orders():
                found.append(_header(sheet, row, column))
                break
    return found


def _header(sheet: Sheet, top: int, column: int) -> Header:
    bottom = top
    for row in range(top + 1, min(top + 5, len(sheet.rows))):
        covered = sheet.anchor(row, column) == (top, column)
        hanging = sheet.at(row, column) is None and _is_heading_row(sheet, row)
        if is_code_row(sheet, row) or not (covered or hanging):
            break
        bottom = row
    return Header(top, bottom, _paths(sheet, top, bottom))


def _is_heading_row(sheet: Sheet, row: int) -> bool:
    """A second heading level has texts, or the bare numbers 1 to n of the indicators."""
    values = [v for v in sheet.rows[row] if v is not None]
    roman = bool(values) and isinstance(values[0], str) and bool(re.match(r"^[IVX]+\b", values[0]))
    return len(values) > 1 and not roman and all(isinstance(v, str | int) for v in values)


def _paths(sheet: Sheet, top: int, bottom: int) -> dict[int, tuple[str, ...]]:
    width = max((len(sheet.rows[row]) for row in range(top, bottom + 1)), default=0)
    paths = {}
    for column in range(width):
        levels: list[str] = []
        anchors = set()
        for row in range(top, bottom + 1):
            anchor = sheet.anchor(row, column)
            value = _level(sheet, row, column, bottom)
            if value is None or anchor in anchors:
                continue
            anchors.add(anchor)
            levels.append(clean(str(value)))
        if levels:
            paths[column] = tuple(levels)
    return paths


def _level(sheet: Sheet, row: int, column: int, bottom: int) -> object:
    """The heading over a cell: its own, its merge's, or the one to the left when merges are lost."""
    value = sheet.merged(row, column)
    if value is not None or row == bottom or not _speaks(sheet, row + 1, column, bottom):
        return value
    if sheet.merges:
        return None
    left = [sheet.at(row, c) for c in range(column, -1, -1) if sheet.at(row, c) is not None]
    return left[0] if left else None


def _speaks(sheet: Sheet, first: int, column: int, bottom: int) -> bool:
    return any(sheet.at(row, column) is not None for row in range(first, bottom + 1))


@cache
def path_key(levels: tuple[str, ...]) -> str:
    """The match key of a heading path."""
    return " / ".join(key(level) for level in levels)


def _bare(levels: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_BRACKETS.sub("", level) for level in levels)


@dataclass(frozen=True)
class _Spellings:
    """The headings of a form: those that match word by word, those with a year or a date."""

    exact: dict[str, Column]
    open: tuple[tuple[re.Pattern[str], Column], ...]


@cache
def _spellings(form: Form) -> _Spellings:
    exact: dict[str, Column] = {}
    patterns = []
    for column in form.columns:
        for heading in column.headings:
            levels = tuple(heading.split(" / "))
            for text in dict.fromkeys((path_key(levels), path_key(_bare(levels)))):
                names = [name for name in _NUMBERS if f"{{{name}}}" in heading]
                if names:
                    patterns.append((_pattern(text, names), column))
                else:
                    exact.setdefault(text, column)
    return _Spellings(exact, tuple(patterns))


def _pattern(text: str, names: list[str]) -> re.Pattern[str]:
    pattern = re.escape(text)
    for name in names:
        pattern = pattern.replace(name, _NUMBERS[name])
    return re.compile(pattern)


def _match(
    form: Form, levels: tuple[str, ...]
) -> tuple[Column, tuple[tuple[str, str], ...]] | None:
    spellings = _spellings(form)
    for text in dict.fromkeys((path_key(levels), path_key(_bare(levels)))):
        if text in spellings.exact:
            return spellings.exact[text], ()
        for pattern, column in spellings.open:
            hit = pattern.fullmatch(text)
            if hit:
                return column, tuple(hit.groupdict().items())
    return None


def _by_last_level(form: Form, header: Header, index: int, taken: set[Column]) -> Column | None:
    """A heading known by its last level alone, when just one open column and one heading have it."""
    last = path_key(header.paths[index][-1:])
    twins = [p for p in header.paths.values() if path_key(p[-1:]) == last]
    open_columns = [
        column
        for column in form.columns
        if column not in taken
        and any(path_key((h.split(" / ")[-1],)) == last for h in column.headings)
    ]
    return open_columns[0] if len(open_columns) == 1 and len(twins) == 1 else None


def understand(sheet: Sheet, form: Form, header: Header) -> Choice:
    """How the headings of a sheet read when it is that form."""
    fields: list[Field] = []
    open_paths = []
    for index, levels in header.paths.items():
        hit = _match(form, levels)
        if hit and not any(f.column is hit[0] and f.captured == hit[1] for f in fields):
            fields.append(Field(index, " / ".join(levels), *hit))
        else:
            open_paths.append(index)
    taken = {f.column for f in fields}
    unknown = {}
    for index in open_paths:
        column = _by_last_level(form, header, index, taken)
        text = " / ".join(header.paths[index])
        if column is None:
            unknown[index] = text
        else:
            taken.add(column)
            fields.append(Field(index, text, column))
    missing = tuple(c for c in form.columns if c.required and c not in taken)
    choice = Choice(form, header, tuple(fields), unknown, missing)
    return Choice(form, header, tuple(fields), unknown, missing, _score(sheet, choice))


def _score(sheet: Sheet, choice: Choice) -> float:
    """Matched headings count most; title, sheet name and the codes in the cells decide between twins."""
    form, fields = choice.form, choice.fields
    named = {f.column for f in fields if f.column.kind != "order"}
    known = len(named) / max(len(form.columns) - 1, 1)
    required = [c for c in form.columns if c.required]
    hits = sum(c in named for c in required) / len(required) if required else known
    matched = len(fields) / max(len(choice.header.paths), 1)
    return 2 * (hits + matched + known) + _title(sheet, choice) + 2 * _constants(sheet, choice)


def _words(text: str) -> set[str]:
    return set(re.sub(r"\{\w+\}", "", key(text)).split())


def _title(sheet: Sheet, choice: Choice) -> float:
    wanted = _words(choice.form.title.split("{")[0])
    best = 0.0
    for row in range(choice.header.top):
        for value in sheet.rows[row]:
            if isinstance(value, str) and len(value) > 12:
                words = _words(value)
                best = max(best, len(wanted & words) / max(len(wanted | words), 1))
    return best + 0.5 * (key(sheet.name) == key(choice.form.sheet))


def _constants(sheet: Sheet, choice: Choice) -> float:
    """How far the cells agree with what the form sets, e.g. status poor in the list of the poor."""
    votes = [
        meaning(f.column.list, text) == choice.form.constants[f.column.field]
        for f in choice.fields
        if f.column.list and f.column.field in choice.form.constants
        for row in range(choice.first_row, len(sheet.rows))
        if isinstance(text := sheet.at(row, f.index), str)
    ]
    return sum(votes) / len(votes) if votes else 0.0


def _likely(header: Header) -> list[Form]:
    """The forms that share most headings with a header, a few of them."""

    def shared(form: Form) -> int:
        return sum(_match(form, levels) is not None for levels in header.paths.values())

    return sorted(forms(), key=shared, reverse=True)[:CANDIDATES]


def choose(sheet: Sheet) -> Choice | None:
    """The best reading of a sheet; None when no form is near enough to say what is missing."""
    choices = [
        understand(sheet, form, header) for header in headers(sheet) for form in _likely(header)
    ]
    best = max(choices, key=lambda choice: choice.score, default=None)
    if best is None or len(best.fields) < 3:
        return None
    required = [c for c in best.form.columns if c.required]
    half = len(best.missing) * 2 <= len(required)
    near = half and len(best.fields) * 2 > len(best.header.paths)
    return best if near or _title(sheet, best) >= NAMED else None
