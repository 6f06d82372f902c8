"""What the ledger of loans does not say: gaps, the days after its own, homes that nobody knows."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from dashboard.blocks.base import note, sentence, told
from dashboard.measure.unclear import gaps, told_until
from dashboard.measure.unplaced import unplaced_loans
from dashboard.view import View


@lru_cache(maxsize=256)
def unclear(view: View) -> str:
    """What the ledger does not say, each with the number and the codes of its loans."""
    found = gaps(view.data, view.territory, view.today or date.min)
    return told(
        sentence(view, f"credit.{name}", number=number, codes=", ".join(codes))
        for name, (number, codes) in found.items()
    )


def book_ends(view: View, name: str = "book_ends") -> list[str]:
    """Up to which day the ledger goes, where that is before the day that is looked at."""
    day = view.today and told_until(view.data, view.territory, view.today)
    return [view.say(f"credit.{name}", day=day)] if day and day != view.today else []


@lru_cache(maxsize=256)
def unplaced_note(view: View) -> str:
    """Loans that are counted in no commune, for nobody knows where their households live."""
    number, codes = unplaced_loans(view.data, view.today or date.min)
    told_ = sentence(view, "credit.unplaced", number=number, codes=", ".join(codes))
    return note(told_) if codes else ""
