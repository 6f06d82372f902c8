"""A part of a whole -> how far chance could push its share: the Wilson interval (DOMAIN 8.6, 8.12)."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

from dashboard.measure.figure import Figure, How

Z95 = 1.959964  # standard deviations on either side that hold 95 % of a normal distribution


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The lower and the upper end, as fractions; raises ZeroDivisionError over nothing.

    A review counts everybody, so this is no error of a sample: it is context for a small group.
    """
    rate, spread = part / whole, Z95**2 / whole
    middle = (rate + spread / 2) / (1 + spread)
    width = sqrt(rate * (1 - rate) * spread + spread**2 / 4) / (1 + spread)
    return (0.0 if not part else middle - width), (1.0 if part == whole else middle + width)


def interval(rate: Figure) -> tuple[Figure, Figure] | None:
    """Both ends of the interval of a rate as figures with its cells; None where there is no rate."""
    if rate.value is None or rate.part is None or not rate.whole:
        return None
    name, _, rest = rate.key.partition("/")
    low, high = wilson(rate.part, rate.whole)
    bare = replace(rate, part=None, whole=None)
    return (
        replace(bare, key=f"{name}_low/{rest}", value=low, how=How.LOW),
        replace(bare, key=f"{name}_high/{rest}", value=high, how=How.HIGH),
    )
