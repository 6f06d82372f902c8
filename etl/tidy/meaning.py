"""What is known beside a cell's value, and what came of reading it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple


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
