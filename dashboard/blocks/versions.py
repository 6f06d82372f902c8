"""Two data versions: each figure that differs, before and now, with the cells behind the change."""

from __future__ import annotations

from functools import lru_cache

from dashboard.blocks.base import Cell, element, note, reason, table, told
from dashboard.blocks.origin import name_of
from dashboard.blocks.spoken import dated
from dashboard.data import Data
from dashboard.measure.figure import Figure, How, Unit
from dashboard.measure.terms import Term
from dashboard.measure.versions import Changed, changes
from dashboard.view import View
from dashboard.words import figure as written
from dashboard.words import part_of_whole, safe, show, signed

MANY = 200  # figures in the table
FEW = 5  # cells of one figure


@lru_cache(maxsize=64)
def compared(view: View, older: Data) -> str:
    """How many figures of the year differ, and every one of them."""
    found = changes(older, view.data, view.territory, view.year)
    texts = {"number": len(found), "year": view.year, "older": older.build}
    if not found:
        return told([safe(view.say("versions.same", **texts))])
    heads = [view.say(f"versions.{name}") for name in ("figure", "before", "now", "cells")]
    rows = [_row(view, change) for change in found[:MANY]]
    caption = view.say("versions.shown", shown=len(rows), number=len(found))
    return told([safe(view.say("versions.differ", **texts))]) + table(view, caption, heads, rows)


def alone(view: View) -> str:
    """What the comparison is for, before a version is chosen or where there is only one."""
    return note(safe(view.say("versions.hint")))


def _row(view: View, change: Changed) -> list[Cell]:
    now = change.after
    return [
        safe(name_of(view, change.named)),
        _before(view, change),
        safe(view.say("versions.gone")) if now is None else _now(view, change, now),
        _cells(view, change),
    ]


def _before(view: View, change: Changed) -> str:
    """The value as text: what a click opens is the figure of today."""
    found = change.before
    if found is None:
        return safe(view.say("versions.new"))
    if found.value is None:
        return f"— <small>{reason(view, found)}</small>"
    return f"{safe(dated(view, change, found, _text(view, found)))}{_parts(view, found)}"


def _now(view: View, change: Changed, found: Figure) -> str:
    text = dated(view, change, found, _text(view, found))
    return f"{element(view, found, text)}{_parts(view, found)}"


def _text(view: View, found: Figure) -> str:
    """A change with its sign, everything else as it is."""
    is_change = found.unit is Unit.POINTS or found.how is How.DIFFERENCE
    return signed(view.language, found) if is_change else written(view.language, found)


def _parts(view: View, found: Figure) -> str:
    """The numbers behind a rate: two may differ where the written rate does not."""
    shown = found.value is not None and found.whole is not None
    return f"<br><small>{safe(part_of_whole(view.language, found))}</small>" if shown else ""


def _cells(view: View, change: Changed) -> str:
    """`file · sheet · C14: 52 → 53`, a line each."""
    cells = change.cells
    lines = [safe(_cell(view, before, now)) for before, now in cells[:FEW]]
    if len(cells) > FEW:
        lines.append(safe(view.say("versions.more", number=len(cells) - FEW)))
    return f"<small>{'<br>'.join(lines)}</small>" if lines else "—"


def _cell(view: View, before: Term | None, now: Term | None) -> str:
    at = now or before
    assert at is not None
    values = ["—" if side is None else show(view.language, side.value) for side in (before, now)]
    return f"{at.file} · {at.sheet} · {at.cell}: {values[0]} → {values[1]}"
