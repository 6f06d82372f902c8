"""`--supersede FILE`: the reviews in FILE replace those of other workbooks."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from catalog.spelling import clean
from etl.content import hamlets_of
from etl.findings import finding
from etl.gather import Gathered
from etl.tidy import TidySheet


def _review(sheet: TidySheet) -> tuple[Any, ...]:
    info = sheet.info
    moment = info.date if info.round == "regular" else info.year
    return info.commune_code or info.commune_name, moment, info.round


def supersede(gathered: Gathered, names: str) -> None:
    """Take out of each workbook the review that a named file (one a line) has too; its other reviews stay.

    A file of other hamlets, or of other forms, is no other version of it. What the office's own file
    says of two workbooks comes first; it speaks of those two alone.
    """
    for name, replaced in gathered.corrections.successors:
        _replace_by(gathered, _plain(name), _plain(replaced))
    for name in filter(None, names.splitlines()):
        _replace_by(gathered, _plain(name))


def _plain(name: str) -> str:
    return clean(PurePath(name).name)


def _replace_by(gathered: Gathered, name: str, only: str = "") -> None:
    reviews = [(_plain(s.file), s) for s in gathered.sheets if s.form.info == "review"]
    ours = [s for file, s in reviews if file == name]
    others = [s for file, s in reviews if file != name and only in ("", file)]
    replaced = {(s.file, _review(s)) for s in others if any(_is_twice(s, own) for own in ours)}
    gone = [s for s in others if (s.file, _review(s)) in replaced]
    gone_too = set(map(id, gone))
    gathered.sheets = [s for s in gathered.sheets if id(s) not in gone_too]
    for file in sorted({s.file for s in gone}):
        _tell(gathered, file, [s.sheet.name for s in gone if s.file == file], ours[0].file)


def _is_twice(one: TidySheet, other: TidySheet) -> bool:
    """Whether two sheets tell the same of the same review: one form, one commune, a hamlet in common."""
    same = one.form.form == other.form.form and _review(one) == _review(other)
    here, there = hamlets_of(one), hamlets_of(other)
    return same and (not here or not there or bool(here & there))


def _tell(gathered: Gathered, file: str, gone: list[str], by: str) -> None:
    """A whole workbook that was replaced, or each of its sheets that was."""
    whole = not any(s.file == file for s in gathered.sheets)
    if whole:
        gathered.status[file] = ("skipped", "file.superseded")
    for sheet in [""] if whole else dict.fromkeys(gone):
        gathered.findings.append(finding("note", "file.superseded", file, sheet=sheet, found=by))
