"""Rows of the tables -> the hamlets that an official form lacks: without them there is no total of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from etl.official.places import Place

Tables = dict[str, list[dict[str, Any]]]
GROUPS, UNITS = ("poor", "near_poor"), ("households", "persons")
DETAILS = {"deprivation": "deprivation_summary", "cause": "cause_summary"}


def lacking(
    tables: Tables, hamlets: Sequence[Place], form: str, part: str = ""
) -> tuple[Place, ...]:
    """The hamlets of a review of which a part of a form says nothing: a unit of a movement, a group.

    A hamlet without a household of a group lacks nothing of it.
    """
    has = _told(tables, form, part)
    return tuple(h for h in hamlets if h.code not in has)


def note_of(tables: Tables, hamlets: Sequence[Place], form: str) -> str:
    """What stands under a form that lacks hamlets; "" where it has all."""
    every = {h for part in _parts(form) for h in lacking(tables, hamlets, form, part)}
    names = ", ".join(f"Ấp {hamlet.name}" for hamlet in hamlets if hamlet in every)
    said = f"Ghi chú: chưa có đủ số liệu của {names}; vì vậy dòng cộng để trống."
    return said if names else ""


def _parts(form: str) -> tuple[str, ...]:
    if form in DETAILS:
        return GROUPS
    return UNITS if form.startswith("movement_") else ("",)


def _told(tables: Tables, form: str, part: str) -> set[str]:
    """The codes of the hamlets of which a part of a form tells, or need not."""
    if form == "review_summary":
        return {row["hamlet_code"] for row in tables["review_summary"]}
    moved = form.startswith("movement_")
    group = form.removeprefix("movement_") if moved else part
    name = "review_movement" if moved else DETAILS[form]
    rows = [r for r in tables[name] if r["group"] == group]
    none = {r["hamlet_code"] for r in tables["review_summary"] if r[f"{group}_households"] == 0}
    return none | {r["hamlet_code"] for r in rows if not moved or r["unit"] == part}
