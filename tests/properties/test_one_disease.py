"""One disease on one cell: the same tables or a finding there; no crash, no other figure changed."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from catalog.codes import meaning
from catalog.spelling import key
from catalog.toml import load
from etl.relate.places import hamlet_key
from etl.sample import write_sample
from tests.diseases import diseases
from tests.struck import Inbox, Struck, Understood

CASES = int(os.environ.get("DISEASES", "25"))
SEED = int(os.environ.get("DISEASE_SEED", "1"))
#: What stands in a row of a sheet; the tables that join several rows follow from these.
TABLES = (
    "review_summary", "review_movement", "deprivation_summary", "cause_summary",
    "household_review", "infrastructure_project", "infrastructure_funding", "livelihood_project",
    "livelihood_funding", "livelihood_participant", "loan", "loan_repayment", "support_event",
    "donation", "visit", "communication_event", "information_access", "posting", "supervision",
    "officer_assignment", "target", "place",
)  # fmt: skip
LISTS = frozenset(load("codes.toml"))
Address = tuple[str, str, int]


def rows_of(found: Understood, named: bool = False) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Every row by table, address and what tells rows of one address apart.

    `named`: hamlets by their names, for a build without its list of places gives them other codes.
    """
    names = {r["place_code"]: hamlet_key(r["name"]) for r in found.rows["place"]} if named else {}
    told = ("indicator", "cause", "group", "year", "fund_source")
    return {
        (name, r.get("source_file"), r.get("source_sheet"), r.get("source_row"),
         name == "review_movement" and r.get("unit"), *(str(r.get(n)) for n in told)): _called(r, names)
        for name in TABLES
        if name != "place" or not named
        for r in found.rows.get(name, [])
    }  # fmt: skip


def _called(row: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    """A row without what is ours alone; texts by their match key: case and spacing are display."""
    own = {k: key(v) if isinstance(v, str) else v for k, v in row.items() if not k.startswith("_")}
    if names and row.get("hamlet_code"):
        own["hamlet_code"] = names.get(row["hamlet_code"], row["hamlet_code"])
    if names and row.get("hamlet_codes"):
        own["hamlet_codes"] = sorted(names.get(code, code) for code in row["hamlet_codes"])
    return own


def changed(before: Understood, after: Understood, at: Address) -> list[str]:
    """Figures of other rows that are neither the same nor set aside, and rows that came from nowhere."""
    named = after.tables.places.derived
    old, new = rows_of(before, named), rows_of(after, named)
    came = (row for row in new.keys() - old.keys() if row[1] is not None)  # None: of the catalog
    found = [f"new row {row}" for row in came if row[1:4] != at]
    for row in old.keys() & new.keys():
        if row[1:4] != at:
            found += [
                f"{row}: {name} {old[row][name]!r} -> {value!r}"
                for name, value in new[row].items()
                if value is not None and value != old[row][name]
            ]
    return found


def wrong(clean: Understood, found: Understood, at: Struck) -> list[str]:
    """What a build makes of a struck workbook and must not."""
    if found.lost:
        return [f"lost rows in {found.lost}"]
    if rows_of(found) == rows_of(clean):
        return []
    found.findings += found.between_forms()
    here = [f for f in found.findings if f.file == at.file and f.sheet == at.sheet]
    silent = not any(f.cell == at.cell for f in here) and not says_another(clean, found, at)
    told = [f"no finding at the cell; {[(f.rule, f.cell) for f in here][:5]}"] if silent else []
    return told + changed(clean, found, (at.file, at.sheet, at.row))[:5]


def says_another(clean: Understood, found: Understood, at: Struck) -> bool:
    """Whether the struck cell now says another word of its list, as `chưa rõ` does of an outcome."""
    said = at.disease.removeprefix("says ")
    before, after = rows_of(clean), rows_of(found)
    other = {
        (name, after[row][name])
        for row in before.keys() & after.keys()
        if row[1:4] == (at.file, at.sheet, at.row)
        for name in after[row]
        if after[row][name] != before[row].get(name)
    }
    return bool(other) and all(name in LISTS and meaning(name, said) == v for name, v in other)


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inbox]:
    """Two years of workbooks of the made-up commune, and of one that became part of it."""
    folder = tmp_path_factory.mktemp("clean")
    write_sample(folder, from_year=2024)
    inbox = Inbox(folder)
    yield inbox
    inbox.close()


@pytest.mark.parametrize("case", range(CASES))
def test_a_disease_gives_the_same_tables_or_a_finding_rowits_cell(
    case: int, inbox: Inbox, tmp_path: Path
) -> None:
    struck, content = inbox.strike(diseases(), random.Random(f"{SEED} {case}"))
    found = inbox.beside(struck.file, content, tmp_path)
    assert not wrong(inbox.clean, found, struck), struck
