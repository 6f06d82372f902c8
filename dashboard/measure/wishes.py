"""Lines of households -> those that somebody wants to see, in an order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dashboard.measure.asked import EVERY
from dashboard.measure.households import LEFT, Line

EVERYBODY = "every"  # those in a list and those who left
WAITING, NOTHING, GIVEN, ASKED = "waiting", "nothing", "given", "asked"
UNMATCHED, UNSAID = "unmatched", "unsaid"
#: How a household stands with its needs: one is open, none is answered, one is answered, it named one,
#: it named only needs that no support answers, the list does not say.
HELP = (WAITING, NOTHING, GIVEN, ASKED, UNMATCHED, UNSAID)
LONGEST, OFFICE, B1, B2, LACKING = "longest", "office", "b1", "b2", "lacking"
ORDERS = (LONGEST, OFFICE, B1, B2, LACKING)


@dataclass(frozen=True)
class Wish:
    """Which households somebody wants to see; what is empty does not choose, but those who left a list
    are seen only when they are asked for."""

    status: str = ""
    need: str = ""
    lack: str = ""
    help: str = ""

    def likes(self, line: Line) -> bool:
        """Whether a household is among them."""
        status = {"": line.status != LEFT, EVERYBODY: True}
        return (
            status.get(self.status, line.status == self.status)
            and (not self.lack or self.lack in line.lacks)
            and (not self.need or any(want.need == self.need for want in line.wants))
            and (not self.help or _stands(line, self.help, self.need))
        )


def _stands(line: Line, help_: str, need: str) -> bool:
    """Whether a household stands so with a need, or with all of them together, as the totals count."""
    one = line.asked
    if help_ == UNSAID:
        return line.status != LEFT and not line.row["needs"]
    if one is None or not one.asks(need) or (line.unknown and help_ not in (ASKED, UNMATCHED)):
        return False
    if help_ == WAITING:
        return any(want.open for want in line.wants if need in (EVERY, want.need))
    found = {GIVEN: one.answer(need) is not None, NOTHING: one.waits(need),
             UNMATCHED: not one.can_be_answered(need)}  # fmt: skip
    return found.get(help_, True)


def chosen(lines: Iterable[Line], wish: Wish, order: str) -> tuple[Line, ...]:
    """Those that somebody wants to see, in an order; equals stay in the office's."""
    found = [line for line in lines if wish.likes(line)]
    keys: dict[str, Any] = {
        LONGEST: lambda line: -1 if line.days is None else line.days,
        B1: lambda line: _or_least(line.row.get("b1_score")),
        B2: lambda line: _or_least(line.row.get("b2_score")),
        LACKING: lambda line: len(line.lacks),
    }
    return tuple(sorted(found, key=keys[order], reverse=True) if order in keys else found)


def _or_least(value: float | None) -> float:
    return -1.0 if value is None else value
