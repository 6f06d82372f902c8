"""Money of a build against the live build, and of its sheets against each other: powers of ten."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from catalog.tables import TABLES
from etl.findings import Finding, finding
from etl.relate import Tables

MONEY = ("infrastructure_project", "infrastructure_funding", "livelihood_project",
         "livelihood_funding", "livelihood_participant", "loan", "loan_repayment",
         "support_event", "donation")  # fmt: skip
UNIT = 900  # from here on two sums differ by a unit, not by their size
Row = dict[str, Any]


def money_totals(tables: Tables) -> dict[str, int]:
    """The sum of each money column, and of each in one workbook, kept for the next build."""
    sums: dict[str, int] = defaultdict(int)
    for name in MONEY:
        for row in tables.rows.get(name, []):
            for column in TABLES[name].money:
                for at in (f"{name}.{column}", f"{name}.{column}|{row['source_file']}"):
                    sums[at] += row.get(column) or 0
    return dict(sorted(sums.items()))


def power_of_ten(tables: Tables, before: dict[str, Any]) -> Iterable[Finding]:
    """Sums ten or a thousand times what they were, or what another sheet says; one for each table."""
    told: set[str] = set()
    ways = [*_against_live(tables, before), *_against_approved(tables), *_against_twin(tables)]
    for name, file, sheet, cell, found, expected in ways:
        if name not in told:
            told.add(name)
            yield finding(
                "error", "gate.money", file, sheet=sheet, cell=cell, field=name,
                found=str(found), expected=str(expected),
            )  # fmt: skip


Way = tuple[str, str, str, str, int, int]


def _against_live(tables: Tables, before: dict[str, Any]) -> Iterable[Way]:
    old = before.get("money", {})
    for at, total in money_totals(tables).items():
        column, _, file = at.partition("|")
        name = column.partition(".")[0]
        if total and old.get(at) and _is_power(total / old[at]):
            row = next(r for r in tables.rows[name] if file in ("", r["source_file"]))
            yield (name, row["source_file"], row["source_sheet"], "", total, old[at])


def _against_approved(tables: Tables) -> Iterable[Way]:
    """Plans against what was approved: all together; each by itself where a unit line is missing."""
    for kind in ("infrastructure", "livelihood"):
        name = f"{kind}_funding"
        projects = {r["project_code"]: r for r in tables.rows.get(f"{kind}_project", [])}
        plans: dict[str, list[Row]] = defaultdict(list)
        for row in tables.rows.get(name, []):
            if row.get("planned_vnd") and projects.get(row["project_code"], {}).get("approved_vnd"):
                plans[row["project_code"]].append(row)
        rows = [row for found in plans.values() for row in found]
        planned = sum(row["planned_vnd"] for row in rows)
        approved = sum(projects[code]["approved_vnd"] for code in plans)
        if approved and _is_power(planned / approved):
            yield (name, rows[0]["source_file"], rows[0]["source_sheet"], "", planned, approved)
        for code, found in plans.items():
            if not _has_unit(tables, found[0]) or not _has_unit(tables, projects[code]):
                yield from _one_project(tables, name, projects[code]["approved_vnd"], found)


def _one_project(tables: Tables, name: str, approved: int, rows: list[Row]) -> Iterable[Way]:
    """One project of a sheet without a unit line: its plans in all, and one year against another."""
    total = sum(row["planned_vnd"] for row in rows)
    largest = max(rows, key=lambda row: row["planned_vnd"])
    least = min(rows, key=lambda row: row["planned_vnd"])
    file, sheet = largest["source_file"], largest["source_sheet"]
    cell = tables.cell_of(largest, "planned_vnd", year=largest["year"])
    if _is_power(total / approved):
        yield (name, file, sheet, cell, total, approved)
    elif largest["planned_vnd"] >= UNIT * least["planned_vnd"]:
        yield (name, file, sheet, cell, largest["planned_vnd"], least["planned_vnd"])


def _has_unit(tables: Tables, row: Row) -> bool:
    sheet = tables.sheets.get(tables.at(row))
    return sheet is None or sheet.info.unit is not None


def _against_twin(tables: Tables) -> Iterable[Way]:
    """Repaid in the ledger of loans against the repayments; support given against money disbursed."""
    for ours, column, theirs, other in (
        ("loan", "repaid_vnd", "loan_repayment", "principal_vnd"),
        ("livelihood_participant", "support_vnd", "livelihood_funding", "disbursed_vnd"),
    ):
        rows, twins = tables.rows.get(ours, []), tables.rows.get(theirs, [])
        mine = sum(row.get(column) or 0 for row in rows)
        its = sum(row.get(other) or 0 for row in twins)
        far = mine and its and max(mine, its) / min(mine, its) >= UNIT
        if far and _is_power(mine / its):
            yield (ours, rows[0]["source_file"], rows[0]["source_sheet"], "", mine, its)


def _is_power(ratio: float) -> bool:
    """Whether a ratio is about 10, 1000 … or a tenth, a thousandth."""
    power = round(math.log10(ratio)) if ratio > 0 else 0
    return power != 0 and abs(math.log10(ratio) - power) < 0.08
