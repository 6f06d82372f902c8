"""What the poor and near-poor lack, why they are poor by their own words, and how much they lack."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from catalog.tables import CAUSES, GROUPS, INDICATORS
from dashboard.blocks.base import Cell, note, sentence, table
from dashboard.measure import breakdown
from dashboard.measure.figure import Figure
from dashboard.measure.headcount import deprivation_rates, depth
from dashboard.view import View
from dashboard.words import safe


@lru_cache(maxsize=256)
def detail_table(view: View, detail: str, hamlet: str = "") -> str:
    """Households by deprivation or cause, poor and near-poor."""
    found = [
        breakdown.by_detail(view.data, view.territory, view.year, g, detail, hamlet) for g in GROUPS
    ]
    heads = [view.say(f"detail.{detail}"), *(view.say(f"status.{g}") for g in GROUPS)]
    names = INDICATORS if detail == "indicator" else CAUSES
    columns: list[Sequence[Figure]] = list(found)
    if detail == "indicator":
        columns = [side for group, count in zip(GROUPS, found, strict=True)
                   for side in (count, _rates(view, group, hamlet))]  # fmt: skip
        heads[2:2] = [share := view.say("detail.share")]
        heads.append(share)
    rows: list[list[Cell]] = [
        [safe(view.say(f"{detail}.{name}")), *line]
        for name, *line in zip(names, *columns, strict=True)
    ]
    shown = table(view, view.say(f"detail.{detail}_table", year=view.year), heads, rows)
    hidden = any(f.reason == "suppressed" for figures in found for f in figures)
    return shown + (note(safe(view.say("detail.hidden"))) if hidden else "")


def _rates(view: View, group: str, hamlet: str) -> tuple[Figure, ...]:
    return deprivation_rates(view.data, view.territory, view.year, group, hamlet)


@lru_cache(maxsize=256)
def depth_told(view: View) -> str:
    """How much the poor lack: an analysis, not a published figure."""
    found = depth(view.data, view.territory, view.year)
    if not found.mean.known:
        return ""
    return note(
        sentence(
            view,
            "detail.depth",
            mean=found.mean,
            intensity=found.intensity,
            adjusted=found.adjusted,
        )
    )


@lru_cache(maxsize=256)
def detail_note(view: View) -> str:
    """Why the lines of the tables of deprivations and causes are not added."""
    return note(safe(view.say("detail.note")))
