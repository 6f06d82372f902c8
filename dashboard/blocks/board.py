"""The notice on the board: what the list of postings says of a review's, what stops a list of names."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dashboard.blocks.base import empty, sentence
from dashboard.measure.figure import Figure
from dashboard.measure.postings import posted
from dashboard.measure.reviews import review
from dashboard.view import View
from dashboard.words import DEFAULT, say


def usual(view: View) -> tuple[date, date | None, str]:
    """First and last day of the review's postings, else from the review's day on; the usual places."""
    rows = posted(view.data, view.territory, view.year).rows
    reviewed = review(view.data, view.territory, view.year).date
    first = min((r["from_date"] for r in rows if r["from_date"]), default=None)
    last = max((r["to_date"] for r in rows if r["to_date"]), default=None)
    day = first or reviewed or view.today or date(view.year, 12, 31)
    return (
        day,
        last if first else None,
        say(DEFAULT, "notice.usual_places", name=view.territory.name),
    )


def contact(view: View) -> str:
    """Whom to tell of an error unless the office says otherwise."""
    return say(DEFAULT, "notice.usual_contact", name=view.territory.name)


def differs(view: View, found: Iterable[tuple[str, Figure, int]]) -> str:
    """Why the list is not handed out: what the forms count and how many households the lists have."""
    lines = [
        sentence(view, "notice.differs", result=view.say(f"notice.{result}"),
                 counted=counted, listed=listed)
        for result, counted, listed in found
    ]  # fmt: skip
    return empty("<br>".join(lines))
