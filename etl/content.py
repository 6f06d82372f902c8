"""A workbook and what the office says of it -> what stands for its content when a review is approved."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from catalog.spelling import key
from etl.corrections import Applied, Corrections
from etl.tidy import TidySheet


def content_of(
    sha256: str, applied: Iterable[Applied], corrections: Corrections, sheets: Iterable[TidySheet]
) -> str:
    """The sha256 of a workbook; another one where corrections or aliases make it be read otherwise.

    `sheets` are those of the workbook, before the codes of their hamlets were looked up.
    """
    cells = (a.correction for a in applied if a.fits)
    said = [repr((key(c.sheet), c.cell, c.value)) for c in cells]
    written = {text for sheet in sheets for text in hamlets_of(sheet)}
    said += [repr(alias) for alias in corrections.aliases if _is_used(key(alias[0]), written)]
    if not said:
        return sha256
    return hashlib.sha256("\n".join([sha256, *sorted(said)]).encode("utf-8")).hexdigest()


def hamlets_of(sheet: TidySheet) -> set[str]:
    """The keys of its hamlets as they are written; nobody has looked up their codes yet."""
    records = (*sheet.records, *sheet.set_aside)
    texts = (r.values.get("hamlet_code") or r.section or sheet.info.hamlet for r in records)
    return {key(str(text)) for text in texts if text}


def _is_used(name: str, written: set[str]) -> bool:
    """Whether somebody writes the name of an alias, alone or after a word such as Ấp."""
    return any(text == name or text.endswith(f" {name}") for text in written)
