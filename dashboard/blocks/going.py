"""A total -> an arrow to the households that it counts, for those who may see every one of them."""

from __future__ import annotations

from dashboard.measure.figure import Figure
from dashboard.view import View
from dashboard.words import safe


def may_go(view: View, hamlet: str = "") -> bool:
    """Whether whoever looks may see all households of a hamlet, or of the commune."""
    known = view.data.closely
    if known is None:
        return False
    place = view.territory.hamlet(hamlet)
    return not known.hamlets or (place is not None and bool(place.codes & known.hamlets))


def go(view: View, found: Figure, hamlet: str = "", **wish: str) -> str:
    """The arrow behind a total; "" where there is nothing to see or nobody who may. `wish` filters."""
    if not found.value or not may_go(view, hamlet):
        return ""
    link, words = safe(view.link("households", hamlet, **wish)), safe(view.say("households.go"))
    return (
        f' <a class="th-go" href="{link}" target="_self" title="{words}" aria-label="{words}">→</a>'
    )
