"""Rows read when somebody asks are those of the files, as far as a scope may see them, and nobody else's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from dashboard.closely import FILES
from dashboard.data import Data
from dashboard.door.roles import Role
from dashboard.door.scope import PUBLIC, Scope
from dashboard.load import read_warehouse

OWN = Scope(Role.HAMLET_OFFICER, frozenset({"TD03"}))


def rows(warehouse: Path, table: str) -> list[dict[str, Any]]:
    """A table read whole, without the product."""
    (build,) = (warehouse / "builds").iterdir()
    return list(pq.read_table(build / FILES[table]).to_pylist())


@pytest.mark.parametrize("table", sorted(FILES))
def test_the_rows_of_every_value_are_those_of_the_file_in_their_order(
    table: str, sample: Path
) -> None:
    data = read_warehouse(sample, Scope(Role.STEWARD))
    every = rows(sample, table)
    assert every
    values = {row["household_id"] for row in every}
    for value in values:
        mine = tuple(row for row in every if row["household_id"] == value)
        assert data.of(table, "household_id", value) == mine
    assert data.of(table, "household_id", "nobody") == ()
    assert data.of(table, "household_id", None) == ()


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
