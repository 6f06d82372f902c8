"""One workbook, read in a process of its own: path in, JSON out. Nothing that it does can hurt the parent."""

from __future__ import annotations

import json
import os
import sys
import threading
from datetime import date, datetime
from pathlib import Path
from typing import Any

from etl.read.container import Evidence, Refused, check_ole, check_zip, kind_of

MEMORY_BYTES = 3 * 2**30
CPU_SECONDS = 120


def _limit() -> None:
    """Bound memory and processor time where the system can."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock is the only limit
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))


def _plain(value: Any) -> Any:
    """A cell as JSON: numbers without a fraction as integers, dates as `{"d": iso}`."""
    if value is None or value == "":
        return None
    if isinstance(value, bool | str):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 2**53 else value
    if isinstance(value, int):
        return value
    if isinstance(value, datetime):
        return {"d": value.date().isoformat()}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    return str(value)


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
        column = 0
        for character in letters:
            column = column * 26 + ord(character) - 64
        row = int(place[len(letters) :]) - 1
        while len(rows) <= row:
            rows.append([])
        cells = rows[row]
        cells.extend([None] * (column - len(cells)))
        cells[column - 1] = {"e": text}


def read(path: Path) -> dict[str, Any]:
    """The sheets of a workbook as plain values; raises Refused."""
    kind = kind_of(path)
    evidence = check_zip(path) if kind == "zip" else {}
    if kind == "ole":
        check_ole(path)
    import python_calamine as calamine

    with path.open("rb") as file:
        book = calamine.CalamineWorkbook.from_filelike(file)
    sheets = []
    for meta in book.sheets_metadata:
        if str(meta.typ).rsplit(".", 1)[-1] != "WorkSheet":
            continue
        sheet = book.get_sheet_by_name(meta.name)
        rows = _rows(sheet)
        seen = evidence.get(meta.name, Evidence())
        _put_faults(rows, seen)
        sheets.append(
            {
                "name": meta.name,
                "rows": rows,
                "merges": [[*start, *end] for start, end in sheet.merged_cell_ranges or ()],
                "hidden_rows": [row - 1 for row in seen.hidden_rows],
                "visible": str(meta.visible).rsplit(".", 1)[-1] == "Visible",
            }
        )
    return {"sheets": sheets}


def main(path: str) -> dict[str, Any]:
    """What the parent gets: sheets, or the key of the message that says why not."""
    _limit()
    try:
        return read(Path(path))
    except Refused as refused:
        return {"refused": refused.key, "detail": refused.detail}
    except BaseException as error:  # noqa: BLE001 - a reader's panic is no Exception; the value may be personal
        name = type(error).__name__
        key = "file.password" if name == "PasswordError" else "file.damaged"
        return {"refused": key, "detail": {}}


def _end_with_parent() -> None:
    """The parent holds the other end of standard input: when it dies, this process ends too."""
    os.read(0, 1)
    os._exit(1)


if __name__ == "__main__":
    if sys.argv[2:] == ["tied"]:
        threading.Thread(target=_end_with_parent, daemon=True).start()
    sys.stdout.buffer.write(json.dumps(main(sys.argv[1]), ensure_ascii=False).encode("utf-8"))
