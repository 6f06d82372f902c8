"""Works, projects and loans of no known place -> how many are of no commune, where several share a build."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from dashboard.data import Data
from dashboard.measure.as_of import period
from dashboard.measure.figure import Figure, count
from dashboard.measure.loans import elsewhere
from dashboard.measure.money import GROUP, PERIOD
from dashboard.measure.terms import rows_counted
from dashboard.measure.territory import territories


@lru_cache(maxsize=16)
def unplaced(data: Data, kind: str) -> tuple[Figure, tuple[str, ...]]:
    """How many works (`infrastructure`) or projects (`livelihood`) name no hamlet, and their codes.

    None of them where the build has one commune: there they are its own.
    """
    shared = len(territories(data)) > 1
    rows = [
        row
        for row in data.rows(f"{kind}_project")
        if shared and not row["hamlet_codes"] and row.get("kind") != GROUP
    ]
    terms = rows_counted(data, rows, "project_code")
    found = count(f"projects_unplaced/{kind}/{PERIOD}", len(rows), terms=terms)
    return found, tuple(row["project_code"] for row in rows)


@lru_cache(maxsize=16)
def unplaced_loans(data: Data, today: date) -> tuple[Figure, tuple[str, ...]]:
    """How many loans are of a household of no known hamlet, and their codes; none with one commune."""
    rows = elsewhere(data, today)
    terms = rows_counted(data, rows, "loan_code")
    found = count(
        f"loans_unplaced/credit/{period(data, today)}", len(rows), as_of=today, terms=terms
    )
    return found, tuple(row["loan_code"] for row in rows)
