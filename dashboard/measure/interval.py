"""A part of a whole -> how far chance could push its share: the Wilson interval (DOMAIN 8.6, 8.12)."""

from __future__ import annotations

from math import sqrt

Z95 = 1.959964  # standard deviations on either side that hold 95 % of a normal distribution


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The lower and the upper end, as fractions; raises ZeroDivisionError over nothing.

    A review counts everybody, so this is no error of a sample: it is context for a small group.
    """
    rate, spread = part / whole, Z95**2 / whole
    middle = (rate + spread / 2) / (1 + spread)
    width = sqrt(rate * (1 - rate) * spread + spread**2 / 4) / (1 + spread)
    return (0.0 if not part else middle - width), (1.0 if part == whole else middle + width)
