"""The register of works -> how many are finished, under way, in preparation; the rest is not forgotten."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from dashboard.data import Data
from dashboard.measure.figure import Figure, count
from dashboard.measure.money import PERIOD, as_of, projects
from dashboard.measure.terms import rows_counted
from dashboard.measure.territory import Territory

KIND = "infrastructure"
#: What is said of works that stand alike; `other` are stopped, or their state is not written.
STATES = {
    "done": ("completed", "accepted", "settled"),
    "under_way": ("under_way",),
    "preparing": ("preparing",),
    "other": ("stopped", None),
}


@lru_cache(maxsize=64)
def work_states(data: Data, territory: Territory) -> dict[str, Figure]:
    """How many works stand so, by the name in STATES: together all works of the register.

    Where it is none, the cells are those of all works, each with a share of 0.
    """
    rows = [project.row for project in projects(data, territory, KIND)]
    found = {n: [r for r in rows if r.get("status") in codes] for n, codes in STATES.items()}
    looked_at = tuple(replace(t, share=Fraction(0)) for t in rows_counted(data, rows, "status"))
    return {
        name: count(
            f"works_{name}/{KIND}@{territory.code}/{PERIOD}", len(mine), as_of=as_of(data, KIND),
            terms=rows_counted(data, mine, "status") or looked_at,
        )
        for name, mine in found.items()
    }  # fmt: skip
