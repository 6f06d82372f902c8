"""Form TOML -> Form: which headings a sheet has and what each column means (docs/forms.md)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "forms"


@dataclass(frozen=True, eq=False)
class Column:
    """One column of a form. `heading` is the path of its levels, joined by ` / `."""

    heading: str
    kind: str
    field: str = ""
    also: tuple[str, ...] = ()
    required: bool = False
    present: bool = False
    list: str = ""
    adds: tuple[tuple[str, str], ...] = ()
    sets: tuple[tuple[str, str], ...] = ()
    of: tuple[str, ...] = ()
    repeat: bool = False
    subtotal: tuple[str, ...] = ()
    extra: bool = False
    optional: bool = False  # of a household: the form knows its rows without it

    @property
    def coded(self) -> bool:
        """Whether its cells tell rows apart: a code that is not whole is none."""
        return self.required or (self.kind == "household" and not self.optional)

    @property
    def headings(self) -> tuple[str, ...]:
        """Every spelling of the heading, the written one first."""
        return (self.heading, *self.also)


@dataclass(frozen=True, eq=False)
class Form:
    """One form in one edition."""

    form: str
    edition: str
    table: str
    sheet: str
    title: str
    columns: tuple[Column, ...]
    info: str = ""
    unit_line: str = ""
    unit_known: bool = (
        False  # an export has one unit: nothing is amiss when the sheet does not say it
    )
    section: str = ""
    code_row: bool = True
    repeated_rows: bool = False
    says: tuple[str, ...] = ()  # what its title or its sheet's name must say
    says_not: tuple[str, ...] = ()
    constants: dict[str, str] = field(default_factory=dict, hash=False)

    @property
    def has_money(self) -> bool:
        """Whether a unit line is needed to read this form."""
        return any(column.kind == "money" for column in self.columns)


def _column(entry: dict[str, Any]) -> Column:
    known: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in entry.items()
        if name not in ("with", "sets")
    }
    pairs: dict[str, Any] = {
        "adds": tuple(entry.get("with", {}).items()),
        "sets": tuple(entry.get("sets", {}).items()),
    }
    return Column(**known, **pairs)


def _form(path: Path) -> Form:
    entry = tomllib.loads(path.read_text(encoding="utf-8"))
    columns = tuple(_column(column) for column in entry.pop("column"))
    columns += _shared(entry.pop("shared", ""))
    words: dict[str, Any] = {n: tuple(entry.pop(n, ())) for n in ("says", "says_not")}
    return Form(columns=columns, constants=entry.pop("set", {}), **words, **entry)


def _shared(name: str) -> tuple[Column, ...]:
    """Columns that several forms may have besides their own; nobody writes them back."""
    if not name:
        return ()
    entry = tomllib.loads((HERE / "shared" / f"{name}.toml").read_text(encoding="utf-8"))
    return tuple(replace(_column(column), extra=True) for column in entry["column"])


@cache
def forms() -> tuple[Form, ...]:
    """Every form that the office writes, by file name."""
    return tuple(_form(path) for path in sorted(HERE.glob("*.toml")))


@cache
def layouts() -> tuple[Form, ...]:
    """Every form and edition that is read: the office's own, then those of others (`editions/`)."""
    return forms() + tuple(_form(path) for path in sorted((HERE / "editions").glob("*.toml")))


def form_named(name: str) -> Form:
    """The newest edition of a form; KeyError when there is none."""
    found = [form for form in forms() if form.form == name]
    if not found:
        raise KeyError(name)
    return max(found, key=lambda form: form.edition)
