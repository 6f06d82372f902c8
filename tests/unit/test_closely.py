"""Rows read when somebody asks are those of the files, as far as a scope may see them, and nobody else's."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from dashboard.closely import FILES
from dashboard.data import EXACT, Data
from dashboard.door.roles import Role
from dashboard.door.scope import PUBLIC, Scope
from dashboard.load import read_warehouse
from dashboard.measure.breakdown import by_detail
from dashboard.measure.territory import territories

OWN = Scope(Role.HAMLET_OFFICER, frozenset({"TD03"}))


def rows(warehouse: Path, table: str) -> list[dict[str, Any]]:
    """A table read whole, without the product."""
    (build,) = (warehouse / "builds").iterdir()
    return list(pq.read_table(build / FILES[table]).to_pylist())


READ = """
import os, sys
from pathlib import Path
from dashboard.closely import _sorted, table_of
threads = lambda: len(os.listdir("/proc/self/task")) if os.path.isdir("/proc/self/task") else 0
before = threads()
for path in sorted(Path(sys.argv[1]).rglob("*.parquet")):
    _sorted(path.read_bytes(), table_of(path.read_bytes()).column_names[0])
print(threads() - before)
"""


def test_a_process_that_has_read_the_figures_ends_in_peace(sample: Path) -> None:
    for _ in range(3):  # Arrow's threads, were there any, would abort one now and then
        done = subprocess.run([sys.executable, "-c", READ, str(sample)], capture_output=True,
                              text=True, check=False)  # fmt: skip
        assert (done.returncode, done.stderr, done.stdout) == (0, "", "0\n")


@pytest.mark.parametrize("table", sorted(FILES))
def test_the_rows_of_every_value_are_those_of_the_file_in_their_order(
    table: str, sample: Path
) -> None:
    data = read_warehouse(sample, Scope(Role.STEWARD))
    every = rows(sample, table)
    assert every
    column = "hamlet_code" if table.startswith(EXACT) else "household_id"
    values = {row[column] for row in every}
    for value in values:
        mine = tuple(row for row in every if row[column] == value)
        assert data.of(table, column, value) == mine
    assert data.of(table, column, "nobody") == ()
    assert data.of(table, column, None) == ()


@pytest.mark.parametrize(
    ("scope", "sees"),
    [(PUBLIC, set()), (OWN, {"TD03"}), (Scope(Role.COMMITTEE), {"TD03", "TD04"})],
    ids=["public", "officer", "committee"],
)
def test_small_counts_of_a_hamlet_are_exact_for_who_may_see_its_households(
    scope: Scope, sees: set[str], sample: Path
) -> None:
    data = read_warehouse(sample, scope)
    place = territories(data)[0]
    for hamlet in ("TD03", "TD04"):
        found = by_detail(data, place, 2025, "poor", "indicator", hamlet)
        exact = sum(
            row["households"]
            for row in rows(sample, "exact_deprivation_summary")
            if (row["hamlet_code"], row["review_year"], row["group"]) == (hamlet, 2025, "poor")
        )
        if hamlet in sees:
            assert sum(int(f.value or 0) for f in found) == exact > 0
        else:
            assert "suppressed" in {f.reason for f in found}


def test_an_officer_reads_the_own_hamlet_without_what_only_stewards_see(sample: Path) -> None:
    data = read_warehouse(sample, OWN)
    mine = {row["household_id"] for row in data.rows("household")}
    assert data.closely is not None
    assert data.closely.hamlets == {"TD03"}
    assert data.of("household_review", "hamlet_code", "TD04") == ()
    here = data.of("household_review", "hamlet_code", "TD03")
    assert here
    assert not [row for row in here if "minority" in row]
    for row in rows(sample, "household"):
        seen = data.of("household", "household_id", row["household_id"])
        assert bool(seen) is (row["hamlet_code"] == "TD03")
        assert not [one for one in seen if "ethnicity" in one]
    for row in rows(sample, "visit"):
        seen = data.of("visit", "household_id", row["household_id"])
        assert bool(seen) is (row["household_id"] in mine)


def test_the_public_has_nothing_to_ask(sample: Path) -> None:
    data = read_warehouse(sample, PUBLIC)
    assert data.closely is None
    for table in FILES:
        assert data.of(table, "household_id", "x") == ()
    assert read_warehouse(sample, Scope(Role.HAMLET_OFFICER)).closely is None


def test_without_files_the_rows_that_are_there_are_found_by_their_value() -> None:
    made = Data("small", {"loan": ({"household_id": "a", "n": 1}, {"household_id": "b", "n": 2})})
    assert made.of("loan", "household_id", "b") == ({"household_id": "b", "n": 2},)
    assert made.of("loan", "household_id", "c") == made.of("visit", "household_id", "a") == ()
