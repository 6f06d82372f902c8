"""How a workbook is understood: its forms, headers and headings. Writes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from catalog.messages import message
from etl.choose import Choice
from etl.findings import Exit, finding
from etl.gather import is_lists
from etl.parts import parts
from etl.read import read_workbook
from etl.read.cells import Sheet, letter


def look(path: Path) -> tuple[dict[str, Any], int]:
    """The report of `etl look` and its exit code: 0 fine, 10 doubts, 20 refused, 40 no such file."""
    if not path.is_file():
        return {"file": path.name, "reason": "file.missing", "sheets": []}, Exit.USAGE
    book = read_workbook(path)
    if book.refused:
        found = finding("error", book.refused, book.file, **book.detail)
        return {"file": book.file, "reason": found.rule, "detail": book.detail, "sheets": []}, 20
    shown = [s for s in book.sheets if s.non_empty and not is_lists(s)]
    sheets = [_sheet(*part) for sheet in shown for part in parts(sheet)]
    known = [s for s in sheets if s["form"]]
    if not known:
        return {"file": book.file, "reason": "sheet.none_known", "sheets": sheets}, Exit.REFUSED
    if any(s["missing_fields"] for s in known):
        return {"file": book.file, "reason": "column.missing", "sheets": sheets}, Exit.REFUSED
    doubts = len(known) < len(sheets) or any(s["unknown_headings"] for s in known)
    code = Exit.DOUBTS if doubts else Exit.FINE
    return {"file": book.file, "reason": None, "sheets": sheets}, code


def _sheet(sheet: Sheet, choice: Choice | None) -> dict[str, Any]:
    if choice is None:
        blank: dict[str, Any] = {"form": None, "edition": None, "header_row": None}
        return {"sheet": sheet.name} | blank | {
            "columns": [], "unknown_headings": [], "missing_fields": []
        }  # fmt: skip
    from etl.tidy.info import read_info

    unit = read_info(sheet, choice).unit
    return {
        "sheet": sheet.name,
        "form": choice.form.form,
        "edition": choice.form.edition,
        "header_row": choice.header.top + 1,
        "columns": [
            {
                "column": letter(f.index),
                "heading": f.heading,
                "field": f.column.field or None,
                "unit": unit if f.column.kind == "money" else None,
            }
            for f in sorted(choice.fields, key=lambda f: f.index)
        ],
        "unknown_headings": list(choice.unknown.values()),
        "missing_fields": [c.field for c in choice.missing],
    }


def show(report: dict[str, Any], language: str) -> str:
    """The report for a person."""
    lines = [report["file"]]
    if report["reason"] == "file.missing":
        lines.append("  " + message("command.no_file", language, {}))
    elif report["reason"] and not report["sheets"]:
        lines.append("  " + message(report["reason"], language, _blank(report.get("detail", {}))))
    for sheet in report["sheets"]:
        lines.append(
            f"  {sheet['sheet']}: {sheet['form'] or '–'} (dòng {sheet['header_row'] or '–'})"
        )
        lines += [
            f"    {c['column']:>3}  {c['heading']} → {c['field'] or '–'}" for c in sheet["columns"]
        ]
        lines += [f"      ?  {heading}" for heading in sheet["unknown_headings"]]
        lines += [f"      !  {name}" for name in sheet["missing_fields"]]
    return "\n".join(lines) + "\n"


def _blank(detail: dict[str, str]) -> dict[str, str]:
    return {"found": "", "expected": "", "field": ""} | detail
