"""What a build has to say: for programs (`--json`), for people, and as tables."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import Any

from etl.findings import Exit, Finding
from etl.gather import Gathered

COUNTS = ("rows_in", "rows_loaded", "rows_quarantined", "rows_other")
Row = dict[str, Any]


def sheet_rows(gathered: Gathered) -> list[Row]:
    """Rows of `source_file`: one per sheet that was read, one per file that was not."""
    rows: list[Row] = []
    for name, book in gathered.files.items():
        status, reason = gathered.status[name]
        head: Row = {
            "file": name,
            "sha256": book.sha256 or None,
            "status": status,
            "reason": reason or None,
        }
        head["illustrative"] = gathered.illustrative.get(name)
        sheets = [s for s in gathered.sheets if s.file == name] if status == "loaded" else []
        for tidied in sheets:
            counts = (
                tidied.sheet.non_empty,
                len(tidied.loaded),
                len(tidied.quarantined),
                len(tidied.other),
            )
            form = {"sheet": tidied.sheet.name, "form": tidied.form.form}
            edition = {"edition": tidied.form.edition}
            rows.append(head | form | edition | dict(zip(COUNTS, counts, strict=True)))
        if not sheets:
            rows.append(head | {"sheet": None} | dict.fromkeys(COUNTS, 0))
    return rows


def finding_rows(findings: list[Finding]) -> list[Row]:
    """Rows of `findings`."""
    return [{k: v or None for k, v in asdict(f).items()} for f in findings]


def columns_of(gathered: Gathered) -> Row:
    """Field -> column letter for each sheet: with a row's number, the address of each value.

    A second form in a sheet stands under `sheet:row`, the number of the first row below its header.
    """
    from etl.read.cells import letter

    columns: Row = {}
    for tidied in gathered.sheets:
        fields: dict[str, str] = {}
        for f in tidied.choice.fields:
            added = "|".join(value for _, value in f.added)
            name = f.column.field or f.column.kind
            if f.column.kind == "rate":
                name = "rate:" + "/".join(f.column.of)
            fields.setdefault(f"{name}|{added}" if added else name, letter(f.index))
        name = tidied.sheet.name
        known = columns.setdefault(tidied.file, {})
        known[f"{name}:{tidied.choice.first_row + 1}" if name in known else name] = fields
    return columns


def exit_of(findings: list[Finding]) -> int:
    """The highest of what the findings make of the build."""
    return max((f.action for f in findings), default=Exit.FINE)


def told_of(findings: list[Finding], code: int) -> Row:
    """What only one run tells, for programs: the gates that stopped it, each with what its sentence needs.

    Else which workbook took reviews of which other that stays for the rest of it.
    """
    if code == Exit.GATE:
        return {"stops": [asdict(f) for f in findings if f.action == Exit.GATE]}
    told = [f for f in findings if f.rule == "file.superseded" and f.sheet]
    pairs = dict.fromkeys((f.found, f.file) for f in told)
    return {"replaced": [{"file": n, "replaces": old} for n, old in pairs]} if pairs else {}


def as_json(build: str, rows: list[Row], findings: list[Finding], illustrative: bool) -> Row:
    """The object of `--json`, without what only the run itself knows (exit, unchanged, seconds)."""
    files: dict[str, Row] = {}
    for row in rows:
        blank: Row = {"file": row["file"], "status": row["status"], "reason": row["reason"]}
        entry = files.setdefault(row["file"], blank | dict.fromkeys(COUNTS, 0) | {"sheets": []})
        for count in COUNTS:
            entry[count] += row[count]
        if row["sheet"] is not None:
            names = ("sheet", "form", "edition", *COUNTS)
            entry["sheets"].append({name: row[name] for name in names})
    severities = Counter(f.severity for f in findings)
    counted = {name: severities[name] for name in ("error", "warning", "note")}
    return {
        "build": build,
        "illustrative": illustrative,
        "files": list(files.values()),
        "findings": counted,
    }
