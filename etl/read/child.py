"""Paths on standard input -> sheets on standard output, in a process of its own that nothing can harm."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

from etl.read.container import check_ole, check_zip, is_misnamed, kind_of
from etl.read.evidence import Evidence, Refused, number_of
from etl.read.text import TALL, without_towers

MEMORY_BYTES = 2 * 2**30
CPU_SECONDS = 120


def _limit_memory() -> None:
    """Bound memory where the system can; on Windows the parent's clock is the only limit."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    except (ImportError, ValueError, OSError):
        return


def _limit_time() -> None:
    """Bound the processor time of the next file."""
    try:
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        end = int(used.ru_utime + used.ru_stime) + CPU_SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (end, resource.RLIM_INFINITY))
    except (ImportError, ValueError, OSError):
        return


def _plain(value: Any) -> Any:
    """A cell as JSON: numbers without a fraction as integers, dates as `{"d": iso}`."""
    kind = value.__class__
    if kind is str:
        return (without_towers(value) if len(value) > TALL else value) or None
    if kind is float:
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    if kind is int or kind is bool or value is None:
        return value
    if isinstance(value, datetime):
        return {"d": value.date().isoformat()}
    return {"d": value.isoformat()} if isinstance(value, date) else str(value)


def _rows(sheet: Any) -> list[list[Any]]:
    rows = [[_plain(v) for v in row] for row in sheet.to_python(skip_empty_area=False)]
    for row in rows:
        while row and row[-1] is None:
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _put_faults(rows: list[list[Any]], evidence: Evidence) -> None:
    """Where the container saw an error or an uncomputed formula, say so in the grid."""
    for place, text in evidence.faults.items():
        letters = place.rstrip("0123456789")
        column, row = number_of(letters), int(place[len(letters) :]) - 1
        while len(rows) <= row:
            rows.append([])
        cells = rows[row]
        cells.extend([None] * (column - len(cells)))
        cells[column - 1] = {"e": text}


def _sheet(name: str, rows: list[list[Any]], seen: Evidence, merges: Any, visible: bool) -> Any:
    _put_faults(rows, seen)
    return {
        "name": name,
        "rows": rows,
        "merges": [[*start, *end] for start, end in merges or ()] or seen.merges,
        "hidden_rows": [row - 1 for row in seen.hidden_rows],
        "hidden_columns": seen.hidden_columns,
        "tags": seen.tags,
        "visible": visible,
    }


def _workbook(path: Path, evidence: dict[str, Evidence]) -> list[Any]:
    import python_calamine as calamine

    with path.open("rb") as file:
        book = calamine.CalamineWorkbook.from_filelike(file)
    sheets = []
    for meta in book.sheets_metadata:
        if str(meta.typ).rsplit(".", 1)[-1] != "WorkSheet":
            continue
        sheet = book.get_sheet_by_name(meta.name)
        visible = str(meta.visible).rsplit(".", 1)[-1] == "Visible"
        seen = evidence.get(meta.name, Evidence())
        merges = sheet.merged_cell_ranges
        sheets.append(_sheet(meta.name, _rows(sheet), seen, merges, visible))
    return sheets


def read(path: Path) -> dict[str, Any]:
    """The sheets of a workbook as plain values; raises Refused."""
    kind = kind_of(path)
    warnings = ["file.other_kind"] if is_misnamed(path, kind) else []
    if kind == "text":
        from etl.read.separated import rows_of

        rows, encoding = rows_of(path)
        warnings += [] if encoding.startswith("utf") else ["file.decoded"]
        rows = [[_plain(v) if isinstance(v, str) else v for v in row] for row in rows]
        sheet = _sheet(path.stem, rows, Evidence(), (), visible=True) | {"typed": False}
        return {"sheets": [sheet], "warnings": warnings}
    evidence = check_zip(path) if kind == "zip" else {}
    if kind == "ole":
        check_ole(path)
    return {"sheets": _workbook(path, evidence), "warnings": warnings}


def answer(path: str) -> tuple[dict[str, Any], bool]:
    """What the parent gets, and whether this process may go on after it."""
    _limit_time()
    try:
        return read(Path(path)), True
    except Refused as refused:
        return {"refused": refused.key, "detail": refused.detail}, True
    except MemoryError:
        return {"refused": "file.killed_reader", "detail": {}}, False
    except BaseException as error:  # noqa: BLE001 - a reader's panic is no Exception; the value may be personal
        name = type(error).__name__
        key = "file.password" if name == "PasswordError" else "file.damaged"
        return {"refused": key, "detail": {}}, False


def main() -> None:
    """One path a line, one answer each: twelve digits of its length in bytes, then JSON."""
    _limit_memory()
    out = sys.stdout.buffer
    for line in sys.stdin:
        found, goes_on = answer(json.loads(line))
        content = json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode(
            "utf-8", errors="surrogatepass"
        )
        out.write(f"{len(content):012d}".encode() + content)
        out.flush()
        if not goes_on:
            return


if __name__ == "__main__":
    main()
