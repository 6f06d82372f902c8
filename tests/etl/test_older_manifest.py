"""What another version of the program wrote is a measure as far as it can be read, and stops nothing."""

from __future__ import annotations

from typing import Any

import pytest

from etl.check.gates import gates
from etl.relate.places import Places
from etl.relate.tables import Tables

ROWS = {"rows": 100, "bytes": 1, "sha256": "0", "schema": {}}


@pytest.mark.parametrize(
    ("before", "fallen"),
    [
        ({"files": {"public/visit_summary.parquet": ROWS}}, set()),
        ({"files": {"public/posting.parquet": ROWS}}, {"posting"}),
        ({"files": {"restricted/visit.parquet": ROWS}}, {"visit"}),
        ({"files": {"restricted/what_there_was_once.parquet": ROWS}}, set()),
        ({"files": {"public/what_there_was_once.parquet": ROWS}}, set()),
        ({"files": {"public/posting.parquet": {"sha256": "0"}}}, set()),
        ({"files": ["public/posting.parquet"]}, set()),
        ({"files": {}, "report": {"files": [{"file": "a.xlsx"}]}}, set()),
        ({}, set()),
    ],
    ids=[
        "derived", "public", "restricted", "unknown and restricted", "unknown and public",
        "no count", "a list", "no sheets", "nothing",
    ],
)  # fmt: skip
def test_rows_are_compared_where_the_manifest_says_them(
    before: dict[str, Any], fallen: set[str]
) -> None:
    found = [
        f for f in gates(Tables(Places()), [], before, accepted=False) if f.rule == "gate.fall"
    ]
    assert {f.field for f in found} == fallen
