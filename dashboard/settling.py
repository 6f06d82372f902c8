"""A run that is over -> what it made stays, and the garbage collector leaves it alone."""

from __future__ import annotations

import gc
from itertools import count

SETTLED = 1024
_runs = count(1)


def settle() -> None:
    """Called after each run: the server collects garbage then, all of it.

    What the first runs made (modules, rows, figures, blocks) stays for ever and is not looked at
    again; the 1st, 2nd, 4th … run says so, up to the 1024th.
    """
    number = next(_runs)
    if number <= SETTLED and number & (number - 1) == 0:
        gc.collect()
        gc.freeze()
