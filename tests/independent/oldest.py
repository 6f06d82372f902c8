"""Review lists and support given -> how many are listed, for how many days the oldest open need waits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from tests.independent.helped import NEEDS, Figures, lent, listed


def oldest(office: Any, found: Figures, years: Iterable[int]) -> None:
    """Fill in the figures of the page of households."""
    got: dict[str, list[tuple[date, str]]] = defaultdict(list)
    info, rows = office.one("Hỗ trợ hộ")
    for row in rows:
        got[row["Mã hộ"]].append((row["Ngày hỗ trợ"], row["Nội dung hỗ trợ"]))
    lent(office, rows, info["scale"], got)
    end = date(max(r["Ngày trả"] for r in office.one("Trả nợ")[1]).year, 12, 31)
    lists = {year: listed(office, year) for year in years}
    for year, households in lists.items():
        for place in (office.commune, *office.codes.values()):
            mine = {c for c, one in households.items() if place in (office.commune, one[2])}
            found[f"listed/{place}/{year}"] = len(mine)
            begun = [day for c in mine for day in _begun(lists, got[c], c, year)]
            if begun:
                found[f"need_waited/{place}/{year}"] = (end - min(begun)).days


def _begun(lists: Any, got: list[tuple[date, str]], code: str, year: int) -> list[date]:
    """Of each need of a household that nobody answered, the day of the review at which it began."""
    begun = []
    day, said, _ = lists[year][code]
    for need in said:
        kinds = NEEDS.get(need, ("", []))[1]
        given = [when for when, kind in got if kind in kinds]
        if not kinds or any(when >= day for when in given):
            continue
        first, before = day, year - 1
        while code in lists.get(before, {}) and need in lists[before][code][1]:
            asked = lists[before][code][0]
            if any(asked <= when < first for when in given):
                break
            first, before = asked, before - 1
        begun.append(first)
    return begun
