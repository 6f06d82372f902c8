"""What stops a build from being published; the old one stays."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from catalog.tables import TABLES
from etl.findings import Finding, finding
from etl.relate import Tables
from etl.tidy import TidySheet

FALL = 0.20
MONEY = ("infrastructure_project", "infrastructure_funding", "livelihood_project",
         "livelihood_funding", "loan", "loan_repayment", "support_event", "donation")  # fmt: skip
Row = dict[str, Any]


def gates(
    tables: Tables, sheets: list[TidySheet], before: dict[str, Any], *, accepted: bool
) -> list[Finding]:
    """Findings that stop publishing. `before` is the manifest of the live build of the same kind."""
    found = [*_totals(tables), *_power_of_ten(tables, before)]
    if not any(sheet.records for sheet in sheets):
        found.append(finding("error", "gate.no_file", ""))
    if not accepted:
        found += _fall(tables, before)
    return found


def _totals(tables: Tables) -> Iterable[Finding]:
    """No rate without an independent total, and none over 100 %."""
    for row in tables.rows.get("review_summary", []):
        whole = row.get("households")
        parts = [row.get(n) for n in ("poor_households", "near_poor_households")]
        known = sum(p for p in parts if p is not None)
        if whole is None or whole < known:
            rule = "gate.no_total" if whole is None else "gate.total_too_small"
            yield finding(
                "error",
                rule,
                row["source_file"],
                sheet=row["source_sheet"],
                cell=tables.cell_of(row, "households"),
                field="households",
                found="–" if whole is None else str(whole),
                expected=str(known),
            )


def two_workbooks(sheets: list[TidySheet]) -> list[Finding]:
    """Two workbooks for one review, when nobody said which one counts."""
    files: dict[tuple[str, ...], dict[str, set[str]]] = defaultdict(dict)
    found: dict[tuple[str, str], Finding] = {}
    for sheet in sheets:
        if sheet.form.info != "review" or not sheet.records:
            continue
        info = sheet.info
        period = str(info.date if info.round == "regular" else info.year)
        others = files[sheet.form.form, info.commune_code, period, info.round]
        for name, hamlets in others.items():
            if name != sheet.file and _hamlets(sheet) & hamlets:
                both = f"{name}, {sheet.file}"
                said = finding("error", "gate.two_workbooks", sheet.file, found=both)
                found.setdefault((name, sheet.file), said)
        others[sheet.file] = others.get(sheet.file, set()) | _hamlets(sheet)
    return list(found.values())


def _hamlets(sheet: TidySheet) -> set[str]:
    return {str(record.values.get("hamlet_code")) for record in sheet.records}


def _counts(tables: Tables) -> dict[str, int]:
    return {name: len(rows) for name, rows in tables.rows.items()}


def _fall(tables: Tables, before: dict[str, Any]) -> Iterable[Finding]:
    """A table that lost more than a fifth of its rows may have lost a workbook."""
    now = _counts(tables)
    for path, entry in before.get("files", {}).items():
        name = path.rpartition("/")[2].removesuffix(".parquet")
        had, has = entry["rows"], now.get(name, 0)
        read = bool(path.count("/")) and name in TABLES and not TABLES[name].derived
        copy = path.startswith("restricted/") and TABLES[name].finer
        if read and not copy and had >= 10 and has < had * (1 - FALL):
            yield finding("error", "gate.fall", "", field=name, found=str(has), expected=str(had))


def money_totals(tables: Tables) -> dict[str, int]:
    """The sum of each money table, kept in the manifest so that the next build can be compared."""
    sums = {}
    for name in MONEY:
        rows = tables.rows.get(name, [])
        values = [v for row in rows for c, v in row.items() if c.endswith("_vnd") and v is not None]
        sums[name] = sum(values)
    return sums


def _power_of_ten(tables: Tables, before: dict[str, Any]) -> Iterable[Finding]:
    """A sum ten or a thousand times the one before, or plans so against what was approved."""
    old, new = before.get("money", {}), money_totals(tables)
    for name, total in new.items():
        if old.get(name) and total and _is_power(total / old[name]):
            yield finding(
                "error", "gate.money", "", field=name, found=str(total), expected=str(old[name])
            )
    for kind in ("infrastructure", "livelihood"):
        yield from _plan_against_approved(tables, kind)


def _plan_against_approved(tables: Tables, kind: str) -> Iterable[Finding]:
    projects = tables.rows.get(f"{kind}_project", [])
    approved = {r["project_code"]: r.get("approved_vnd") for r in projects}
    plans: dict[str, int] = defaultdict(int)
    for row in tables.rows.get(f"{kind}_funding", []):
        plans[row["project_code"]] += row.get("planned_vnd") or 0
    pairs = [(plans[c], a) for c, a in approved.items() if a and plans.get(c)]
    whole = sum(a for _, a in pairs)
    planned = sum(p for p, _ in pairs)
    if whole and planned and _is_power(planned / whole):
        file = projects[0]["source_file"]
        yield finding(
            "error", "gate.money", file, field=f"{kind}_funding",
            found=str(planned), expected=str(whole),
        )  # fmt: skip


def _is_power(ratio: float) -> bool:
    """Whether a ratio is about 10, 1000 … or a tenth, a thousandth."""
    power = round(math.log10(ratio)) if ratio > 0 else 0
    return power != 0 and abs(math.log10(ratio) - power) < 0.08
