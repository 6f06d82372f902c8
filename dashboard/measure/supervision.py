"""Checks of the review by the Front and the mass organisations -> what they found, whether it was mended."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from dashboard.data import Data, Row
from dashboard.measure.figure import Figure, Unit, count
from dashboard.measure.listed import ALL, chosen, place_key, silence
from dashboard.measure.postings import added
from dashboard.measure.terms import rows_counted
from dashboard.measure.territory import Territory

TABLE = "supervision"
UNNAMED = "supervision.unnamed"


@dataclass(frozen=True)
class Checks:
    """The checks of an organisation, a hamlet or the commune, and what they found."""

    name: str
    checks: Figure
    checked: Figure
    wrong: Figure
    mended: Figure


def organisation(row: Row) -> str:
    """Who checked, as it stands in a key: there a slash parts the parts."""
    return str(row["organisation"] or UNNAMED).replace("/", "∕")


@lru_cache(maxsize=1024)
def checks(
    data: Data, territory: Territory, year: int | str = ALL, hamlet: str = "", name: str = ""
) -> Checks:
    """The checks of a year, or of all, at a hamlet or in the commune, by one organisation or by all."""
    rows = [
        r
        for r in chosen(data, territory, TABLE, year, hamlet)
        if not name or organisation(r) == name
    ]
    why = silence(data, territory, TABLE, year, hamlet)
    key = place_key(territory, year, hamlet, name)
    amiss = [row for row in rows if row["misclassified"] != 0]
    number, homes = None if why else len(rows), Unit.HOUSEHOLDS
    return Checks(
        name,
        count(f"checks/{key}", number, reason=why, terms=rows_counted(data, rows, "organisation")),
        added(data, f"households_checked/{key}", rows, "households_checked", why, homes),
        added(data, f"misclassified/{key}", rows, "misclassified", why, homes),
        added(data, f"misclassified_mended/{key}", amiss, "resolved", why, homes),
    )


@lru_cache(maxsize=64)
def by_organisation(data: Data, territory: Territory, year: int | str) -> tuple[Checks, ...]:
    """Each organisation that checked, the one with most checks first, then all together."""
    rows = chosen(data, territory, TABLE, year)
    named = [organisation(row) for row in rows]
    order = sorted(set(named), key=lambda name: (name == UNNAMED, -named.count(name), name))
    return tuple(checks(data, territory, year, "", name) for name in (*order, ""))
