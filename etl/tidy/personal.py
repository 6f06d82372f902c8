"""A column -> whether what its cells say is of a person, so that no finding may show it."""

from __future__ import annotations

from catalog.forms import Column
from catalog.tables import TABLES

PERSONAL_KINDS = {"name", "identity", "birth_year", "household", "hamlet_in_text"}
PERSONAL_FIELDS = {"ethnicity", "b1_score", "b2_score", "status", "causes", "needs", "members",
                   "loan_code", "refunded_from_loan_code"}  # fmt: skip
#: The tables that a form of their rows fills.
_FILLED = {"household_list": ("household", "household_review", "household_movement")}


def is_personal(table: str, column: Column) -> bool:
    """Whether a finding must not show what a cell says, in whatever form it stands."""
    filled = [TABLES[name] for name in _FILLED.get(table, (table,)) if name in TABLES]
    named = column.kind in PERSONAL_KINDS or column.field in PERSONAL_FIELDS
    return named or any(column.field in one.personal for one in filled)
