"""Two days -> the working days from the one to the other, both counted."""

from __future__ import annotations

from datetime import date

FRIDAY, WEEK = 5, 7


def working_days(first: int, last: int) -> int:
    """Mondays to Fridays from `first` to `last` (ordinals), both counted; public holidays are not left out.

    0 when `last` is before `first`.
    """
    days = range(first, last + 1)
    return sum(date.fromordinal(day).isoweekday() <= FRIDAY for day in days)
