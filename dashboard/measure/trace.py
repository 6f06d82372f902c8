"""Figure -> its value once more, from its cells alone: what the reader of a source can do by hand."""

from __future__ import annotations

from statistics import median

from dashboard.measure.figure import Figure, How
from dashboard.measure.interval import wilson
from dashboard.measure.terms import added_up
from dashboard.measure.workdays import working_days


def recomputed(found: Figure) -> float | int | None:
    """The value once more, from the terms or the figures alone; None when there are none."""
    if found.how is How.DIFFERENCE and len(found.of) == 2:
        before, after = (recomputed(part) for part in found.of)
        return None if before is None or after is None else after - before
    if found.how is How.QUOTIENT and len(found.of) == 2:
        above, below = (recomputed(part) for part in found.of)
        return round(above / below) if above is not None and below else None
    if found.how is How.SAID:
        return found.value
    if not found.terms:
        return None
    if found.how is How.WAITED and found.as_of:
        return found.as_of.toordinal() - min(term.since for term in found.terms)
    if found.how is How.MEDIAN:
        return median(term.value - term.since for term in found.terms)
    if found.how is How.WORKING_DAYS:
        return min(working_days(term.since, int(term.value)) for term in found.terms)
    part = added_up(term for term in found.terms if not term.whole)
    whole = added_up(term for term in found.terms if term.whole)
    if found.how is How.RATIO:
        return part / whole if whole else None
    if found.how in (How.LOW, How.HIGH):
        return wilson(int(part), int(whole))[found.how is How.HIGH] if whole else None
    return max(t.value for t in found.terms) if found.how is How.LATEST else part
