"""What is known beside a cell's value, and what came of reading it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from catalog.forms import Column
from etl.odd import DASHES

NOT_ENTERED = "--"  # so the national software shows a field that nobody filled
TEXTS = ("text", "name", "hamlet_in_text", "household")


@dataclass(frozen=True)
class Context:
    """What is known beside a cell's value: its sheet's unit, its column's decimal mark, its format.

    `sound`: no text of the column says nothing, holds code or the like.
    """

    unit: int = 1
    decimal: str = ""
    tag: str = ""
    typed: bool = True
    sound: bool = False


class Read(NamedTuple):
    """A value; or the rule that says why there is none. `mended` names what was put right, `doubt`
    why a value that is used as it stands should be looked at."""

    value: Any = None
    rule: str = ""
    mended: str = ""
    doubt: str = ""


def plain_texts(texts: set[str], column: Column, at: Context) -> set[str]:
    """Those of a column's texts that `read_cell` gives back as they are and says nothing of."""
    if column.kind == "identity":
        return {text for text in texts if text.isascii() and text.isdigit()}
    if not at.sound or column.kind not in TEXTS:
        return set()
    kept = {text for text in texts if text.strip() == text and "\n" not in text}
    kept -= DASHES | {"", NOT_ENTERED}
    if column.kind == "name":
        kept = {text for text in kept if text.istitle()}
    return {text for text in kept if "+" not in text} if column.coded else kept
