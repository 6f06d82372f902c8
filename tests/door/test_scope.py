"""The one function that decides which rows and columns a role sees, table by table."""

from __future__ import annotations

import pytest

from catalog.tables import TABLES, Zone
from dashboard.door.roles import Role
from dashboard.door.scope import Scope, is_behind, visible

TABLES_OF_TWO = {
    "review_summary": ({"hamlet_code": "TD01"}, {"hamlet_code": "TD02"}),
    "household": (
        {"household_id": "a", "hamlet_code": "TD01", "ethnicity": "kinh"},
        {"household_id": "b", "hamlet_code": "TD02", "ethnicity": "khmer"},
    ),
    "household_review": (
        {"household_id": "a", "hamlet_code": "TD01", "minority": False},
        {"household_id": "a", "hamlet_code": "TD02", "minority": False},  # before it moved
    ),
    "support_event": ({"household_id": "a"}, {"household_id": "b"}),
    "loan": ({"loan_code": "1", "household_id": "a"}, {"loan_code": "2", "household_id": "b"}),
    "loan_statement": ({"loan_code": "1"}, {"loan_code": "2"}),
    "credit_due": ({"commune_code": "29221"},),
    "lineage": ({"row_key": "TD01|2025"}, {"row_key": "TD02|2025"}, {"row_key": "29221|2025"}),
    "a_table_of_tomorrow": ({"head_name": "Lê Văn Mẫu 0001"},),
}
OWN = Scope(Role.HAMLET_OFFICER, frozenset({"TD01"}))


def counts(scope: Scope) -> dict[str, int]:
    return {name: len(rows) for name, rows in visible(scope, TABLES_OF_TWO).items() if rows}


@pytest.mark.parametrize(
    ("scope", "seen"),
    [
        (Scope(Role.PUBLIC), {"review_summary": 2}),
        (Scope(Role.PUBLIC, frozenset({"TD01"})), {"review_summary": 2}),
        (Scope(Role.HAMLET_OFFICER), {"review_summary": 2}),
        (
            OWN,
            {"review_summary": 2, "household": 1, "household_review": 1, "support_event": 1,
             "loan": 1, "loan_statement": 1, "lineage": 1},
        ),
        (Scope(Role.COMMITTEE), {name: len(rows) for name, rows in TABLES_OF_TWO.items()}),
        (Scope(Role.STEWARD), {name: len(rows) for name, rows in TABLES_OF_TWO.items()}),
    ],
    ids=["nobody", "nobody with a hamlet", "officer of none", "officer", "committee", "steward"],
)  # fmt: skip
def test_a_role_sees_its_rows(scope: Scope, seen: dict[str, int]) -> None:
    assert counts(scope) == seen


def test_sensitive_columns_are_seen_by_those_only_who_correct_them() -> None:
    for scope, sees in ((OWN, False), (Scope(Role.COMMITTEE), False), (Scope(Role.STEWARD), True)):
        found = visible(scope, TABLES_OF_TWO)
        assert ("ethnicity" in found["household"][0]) is sees
        assert ("minority" in found["household_review"][0]) is sees


def test_every_table_of_the_restricted_zone_is_behind_the_door() -> None:
    for name, table in TABLES.items():
        if table.zone is Zone.RESTRICTED or table.personal:
            assert is_behind(name), name
    assert not any(is_behind(n) for n, t in TABLES.items() if t.zone is Zone.PUBLIC)
    assert not is_behind("findings")
