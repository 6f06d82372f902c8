"""Whether the figures of a year are preliminary or approved, in words."""

from __future__ import annotations

from dashboard import approval, minutes
from dashboard.view import View


def standing(view: View) -> str:
    """`Rà soát năm 2025: số liệu sơ bộ, chưa duyệt`; nothing where there is no review."""
    if not view.year:
        return ""
    found, day = approval.of_year(view.data, view.territory, view.year, minutes.locks())
    said = view.say(f"standing.{found}", day=day) if day else view.say(f"standing.{found}")
    return view.say("common.standing", year=view.year, standing=said)
