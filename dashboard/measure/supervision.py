"""Checks of the review by the Front and the mass organisations -> what they found, whether it was mended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dashboard.data import Data, Row
from dashboard.measure.figure import Figure, Unit, count
from dashboard.measure.listed import ALL, Asked, chosen, silence
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
    data: Data,
    territory: Territory,
    year: int | str = ALL,
    hamlet: str = "",
    name: str = "",
    today: date | None = None,
) -> Checks:
    """Checks of a year, or of all, at a hamlet or in the commune, by one organisation or all, by a day."""
    asked = Asked(data, territory, TABLE, year, hamlet, today)
    rows = [r for r in chosen(asked) if not name or organisation(r) == name]
    why, key = silence(asked), asked.key(name)
    amiss = [row for row in rows if row["misclassified"] != 0]
    end, homes = (why, today), Unit.HOUSEHOLDS
    return Checks(
        name,
        count(f"checks/{key}", None if why else len(rows), reason=why, as_of=today,
              terms=rows_counted(data, rows, "organisation")),
        added(data, f"households_checked/{key}", rows, "households_checked", *end, homes),
        added(data, f"misclassified/{key}", rows, "misclassified", *end, homes),
        added(data, f"misclassified_mended/{key}", amiss, "resolved", *end, homes),
    )  # fmt: skip


@lru_cache(maxsize=64)
def by_organisation(
    data: Data, territory: Territory, year: int | str, today: date | None = None
) -> tuple[Checks, ...]:
    """Each organisation that checked by a day, the one with most checks first, then all together."""
    asked = Asked(data, territory, TABLE, year, today=today)
    named = [organisation(row) for row in chosen(asked)]
    order = sorted(set(named), key=lambda name: (name == UNNAMED, -named.count(name), name))
    return tuple(checks(data, territory, year, "", name, today) for name in (*order, ""))
